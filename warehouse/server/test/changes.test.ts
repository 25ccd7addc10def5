import { createTestApp, type TestApp } from '@regiso/core/testing';
import { alignSchema, asOf, catchUp, status } from '../api';
import { marksPlugin, run, seen } from './marks';

describe('The warehouse', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp({ only: ['warehouse'], also: [marksPlugin] });
    await alignSchema();
    await catchUp();
  });
  afterAll(() => test.stop());

  it('shows inserted rows', async () => {
    await run`INSERT INTO marks.marks (year, value) VALUES (2025, 4), (2026, 5)`;
    console.log(await catchUp());
    console.log(
      await seen('SELECT * FROM marks_given_current ORDER BY year'),
      await status(),
      await asOf(['marks_given']),
    );
  });
});
