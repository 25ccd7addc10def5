import { apiAddress } from '../api/client';
import { ProblemError } from '../api/problem';
import { kept as keptWord } from '../shell/keep';
import { keepPages, leavePages } from './pages';
import { forgetAnswer, keepAnswer, keepOnlyOf, keptAnswer, keptNames, takeOver, type Kept } from './store';

/** The question who is signed in. */
export const whoAddress = '/access/me';

/** Set where the reader has said that the device is not their own. */
export const foreignKey = 'regiso-foreign-device';

/** Whose answers may be kept: whom the server has named to this tab; nobody before that and after a sign-out. */
let account: string | undefined;
/** Whose page this is: whom the server named last, or whose answers it was opened with; empty for nobody. */
let told: string | undefined;
let begun: Promise<void> | undefined;
/** What every page needs beside its own answers: kept once there are such. */
const companions = new Map<string, unknown>();
/** Answers that are shown from what is kept, and when the server gave them. */
const shown = new Map<string, number>();
const listeners = new Set<() => void>();
let load: () => Promise<void> = () => Promise.resolve();
let onLost: () => void = () => undefined;

// Other tabs stop at once; each goes on when the server has told it who is signed in.
const channel = new BroadcastChannel('regiso-kept');
channel.onmessage = () => {
  stop();
  onLost();
};

/** How the pages that open without a network are loaded, and whom to tell that somebody signed out, or in, in another tab. */
export function onKeeping(given: { load: () => Promise<void>; lost: () => void }) {
  ({ load, lost: onLost } = given);
}

function stop() {
  account = undefined;
  begun = undefined;
  companions.delete(apiAddress(whoAddress));
}

/** Removes all that this device keeps to be read without a network. */
export async function forgetKept(): Promise<void> {
  stop();
  channel.postMessage('lost');
  await inTime(keepOnlyOf(undefined).then(leavePages));
}

const mostMs = 1_000;

// A browser whose storage fails or hangs must keep nobody out.
const inTime = (work: Promise<unknown>) =>
  Promise.race([work.catch(() => undefined), new Promise((done) => setTimeout(done, mostMs))]);

type Told = { signedIn: boolean; id?: string; mayKeep: boolean };

/** What the server says of who is signed in decides what stays: nothing of anybody else, nothing where it may not be kept. */
export async function settleKept({ signedIn, id, mayKeep }: Told): Promise<void> {
  const present = signedIn && mayKeep && isOwnDevice() ? id : undefined;
  if (account && account !== present) stop();
  account = present;
  // Other tabs ask again who is signed in before they keep anything more.
  if (told !== (id ?? '')) channel.postMessage('lost');
  told = id ?? '';
  await inTime(keepOnlyOf(present).then(() => (present ? undefined : leavePages())));
}

// On plain http, and in some private windows, the browser has no keys.
const isOwnDevice = () => 'subtle' in crypto && keptWord(foreignKey) === null;

/**
 * The answer of the server, or the one that is kept where there is no way to the server. The first answer of a `page` begins the
 * keeping for its account; a `companion` is kept beside those. Throws ProblemError.
 */
export async function answerOrKept<T>(name: string, role: 'page' | 'companion', ask: () => Promise<T>): Promise<T> {
  const by = account;
  try {
    const answer = await ask();
    show(name, undefined);
    if (role === 'companion') companions.set(name, answer);
    // Whoever asked may have left while the question was on its way.
    else if (account && account === by) begun ??= begin(account);
    if (account && (role === 'companion' || account === by)) void keep(account, name, answer);
    return answer;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    if ([403, 404, 410].includes(error.status)) void forgetAnswer(name).catch(() => undefined);
    const found = error.status === 0 ? await keptIn<T>(name) : undefined;
    if (!found) throw error;
    show(name, found.at);
    return found.value;
  }
}

/** What is kept, if it is of whose page this is: another tab may have begun to keep for somebody else. */
async function keptIn<T>(name: string): Promise<Kept<T> | undefined> {
  const found = (await inTime(keptAnswer<T>(name))) as Kept<T> | undefined;
  if (found) told ??= found.account;
  return found?.account === told ? found : undefined;
}

async function begin(mine: string) {
  await takeOver(mine, () => account === mine);
  for (const [name, answer] of companions) await keepAnswer(mine, name, answer);
  void keepPages(load).catch(() => undefined);
}

// Where the browser keeps nothing, pages need the network as ever.
const keep = (mine: string, name: string, answer: unknown) =>
  Promise.resolve(begun)
    .then(() => keepAnswer(mine, name, answer))
    .catch(() => undefined);

/**
 * Brings kept answers whose names begin so up to what the server has taken meanwhile: a change of one that says nothing leaves it.
 * They stay as old as they were.
 */
export async function changeKept<T>(beginning: string, change: (answer: T) => T | undefined): Promise<void> {
  const mine = account;
  if (!mine) return;
  for (const name of await keptNames(beginning)) {
    const found = await keptAnswer<T>(name);
    const changed = found && change(found.value);
    if (changed) await keepAnswer(mine, name, changed, found.at);
  }
}

function show(name: string, at: number | undefined) {
  if (shown.get(name) === at) return;
  if (at === undefined) shown.delete(name);
  else shown.set(name, at);
  for (const listener of listeners) listener();
}

/** When the server gave the answer that is shown from what is kept; undefined for one that has just come. */
export const keptSince = (name: string): number | undefined => shown.get(name);

export function onKeptShown(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
