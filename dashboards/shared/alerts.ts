import { z } from 'zod';
import { AnswerRow, AsOf, IndicatorView } from '.';
import { alertKinds, comparisonsOf } from './comparisons';

const Dimension = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);

/** The steps of time at which a rule looks; a figure without them is looked at as it is now. */
export const AlertGrain = z.enum(['day', 'month', 'academic_year', 'school_year', 'year']);
export type AlertGrain = z.infer<typeof AlertGrain>;

export const AlertKind = z.enum(alertKinds);
export type AlertKind = z.infer<typeof AlertKind>;

export const AlertComparison = z.enum(Object.values(comparisonsOf).flat());
export type AlertComparison = z.infer<typeof AlertComparison>;

/** What is watched: a figure in its own unit against a value; of an absence the value is so many periods in a row. */
export const AlertRule = z.strictObject({
  title: z.string().trim().min(3, 'Назовите правило').max(120),
  indicator: z.string().max(120),
  grain: AlertGrain.nullable().default(null),
  /** The division whose every value is watched by itself; the whole when null. */
  over: Dimension.nullable().default(null),
  kind: AlertKind,
  comparison: AlertComparison,
  value: z.number().min(-1e12).max(1e12),
  /** The period that is still running counts too. */
  takesRunning: z.boolean().default(false),
});
export type AlertRule = z.output<typeof AlertRule>;

export const AlertState = z.enum(['raised', 'assigned', 'explained', 'closed']);
export type AlertState = z.infer<typeof AlertState>;

/** Why a rule could not be looked at the last time. */
export const AlertFault = z.enum(['no-right', 'no-indicator', 'no-data', 'too-long']);
export type AlertFault = z.infer<typeof AlertFault>;

/** Titles in the language asked for. */
const Named = z.object({ name: z.string(), title: z.string() });

export const AlertRuleView = z.object({
  id: z.string(),
  version: z.int(),
  isActive: z.boolean(),
  rule: AlertRule,
  /** Null when the indicator is not there any more, or not open to the reader. */
  indicator: IndicatorView.nullable(),
  overTitle: z.string().nullable(),
  author: z.string(),
  isMine: z.boolean(),
  open: z.int(),
  evaluatedAt: z.string().nullable(),
  fault: AlertFault.nullable(),
});
export type AlertRuleView = z.infer<typeof AlertRuleView>;

/** What may be watched: the indicators open to the reader, with their steps of time and divisions. */
export const AlertChoice = IndicatorView.extend({ grains: z.array(Named), overs: z.array(Named) });
export type AlertChoice = z.infer<typeof AlertChoice>;

export const AlertFiring = z.object({
  period: z.string(),
  periodTitle: z.string(),
  place: z.string(),
  placeTitle: z.string(),
  value: z.number().nullable(),
  before: z.number().nullable(),
});
export type AlertFiring = z.infer<typeof AlertFiring>;

/** What a rule would have done: how often it would have fired, when, where, and what it finds now. */
export const AlertPreview = z.object({
  count: z.int(),
  /** The newest first, at most 200. */
  firings: z.array(AlertFiring),
  /** How many in each period there are figures of, in their order. */
  periods: z.array(z.object({ period: z.string(), title: z.string(), count: z.int() })),
  places: z.int(),
  /** Places for which it holds in the newest period. */
  now: z.int(),
  /** Figures that are hidden to protect persons: nothing fires on them. */
  hidden: z.int(),
  asOf: AsOf,
});
export type AlertPreview = z.infer<typeof AlertPreview>;

export const AlertView = z.object({
  id: z.string(),
  version: z.int(),
  state: AlertState,
  rule: z.string(),
  title: z.string(),
  indicator: IndicatorView.nullable(),
  kind: AlertKind,
  comparison: AlertComparison,
  threshold: z.number(),
  grain: AlertGrain.nullable(),
  over: z.string().nullable(),
  place: z.string(),
  placeTitle: z.string(),
  period: z.string(),
  periodTitle: z.string(),
  value: z.number().nullable(),
  before: z.number().nullable(),
  raisedAt: z.string(),
  /** When the condition was gone; null while it holds. */
  clearedAt: z.string().nullable(),
  assignee: z.object({ id: z.string(), name: z.string() }).nullable(),
  isMine: z.boolean(),
});
export type AlertView = z.infer<typeof AlertView>;

export const AlertList = z.object({
  items: z.array(AlertView),
  next: z.string().nullable(),
  counts: z.record(AlertState, z.int()),
  /** How the last ninety days went: how many were closed, and within how many days half of them. */
  closed: z.object({ count: z.int(), days: z.number().nullable() }),
});
export type AlertList = z.infer<typeof AlertList>;

export const AlertQuery = z.object({
  state: z.enum(['open', 'all', ...AlertState.options]).default('open'),
  rule: z.uuid().optional(),
  mine: z.stringbool().default(false),
  after: z.uuid().optional(),
  language: z.enum(['ru', 'en']).default('ru'),
});
export type AlertQuery = z.output<typeof AlertQuery>;

export const AlertMoment = z.object({
  what: z.enum(['raised', 'assigned', 'explained', 'closed', 'cleared']),
  at: z.string(),
  /** The period of the course in which it was. */
  period: z.string().nullable(),
  periodTitle: z.string(),
  who: z.string().nullable(),
  text: z.string().nullable(),
});
export type AlertMoment = z.infer<typeof AlertMoment>;

export const AlertCard = AlertView.extend({
  author: z.string(),
  moments: z.array(AlertMoment),
  /** The figure of this place from before the alert to now; null when it has no course, with why in `problem`. */
  course: z.array(AnswerRow).nullable(),
  problem: z.string().nullable(),
  asOf: AsOf.nullable(),
  may: z.object({ assign: z.boolean(), explain: z.boolean(), close: z.boolean() }),
});
export type AlertCard = z.infer<typeof AlertCard>;

export const AlertPerson = z.object({ id: z.string(), name: z.string(), post: z.string().nullable() });
export type AlertPerson = z.infer<typeof AlertPerson>;
