import { z } from 'zod';
import { Day } from './words';

export const QueueReportQuery = z.strictObject({
  /** Today when absent; a day to come tells who will be waiting then if nobody gets a place. */
  on: Day.optional(),
});
export type QueueReportQuery = z.output<typeof QueueReportQuery>;

const Waiting = z.object({
  /** The code of a band of ages; `other` is for ages beyond all bands, `unknown` for no date of birth. */
  band: z.string(),
  /** On the register without a place: now + later. */
  waiting: z.number(),
  /** Of them the desired day has come: «актуальная очередь». */
  now: z.number(),
  /** Of them the desired day is still to come: «отложенный спрос». */
  later: z.number(),
  /** Of those waiting, a place is offered and the family has not answered yet. */
  offered: z.number(),
  /** Not among those waiting: paused by the family, or not on the register yet. */
  paused: z.number(),
  checked: z.number(),
  /** Children of these ages who attend. */
  attending: z.number(),
});
export type Waiting = z.infer<typeof Waiting>;

export const QueueReport = z.object({
  on: z.string(),
  countedAt: z.string(),
  isToday: z.boolean(),
  bands: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      titleEn: z.string(),
      fromMonths: z.number(),
      toMonths: z.number(),
      act: z.string(),
      verified: z.boolean(),
    }),
  ),
  municipalities: z.array(z.object({ id: z.string(), name: z.string(), rows: z.array(Waiting) })),
  total: z.array(Waiting),
});
export type QueueReport = z.infer<typeof QueueReport>;
