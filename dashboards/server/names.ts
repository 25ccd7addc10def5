import { beyondReach, sql } from '@regiso/core';

/** Names of people who stand beside records that are themselves in reach, by their accounts. */
export async function namesOf(ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (!wanted.length) return new Map();
  const named = await beyondReach(
    'the name beside a record that is in reach',
    () => sql<{ id: string; name: string }>`SELECT id, name FROM core.accounts WHERE id = ANY (${wanted}::uuid[])`,
  );
  return new Map(named.map(({ id, name }) => [id, name]));
}
