import { setTimeout as pause } from 'node:timers/promises';
import { installed } from './installed';
import { log } from './log';

/** While a statement runs longer than this, ClickHouse is asked whether it is still there. */
const askAfterMs = 2_000;
const askEveryMs = 1_000;
const answerWithinMs = 3_000;
const missesAllowed = 3;

type Statement = { began: number; stop: AbortController };
const underWay = new Set<Statement>();
let isWatching = false;
let misses = 0;
/** The address that does not answer at present. */
let silent: string | undefined;

const address = () => new URL(installed().services.clickhouseUrl).origin;
const silence = () => Object.assign(new Error('ClickHouse does not answer'), { code: 'ETIMEDOUT' });

/**
 * Runs a statement however long it takes, but gives it up when ClickHouse stops answering at all, and refuses others at
 * once until it answers again: a server that hangs must hold up neither workers nor people.
 */
export async function whileAnswering<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  if (silent === address()) throw silence();
  const statement = { began: Date.now(), stop: new AbortController() };
  const { signal } = statement.stop;
  underWay.add(statement);
  void watch();
  try {
    return await Promise.race([work(signal), given(signal)]);
  } catch (error) {
    if (signal.aborted) throw silence();
    throw error;
  } finally {
    underWay.delete(statement);
  }
}

// The client no longer listens to the signal once the head of an answer has come.
const given = (signal: AbortSignal) =>
  new Promise<never>((_done, fail) => signal.addEventListener('abort', () => fail(silence()), { once: true }));

async function watch() {
  if (isWatching) return;
  isWatching = true;
  misses = 0;
  while (underWay.size || silent) await look();
  isWatching = false;
}

async function look() {
  await pause(askEveryMs, undefined, { ref: false });
  if (!silent && !misses && !hasLong()) return;
  if (await answersPing()) return found();
  misses += 1;
  if (misses >= missesAllowed && !silent) giveUp();
}

const hasLong = () => [...underWay].some(({ began }) => Date.now() - began > askAfterMs);

function found() {
  misses = 0;
  if (silent) log.info('ClickHouse answers again');
  silent = undefined;
}

function giveUp() {
  silent = address();
  log.error('ClickHouse does not answer: its statements are given up until it does', { statements: underWay.size });
  for (const { stop } of underWay) stop.abort();
}

// Any answer will do. On a connection of its own: those of the client may all be busy with long statements.
const answersPing = () =>
  fetch(`${address()}/ping`, { signal: AbortSignal.timeout(answerWithinMs) })
    .then((answer) => answer.text())
    .then(
      () => true,
      () => false,
    );
