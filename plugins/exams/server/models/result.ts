import type { CreationOptional } from 'sequelize';
import { Entity, flag, generated, integer, key, number, optional, table, text, uuid } from '@regiso/core';

/**
 * Results of one organisation in one subject of one exam session. A count or mean that is not known is null, never 0;
 * a missing mean says why. The generated columns are what weighted means and shares are made of.
 */
export class ExamResult extends Entity<ExamResult> {
  declare id: CreationOptional<string>;
  declare organisationId: string;
  declare kind: string;
  declare year: number;
  declare period: string;
  declare subject: string;
  /** Which of the source's rows with the same key this is, from 1. */
  declare occurrence: number;
  declare unit: string;
  declare participants: number | null;
  declare mean: number | null;
  declare meanMissingReason: string | null;
  declare belowMinimum: number | null;
  /** Scores 81–99. */
  declare high: number | null;
  declare hundred: number | null;
  declare mark2: number | null;
  declare mark3: number | null;
  declare mark4: number | null;
  declare mark5: number | null;
  declare isDemo: CreationOptional<boolean>;
  declare source: string;
  declare scored: CreationOptional<number | null>;
  declare scoreSum: CreationOptional<number | null>;
  declare belowKnown: CreationOptional<number | null>;
  declare highKnown: CreationOptional<number | null>;
  declare highOrHundred: CreationOptional<number | null>;
  declare marked: CreationOptional<number | null>;
  declare markSum: CreationOptional<number | null>;
  declare passed: CreationOptional<number | null>;
  declare good: CreationOptional<number | null>;
}

const count = () => optional(integer());

table(ExamResult, 'exams.results', {
  id: key(),
  organisationId: uuid(),
  kind: text(),
  year: integer(),
  period: text(),
  subject: text(),
  occurrence: integer(),
  unit: text(),
  participants: count(),
  mean: optional(number()),
  meanMissingReason: optional(text()),
  belowMinimum: count(),
  high: count(),
  hundred: count(),
  mark2: count(),
  mark3: count(),
  mark4: count(),
  mark5: count(),
  isDemo: generated(flag()),
  source: text(),
  scored: generated(count()),
  scoreSum: generated(optional(number())),
  belowKnown: generated(count()),
  highKnown: generated(count()),
  highOrHundred: generated(count()),
  marked: generated(count()),
  markSum: generated(count()),
  passed: generated(count()),
  good: generated(count()),
});
