import { fact } from '@regiso/core';
import { ClassDay, PupilMonth, TimetableScore } from './models';

export const pupilMonths = fact(PupilMonth, {
  name: 'school_pupil_months',
  grain: 'one row per pupil and month in which the attendance of lessons was taken',
  order: ['organisation'],
  columns: (as) => ({
    organisation: as.dimension('organisationId'),
    pupil: as.dimension('pupilId'),
    grade: as.year('grade'),
    day: as.day('startsOn'),
    lessons: as.number('lessons'),
    is_chronic: as.flag('isChronic'),
  }),
});

export const classDays = fact(ClassDay, {
  name: 'school_class_days',
  grain: 'one row per class and day for which homework was set with its minutes',
  order: ['organisation'],
  columns: (as) => ({
    organisation: as.dimension('organisationId'),
    class: as.dimension('classId'),
    grade: as.year('grade'),
    day: as.day('day'),
    minutes: as.number('minutes'),
    is_over: as.flag('isOver'),
  }),
});

export const timetableScores = fact(TimetableScore, {
  name: 'school_timetable_scores',
  grain: 'one row per class with a timetable in force',
  columns: (as) => ({
    organisation: as.dimension('organisationId'),
    class: as.dimension('classId'),
    grade: as.year('grade'),
    days: as.number('days'),
    kept: as.number('kept'),
  }),
});
