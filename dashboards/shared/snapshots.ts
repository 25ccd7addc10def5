import { z } from 'zod';
import { AnswerRow, AsOf, DashboardView, IndicatorView, Language, PlainFigure, Question, QueryReply } from '.';

const Dimension = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);

/** A board as it stands now with the filters of its address, and what was reported by it. */
export const NewSnapshot = z.strictObject({
  dashboard: z.string().max(120),
  search: z.record(Dimension, z.string().max(4_000)).default({}),
  language: Language.default('ru'),
  title: z.string().trim().min(3, 'Назовите снимок').max(120),
  reportedOn: z.iso.date('Укажите день отчёта'),
  ground: z.string().trim().min(3, 'Скажите, на каком основании отчитались').max(300),
});
export type NewSnapshot = z.output<typeof NewSnapshot>;

/** What is frozen, without its figures. */
export const SnapshotSummary = z.object({
  id: z.string(),
  dashboard: z.string(),
  title: z.string(),
  reportedOn: z.string(),
  ground: z.string(),
  /** What the board was narrowed to, in words and as the parameters of an address. */
  words: z.string(),
  search: z.record(z.string(), z.string()),
  asOf: AsOf,
  frozenAt: z.string(),
  author: z.string(),
  sha256: z.string(),
});
export type SnapshotSummary = z.infer<typeof SnapshotSummary>;

const Places = z.record(z.string(), z.int());

/** What is kept of a board: its definition of that day, its questions, the answers in their order, and which part of a tile they play. */
export const FrozenContent = z.object({
  view: DashboardView,
  choice: z.record(z.string(), z.array(z.string().nullable())),
  questions: z.array(Question),
  tiles: z.record(z.string(), Places),
  names: Places,
  answers: QueryReply.shape.answers,
});
export type FrozenContent = z.infer<typeof FrozenContent>;

/** `isWhole`: the digest still fits what is kept. */
export const Snapshot = SnapshotSummary.extend({ ...FrozenContent.shape, isWhole: z.boolean() });
export type Snapshot = z.infer<typeof Snapshot>;

/** `difference` is null where either figure is hidden, coded or absent; shares differ by percentage points. */
const DifferenceFigures = { was: PlainFigure, is: PlainFigure, difference: z.number().nullable() };
const DifferenceRow = AnswerRow.pick({ key: true, titles: true }).extend(DifferenceFigures);
export type DifferenceRow = z.infer<typeof DifferenceRow>;

/** One indicator of one tile, then and now. */
export const DifferenceTable = z.object({
  id: z.string(),
  title: z.string(),
  indicator: IndicatorView,
  /** What it is divided by, in words; null for a single figure. */
  dimension: z.string().nullable(),
  /** By which definitions the two sides were counted. */
  versions: z.object({ was: z.int().nullable(), is: z.int().nullable() }),
  rows: z.array(DifferenceRow),
  /** Rows there are before the limit. */
  count: z.int(),
  total: z.object(DifferenceFigures).nullable(),
  /** Why there is nothing to compare. */
  problem: z.string().nullable(),
});
export type DifferenceTable = z.infer<typeof DifferenceTable>;

/** A snapshot against live figures of the same rows and filters, or against another snapshot of the board. */
export const Difference = z.object({
  was: SnapshotSummary,
  /** Null for live figures. */
  is: SnapshotSummary.nullable(),
  isAsOf: AsOf.nullable(),
  isDemo: z.boolean(),
  tables: z.array(DifferenceTable),
});
export type Difference = z.infer<typeof Difference>;
