import { randomUUID } from 'node:crypto';
import { Sequelize, Transaction } from 'sequelize';
import { watchForSilentChanges } from './audit-demand';
import { context, currentContext, runInContext, type Context } from './context';
import { bindModels } from './model';
import { rowSettings, wholeRegion } from './reach';
import { clientOf, demandOpen, send, type Client } from './sending';

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

const poolOf = (url: string, { poolSize = 10, statementTimeoutMs = 15_000 }: Pool) => {
  const pool = new Sequelize(url, {
    dialect: 'postgres',
    logging: false,
    pool: { max: poolSize, acquire: 5_000, idle: 10_000 },
    dialectOptions: { statement_timeout: statementTimeoutMs, application_name: 'regiso' },
  });
  // Statements are sent without waiting for the answers of those before them.
  pool.addHook('afterConnect', (client) => void ((client as Client).pipeline = true));
  return pool;
};

/** Opens the pools and binds the models. Requests use `appUrl`, a login that owns nothing; without it the owner's. */
export async function connectDatabase(url: string, { appUrl, ...pool }: Pool & { appUrl?: string } = {}) {
  connection = poolOf(url, pool);
  restricted = appUrl && appUrl !== url ? poolOf(appUrl, pool) : undefined;
  // So that a statement writes nothing when the beginning of its transaction, sent with it, has failed.
  restricted?.addHook('afterConnect', async (client) => {
    await (client as Client).query('SET default_transaction_read_only = on');
  });
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
    const transaction = await openOn(pool);
    present.transaction = transaction;
    return finish(present, pool, async () => {
      const settings = rowSettings(present);
      present.began = settings['app.reach'];
      const started = start(transaction, settings, readOnly);
      if (pool !== restricted) await started;
      if (readOnly || unaudited || !present.mustAudit) return (await Promise.all([work(), started]))[0];
      await started;
      const demandAudit = await watchForSilentChanges(present, transaction);
      const result = await work();
      await demandAudit();
      return result;
    });
  });
}

// Sequelize would begin and end it by statements of its own, each waited for.
async function openOn(pool: Sequelize): Promise<Transaction> {
  const taken = await pool.connectionManager.getConnection({ type: 'write' });
  return Object.assign(new Transaction(pool, {}), { connection: taken });
}

function start(transaction: Transaction, settings: Record<string, string>, readOnly = false) {
  const text = `START TRANSACTION READ ${readOnly ? 'ONLY' : 'WRITE'}`;
  return Promise.all([send(clientOf(transaction), { name: text, text }), set(transaction, settings)]);
}

// Local to the transaction: a setting of the connection would pass to whoever takes it from the pool next.
async function set(transaction: Transaction, settings: Record<string, string>) {
  demandOpen(transaction);
  const names = Object.keys(settings);
  const text = `SELECT ${names.map((_, at) => `set_config($${2 * at + 1}, $${2 * at + 2}, true)`).join(', ')}`;
  // Every request asks it, in a few lengths.
  return send(clientOf(transaction), {
    name: `settings_${names.length}`,
    text,
    values: Object.entries(settings).flat(),
  });
}

/**
 * Lets one piece of work see rows beyond the actor's reach, in the same transaction: a sign-in that looks for its account,
 * a name beside a grant that was itself in reach. `why` is for the reader of the code; keep the work as small as can be.
 * Nothing else of the transaction may go on beside it.
 */
export async function beyondReach<T>(why: string, work: () => Promise<T>): Promise<T> {
  const present = context();
  const { transaction, began = '' } = present;
  if (!transaction || !why) throw new Error('beyondReach needs a transaction and a reason');
  if (present.reach === 'whole' || began === wholeRegion) return work();
  // Not waited for: it leaves with the first statement of the work, which fails when it fails.
  const widened = set(transaction, { 'app.reach': wholeRegion });
  present.reach = 'whole';
  try {
    const [result] = await Promise.all([work(), widened]);
    return result;
  } finally {
    present.reach = 'actor';
    // Leaves with what comes next. After a failed statement PostgreSQL takes no more; the transaction is going to be rolled back.
    set(transaction, { 'app.reach': began }).catch(() => undefined);
  }
}

async function finish<T>(present: Context, pool: Sequelize, work: () => Promise<T>): Promise<T> {
  const transaction = present.transaction as Transaction & { finished?: string };
  const end = async (text: 'COMMIT' | 'ROLLBACK') => {
    // From here on neither Sequelize nor `sql` takes anything more for it.
    transaction.finished = text.toLowerCase();
    try {
      const { command } = await send(clientOf(transaction), { name: text, text });
      if (command !== text)
        throw new Error('A statement had failed, and its error was kept back: nothing was committed');
    } catch (error) {
      // Nobody knows in what state it is.
      await pool.connectionManager.destroyConnection(clientOf(transaction));
      throw error;
    }
    pool.connectionManager.releaseConnection(clientOf(transaction));
  };
  let result: T;
  try {
    result = await work();
  } catch (error) {
    await end('ROLLBACK').catch(() => undefined);
    throw error;
  }
  await end('COMMIT');
  delete present.transaction;
  for (const then of present.afterCommit) then();
  return result;
}

/** Runs after the present transaction has committed; not at all when it rolls back. */
export const afterCommit = (then: () => void) => void context().afterCommit.push(then);
