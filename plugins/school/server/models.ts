import {
  day,
  Entity,
  flag,
  generated,
  instant,
  integer,
  key,
  number,
  optional,
  table,
  text,
  textKey,
  uuid,
} from '@regiso/core';
import type { CreationOptional } from 'sequelize';

export class Subject extends Entity<Subject> {
  declare code: string;
  declare title: string;
  declare titleEn: string;
}
table(Subject, 'school.subjects', { code: textKey(), title: text(), titleEn: text() });

/** A time of a pupil in a class; who it is stays with the person's card. */
export class Pupil extends Entity<Pupil> {
  declare id: CreationOptional<string>;
  declare pseudonym: string;
  declare organisationId: string;
  declare classId: string;
  declare grade: number;
  declare shift: CreationOptional<number>;
  declare startsOn: string;
  declare endsOn: string | null;
}
table(Pupil, 'school.pupils', {
  id: key(),
  pseudonym: uuid(),
  organisationId: uuid(),
  classId: uuid(),
  grade: integer(),
  shift: generated(integer()),
  startsOn: day(),
  endsOn: optional(day()),
});

export class Lesson extends Entity<Lesson> {
  declare id: CreationOptional<string>;
  declare organisationId: string;
  declare classId: string;
  declare subject: string;
  declare grade: number;
  declare day: string;
  declare expected: CreationOptional<number>;
  declare isOver: CreationOptional<boolean>;
  declare isFilled: CreationOptional<boolean>;
  declare isSubstituted: CreationOptional<boolean>;
  declare standing: CreationOptional<string>;
}
table(Lesson, 'school.lessons', {
  id: key(),
  organisationId: uuid(),
  classId: uuid(),
  subject: text(),
  grade: integer(),
  day: day(),
  expected: generated(integer()),
  isOver: generated(flag()),
  isFilled: generated(flag()),
  isSubstituted: generated(flag()),
  standing: generated(text()),
});

/** What was noted of a pupil who was not, or not quite, at a lesson. */
export class Attendance extends Entity<Attendance> {
  declare id: CreationOptional<string>;
  declare organisationId: string;
  declare pupilId: string;
  declare subject: string;
  declare grade: number;
  declare day: string;
  declare code: string;
  declare countsAs: string;
}
table(Attendance, 'school.attendance', {
  id: key(),
  organisationId: uuid(),
  pupilId: uuid(),
  subject: text(),
  grade: integer(),
  day: day(),
  code: text(),
  countsAs: text(),
});

export class Mark extends Entity<Mark> {
  declare id: CreationOptional<string>;
  declare organisationId: string;
  declare pupilId: string;
  declare subject: string;
  declare grade: number;
  declare day: string;
  declare value: number;
  declare kind: string;
  declare weight: number;
}
table(Mark, 'school.marks', {
  id: key(),
  organisationId: uuid(),
  pupilId: uuid(),
  subject: text(),
  grade: integer(),
  day: day(),
  value: integer(),
  kind: text(),
  weight: integer(),
});

/** Hours a week of a subject in a class, with a teacher or vacant. */
export class Load extends Entity<Load> {
  declare id: CreationOptional<string>;
  declare organisationId: string;
  declare classId: string;
  declare subject: string;
  declare hours: number;
  declare grade: CreationOptional<number>;
  declare firstYear: CreationOptional<number>;
  declare isVacant: CreationOptional<boolean>;
}
table(Load, 'school.loads', {
  id: key(),
  organisationId: uuid(),
  classId: uuid(),
  subject: text(),
  hours: number(),
  grade: generated(integer()),
  firstYear: generated(integer()),
  isVacant: generated(flag()),
});

export class PeriodMark extends Entity<PeriodMark> {
  declare id: CreationOptional<string>;
  declare organisationId: string;
  declare pupilId: string;
  declare subject: string;
  declare grade: CreationOptional<number>;
  declare endsOn: CreationOptional<string>;
  declare value: number | null;
}
table(PeriodMark, 'school.period_marks', {
  id: key(),
  organisationId: uuid(),
  pupilId: uuid(),
  subject: text(),
  grade: generated(integer()),
  endsOn: generated(day()),
  value: optional(integer()),
});

/** A period of a pupil as its marks make it; kept by the database as marks are given. */
export class PeriodOutcome extends Entity<PeriodOutcome> {
  declare id: CreationOptional<string>;
  declare organisationId: string;
  declare pupilId: string;
  declare grade: number;
  declare endsOn: string;
  declare lowest: number;
}
table(PeriodOutcome, 'school.period_outcomes', {
  id: key(),
  organisationId: uuid(),
  pupilId: uuid(),
  grade: integer(),
  endsOn: day(),
  lowest: integer(),
});

/** A pupil who has left by an order; one that was taken back stays with the moment of that. */
export class Departure extends Entity<Departure> {
  declare id: CreationOptional<string>;
  declare organisationId: string;
  declare grade: number;
  declare lastDay: string;
  declare undoneAt: Date | null;
}
table(Departure, 'school.departures', {
  id: key(),
  organisationId: uuid(),
  grade: integer(),
  lastDay: day(),
  undoneAt: optional(instant()),
});
