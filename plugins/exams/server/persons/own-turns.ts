import { context, crowded, inTransaction, installed } from '@regiso/core';
import { Turns } from './turns';

// A family is asked about one after another, each in a transaction of its own: fewer places than look-ups, which share theirs.
const placesPerLookUp = 1 / 8;
const mostKept = 100_000;

const turns = new Turns(() => Math.ceil(installed().config.lookUpsAtOnce * placesPerLookUp));
const kept = new Map<string, number>();

/**
 * Reads what the signed-in person may see when their turn comes, in a transaction of its own that records the reading.
 * Throws 503 when too many ask; whoever comes again then stands where they stood.
 */
export async function inOwnTurn<T>(read: () => Promise<T>): Promise<T> {
  const account = context().actor?.accountId ?? '';
  const done = await turns.run(kept.get(account), async () => ({ result: await inTransaction({}, read) }));
  if ('result' in done) {
    kept.delete(account);
    return done.result;
  }
  kept.set(account, done.turn);
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  throw crowded(done.askAgainIn);
}
