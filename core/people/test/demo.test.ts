import { sql } from '../../server';
import { loadDemo } from '../../server/demo';
import { todayHere } from '../../territory/home';
import { createTestApp, eventually, type TestApp } from '../../testing';
import { fillDemo, studyYear } from '../demo/fill';

type Counts = Record<string, number>;

describe('The people of the demonstration', () => {
  let test: TestApp;
  let atStop = 0;
  const count = async (text: Promise<{ n: number }[]>) => (await text)[0]?.n;
  const children = () =>
    count(
      sql<{
        n: number;
      }>`SELECT count(DISTINCT child_id)::int AS n FROM core.guardianships g JOIN core.persons p ON p.id = g.child_id WHERE p.is_demo`,
    );
  beforeAll(async () => {
    test = await createTestApp({ only: ['people'] });
    await loadDemo('small', () => undefined);
    const stop = new AbortController();
    const stopped = { signal: stop.signal, progress: () => Promise.resolve(stop.abort()) };
    await fillDemo({ seed: 72, year: studyYear(todayHere()) }, stopped);
    atStop = (await test.work(children)) ?? 0;
    await test.app.start({ web: false, worker: true });
    await eventually(async () => expect(await test.work(children)).toBe(6_000), 60_000);
  }, 180_000);
  afterAll(() => test.stop());

  const digest = () => sql<Counts>`SELECT
      (SELECT md5(string_agg(concat_ws('|', id, plain_name, sex, citizenship, places, is_demo), ',' ORDER BY id)) FROM core.persons) AS persons,
      (SELECT md5(string_agg(concat_ws('|', person_id, organisation_id, role, starts_on, ends_on), ','
        ORDER BY person_id, organisation_id, role, starts_on)) FROM core.person_organisations) AS links,
      (SELECT md5(string_agg(concat_ws('|', id, kind, starts_on, ends_on, ground), ',' ORDER BY id)) FROM core.guardianships) AS guardians,
      (SELECT count(*)::int FROM core.person_keys) AS keys, (SELECT count(*)::int FROM core.person_documents) AS documents,
      (SELECT count(*)::int FROM core.person_duplicates) AS pairs`;

  it('are those of the acceptance stories, 6,000 children in three municipalities, though the load was stopped once', async () => {
    await test.work(async () => {
      expect(atStop).toBeGreaterThan(300);
      expect(atStop).toBeLessThan(1_000);
      expect(await children()).toBe(6_000);
      const [kinds] =
        await sql<Counts>`SELECT count(DISTINCT organisation_id) FILTER (WHERE o.kind = 'kindergarten')::int AS kindergartens,
          count(DISTINCT organisation_id) FILTER (WHERE o.kind = 'school')::int AS schools,
          count(DISTINCT organisation_id) FILTER (WHERE o.kind = 'college')::int AS colleges,
          count(DISTINCT organisation_id) FILTER (WHERE o.kind = 'extracurricular')::int AS extracurricular,
          count(DISTINCT o.municipality_id)::int AS municipalities
        FROM core.person_organisations l JOIN core.organisations o ON o.id = l.organisation_id WHERE role <> 'staff'`;
      expect(kinds).toEqual({ kindergartens: 12, schools: 15, colleges: 2, extracurricular: 4, municipalities: 3 });
    });
  });

  it('are each somewhere today but for one who waits for a kindergarten, have a guardian, a number and a birth certificate', async () => {
    await test.work(async () => {
      const nowhere = sql<{
        n: number;
      }>`SELECT count(DISTINCT g.child_id)::int AS n FROM core.guardianships g WHERE NOT EXISTS (SELECT FROM core.person_organisations l
        WHERE l.person_id = g.child_id AND l.starts_on <= current_date AND (l.ends_on IS NULL OR l.ends_on >= current_date))`;
      expect(await count(nowhere)).toBe(1);
      const bare = sql<{
        n: number;
      }>`SELECT count(*)::int AS n FROM core.guardianships g JOIN core.persons p ON p.id = g.child_id
        WHERE p.snils IS NULL OR NOT EXISTS (SELECT FROM core.person_documents d WHERE d.person_id = p.id)`;
      expect(await count(bare)).toBe(0);
      const real = sql<{ n: number }>`SELECT count(*)::int AS n FROM core.persons WHERE NOT is_demo`;
      expect(await count(real)).toBe(0);
    });
  });

  it('are of two study years: some left a kindergarten or a school for the next one', async () => {
    const moves = await test.work(
      () => sql<{ from: string; to: string; n: number }>`SELECT b.role AS from, a.role AS to, count(*)::int AS n
        FROM core.person_organisations b JOIN core.person_organisations a
          ON a.person_id = b.person_id AND a.starts_on = b.ends_on + 1 AND a.role NOT IN ('member', b.role) GROUP BY 1, 2 ORDER BY 1`,
    );
    expect(moves.map(({ from, to }) => `${from} → ${to}`)).toEqual(['child → pupil', 'pupil → student']);
    expect(Math.min(...moves.map(({ n }) => n))).toBeGreaterThan(100);
  });

  it('work in every organisation of the stories', async () => {
    const staff = await test.work(
      () => sql<{
        kind: string;
        organisations: number;
        people: number;
      }>`SELECT o.kind, count(DISTINCT o.id)::int AS organisations,
          count(*)::int AS people FROM core.person_organisations l JOIN core.organisations o ON o.id = l.organisation_id
        WHERE l.role = 'staff' GROUP BY 1 ORDER BY 1`,
    );
    expect(staff).toEqual([
      { kind: 'college', organisations: 2, people: 30 },
      { kind: 'extracurricular', organisations: 4, people: 20 },
      { kind: 'kindergarten', organisations: 12, people: 72 },
      { kind: 'school', organisations: 15, people: 180 },
    ]);
  });

  it('hold the family of the demo guardian and three pairs of double cards', async () => {
    await test.work(async () => {
      const family = await sql<{
        name: string;
      }>`SELECT p.plain_name AS name FROM core.persons p JOIN core.guardianships g ON g.child_id = p.id
        JOIN core.persons m ON m.id = g.guardian_id JOIN core.accounts a ON a.id = m.account_id WHERE a.login = 'guardian' ORDER BY 1`;
      expect(family.map(({ name }) => name)).toEqual([
        'семенов лев ильич',
        'семенов федор ильич',
        'семенова варвара ильинична',
      ]);
      expect(await count(sql<{ n: number }>`SELECT count(*)::int AS n FROM core.person_duplicates`)).toBe(3);
    });
  });

  it('are found by the date of birth alone, however many come before them by name', async () => {
    const operator = await test.as({ roles: ['operator'] });
    const found = async (payload: object) => {
      const { status, body } = await operator('/api/people/persons/search', { method: 'POST', payload });
      expect(status).toBe(200);
      return body as { items: { id: string; surname: string }[]; next: string | null };
    };
    const [last] = await test.work(
      () => sql<{ id: string; year: string }>`SELECT id, extract(year FROM current_date)::text AS year FROM core.persons
        WHERE plain_name = 'семенов федор ильич'`,
    );
    const born = await found({ birthDate: `${Number(last?.year) - 9}-05-23` });
    expect(born.items.map(({ id }) => id)).toContain(last?.id);
    const first = await found({ limit: 100 });
    expect(first.items).toHaveLength(100);
    expect(first.next).not.toBeNull();
  });

  it('stay the same when the demo is loaded again', async () => {
    const before = await test.work(digest);
    await loadDemo('small', () => undefined);
    const again = await fillDemo(
      { seed: 72, year: studyYear(todayHere()) },
      { signal: new AbortController().signal, progress: () => Promise.resolve() },
    );
    expect(again).toEqual({ people: 0 });
    expect(await test.work(digest)).toEqual(before);
  }, 60_000);
});
