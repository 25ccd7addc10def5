import type { Transaction } from 'sequelize';
import type { Context } from './context';
import { clientOf, send } from './sending';

type Counted = { name: string; rows: number };

// PostgreSQL counts the rows of a transaction by table; what earlier ones of the connection left there is taken off.
// A job or an event that is asked for is recorded by whoever does it.
// The functions themselves: the view over them reads every index of every table too, at six times the cost.
const counted = `SELECT n.nspname || '.' || c.relname AS name, counted.rows::float8 AS rows
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname !~ '^pg_' CROSS JOIN LATERAL (
    SELECT pg_stat_get_xact_tuples_inserted(c.oid) + pg_stat_get_xact_tuples_updated(c.oid)
      + pg_stat_get_xact_tuples_deleted(c.oid) AS rows) counted
  WHERE c.relkind IN ('r', 'p') AND counted.rows > 0 AND (n.nspname, c.relname) <> ('core', 'outbox')`;

// TRUNCATE counts no rows; like whatever else rebuilds a table, it holds the table's strongest lock until the end.
// Months are added to the audit itself; nobody can empty it.
const rebuilt = `SELECT n.nspname || '.' || c.relname AS name FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
  JOIN pg_namespace n ON n.oid = c.relnamespace WHERE l.pid = pg_backend_pid() AND l.mode = 'AccessExclusiveLock'
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('jobs', 'warehouse')
    AND (n.nspname, starts_with(c.relname, 'audit_')) <> ('core', true)`;

const ask = async <T extends object>(transaction: Transaction, name: string, question: string) =>
  (await send<T>(clientOf(transaction), { name, text: question })).rows;
const count = (transaction: Transaction) => ask<Counted>(transaction, 'rows-counted', counted);

/**
 * Begins to watch a transaction of a job or a command. What it gives is called before the commit: it throws, and so takes
 * all back, when rows have changed or a table was emptied and no audit event says so.
 */
export async function watchForSilentChanges(present: Context, transaction: Transaction): Promise<() => Promise<void>> {
  const before = new Map((await count(transaction)).map(({ name, rows }) => [name, rows]));
  return async () => {
    if (present.audited > 0) return;
    const changed = (await count(transaction)).filter(({ name, rows }) => rows > (before.get(name) ?? 0));
    const emptied = await ask<{ name: string }>(transaction, 'tables-rebuilt', rebuilt);
    if (!changed.length && !emptied.length) return;
    const tables = [...new Set([...changed, ...emptied].map(({ name }) => name))].sort();
    throw new Error(`${present.process ?? 'A command'} changed ${tables.join(', ')} and wrote no audit event`);
  };
}
