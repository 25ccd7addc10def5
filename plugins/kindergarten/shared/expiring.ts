import { z } from 'zod';
import { expiryTerms } from './codes';
import { Day } from './words';

const isMark = (mark: string) => {
  const [day, id, ...others] = mark.split('_');
  return Day.safeParse(day).success && z.uuid().safeParse(id).success && others.length === 0;
};

export const ExpiringQuery = z.strictObject({ within: z.enum(expiryTerms).default('30') });
export type ExpiringQuery = z.output<typeof ExpiringQuery>;

/** A page of the list; `after` is the mark that the page before gave. */
export const ExpiringPage = ExpiringQuery.extend({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().refine(isMark, 'Метка страницы не распознана: начните список сначала').optional(),
});
export type ExpiringPage = z.output<typeof ExpiringPage>;

/** A confirmed privilege with a last day, of an application that is not over. It says no name: the application does. */
const ExpiringPrivilege = z.object({
  id: z.string(),
  applicationId: z.string(),
  number: z.string(),
  status: z.string(),
  municipality: z.string().nullable(),
  category: z.string(),
  categoryEn: z.string(),
  validTo: z.string(),
  /** When the family claimed the same privilege by a new paper that nobody has looked at yet. */
  renewalClaimedAt: z.string().nullable(),
  /** When a scan was put beside the application last since the privilege was confirmed. */
  scanAddedAt: z.string().nullable(),
  /** The class while the privilege holds, and once it has ended: other confirmed privileges count. */
  classWith: z.number(),
  classWithout: z.number(),
});
export type ExpiringPrivilege = z.infer<typeof ExpiringPrivilege>;

export const Expiring = z.object({
  on: z.string(),
  total: z.number(),
  items: z.array(ExpiringPrivilege),
  next: z.string().nullable(),
});
export type Expiring = z.infer<typeof Expiring>;
