import setUp from '../../core/testing/global-setup';
import tearDown from '../../core/testing/global-teardown';
import { createTestApp, type TestApp } from '../../core/testing';

/** The middle of some figures. */
export const median = (figures: readonly number[]) => percentile(figures, 50);

/** The figure that so many per cent do not exceed. */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * share) / 100) - 1)] ?? Number.NaN;
}

/** Runs work and gives how many seconds it took. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}

/** Refuses a bench whose work was done wrong: a fast wrong answer fails. */
export function must(truth: boolean, sentence: string) {
  if (!truth) throw new Error(`The bench is void: ${sentence}`);
}

/** The application on embedded services of its own, stopped afterwards. */
export async function withApp<T>(
  options: Parameters<typeof createTestApp>[0],
  work: (app: TestApp) => Promise<T>,
): Promise<T> {
  await setUp();
  try {
    const app = await createTestApp(options);
    return await work(app).finally(() => app.stop());
  } finally {
    await tearDown();
  }
}
