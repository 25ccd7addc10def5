import { randomUUID } from 'node:crypto';
import { Sequelize, type Transaction } from 'sequelize';
import { context, currentContext, runInContext, type Actor, type Context } from './context';
import { bindModels } from './model';

let connection: Sequelize | undefined;

// Sequelize takes the transaction from here, so that nobody passes { transaction }.
Sequelize.useCLS({
  bind: (work: unknown) => work,
  run: (work: (namespace: object) => unknown) => work({}),
  get: (key: string) => (key === 'transaction' ? currentContext()?.transaction : undefined),
  set: () => undefined,
} as never);

/** Opens the pool and binds the models. One per process. */
export async function connectDatabase(url: string, { poolSize = 10, statementTimeoutMs = 15_000 } = {}) {
  connection = new Sequelize(url, {
    dialect: 'postgres',
    logging: false,
    pool: { max: poolSize, acquire: 5_000, idle: 10_000 },
    dialectOptions: { statement_timeout: statementTimeoutMs, application_name: 'regiso' },
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
  await connection?.close();
  connection = undefined;
}

type Begin = { actor?: Actor; process?: string; readOnly?: boolean; requestId?: string; plugin?: string; ip?: string };

/** Runs work in a transaction of its own, with its context; commits on return, rolls back on a throw. */
export function inTransaction<T>(begin: Begin, work: () => Promise<T>): Promise<T> {
  const { readOnly, ...identity } = begin;
  const outer = currentContext();
  const present: Context = {
    requestId: outer?.requestId ?? randomUUID(),
    ...(outer?.plugin && { plugin: outer.plugin }),
    ...(outer?.actor && { actor: outer.actor }),
    ...(outer?.process && { process: outer.process }),
    ...identity,
    afterCommit: [],
    audited: 0,
  };
  return runInContext(present, async () => {
    const transaction = await database().transaction();
    present.transaction = transaction;
    if (readOnly) await database().query('SET TRANSACTION READ ONLY', { transaction });
    return finish(present, transaction, work);
  });
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
