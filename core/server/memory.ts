import { afterCommit } from './database';
import { isHearing, onSignal, signal } from './signals';

/** What is kept in memory until somebody says, over this channel, that what it was made of has changed. */
export function memory(channel: string) {
  // Counts the changes, so that what was read before one is not kept after it.
  let age = 0;
  onSignal(channel, () => void (age += 1));
  return {
    /** Makes every process read anew, once the present transaction commits. */
    changed: async (): Promise<void> => {
      await signal(channel, 'changed');
      afterCommit(() => void (age += 1));
    },
    /** Keeps what was read by each key, at most so many; what is undefined is asked again. */
    keep: <T>(read: (key: string) => Promise<T>, most: number): ((key: string) => Promise<T>) => {
      let kept = new Map<string, T>();
      let keptAt = age;
      return async (key) => {
        if (keptAt !== age || kept.size >= most) kept = new Map();
        keptAt = age;
        const known = kept.get(key);
        if (known !== undefined && isHearing()) return known;
        const [before, into] = [age, kept];
        const made = await read(key);
        // What was read of a transaction's own changes is true only once they stand.
        afterCommit(() => {
          if (before === age) into.set(key, made);
        });
        return made;
      };
    },
  };
}
