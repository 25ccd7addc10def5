import { z } from 'zod';

export { dashboardPermissions } from './permissions';

const Dimension = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);
const Day = z.iso.date();
export const FilterValue = z.union([z.string().max(200), z.number(), z.boolean(), z.null()]);
export type FilterValue = z.infer<typeof FilterValue>;

/** What is asked of one indicator. `null` among the values of a filter means "not known". */
export const Question = z.strictObject({
  indicator: z.string().max(120),
  by: z.array(Dimension).max(3).default([]),
  filters: z.record(Dimension, z.array(FilterValue).min(1).max(500)).default({}),
  period: z.strictObject({ from: Day.optional(), to: Day.optional() }).optional(),
  /** `value`, `n` or one of `by`; hidden cells always come last. */
  order: z.strictObject({ by: z.string().max(63), direction: z.enum(['asc', 'desc']).default('desc') }).optional(),
  limit: z.int().min(1).max(20_000).optional(),
  /** Instead of rows: how many values of `of` fall into each step of the figure. */
  distribution: z.strictObject({ of: Dimension, step: z.number().positive().max(1e9) }).optional(),
});
export type Question = z.output<typeof Question>;
export type AskedQuestion = z.input<typeof Question>;

/** c = hidden to protect persons; x = no data; low, high = coded "<5 %" and ">95 %" because the group is small. */
export const Flag = z.enum(['c', 'x', 'low', 'high']);
export type Flag = z.infer<typeof Flag>;

const Figure = {
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  n: z.number().nullable(),
  flags: z.array(Flag),
};

/** A figure by itself, of no row. */
export const PlainFigure = z.object(Figure);
export type PlainFigure = z.infer<typeof PlainFigure>;

/** One figure; `key` holds the values of `by` in their order, `titles` their words. */
export const AnswerRow = z.object({
  key: z.array(z.string().nullable()),
  titles: z.array(z.string()),
  ...Figure,
});
export type AnswerRow = z.infer<typeof AnswerRow>;

/** Figures hold everything up to this moment; null while the warehouse is being filled for the first time. */
export const AsOf = z.object({ tick: z.number(), at: z.string().nullable() });
export type AsOf = z.infer<typeof AsOf>;

/** `now` is the clock of the server, by which the age of the figures is told. */
export const Freshness = AsOf.extend({ now: z.string() });
export type Freshness = z.infer<typeof Freshness>;

export const Answer = z.object({
  indicator: z.string(),
  definitionVersion: z.number(),
  asOf: AsOf,
  by: z.array(z.string()),
  rows: z.array(AnswerRow),
  total: z.object(Figure).nullable(),
  /** Some rows are hidden, so the rest must not be summed up to a total. */
  hidden: z.int(),
  /** Rows there are before `limit`. */
  count: z.int(),
});
export type Answer = z.infer<typeof Answer>;

export const Language = z.enum(['ru', 'en']);

export const QueryBody = z.strictObject({
  dashboard: z.string().max(120).optional(),
  language: Language.default('ru'),
  questions: z.array(Question).min(1).max(40),
});

/** A question that could not be answered does not spoil the others. */
export const QueryReply = z.object({
  answers: z.array(z.union([Answer, z.object({ problem: z.string() })])),
});
export type QueryReply = z.infer<typeof QueryReply>;

export const IndicatorView = z.object({
  id: z.string(),
  version: z.number(),
  title: z.string(),
  titleEn: z.string().nullable(),
  unit: z.enum(['count', 'percent', 'per1000', 'score', 'mark', 'days']),
  decimals: z.number(),
  better: z.enum(['higher', 'lower', 'neither']),
  by: z.array(z.string()),
});
export type IndicatorView = z.infer<typeof IndicatorView>;

const TileBase = { id: z.string(), title: z.string(), width: z.int().min(1).max(4).nullable() };
export const TileView = z.discriminatedUnion('draw', [
  z.object({ ...TileBase, draw: z.literal('figure'), indicator: z.string(), compare: z.boolean() }),
  z.object({ ...TileBase, draw: z.literal('map'), indicator: z.string(), by: z.string() }),
  z.object({ ...TileBase, draw: z.literal('bars'), indicator: z.string(), by: z.string() }),
  z.object({
    ...TileBase,
    draw: z.literal('trend'),
    indicator: z.string(),
    by: z.string(),
    series: z.string().nullable(),
  }),
  z.object({
    ...TileBase,
    draw: z.literal('distribution'),
    indicator: z.string(),
    of: z.string(),
    step: z.number(),
  }),
  z.object({ ...TileBase, draw: z.literal('table'), indicators: z.array(z.string()), by: z.string() }),
]);
export type TileView = z.infer<typeof TileView>;

export const FilterView = z.object({
  by: z.string(),
  title: z.string(),
  initial: z.string().nullable(),
  options: z.array(z.object({ value: z.string(), title: z.string() })),
});
export type FilterView = z.infer<typeof FilterView>;

export const DashboardSummary = z.object({
  id: z.string(),
  title: z.string(),
  titleEn: z.string().nullable(),
  plugin: z.string(),
  pluginTitle: z.string(),
  pluginTitleEn: z.string().nullable(),
  tiles: z.int(),
});
export type DashboardSummary = z.infer<typeof DashboardSummary>;

export const DashboardView = z.object({
  id: z.string(),
  title: z.string(),
  titleEn: z.string().nullable(),
  /** The time dimension of trends and of the change against the year before. */
  time: z.string().nullable(),
  filters: z.array(FilterView),
  drill: z.array(z.string()),
  dimensionTitles: z.record(z.string(), z.string()),
  indicators: z.array(IndicatorView),
  tiles: z.array(TileView),
  /** Of which rows all figures are, in words, when the reader's right is not over all of them. */
  within: z.string().nullable(),
  /** Demonstration data stand in the base: files and pictures must say so. */
  isDemo: z.boolean(),
});
export type DashboardView = z.infer<typeof DashboardView>;

const Board = z.object({ id: z.string(), title: z.string(), titleEn: z.string().nullable() });

/** One line of the catalogue; `formula` is in words. */
export const CatalogueEntry = IndicatorView.extend({
  plugin: z.string(),
  pluginTitle: z.string(),
  status: z.enum(['draft', 'approved', 'deprecated']),
  formula: z.string(),
  act: z.string().nullable(),
  clause: z.string().nullable(),
  isPublic: z.boolean(),
  /** Made by analysts rather than shipped with a subsystem. */
  isOwn: z.boolean(),
  boards: z.int(),
  asOf: AsOf,
});
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;

export const CatalogueQuery = z.object({
  q: z.string().max(200).default(''),
  plugin: z.string().max(60).optional(),
  language: Language.default('ru'),
});
export type CatalogueQuery = z.output<typeof CatalogueQuery>;

export const Catalogue = z.object({
  /** The clock of the server, by which the age of the figures is told. */
  now: z.string(),
  items: z.array(CatalogueEntry),
  /** How many there are before the limit. */
  count: z.int(),
  subsystems: z.array(z.object({ id: z.string(), title: z.string(), count: z.int() })),
});
export type Catalogue = z.infer<typeof Catalogue>;

export const DefinitionPart = z.enum([
  'title',
  'numerator',
  'denominator',
  'n',
  'unit',
  'better',
  'by',
  'disclosure',
  'words',
]);
export type DefinitionPart = z.infer<typeof DefinitionPart>;

/** A definition that figures were counted by from a moment on; `isSilent` when it came without a new version. */
export const DefinitionVersion = z.object({
  version: z.int(),
  since: z.string(),
  formula: z.string(),
  changed: z.array(DefinitionPart),
  isSilent: z.boolean(),
});
export type DefinitionVersion = z.infer<typeof DefinitionVersion>;

/** "How is it computed" for an official and for an engineer. */
export const IndicatorDescription = IndicatorView.extend({
  plugin: z.string(),
  status: z.string(),
  method: z.string().nullable(),
  act: z.string().nullable(),
  clause: z.string().nullable(),
  formula: z.string(),
  numerator: z.string(),
  denominator: z.string().nullable(),
  n: z.string(),
  disclosure: z.string(),
  sql: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  facts: z.array(z.object({ name: z.string(), grain: z.string(), rows: z.number().nullable(), source: z.string() })),
  asOf: AsOf,
});
export type IndicatorDescription = z.infer<typeof IndicatorDescription>;

/** The card of the catalogue: how it is computed, how it was, and where it is shown to the caller. */
export const IndicatorCard = IndicatorDescription.extend({
  isPublic: z.boolean(),
  isOwn: z.boolean(),
  dimensionTitles: z.array(z.string()),
  history: z.array(DefinitionVersion),
  boards: z.array(Board),
});
export type IndicatorCard = z.infer<typeof IndicatorCard>;

export const OverviewQuery = z.object({
  municipality: z
    .string()
    .regex(/^[\w-]{1,60}$/)
    .optional(),
  language: Language.default('ru'),
});
export type OverviewQuery = z.output<typeof OverviewQuery>;

/** One figure of the overview: now, a year before, in the whole region, by municipality. */
export const OverviewTile = z.object({
  id: z.string(),
  board: z.string(),
  title: z.string(),
  indicator: IndicatorView,
  /** The time that the figure is of; null when it is of now. */
  period: z.string().nullable(),
  figure: z.object(Figure),
  before: z.object({ title: z.string(), figure: z.object(Figure) }).nullable(),
  /** Of the whole region, when one municipality is chosen. */
  region: z.object(Figure).nullable(),
  course: z.array(AnswerRow),
  places: z.array(AnswerRow),
  asOf: AsOf,
});
export type OverviewTile = z.infer<typeof OverviewTile>;

export const Overview = z.object({
  groups: z.array(z.object({ id: z.string(), title: z.string(), tiles: z.array(OverviewTile) })),
  /** Every figure holds at least this tick. */
  tick: z.number(),
  isDemo: z.boolean(),
});
export type Overview = z.infer<typeof Overview>;

/** A sheet names its questions by their places; several share their `by` and become columns of one table. */
const Sheet = z.strictObject({
  title: z.string().min(1).max(200),
  questions: z.array(z.int().min(0).max(39)).min(1).max(12),
});
export type Sheet = z.infer<typeof Sheet>;

export const ExportBody = z.strictObject({
  title: z.string().min(1).max(200),
  dashboard: z.string().max(120).optional(),
  language: Language.default('ru'),
  questions: z.array(Question).min(1).max(40),
  /** One sheet a question when absent. */
  sheets: z.array(Sheet).min(1).max(40).optional(),
});
export type ExportBody = z.input<typeof ExportBody>;
