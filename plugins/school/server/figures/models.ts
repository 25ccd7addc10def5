import { day, Entity, flag, generated, integer, key, table, uuid } from '@regiso/core';
import type { CreationOptional } from 'sequelize';

/** Lessons of a pupil in a month and what of them was missed; counted nightly. */
export class PupilMonth extends Entity<PupilMonth> {
  declare id: CreationOptional<string>;
  declare organisationId: string;
  declare pupilId: string;
  declare grade: number;
  declare startsOn: string;
  declare lessons: number;
  declare isChronic: CreationOptional<boolean>;
}
table(PupilMonth, 'school.pupil_months', {
  id: key(),
  organisationId: uuid(),
  pupilId: uuid(),
  grade: integer(),
  startsOn: day(),
  lessons: integer(),
  isChronic: generated(flag()),
});

/** Homework of a class for a day; counted nightly. */
export class ClassDay extends Entity<ClassDay> {
  declare id: CreationOptional<string>;
  declare organisationId: string;
  declare classId: string;
  declare grade: number;
  declare day: string;
  declare minutes: number;
  declare isOver: CreationOptional<boolean>;
}
table(ClassDay, 'school.class_days', {
  id: key(),
  organisationId: uuid(),
  classId: uuid(),
  grade: integer(),
  day: day(),
  minutes: integer(),
  isOver: generated(flag()),
});

/** Days of the timetable of a class; counted nightly. */
export class TimetableScore extends Entity<TimetableScore> {
  declare id: CreationOptional<string>;
  declare organisationId: string;
  declare classId: string;
  declare grade: number;
  declare days: number;
  declare kept: number;
}
table(TimetableScore, 'school.timetable_scores', {
  id: key(),
  organisationId: uuid(),
  classId: uuid(),
  grade: integer(),
  days: integer(),
  kept: integer(),
});
