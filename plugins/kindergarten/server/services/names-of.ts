import { beyondReach, sql } from '@regiso/core';

/** Names of accounts that did something to a record which was in reach. */
export const namesOf = (accounts: readonly string[]): Promise<Map<string, string>> =>
  beyondReach('who did something to a record that was in reach', async () => {
    const rows = await sql<{ id: string; name: string }>`SELECT id, name FROM core.accounts
      WHERE id = ANY (${[...new Set(accounts)]}::uuid[])`;
    return new Map(rows.map(({ id, name }) => [id, name]));
  });
