import type { TestApp } from '@regiso/core/testing';
import { copyMover } from '../mover';
import { createMarksApp } from './marks';
import { prepare, runSchedule } from './schedule';

const seed = Number(process.env.WAREHOUSE_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe('Whatever the order and number of moves', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createMarksApp();
    await prepare();
  });
  afterAll(() => test.stop());

  it.each([
    ['pulled by ClickHouse', undefined, 8_000],
    ['copied through the worker', copyMover, 5_000],
  ])(
    'the warehouse equals its source when rows are %s',
    async (name, way, ms) => {
      console.log(`convergence, ${name}: WAREHOUSE_SEED=${seed}`);
      const outcome = await runSchedule(seed, { ms, ...(way && { way }) });
      expect(outcome).toMatchObject({ isEqual: true });
      expect(outcome.rows).toBeGreaterThan(17_000);
      expect(outcome.moves).toBeGreaterThan(20);
      // The same schedule catches the mistake others make, or it would prove nothing.
      if (!way) expect(outcome.controlIsEqual).toBe(false);
    },
    90_000,
  );
});
