import { childrenOf, ownPersonId } from '@regiso/core';
import type { GuardianAct } from '@regiso/core';

type Acts = { see: ReadonlySet<string>; may: ReadonlySet<string> };

/**
 * Whose results one may see, oneself first: one's own, and those of the children whom no court bars one from seeing; and for
 * whom of them one may do something more, such as applying.
 */
export async function actsFor(act: GuardianAct): Promise<Acts> {
  const own = await ownPersonId();
  if (!own) return { see: new Set(), may: new Set() };
  const wards = (await childrenOf(own)).filter(({ may }) => may.includes('see'));
  const able = wards.filter(({ may }) => may.includes(act));
  const ids = (of: typeof wards) => new Set([own, ...of.map(({ childId }) => childId)]);
  return { see: ids(wards), may: ids(able) };
}
