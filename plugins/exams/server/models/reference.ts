import type { CreationOptional } from 'sequelize';
import {
  day,
  Entity,
  flag,
  generated,
  instant,
  integer,
  json,
  key,
  number,
  optional,
  table,
  text,
  textKey,
} from '@regiso/core';
import type { Band } from '../../shared';

export class ExamKind extends Entity<ExamKind> {
  declare code: string;
  declare title: string;
  declare titleEn: string;
  declare grade: number | null;
  declare unit: string;
  declare maximum: number;
}

table(ExamKind, 'exams.exam_kinds', {
  code: textKey(),
  title: text(),
  titleEn: text(),
  grade: optional(integer()),
  unit: text(),
  maximum: integer(),
});

export class Subject extends Entity<Subject> {
  declare code: string;
  declare title: string;
  declare titleEn: string;
  /** When it differs from the exam's own. */
  declare unit: string | null;
}

table(Subject, 'exams.subjects', {
  code: textKey(),
  title: text(),
  titleEn: text(),
  unit: optional(text()),
});

export class ExamSession extends Entity<ExamSession> {
  declare id: CreationOptional<string>;
  declare kind: string;
  declare year: number;
  declare period: string;
  declare startsOn: string | null;
  declare endsOn: string | null;
  declare applyBy: string | null;
  declare source: string;
}

table(ExamSession, 'exams.sessions', {
  id: key(),
  kind: text(),
  year: integer(),
  period: text(),
  startsOn: optional(day()),
  endsOn: optional(day()),
  applyBy: optional(day()),
  source: text(),
});

/** One version of a scale; never edited, only closed by the next one. */
export class Scale extends Entity<Scale> {
  declare id: CreationOptional<string>;
  declare kind: string;
  declare subject: string;
  declare variant: string;
  declare unit: string;
  declare bands: Band[];
  declare validFrom: string | null;
  declare validTo: string | null;
  declare act: string;
  declare source: string;
  declare verified: boolean;
  declare recordedAt: CreationOptional<Date>;
}

table(Scale, 'exams.scales', {
  id: key(),
  kind: text(),
  subject: text(),
  variant: text(),
  unit: text(),
  bands: json<Band[]>(),
  validFrom: optional(day()),
  validTo: optional(day()),
  act: text(),
  source: text(),
  verified: flag(),
  recordedAt: generated(instant()),
});

export class ExamThreshold extends Entity<ExamThreshold> {
  declare id: CreationOptional<string>;
  declare kind: string;
  declare subject: string;
  declare purpose: string;
  declare profile: string;
  declare unit: string;
  declare minimum: number;
  declare minimumTo: number | null;
  declare minimumGeometry: number | null;
  declare validFrom: string;
  declare validTo: string;
  declare source: string;
  declare verified: boolean;
}

table(ExamThreshold, 'exams.thresholds', {
  id: key(),
  kind: text(),
  subject: text(),
  purpose: text(),
  profile: text(),
  unit: text(),
  minimum: integer(),
  minimumTo: optional(integer()),
  minimumGeometry: optional(integer()),
  validFrom: day(),
  validTo: day(),
  source: text(),
  verified: flag(),
});

/** A mean that somebody published for a whole territory. */
export class PublishedMean extends Entity<PublishedMean> {
  declare id: CreationOptional<string>;
  declare territory: string;
  declare year: number;
  declare subject: string;
  declare mean: number;
  declare unit: string;
  declare source: string;
  declare note: string | null;
}

table(PublishedMean, 'exams.published_means', {
  id: key(),
  territory: text(),
  year: integer(),
  subject: text(),
  mean: number(),
  unit: text(),
  source: text(),
  note: optional(text()),
});
