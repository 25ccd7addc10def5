import { setTimeout as pause } from 'node:timers/promises';

/** Tries an assertion until it holds: a page needs a moment to draw what a click did. Gives its outcome; throws what it said last. */
export async function eventually<T = void>(assertion: () => Promise<T>, patienceMs = 10_000): Promise<T> {
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() > until) throw error;
      await pause(50);
    }
  }
}
