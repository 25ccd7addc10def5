import type { TestApp } from '@regiso/core/testing';
import { copyMover } from '../mover';
import { createMarksApp } from './marks';
import { prepare, runSchedule } from './schedule';

const seed = Number(process.env.WAREHOUSE_SEED ?? Math.floor(Math.random() * 2 ** 31));
/** Four minutes, unhurried since other suites run beside it; who works on the code may look for less. */
const timeBoxMs = Number(process.env.WAREHOUSE_SECONDS ?? 240) * 1_000;
const schedule = { ms: 8_000, restMs: 480 };

describe('Whatever the order and number of moves', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createMarksApp();
    await prepare();
  });
  afterAll(() => test.stop());

  it(
    'the warehouse equals its source, whether rows are pulled by ClickHouse or copied through the worker',
    async () => {
      const until = Date.now() + timeBoxMs;
      let schedules = 0;
      let caught = 0;
      // At least one of each way; a seed that fails is the first of its own run.
      for (; schedules < 2 || Date.now() < until - schedule.ms; schedules++) {
        const own = seed + 1_000 * schedules;
        console.log(`convergence: WAREHOUSE_SEED=${own}`);
        const outcome = await runSchedule(own, { ...schedule, ...(schedules % 3 === 1 && { way: copyMover }) });
        expect({ seed: own, ...outcome }).toMatchObject({ isEqual: true });
        expect(outcome.rows).toBeGreaterThan(17_000);
        expect(outcome.moves).toBeGreaterThan(20);
        if (!outcome.controlIsEqual) caught += 1;
      }
      console.log(`convergence: ${schedules} schedules are equal; a sequence cursor fails ${caught} of them`);
      // The same schedules catch the mistake others make, or they would prove nothing.
      expect(caught).toBeGreaterThan(0);
    },
    timeBoxMs + 120_000,
  );
});
