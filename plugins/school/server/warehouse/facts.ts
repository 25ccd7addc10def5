import { fact } from '@regiso/core';
import { Attendance, Departure, Lesson, Load, Mark, PeriodMark, PeriodOutcome, Pupil } from '../models';

export const pupils = fact(Pupil, {
  name: 'school_pupils',
  grain: 'one row per time of a pupil in a class',
  columns: (as) => ({
    organisation: as.dimension('organisationId'),
    pupil: as.dimension('pseudonym'),
    class: as.dimension('classId'),
    grade: as.year('grade'),
    shift: as.year('shift'),
    starts_on: as.day('startsOn'),
    ends_on: as.day('endsOn'),
  }),
});

export const lessons = fact(Lesson, {
  name: 'school_lessons',
  grain: 'one row per lesson of a class or of a half of it',
  partition: 'day',
  order: ['organisation'],
  columns: (as) => ({
    organisation: as.dimension('organisationId'),
    class: as.dimension('classId'),
    subject: as.code('subject'),
    grade: as.year('grade'),
    day: as.day('day'),
    expected: as.number('expected'),
    is_over: as.flag('isOver'),
    is_filled: as.flag('isFilled'),
    is_substituted: as.flag('isSubstituted'),
    standing: as.code('standing'),
  }),
});

export const attendance = fact(Attendance, {
  name: 'school_attendance',
  grain: 'one row per pupil and lesson at which the pupil was absent, late or exempt',
  partition: 'day',
  order: ['organisation'],
  columns: (as) => ({
    organisation: as.dimension('organisationId'),
    pupil: as.dimension('pupilId'),
    subject: as.code('subject'),
    grade: as.year('grade'),
    day: as.day('day'),
    code: as.code('code'),
    counts_as: as.code('countsAs'),
  }),
});

export const marks = fact(Mark, {
  name: 'school_marks',
  grain: 'one row per mark of a pupil',
  partition: 'day',
  order: ['organisation'],
  columns: (as) => ({
    organisation: as.dimension('organisationId'),
    pupil: as.dimension('pupilId'),
    subject: as.code('subject'),
    grade: as.year('grade'),
    day: as.day('day'),
    value: as.number('value'),
    kind: as.code('kind'),
    weight: as.number('weight'),
  }),
});

export const loads = fact(Load, {
  name: 'school_loads',
  grain: 'one row per subject of a class or of a half of it, with its hours a week',
  columns: (as) => ({
    organisation: as.dimension('organisationId'),
    class: as.dimension('classId'),
    subject: as.code('subject'),
    grade: as.year('grade'),
    school_year: as.year('firstYear'),
    hours: as.number('hours'),
    is_vacant: as.flag('isVacant'),
  }),
});

export const periodMarks = fact(PeriodMark, {
  name: 'school_period_marks',
  grain: 'one row per mark of a pupil for a period; without a value: not attested',
  order: ['organisation'],
  columns: (as) => ({
    organisation: as.dimension('organisationId'),
    pupil: as.dimension('pupilId'),
    subject: as.code('subject'),
    grade: as.year('grade'),
    day: as.day('endsOn'),
    value: as.number('value'),
  }),
});

export const outcomes = fact(PeriodOutcome, {
  name: 'school_period_outcomes',
  grain: 'one row per pupil and period in which the pupil has marks; the lowest of them, 0 for not attested',
  order: ['organisation'],
  columns: (as) => ({
    organisation: as.dimension('organisationId'),
    pupil: as.dimension('pupilId'),
    grade: as.year('grade'),
    day: as.day('endsOn'),
    lowest: as.number('lowest'),
  }),
});

export const departures = fact(Departure, {
  name: 'school_departures',
  grain: 'one row per order by which a pupil has left',
  columns: (as) => ({
    organisation: as.dimension('organisationId'),
    grade: as.year('grade'),
    last_day: as.day('lastDay'),
    undone_at: as.instant('undoneAt'),
  }),
});
