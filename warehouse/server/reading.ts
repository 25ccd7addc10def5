import { currentContext, inTransaction, sql } from '@regiso/core';

/** Work that reads PostgreSQL: in the present transaction when there is one, else in a short one of its own. */
export const reading = <T>(work: () => Promise<T>): Promise<T> =>
  currentContext()?.transaction ? work() : inTransaction({ process: 'warehouse', readOnly: true }, work);

// Who asked for a run is recorded when it is asked for.
const unaudited = 'bookkeeping of the warehouse: no record of anybody changes';

/** A short writing transaction of the warehouse itself, apart from any outer one. */
export const writing = <T>(work: () => Promise<T>): Promise<T> =>
  inTransaction({ process: 'warehouse', unaudited }, work);

/** Advisory locks, all held by transactions. */
export const locks = {
  tick: 7214101,
  plan: 7214102,
  align: 7214103,
  snapshot: 7214104,
  run: 7214105,
  rollup: 7214106,
  fence: 7214107,
} as const;

/**
 * Moves of a table share its fence; a rollup takes it alone, so that it reads the table at one tick and never in the
 * middle of a move. The lock ends with the process that held it.
 */
export const fenced = <T>(tableId: number, whose: 'shared' | 'alone', work: () => Promise<T>): Promise<T> =>
  writing(async () => {
    await sql`SELECT set_config('idle_in_transaction_session_timeout', '0', true), set_config('statement_timeout', '0', true)`;
    if (whose === 'alone') await sql`SELECT pg_advisory_xact_lock(${locks.fence}, ${tableId})`;
    else await sql`SELECT pg_advisory_xact_lock_shared(${locks.fence}, ${tableId})`;
    return work();
  });
