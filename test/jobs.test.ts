import { join } from 'node:path';
import { queueOf } from '@regiso/core';
import { createTestApp, eventually, type TestApp } from '@regiso/core/testing';
import { loadDemo } from '../core/server/demo';
import { findPlugins } from '../core/server/find';

const { found } = findPlugins();
// A job that needs data is asked for by a person or by another job; these start by themselves.
const jobs = found.flatMap(({ id, jobs: own = [] }) =>
  own.filter(({ data }) => data === undefined || data.safeParse({}).success).map((job) => ({ id, job })),
);

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp({ settings: { REGISO_REGION: join(__dirname, 'another-region') } });
  await test.app.start({ web: false, worker: true });
  await loadDemo('small', () => undefined);
}, 240_000);
afterAll(() => test.stop());

/** What jobs of the worker have failed with because they recorded nothing. */
async function silent() {
  const ids = new Set(jobs.map(({ id, job: { lane } }) => (lane ? `${id}.${lane}` : id)));
  const failed = await Promise.all([...ids].map((id) => queueOf(id).getFailed()));
  return failed
    .flat()
    .flatMap(({ failedReason = '' }) => (/wrote no audit event/.test(failedReason) ? failedReason : []));
}

it('there are jobs that start by themselves in most rooms', () => {
  expect(jobs.length).toBeGreaterThan(15);
});

it.each(jobs.map(({ id, job }) => [`${id}/${job.name}`, id, job] as const))(
  'on the demo %s records what it changes, or says why not',
  async (_, id, { name, lane }) => {
    const queue = queueOf(lane ? `${id}.${lane}` : id);
    const { id: queued = '' } = await queue.add(name, {}, { attempts: 1 });
    await eventually(async () => {
      const state = await queue.getJobState(queued);
      expect(['completed', 'failed']).toContain(state);
    }, 200_000);
    const reason = (await queue.getJob(queued))?.failedReason ?? '';
    expect(reason).not.toContain('wrote no audit event');
  },
  // That which fills the demonstration takes a minute by itself.
  240_000,
);

it('nor did one that was asked for by the demo fail for it', async () => {
  expect(await silent()).toEqual([]);
});
