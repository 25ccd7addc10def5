import { afterCommit } from '../server/database';
import { hearsSignals, onSignal, signal } from '../server/signals';

const channel = 'regiso_references';
// Counts the changes, so that what was read before one is not kept after it.
let age = 0;

onSignal(channel, () => void (age += 1));

/** Makes every process read reference rows anew, once the present transaction commits. */
export async function referencesChanged(): Promise<void> {
  await signal(channel, 'changed');
  afterCommit(() => void (age += 1));
}

const most = 500;

/** Keeps what is made of reference rows, by a key such as the day, until any of them changes in any process. */
export function keptOfReferences<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  let kept = new Map<string, T>();
  let keptAt = age;
  return async (key) => {
    if (keptAt !== age || kept.size >= most) kept = new Map();
    keptAt = age;
    const known = kept.get(key);
    if (known !== undefined && hearsSignals()) return known;
    const before = age;
    const made = await read(key);
    if (before === age) kept.set(key, made);
    return made;
  };
}
