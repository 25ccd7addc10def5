import { apiQuery, type useQueryClient } from '@regiso/core/ui';
import type { Card } from './choices';

const address = '/participants/organisations';
const cardPath = (id: string) => `${address}/${id}`;

/** The card of an organisation as a query. */
export const cardQuery = (id: string) => apiQuery<Card>(cardPath(id));

/** After a write: the given card is taken as it is, everything else of the register is asked for again. */
export async function refreshRegister(queries: ReturnType<typeof useQueryClient>, card?: Card) {
  if (card) queries.setQueryData(cardQuery(card.id).queryKey, card);
  await queries.invalidateQueries({
    predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith('/participants/'),
  });
}
