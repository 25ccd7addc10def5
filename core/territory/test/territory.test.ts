import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { database, sql } from '../../server';
import { createTestApp, type TestApp } from '../../testing';
import { importMap } from '../commands';
import { homeCalendar, homeRegion, todayHere } from '../home';
import type { BoundaryReport } from '../import-boundaries';
import type { MunicipalityView, TerritoryMap } from '../maps';
import { CalendarDay, MapBoundary, Municipality, MunicipalityName, Region, Settlement } from '../models';
import { seedTerritory } from '../seed';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp({ only: ['territory'] });
});
afterAll(() => test.stop());

const tables = ['regions', 'municipalities', 'municipality_names', 'settlements', 'calendar_days'];
const rowVersions = () =>
  test.work(async () => {
    const versions = tables.map(
      (name) => `SELECT '${name}' AS name, ctid::text, xmin::text, t::text FROM core.${name} t`,
    );
    return (await database().query(`${versions.join(' UNION ALL ')} ORDER BY 1, 2`))[0];
  });
const auditOf = (event: string) =>
  test.work(
    () => sql<{ details: Record<string, unknown> }>`SELECT details FROM core.audit_events WHERE event = ${event}`,
  );

describe('The territory of a new installation', () => {
  it('is seeded from the pack, with one audit event', async () => {
    const [counts] = await test.work(
      () => sql<Record<string, number>>`SELECT
      (SELECT count(*)::int FROM core.regions WHERE is_home) AS regions,
      (SELECT count(*)::int FROM core.municipalities) AS municipalities,
      (SELECT count(*)::int FROM core.municipality_names WHERE is_current) AS current,
      (SELECT count(*)::int FROM core.municipality_names) AS names,
      (SELECT count(*)::int FROM core.settlements) AS settlements,
      (SELECT count(*)::int FROM core.calendar_days) AS days`,
    );
    expect(counts).toEqual({ regions: 1, municipalities: 26, current: 26, names: 49, settlements: 22, days: 52 });
    const events = await auditOf('territory.region-loaded');
    expect(events.map(({ details }) => details['municipalities'])).toEqual([26]);
  });

  it('is read through its models as well', async () => {
    const one = await test.work(() => Municipality.findByPk('uvatskiy'));
    expect(one).toMatchObject({ shortName: 'Уватский', population: 19423, oktmo: null, tileColumn: 5, tileRow: 0 });
    const counts = await test.work(async () => [
      (await Region.findAll()).length,
      (await MunicipalityName.findAll()).length,
      (await Settlement.findAll()).length,
      (await CalendarDay.findAll()).length,
      (await MapBoundary.findAll()).length,
    ]);
    expect(counts).toEqual([1, 49, 22, 52, 0]);
  });

  it('stays the same to the last row version when seeded again', async () => {
    const before = await rowVersions();
    await test.work(seedTerritory);
    expect(await rowVersions()).toEqual(before);
    expect(await auditOf('territory.region-loaded')).toHaveLength(1);
    expect(before).toHaveLength(1 + 26 + 49 + 22 + 52);
  });

  it('corrects a changed row but keeps a code loaded from the official classifier', async () => {
    await test.work(
      () => sql`UPDATE core.municipalities SET oktmo = '71603000', name_en = 'Wrong' WHERE id = 'abatskiy'`,
    );
    await test.work(seedTerritory);
    const rows = await test.work(() => sql`SELECT name_en, oktmo FROM core.municipalities WHERE id = 'abatskiy'`);
    expect(rows).toEqual([{ name_en: 'Abatsky', oktmo: '71603000' }]);
  });

  it('counts days by the home region', () => {
    expect(homeRegion().id).toBe('tyumen');
    expect(homeCalendar().addWorkingDays('2026-12-30', 1)).toBe('2027-01-11');
    expect(todayHere(new Date('2026-08-31T19:30:00Z'))).toBe('2026-09-01');
  });
});

describe('Anybody', () => {
  it('reads the region and its municipalities in the order of the Russian alphabet', async () => {
    const region = await test.call('/api/territory/region');
    expect(region.body).toMatchObject({ id: 'tyumen', timeZone: 'Asia/Yekaterinburg', mapForms: ['tiles'] });
    const { status, body } = await test.call<MunicipalityView[]>('/api/territory/municipalities');
    expect(status).toBe(200);
    expect(body).toHaveLength(26);
    expect(body[0]).toMatchObject({ id: 'abatskiy', shortName: 'Абатский', formerNames: ['Абатский район'] });
    expect(body.at(-1)?.shortName).toBe('Ярковский');
  });

  it('gets the tile map with its attribution, and 304 when it has not changed', async () => {
    const first = await test.call<TerritoryMap>('/api/territory/map');
    expect(first.status).toBe(200);
    expect(first.headers['content-type']).toMatch('application/geo+json');
    expect(first.body).toMatchObject({ form: 'tiles', attribution: '© OpenStreetMap contributors, ODbL 1.0' });
    expect(first.body.features).toHaveLength(26);
    const etag = String(first.headers['etag']);
    const again = await test.app.server.inject({
      url: '/api/territory/map?form=tiles',
      headers: { 'if-none-match': etag },
    });
    expect([again.statusCode, again.payload]).toEqual([304, '']);
  });

  it('hears what to do when boundaries are not imported, and that a form is unknown', async () => {
    const absent = await test.call<{ detail: string }>('/api/territory/map?form=boundaries');
    expect(absent.status).toBe(404);
    expect(absent.body.detail).toContain('regiso import map');
    expect((await test.call('/api/territory/map?form=globe')).status).toBe(400);
  });
});

describe('The command that imports boundaries', () => {
  const folder = mkdtempSync(join(tmpdir(), 'regiso-map-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = async (name: string) => {
    const map = join(folder, 'map.geojson');
    const ring = [
      [65, 57],
      [66, 57],
      [66, 58],
      [65, 57],
    ];
    const feature = { type: 'Feature', properties: { name }, geometry: { type: 'Polygon', coordinates: [ring] } };
    writeFileSync(map, JSON.stringify({ type: 'FeatureCollection', features: [feature] }));
    const given = { args: [map], options: { dryRun: true }, progress: () => undefined };
    process.exitCode = undefined;
    const report = (await importMap.run({ ...given, signal: new AbortController().signal })) as BoundaryReport;
    const { exitCode } = process;
    process.exitCode = undefined;
    return { exitCode, problems: report.problems.length };
  };

  it('ends with 1 when the file was refused', async () => {
    expect(await run('Тюмень')).toEqual({ exitCode: undefined, problems: 0 });
    expect(await run('Нигде')).toEqual({ exitCode: 1, problems: 1 });
  });
});

const file = join(__dirname, '../../../../shared/data/tyumen/municipalities.geojson');
const withFile = existsSync(file) || process.env['CI'] === 'true' ? describe : describe.skip;
if (!existsSync(file)) console.warn(`${file} is absent: the import of real boundaries is not tested.`);

withFile('The real boundaries of Tyumen oblast', () => {
  const load = async () => {
    const { importBoundaryFile } = await import('../import-boundaries');
    return (options = {}) => test.work(() => importBoundaryFile(file, options));
  };

  it('all match in a dry run, which saves nothing', async () => {
    const report = await (await load())({ dryRun: true });
    expect(report).toMatchObject({ saved: false, problems: [], missing: [] });
    expect(report.boundaries.filter(({ outcome }) => outcome === 'created')).toHaveLength(26);
    expect((await test.call('/api/territory/map?form=boundaries')).status).toBe(404);
  });

  it('are imported, drawn with their attribution, and unchanged when imported again', async () => {
    const load26 = await load();
    expect((await load26()).saved).toBe(true);
    const map = await test.call<TerritoryMap>('/api/territory/map?form=boundaries');
    expect(map.body).toMatchObject({ form: 'boundaries', attribution: '© OpenStreetMap contributors, ODbL 1.0' });
    const source = JSON.parse(readFileSync(file, 'utf8')) as TerritoryMap;
    const geometries = (from: TerritoryMap) => new Map(from.features.map(({ id, geometry }) => [id, geometry]));
    expect(geometries(map.body)).toEqual(geometries(source));
    expect((await test.call('/api/territory/region')).body).toMatchObject({ mapForms: ['tiles', 'boundaries'] });

    const stamps = () => test.work(() => sql`SELECT municipality_id, imported_at FROM core.map_boundaries ORDER BY 1`);
    const before = await stamps();
    const again = await load26();
    expect(again.boundaries.every(({ outcome }) => outcome === 'unchanged')).toBe(true);
    expect(await stamps()).toEqual(before);
    const events = await auditOf('territory.boundaries-imported');
    expect(events.map(({ details }) => [details['created'], details['unchanged']])).toEqual([
      [26, 0],
      [0, 26],
    ]);
  });

  it('also match by their former names alone', async () => {
    const { importBoundaries } = await import('../import-boundaries');
    const map = JSON.parse(readFileSync(file, 'utf8')) as {
      features: { id?: string; properties: Record<string, string> }[];
    };
    for (const feature of map.features) {
      delete feature.id;
      feature.properties = { district: feature.properties['district'] ?? '' };
    }
    const report = await test.work(() => importBoundaries(JSON.stringify(map), { dryRun: true }));
    expect(report.problems).toEqual([]);
    expect(report.boundaries.every(({ matchedBy }) => matchedBy === 'district')).toBe(true);
    expect(report.boundaries).toHaveLength(26);
  });
});
