import { z } from 'zod';
import { Day } from './journal';

/** What happens to pupils of a class from a day to a day; who comes on the first day was there, who leaves on the last has left. */
export const movementKinds = [
  'start',
  'arrived',
  'came',
  'moved',
  'other-school',
  'finished',
  'other',
  'unknown',
  'went',
  'end',
] as const;
export type MovementKind = (typeof movementKinds)[number];

/** Days of a movement, both included; of the whole year so far unless said. */
export const MovementSpan = z.strictObject({ from: Day.optional(), to: Day.optional() });
export type MovementSpan = z.output<typeof MovementSpan>;

export const MovementOf = z.strictObject({ from: Day, to: Day, kind: z.enum(movementKinds) });
export type MovementOf = z.output<typeof MovementOf>;

/** Classes of a year with how many pupils of each kind; a kind of which there are none is absent. */
export const Movement = z.object({
  organisation: z.string(),
  from: z.string(),
  to: z.string(),
  classes: z.array(
    z.object({ classId: z.string(), name: z.string(), counts: z.partialRecord(z.enum(movementKinds), z.number()) }),
  ),
});
export type Movement = z.infer<typeof Movement>;

/** Pupils behind one number. */
export const MovementPupils = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    from: z.string(),
    to: z.string().nullable(),
    orderNumber: z.string().nullable(),
    orderOn: z.string().nullable(),
  }),
);
export type MovementPupils = z.infer<typeof MovementPupils>;
