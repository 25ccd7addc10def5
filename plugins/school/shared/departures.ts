import { z } from 'zod';
import { Day } from './journal';

/** Why a pupil leaves the school. */
export const leavingReasons = ['moved', 'other-school', 'finished', 'other'] as const;
export type LeavingReason = (typeof leavingReasons)[number];

/** A pupil leaves the school: the last day there, why, and by which order. */
export const DepartureInput = z
  .strictObject({
    on: Day,
    reason: z.enum(leavingReasons),
    note: z.string().trim().max(200).default(''),
    orderNumber: z.string().trim().min(1, 'Номер приказа не заполнен').max(40),
    orderOn: Day,
  })
  .refine(({ reason, note }) => reason !== 'other' || note.length >= 3, {
    path: ['note'],
    message: 'Напишите, почему ученик выбыл',
  });
export type DepartureInput = z.output<typeof DepartureInput>;

/** An order by which a pupil has left, as it stands. */
export const Departure = z.object({
  id: z.string(),
  reason: z.enum(leavingReasons),
  note: z.string().nullable(),
  orderNumber: z.string(),
  orderOn: z.string(),
  /** Nothing was written since. */
  isUndoable: z.boolean(),
});
export type Departure = z.infer<typeof Departure>;
