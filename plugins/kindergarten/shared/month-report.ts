import { z } from 'zod';

export const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'Месяц: 2026-09');

/** What is counted of a group, and of a kindergarten: children at both ends of a month, and days of children between. */
const Counts = z.object({
  capacity: z.number(),
  /** Who stayed on from the month before; who came; who left; who stays on after the month. */
  before: z.number(),
  came: z.number(),
  left: z.number(),
  after: z.number(),
  /** Days of children: all that could be attended, attended, missed by reason, not marked. */
  days: z.number(),
  present: z.number(),
  illness: z.number(),
  family: z.number(),
  holiday: z.number(),
  quarantine: z.number(),
  unknown: z.number(),
  excused: z.number(),
  unmarked: z.number(),
});
export type Counts = z.infer<typeof Counts>;
export const countNames = Object.keys(Counts.shape) as (keyof Counts)[];

/** A month of a kindergarten as it is reported: no names of children, so that it may go to whoever founded it. */
export const MonthFigures = z.object({
  form: z.literal('kindergarten.month/1'),
  month: z.string(),
  organisationId: z.string(),
  organisation: z.string(),
  workedDays: z.number(),
  /** Whether the marks of the month were closed when it was counted. */
  isClosed: z.boolean(),
  total: Counts,
  groups: z.array(
    Counts.extend({
      id: z.string(),
      name: z.string(),
      ages: z.string(),
      orientation: z.string(),
      regime: z.string(),
    }),
  ),
});
export type MonthFigures = z.infer<typeof MonthFigures>;

const Made = {
  id: z.string(),
  version: z.number(),
  sha256: z.string(),
  madeAt: z.string(),
  by: z.string().nullable(),
};
/** A kindergarten in the list of a month: what it reported last, and whether the records say the same today. */
export const MonthReportRow = z.object({
  organisationId: z.string(),
  organisation: z.string(),
  isClosed: z.boolean(),
  children: z.number(),
  unmarked: z.number(),
  report: z.object({ ...Made, differs: z.boolean() }).nullable(),
});
export type MonthReportRow = z.infer<typeof MonthReportRow>;

export const MonthReportView = z.object({
  ...Made,
  figures: MonthFigures,
  /** What the records say otherwise today; null as group: of the whole kindergarten. */
  differences: z.array(
    z.object({
      group: z.string().nullable(),
      count: z.string(),
      reported: z.number().nullable(),
      now: z.number().nullable(),
    }),
  ),
  versions: z.array(z.object(Made)),
});
export type MonthReportView = z.infer<typeof MonthReportView>;

export const NewMonthReport = z.strictObject({ organisation: z.uuid(), month: Month });
