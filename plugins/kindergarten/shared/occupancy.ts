import { z } from 'zod';

/** Children on the first of a month: as it was, as it is already known to be, and as it will be if people move as a year ago. */
export const Occupancy = z.object({
  today: z.string(),
  organisations: z.array(z.object({ id: z.string(), name: z.string() })),
  organisation: z.string().nullable(),
  capacity: z.number(),
  /** Months of history that the forecast rests on; with none it is the plan itself. */
  history: z.number(),
  /** How far the forecast of so many months ago was from what came, in children on average; null without records before it. */
  backtest: z.object({ months: z.number(), error: z.number(), children: z.number() }).nullable(),
  points: z.array(
    z.object({
      day: z.string(),
      fact: z.number().nullable(),
      planned: z.number().nullable(),
      forecast: z.number().nullable(),
    }),
  ),
});
export type Occupancy = z.infer<typeof Occupancy>;
