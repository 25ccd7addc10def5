import { constants } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

export type Stoppable = {
  /** Aborted by Ctrl-C and SIGTERM: stop at the next safe point. */
  signal: AbortSignal;
  /** Notes what is to be closed in the end, the newest first. */
  atEnd: (close: () => Promise<unknown>) => void;
};

const signals = ['SIGINT', 'SIGTERM'] as const;
const patienceMs = 8_000;
const longestEndMs = 30_000;

/**
 * Runs a command and closes what it has opened. A signal gives the work a moment to leave by itself, closes the same and
 * ends the process with 128 and the number of the signal; a second one ends it at once.
 */
export async function stoppable<T>(work: (run: Stoppable) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const opened: (() => Promise<unknown>)[] = [];
  const running = work({ signal: stop.signal, atEnd: (close) => void opened.push(close) });
  const onSignal = (signal: (typeof signals)[number]) => {
    const code = 128 + constants.signals[signal];
    if (stop.signal.aborted) process.exit(code);
    stop.abort();
    void leave(running, opened).finally(() => process.exit(code));
  };
  for (const signal of signals) process.on(signal, onSignal);
  try {
    return await running;
  } finally {
    // Whoever heard the signal ends the process; nothing is to be said or set meanwhile.
    if (stop.signal.aborted) await new Promise(() => undefined);
    for (const close of opened.reverse()) await close();
    for (const signal of signals) process.off(signal, onSignal);
  }
}

async function leave(running: Promise<unknown>, opened: readonly (() => Promise<unknown>)[]) {
  await Promise.race([running.catch(tell), pause(patienceMs)]);
  // All at once: a pool waits for its statements, which end with their server.
  const closed = Promise.allSettled(opened.map((close) => close()));
  await Promise.race([closed, pause(longestEndMs)]);
}

function tell(error: unknown) {
  const { name, message } = error as Error;
  if (name !== 'AbortError') process.stderr.write(`${message}\n`);
}
