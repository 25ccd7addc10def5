import { AsyncLocalStorage } from 'node:async_hooks';
import type { Transaction } from 'sequelize';

/** One right in force: a role within a subsystem of the regulation (any when null) and a place. */
export type HeldGrant = {
  id: string;
  role: string;
  subsystem: string | null;
  scope: 'region' | 'municipality' | 'participant';
  /** The participant under whose agreement it stands; null for the bodies that the regulation itself names. */
  participantId: string | null;
  municipalityId: string | null;
  /** Participants it covers; empty for the region, which covers all. */
  participants: readonly string[];
  /** Of them, by subsystem, those whose agreement lets it be read today; not asked where no agreement is. */
  connected?: Readonly<Record<string, readonly string[]>>;
  /** The same for work that writes, where that is less. */
  writable?: Readonly<Record<string, readonly string[]>>;
  /** Over the whole region: by subsystem, participants whose agreement is not yet or no longer open; they are out of it. */
  closed?: Readonly<Record<string, readonly string[]>>;
  /** The same for work that writes, where that is more. */
  unwritable?: Readonly<Record<string, readonly string[]>>;
  /** The agreement has ended and its data may still be read. */
  readOnly: boolean;
  /** What the plugin narrows it to, such as grades 1–4. */
  narrowing: Readonly<Record<string, unknown>> | null;
  /** Its last day; null while the agreement lasts. */
  endsOn: string | null;
  permissions: ReadonlySet<string>;
};

/** Who acts. `permissions` are held for the whole region; narrower ones stand in `grants` and count by `reachOf`. */
export type Actor = {
  accountId: string;
  signInId?: string;
  name: string;
  roles: readonly string[];
  permissions: ReadonlySet<string>;
  grants?: readonly HeldGrant[];
  /** When the person last proved who they are. */
  provedAt?: Date;
  /** Rights wait until a second factor is set up. */
  needsSecondFactor?: boolean;
  /** Rules in force wait to be read: until that is confirmed, nothing else may be done than what leads there. */
  mustRead?: boolean;
};

export type Context = {
  requestId: string;
  plugin?: string;
  actor?: Actor;
  /** What started the work when no person did: a job's or a command's name. */
  process?: string;
  ip?: string;
  /** The database login: requests and jobs work as `app`, which owns nothing; the owner changes the schema. */
  login?: 'app' | 'owner';
  /** Which rows the database shows: those of the actor (none for nobody), or all for work of the system itself. */
  reach?: 'actor' | 'whole';
  transaction?: Transaction;
  /** What the transaction began to show: the value of `app.reach`. */
  began?: string | undefined;
  /** Run after commit, in order. */
  afterCommit: (() => void)[];
  /** How many audit rows this transaction has written. */
  audited: number;
  /** Work of jobs and commands: a transaction that changes rows must write an audit row too. */
  mustAudit?: boolean;
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
