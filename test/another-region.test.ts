import { join } from 'node:path';
import { homeCalendar, queueOf, sql, todayHere } from '@regiso/core';
import { createTestApp, eventually, type TestApp } from '@regiso/core/testing';
import { loadDemo } from '../core/server/demo';
import { findPlugins } from '../core/server/find';
import { pack } from './another-region';

let test: TestApp;
const get = async (url: string) => {
  const { status, text } = await test.call<string>(url, { headers: { accept: 'text/html' } });
  return { status, text };
};

beforeAll(async () => {
  test = await createTestApp({ settings: { REGISO_REGION: join(__dirname, 'another-region') } });
  await test.app.start({ web: false, worker: true });
  await loadDemo('small', () => undefined, { fills: false });
}, 240_000);
afterAll(() => test.stop());

it('the demo puts organisations into each municipality of the pack, with its codes and settlements', async () => {
  const rows = await test.work(
    () => sql<{ municipality: string; kinds: number; foreign: number }>`SELECT municipality_id AS municipality,
      count(DISTINCT kind)::int AS kinds,
      count(*) FILTER (WHERE inn NOT LIKE '9999%' OR phone NOT LIKE '+7 (4000)%' OR region_id <> ${pack.id})::int AS foreign
    FROM core.organisations WHERE is_demo GROUP BY 1 ORDER BY 1`,
  );
  expect(rows.map(({ municipality }) => municipality)).toEqual(['bereg', 'kamysh', 'priozyorny-city']);
  expect(rows.every(({ kinds, foreign }) => kinds >= 3 && foreign === 0)).toBe(true);
  const [children] = await test.work(() => sql<{ some: boolean }>`SELECT count(*) > 100 AS some FROM core.persons`);
  expect(children?.some).toBe(true);
});

it('as many of its leavers choose a subject as its pack says', async () => {
  const [ege] = await test.work(
    () => sql<{ history: number }>`SELECT
        sum(participants) FILTER (WHERE subject = 'history')::float8 / sum(participants) FILTER (WHERE subject = 'russian') AS history
      FROM exams.results WHERE kind = 'ege'`,
  );
  expect(Math.abs((ege?.history ?? 0) - pack.demo.exams.egeChoices.history!)).toBeLessThan(0.1);
});

it('the home page names the region, and its day begins in its own time zone', async () => {
  const home = await get('/');
  expect(home.status).toBe(200);
  expect(home.text).toContain('Заозёрный край');
  const [changed] = await test.work(
    () => sql<{ at: string }>`SELECT to_char(max(changed_at) AT TIME ZONE ${pack.timeZone}, 'HH24:MI') AS at
      FROM core.organisations`,
  );
  expect(home.text).toContain(`, ${changed!.at}`);
  // 00:30 of the first of September there, still August in the shipped region.
  expect(todayHere(new Date('2026-08-31T14:30:00Z'))).toBe('2026-09-01');
  expect(homeCalendar().isWorkingDay('2026-09-01')).toBe(true);
});

it('the map is that of its tiles', async () => {
  const { text } = await get('/map?view=tiles');
  for (const { id, shortName } of pack.municipalities) {
    expect(text).toContain(shortName);
    expect(text).toContain(`municipality=${id}`);
  }
  const { body } = await test.call<string>('/api/territory/map');
  const { features } = (typeof body === 'string' ? JSON.parse(body) : body) as { features: { id: string }[] };
  expect(features.map(({ id }) => id)).toEqual(pack.municipalities.map(({ id }) => id));
  const { body: region } = await test.call('/api/territory/region');
  expect(region).toMatchObject({ id: 'zaozyorye', timeZone: 'Asia/Vladivostok', mapForms: ['tiles'] });
});

it('samples of the import pages speak of its places only', async () => {
  const me = await test.as({ permissions: ['imports.run', 'participants.import', 'exams.import'] });
  for (const kind of ['organisations', 'buildings', 'building-coordinates', 'exam-results-wide', 'exam-results']) {
    const { status, text } = await me(`/api/imports/kinds/${kind}/sample.csv`);
    expect([kind, status]).toEqual([kind, 200]);
    expect(text).not.toMatch(/тюмен|ялуторов|абатск|7299/i);
  }
});

it('no answered page says a word of the shipped region', async () => {
  const seen = new Set([
    '/',
    '/about',
    '/map',
    '/map?view=tiles',
    '/exams',
    '/open-data',
    '/accessibility',
    '/sitemap.xml',
  ]);
  await eventually(async () => expect((await get('/exams')).text).toContain('Русский язык'), 60_000);
  for (const url of seen) {
    const { status, text } = await get(url);
    expect([url, status]).toEqual([url, 200]);
    expect(text.match(/.{0,60}(тюмен|tyumen|RU-TYU).{0,60}/i)?.[0]).toBeUndefined();
    if (seen.size > 60) continue;
    for (const [, link = ''] of text.matchAll(/href="(\/(?!app|assets|api|favicon|accessibility\?)[^"#]*)"/g))
      if (seen.size <= 60) seen.add(link.replaceAll('&amp;', '&'));
  }
  expect(seen.size).toBeGreaterThan(40);
  const operator = await test.as({ roles: ['operator'] });
  for (const url of [
    '/api/access/me',
    '/api/territory/region',
    '/api/territory/municipalities',
    '/api/agreements/bodies',
  ]) {
    const { status, text } = await operator(url);
    expect([url, status]).toEqual([url, 200]);
    expect(text).not.toMatch(/тюмен|tyumen|RU-TYU/i);
  }
}, 120_000);

// Here because these too want a demonstration whose jobs run.
describe('Its jobs', () => {
  const { found } = findPlugins();
  // A job that needs data is asked for by a person or by another job; these start by themselves.
  const jobs = found.flatMap(({ id, jobs: own = [] }) =>
    own.filter(({ data }) => data === undefined || data.safeParse({}).success).map((job) => ({ id, job })),
  );

  /** What jobs of the worker have failed with because they recorded nothing. */
  async function silent() {
    const ids = new Set(jobs.map(({ id, job: { lane } }) => (lane ? `${id}.${lane}` : id)));
    const failed = await Promise.all([...ids].map((id) => queueOf(id).getFailed()));
    return failed
      .flat()
      .flatMap(({ failedReason = '' }) => (/wrote no audit event/.test(failedReason) ? failedReason : []));
  }

  it('start by themselves in most rooms', () => {
    expect(jobs.length).toBeGreaterThan(15);
  });

  // That which fills the schools of the demonstration takes a minute: their own suite runs it and asks the same.
  const short = jobs.filter(({ job }) => job.name !== 'fill-demo');

  it.each(short.map(({ id, job }) => [`${id}/${job.name}`, id, job] as const))(
    'on the demo %s records what it changes, or says why not',
    async (_, id, { name, lane }) => {
      const queue = queueOf(lane ? `${id}.${lane}` : id);
      const { id: queued = '' } = await queue.add(name, {}, { attempts: 1 });
      await eventually(async () => {
        const state = await queue.getJobState(queued);
        expect(['completed', 'failed']).toContain(state);
      }, 60_000);
      const reason = (await queue.getJob(queued))?.failedReason ?? '';
      expect(reason).not.toContain('wrote no audit event');
    },
    120_000,
  );

  it('nor did one that was asked for by the demo fail for it', async () => {
    expect(await silent()).toEqual([]);
  });
});
