import type { Transaction } from 'sequelize';
import type { Context } from './context';

type Counted = { name: string; rows: number };

// PostgreSQL counts the rows of a transaction by table; what earlier ones of the connection left there is taken off.
// A job or an event that is asked for is recorded by whoever does it.
const counted = `SELECT schemaname || '.' || relname AS name, (n_tup_ins + n_tup_upd + n_tup_del)::float8 AS rows
  FROM pg_stat_xact_user_tables WHERE n_tup_ins + n_tup_upd + n_tup_del > 0
    AND schemaname !~ '^pg_temp' AND (schemaname, relname) <> ('core', 'outbox')`;

type Connected = { connection: import('pg').ClientBase };

const count = async (transaction: Transaction) =>
  (await (transaction as unknown as Connected).connection.query<Counted>(counted)).rows;

/**
 * Begins to watch a transaction of a job or a command. What it gives is called before the commit: it throws, and so takes
 * all back, when rows have changed and no audit event says so.
 */
export async function watchForSilentChanges(present: Context, transaction: Transaction): Promise<() => Promise<void>> {
  const before = new Map((await count(transaction)).map(({ name, rows }) => [name, rows]));
  return async () => {
    if (present.audited > 0) return;
    const changed = (await count(transaction)).filter(({ name, rows }) => rows > (before.get(name) ?? 0));
    if (!changed.length) return;
    const tables = changed.map(({ name }) => name).sort();
    throw new Error(`${present.process ?? 'A command'} changed ${tables.join(', ')} and wrote no audit event`);
  };
}
