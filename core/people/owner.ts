import { me } from '../access/proof';
import type { DataOwner } from '../server/person';
import { childrenOf } from './can-act';
import { ownPersonId } from './own';
import { guardianActs } from './words';

/** Who is signed in, as the owner of data: with the own card and the children whose records may be taken along. */
export async function dataOwner(): Promise<DataOwner> {
  const personId = (await ownPersonId()) ?? null;
  const wards = personId ? (await childrenOf(personId)).filter(({ may }) => may.includes('see')) : [];
  const own = personId ? [{ id: personId, may: guardianActs }] : [];
  return {
    accountId: me().accountId,
    personId,
    people: [...own, ...wards.map(({ childId: id, may }) => ({ id, may }))],
  };
}
