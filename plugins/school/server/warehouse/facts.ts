import { fact } from '@regiso/core';
import { Attendance, Lesson, Mark, Pupil } from '../models';

export const pupils = fact(Pupil, {
  name: 'school_pupils',
  grain: 'one row per time of a pupil in a class',
  columns: (as) => ({
    organisation: as.dimension('organisationId'),
    pupil: as.dimension('pseudonym'),
    class: as.dimension('classId'),
    grade: as.year('grade'),
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
