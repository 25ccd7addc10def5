import { setTimeout as pause } from 'node:timers/promises';

/**
 * Tries an assertion until it holds: a page needs a moment to draw what a click did. Asks the seldomer the longer it waits, so that
 * the question does not slow what it asks about. Gives its outcome; throws what it said last.
 */
export async function eventually<T = void>(assertion: () => Promise<T>, patienceMs = 10_000): Promise<T> {
  const began = Date.now();
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      const waited = Date.now() - began;
      if (waited > patienceMs) throw error;
      await pause(Math.min(1_000, Math.max(50, waited / 10)));
    }
  }
}
