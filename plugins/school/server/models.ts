import { day, Entity, flag, generated, integer, key, optional, table, text, textKey, uuid } from '@regiso/core';
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
  declare startsOn: string;
  declare endsOn: string | null;
}
table(Pupil, 'school.pupils', {
  id: key(),
  pseudonym: uuid(),
  organisationId: uuid(),
  classId: uuid(),
  grade: integer(),
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
