import { setTimeout as pause } from 'node:timers/promises';

/** Tries an assertion until it holds: a page needs a moment to draw what a click did. Throws what it said last. */
export async function eventually(assertion: () => Promise<void>, patienceMs = 10_000): Promise<void> {
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
