import { z } from 'zod';
import { Day } from './words';

/** An order by which a kindergarten enrolled children. */
export const OrderView = z.object({
  organisationId: z.string(),
  organisation: z.string(),
  number: z.string(),
  on: z.string(),
  children: z.number(),
});
export type OrderView = z.infer<typeof OrderView>;

/** The paper of an order with its children, or what everybody may read of it. */
export const OrderPaper = z.strictObject({
  organisation: z.uuid(),
  number: z.string().trim().min(1).max(60),
  on: Day,
  kind: z.enum(['order', 'extract']),
});
export type OrderPaper = z.output<typeof OrderPaper>;
