import { sql } from '../../server';
import { loadDemo } from '../../server/demo';
import { todayHere } from '../../territory/home';
import { createTestApp, type TestApp } from '../../testing';
import { demoFamilies } from '../demo/families';
import { childrenOfPlaces, fillDemo, studyYear } from '../demo/fill';
import { otherTowns } from '../demo/towns';

let app: TestApp;
const plan = () => ({ seed: 72, year: studyYear(todayHere()) });

/** Stops the filling after so many transactions. */
const until = (writes: number) => {
  const stop = new AbortController();
  const progress = () => Promise.resolve(--writes > 0 ? undefined : stop.abort());
  return { signal: stop.signal, progress };
};

/** Everybody who was there before a moment, with their places. */
const digest = (before: Date | undefined) => sql`
  WITH those AS (SELECT * FROM core.persons WHERE created_at < ${before})
  SELECT count(*)::int AS people, md5(string_agg(concat_ws('|', id, plain_name, sex, citizenship, places), ',' ORDER BY id)) AS persons,
    (SELECT md5(string_agg(concat_ws('|', person_id, organisation_id, role, starts_on, ends_on), ','
      ORDER BY person_id, organisation_id, role, starts_on)) FROM core.person_organisations
      WHERE person_id IN (SELECT id FROM those)) AS links FROM those`;

// No worker runs: the job that a demo starts stays in the queue, and the tests do its work themselves.
beforeAll(async () => {
  app = await createTestApp({ only: ['people'] });
  await loadDemo('small', () => undefined);
  await fillDemo(plan(), until(Infinity));
}, 180_000);
afterAll(() => app.stop());

test('those who fill the other organisations join the people of the stories, who stay as they were', async () => {
  const [last] = await app.work(() => sql<{ at: Date }>`SELECT clock_timestamp() AS at`);
  const before = await app.work(() => digest(last?.at));
  expect(before).toMatchObject([{ people: expect.any(Number) as number }]);
  await loadDemo('city', () => undefined);
  const written = await fillDemo(plan(), until(4));
  expect(written.people).toBeGreaterThan(1_000);
  expect(await app.work(() => digest(last?.at))).toEqual(before);
  const [others] = await app.work(
    () => sql<{ organisations: number; municipalities: number }>`
      SELECT count(DISTINCT l.organisation_id)::int AS organisations, count(DISTINCT o.municipality_id)::int AS municipalities
      FROM core.person_organisations l JOIN core.persons p ON p.id = l.person_id JOIN core.organisations o ON o.id = l.organisation_id
      WHERE p.created_at >= ${last?.at} AND l.role IN ('pupil', 'child') AND p.snils IS NULL`,
  );
  expect(others).toMatchObject({ municipalities: 1 });
  expect(others?.organisations).toBeGreaterThan(10);
}, 120_000);

test('every place that a size shows is filled, each person with an id of their own', async () => {
  const towns = await app.work(otherTowns);
  const wave = { childrenOf: childrenOfPlaces(towns), first: 10_000, numbered: false };
  const ids = new Set<string>();
  let people = 0;
  for (const { parents, children } of demoFamilies(wave, 72, plan().year))
    for (const { id } of [...parents, ...children]) {
      ids.add(id);
      people += 1;
    }
  expect(ids.size).toBe(people);
  expect(wave.childrenOf.length).toBeGreaterThanOrEqual(3);
  expect(wave.childrenOf.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(40_000);
}, 60_000);
