import { AsyncLocalStorage } from 'node:async_hooks';
import type { Transaction } from 'sequelize';

/** Who acts. `permissions` are those of all roles held now. */
export type Actor = {
  accountId: string;
  signInId?: string;
  name: string;
  roles: readonly string[];
  permissions: ReadonlySet<string>;
};

export type Context = {
  requestId: string;
  plugin?: string;
  actor?: Actor;
  /** What started the work when no person did: a job's or a command's name. */
  process?: string;
  ip?: string;
  transaction?: Transaction;
  /** Run after commit, in order. */
  afterCommit: (() => void)[];
  /** How many audit rows this transaction has written. */
  audited: number;
};

const storage = new AsyncLocalStorage<Context>();

export const currentContext = () => storage.getStore();

/** The present context. Throws outside a request, job or command. */
export function context(): Context {
  const present = storage.getStore();
  if (!present) throw new Error('There is no context: run this inside a request, a job or inTransaction(…)');
  return present;
}

export const runInContext = <T>(present: Context, work: () => T) => storage.run(present, work);
