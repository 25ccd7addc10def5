import { randomUUID } from 'node:crypto';
import { Sequelize, type Transaction } from 'sequelize';
import { watchForSilentChanges } from './audit-demand';
import { context, currentContext, runInContext, type Context } from './context';
import { bindModels } from './model';
import { rowSettings, wholeRegion } from './reach';

let connection: Sequelize | undefined;
let restricted: Sequelize | undefined;

// Sequelize takes the transaction from here, so that nobody passes { transaction }.
Sequelize.useCLS({
  bind: (work: unknown) => work,
  run: (work: (namespace: object) => unknown) => work({}),
  get: (key: string) => (key === 'transaction' ? currentContext()?.transaction : undefined),
  set: () => undefined,
} as never);

type Pool = { poolSize?: number; statementTimeoutMs?: number };

const poolOf = (url: string, { poolSize = 10, statementTimeoutMs = 15_000 }: Pool) =>
  new Sequelize(url, {
    dialect: 'postgres',
    logging: false,
    pool: { max: poolSize, acquire: 5_000, idle: 10_000 },
    dialectOptions: { statement_timeout: statementTimeoutMs, application_name: 'regiso' },
  });

/** Opens the pools and binds the models. Requests use `appUrl`, a login that owns nothing; without it the owner's. */
export async function connectDatabase(url: string, { appUrl, ...pool }: Pool & { appUrl?: string } = {}) {
  connection = poolOf(url, pool);
  restricted = appUrl && appUrl !== url ? poolOf(appUrl, pool) : undefined;
  bindModels(connection);
  await connection.authenticate();
  return connection;
}

/** The open connection. Throws before `connectDatabase`. */
export function database(): Sequelize {
  if (!connection) throw new Error('The database is not connected yet');
  return connection;
}

export async function disconnectDatabase() {
  await Promise.all([connection?.close(), restricted?.close()]);
  connection = undefined;
  restricted = undefined;
}

type Begin = Pick<Context, 'actor' | 'process' | 'plugin' | 'ip' | 'login' | 'reach' | 'mustAudit'> & {
  readOnly?: boolean;
  requestId?: string;
  /** Within a job or a command: why what this transaction changes is recorded elsewhere, or not at all. */
  unaudited?: string | undefined;
};

/**
 * Runs work in a transaction of its own, with its context; commits on return, rolls back on a throw. Inside a request it
 * keeps the request's login, reach and address.
 */
export function inTransaction<T>(begin: Begin, work: () => Promise<T>): Promise<T> {
  const { readOnly, unaudited, ...identity } = begin;
  const outer = currentContext();
  const present: Context = {
    requestId: outer?.requestId ?? randomUUID(),
    ...(outer?.plugin && { plugin: outer.plugin }),
    ...(outer?.actor && { actor: outer.actor }),
    ...(outer?.process && { process: outer.process }),
    ...(outer?.ip && { ip: outer.ip }),
    ...(outer?.login && { login: outer.login }),
    ...(outer?.reach && { reach: outer.reach }),
    ...(outer?.mustAudit && { mustAudit: true }),
    ...identity,
    afterCommit: [],
    audited: 0,
  };
  return runInContext(present, async () => {
    const pool = present.login === 'app' ? (restricted ?? database()) : database();
    const transaction = await pool.transaction();
    present.transaction = transaction;
    return finish(present, transaction, async () => {
      await set(transaction, { ...rowSettings(present), ...(readOnly && { transaction_read_only: 'on' }) });
      if (readOnly || unaudited || !present.mustAudit) return work();
      const demandAudit = await watchForSilentChanges(present, transaction);
      const result = await work();
      await demandAudit();
      return result;
    });
  });
}

type Connected = { connection: import('pg').ClientBase };

// Local to the transaction: a setting of the connection would pass to whoever takes it from the pool next.
async function set(transaction: Transaction, settings: Record<string, string>) {
  const names = Object.keys(settings);
  const text = `SELECT ${names.map((_, at) => `set_config($${2 * at + 1}, $${2 * at + 2}, true)`).join(', ')}`;
  const { connection: client } = transaction as unknown as Connected;
  // Every request asks it, in a few lengths.
  await client.query({ name: `settings_${names.length}`, text, values: Object.entries(settings).flat() });
}

/**
 * Lets one piece of work see rows beyond the actor's reach, in the same transaction: a sign-in that looks for its account,
 * a name beside a grant that was itself in reach. `why` is for the reader of the code; keep the work as small as can be.
 */
export async function beyondReach<T>(why: string, work: () => Promise<T>): Promise<T> {
  const present = context();
  const { transaction } = present;
  if (!transaction || !why) throw new Error('beyondReach needs a transaction and a reason');
  const before = rowSettings(present);
  if (present.reach === 'whole' || before['app.reach'] === wholeRegion) return work();
  await set(transaction, { 'app.reach': wholeRegion });
  present.reach = 'whole';
  try {
    return await work();
  } finally {
    present.reach = 'actor';
    // After a failed statement PostgreSQL takes no more; the transaction is going to be rolled back anyway.
    await set(transaction, { 'app.reach': before['app.reach'] ?? '' }).catch(() => undefined);
  }
}

async function finish<T>(present: Context, transaction: Transaction, work: () => Promise<T>): Promise<T> {
  let result: T;
  try {
    result = await work();
  } catch (error) {
    await transaction.rollback().catch(() => undefined);
    throw error;
  }
  await transaction.commit();
  delete present.transaction;
  for (const then of present.afterCommit) then();
  return result;
}

/** Runs after the present transaction has committed; not at all when it rolls back. */
export const afterCommit = (then: () => void) => void context().afterCommit.push(then);
