import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { TestApp } from '../../testing';
import { createRegisterApp } from '../../imports/test/register-app';
import { runImport } from '../../imports/run';
import { sql } from '../../server/sql';

const folder = resolve(__dirname, '../../../../shared/data/organisations');
const there = existsSync(folder);
if (!there) console.warn(`Real organisations are absent, their tests are skipped: ${folder}`);
if (!there && process.env.CI === 'true') throw new Error(`CI needs ${folder}`);
const moscow = { region: 'RU-MOW', regionName: 'Москва', source: 'data.mos.ru, набор 54518, 14.03.2023' };

(there ? describe : describe.skip)('The real registry of another region', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createRegisterApp();
  }, 120_000);
  afterAll(() => test.stop());

  const bring = (kind: string, file: string, options = {}) =>
    runImport({ kind, file: `${folder}/${file}`, options: { ...moscow, ...options } });
  const one = <T>(query: () => Promise<T[]>) => test.work(query).then(([row]) => row);

  it('brings 583 organisations, held as organisations of their own region and not as demo', async () => {
    const result = await bring('organisations', 'moscow-registry-2023.csv');
    expect(result).toMatchObject({ rows: 583, created: 583, updated: 0, unchanged: 0, staged: 0, rejected: 0 });
    expect(result.ignored).toContain('subordination');
    const row = await one(
      () => sql`SELECT count(*)::int AS all, count(*) FILTER (WHERE kind = 'school')::int AS schools,
        count(*) FILTER (WHERE kind = 'college')::int AS colleges,
        count(*) FILTER (WHERE kind = 'extracurricular')::int AS extracurricular,
        count(*) FILTER (WHERE kind = 'kindergarten')::int AS kindergartens,
        count(*) FILTER (WHERE kind = 'other')::int AS other,
        count(*) FILTER (WHERE licence_number IS NULL)::int AS unlicensed,
        count(*) FILTER (WHERE licence_unlimited)::int AS unlimited,
        count(*) FILTER (WHERE accredited)::int AS accredited, count(*) FILTER (WHERE accredited IS NULL)::int AS unknown,
        count(*) FILTER (WHERE 'preschool-groups' = ANY (features))::int AS preschool,
        bool_or(is_demo) AS demo, count(DISTINCT inn)::int AS inn, count(DISTINCT external_ids ->> 'ekis')::int AS ekis
      FROM core.organisations o JOIN core.regions r ON r.id = o.region_id WHERE r.code = 'RU-MOW' AND NOT r.is_home`,
    );
    expect(row).toEqual({
      all: 583,
      schools: 497,
      colleges: 48,
      extracurricular: 25,
      kindergartens: 2,
      other: 11,
      unlicensed: 4,
      unlimited: 579,
      accredited: 538,
      unknown: 2,
      preschool: 457,
      demo: false,
      inn: 583,
      ekis: 583,
    });
  });

  it('parses their programmes into level and name', async () => {
    const row = await one(
      () => sql`SELECT count(*)::int AS all, count(*) FILTER (WHERE code = 'preschool')::int AS preschool,
        count(*) FILTER (WHERE code = 'vocational-training' AND name IS NULL)::int AS training,
        count(*) FILTER (WHERE code = 'other')::int AS other,
        count(DISTINCT organisation_id)::int AS organisations FROM core.programmes`,
    );
    expect(row).toMatchObject({ preschool: 470, training: 55, other: 0, organisations: 581 });
  });

  it('brings 4,959 buildings and 1,863 coordinates to them', async () => {
    expect(await bring('buildings', 'moscow-buildings.csv')).toMatchObject({
      rows: 4_959,
      created: 4_959,
      rejected: 0,
    });
    expect(
      await bring('building-coordinates', 'moscow-school-buildings-geo.csv', {
        attribution: '© OpenStreetMap contributors',
      }),
    ).toMatchObject({ rows: 1_863, updated: 1_863, staged: 0, rejected: 0 });
    const row = await one(
      () => sql`SELECT count(*) FILTER (WHERE lat IS NOT NULL)::int AS placed,
        count(*) FILTER (WHERE access_wheelchair = 'partial')::int AS partial,
        count(*) FILTER (WHERE access_hearing = 'full')::int AS hearing,
        (SELECT count(*)::int FROM core.organisations WHERE lat IS NOT NULL) AS organisations FROM core.buildings`,
    );
    expect(row).toEqual({ placed: 1_863, partial: 4_954, hearing: 909, organisations: 480 });
  });

  it('changes nothing when the same three files come again', async () => {
    const unchanged = (rows: number) => ({ rows, created: 0, updated: 0, unchanged: rows, staged: 0, rejected: 0 });
    expect(await bring('organisations', 'moscow-registry-2023.csv')).toMatchObject(unchanged(583));
    expect(await bring('buildings', 'moscow-buildings.csv')).toMatchObject(unchanged(4_959));
    expect(
      await bring('building-coordinates', 'moscow-school-buildings-geo.csv', {
        attribution: '© OpenStreetMap contributors',
      }),
    ).toMatchObject(unchanged(1_863));
  });
});
