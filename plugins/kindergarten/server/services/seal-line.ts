import { beyondReach, sql } from '@regiso/core';

/** How far the journal of the installation is sealed: what a paper names so that it can be proved later. */
export async function sealLine(): Promise<string> {
  const [block] = await beyondReach(
    'the seal of the journal says nothing of anybody',
    () =>
      sql<{ no: string; key: string; hash: string }>`SELECT no::text, key_id AS key, encode(hash, 'hex') AS hash
      FROM core.audit_blocks ORDER BY no DESC LIMIT 1`,
  );
  const how =
    'Выдача этого документа и его отпечаток записаны в журнал РЕГИСО. Каждый блок журнала подписан (Ed25519); '
    + 'доказательство записи даёт оператор командой «regiso audit prove», проверяется оно без доступа к системе.';
  return block
    ? `${how} До выдачи запечатан блок № ${block.no}, ключ ${block.key}, отпечаток ${block.hash}.`
    : `${how} До выдачи ни одного блока ещё не запечатано.`;
}
