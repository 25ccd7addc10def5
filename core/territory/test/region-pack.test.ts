import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { RegionPack } from '../pack';
import { checkPack, packIds, packOf } from '../packs';
import { tileGrid, tileMapGeoJson } from '../tiles';

const tyumen = packOf('tyumen');
const byId = new Map(tyumen.municipalities.map((municipality) => [municipality.id, municipality]));

describe('The region packs', () => {
  it.each(packIds())('hold no faults: %s', (id) => expect(checkPack(packOf(id))).toEqual([]));

  it('are found by folder, and an unknown one is refused with the list of known ones', () => {
    expect(packIds()).toContain('tyumen');
    expect(() => packOf('atlantis')).toThrow(
      'There is no region pack "atlantis". Set REGISO_REGION to one of: tyumen, or to the folder of a pack.',
    );
    expect(() => packOf('../tyumen')).toThrow('There is no region pack');
  });

  it('have every fault named at once', () => {
    const [first, ...rest] = tyumen.municipalities;
    const broken: RegionPack = {
      ...tyumen,
      timeZone: 'Asia/Nowhere',
      municipalities: [{ ...first!, centre: 'nowhere', names: [] }, first!, ...rest],
    };
    expect(checkPack(broken)).toEqual([
      'time zone "Asia/Nowhere" is unknown',
      'municipality abatskiy stands twice',
      'two tiles lie at column 6, row 3',
      'municipality abatskiy needs one current name',
      'centre nowhere of abatskiy is not among the settlements',
    ]);
  });
});

describe('The pack of Tyumen oblast', () => {
  it('has 26 municipalities, 4 cities and 22 okrugs, each with one current name', () => {
    expect(tyumen.municipalities).toHaveLength(26);
    expect(tyumen.municipalities.filter(({ kind }) => kind === 'city-okrug')).toHaveLength(4);
    expect(tyumen.municipalities.filter(({ kind }) => kind === 'municipal-okrug')).toHaveLength(22);
    expect(tyumen.settlements).toHaveLength(22);
  });

  it('keeps the names before the reform with what is known of their validity', () => {
    expect(byId.get('abatskiy')?.names.map(({ name, validFrom, validTo }) => [name, validFrom, validTo])).toEqual([
      ['Абатский район', null, '2025'],
      ['Абатский муниципальный округ', '2025', null],
    ]);
    expect(byId.get('golyshmanovskiy')?.names.map(({ name, validTo }) => [name, validTo])).toEqual([
      ['Голышмановский район', null],
      ['Голышмановский городской округ', '2024-12-31'],
      ['Голышмановский муниципальный округ', null],
    ]);
  });

  it('leaves unknown codes empty', () => {
    const coded = tyumen.municipalities.filter(({ oktmo, fias }) => oktmo ?? fias).map(({ id }) => id);
    expect(coded).toEqual(['ishim-city', 'tobolsk-city', 'tyumen-city', 'yalutorovsk-city']);
    const cities = tyumen.settlements.filter(({ oktmo }) => oktmo).map(({ id }) => id);
    expect(cities).toEqual(['ishim', 'tobolsk', 'tyumen', 'yalutorovsk', 'zavodoukovsk']);
  });

  it('carries the attribution that its licences ask for', () => {
    expect(tyumen.mapAttribution).toBe('© OpenStreetMap contributors, ODbL 1.0');
    expect(tyumen.attributions.map(({ text }) => text)).toContain('HFLabs, DaData.ru — CC BY-SA 4.0');
  });
});

const registry = join(__dirname, '../../../../shared/data/tyumen/municipalities.csv');
const withRegistry = existsSync(registry) || process.env['CI'] === 'true' ? describe : describe.skip;
if (!existsSync(registry)) console.warn(`${registry} is absent: the pack is not compared with the real registry.`);

withRegistry('The pack against the real registry of municipalities', () => {
  type Row = Record<string, string>;
  const rows = () => parse<Row>(readFileSync(registry, 'utf8'), { columns: true });

  it('agrees in names, label point, population and centre', () => {
    const settlements = new Map(tyumen.settlements.map((settlement) => [settlement.id, settlement]));
    const ours = tyumen.municipalities.map(({ id, name, label, population, centre }) => {
      const place = settlements.get(centre);
      return [id, name, label.lat, label.lon, population, place?.name, place?.point.lat, place?.point.lon];
    });
    const theirs = rows().map((row) => [
      row['municipality_id'],
      row['name_current'],
      ...[row['label_lat'], row['label_lon'], row['population_2010']].map(Number),
      row['centre'],
      ...[row['centre_lat'], row['centre_lon']].map(Number),
    ]);
    expect(ours).toEqual(theirs);
  });
});

describe('The tile map', () => {
  const far = 0.5;
  const pairs = tyumen.municipalities.flatMap((one, at) =>
    tyumen.municipalities.slice(at + 1).map((other) => [one, other] as const),
  );
  type Pair = (typeof pairs)[number];
  const share = (well: readonly Pair[], agrees: (pair: Pair) => boolean) => well.filter(agrees).length / well.length;
  const east = ([one, other]: Pair) => other.label.lon - one.label.lon;
  const north = ([one, other]: Pair) => other.label.lat - one.label.lat;
  const right = ([one, other]: Pair) => other.tile.column - one.tile.column;
  const up = ([one, other]: Pair) => one.tile.row - other.tile.row;

  it('keeps west–east and south–north strictly for 95 % of separate pairs and never turns one round', () => {
    const apart = pairs.filter((pair) => Math.abs(east(pair)) > far);
    const above = pairs.filter((pair) => Math.abs(north(pair)) > far);
    expect(share(apart, (pair) => east(pair) * right(pair) > 0)).toBeGreaterThan(0.95);
    expect(share(above, (pair) => north(pair) * up(pair) > 0)).toBeGreaterThan(0.95);
    expect(apart.filter((pair) => east(pair) * right(pair) < 0)).toEqual([]);
    expect(above.filter((pair) => north(pair) * up(pair) < 0)).toEqual([]);
  });

  it('puts every city beside the district around it', () => {
    for (const city of ['tyumen', 'tobolsk', 'ishim', 'yalutorovsk']) {
      const district = { tyumen: 'tyumenskiy', tobolsk: 'tobolskiy', ishim: 'ishimskiy', yalutorovsk: 'yalutorovskiy' }[
        city
      ]!;
      const [a, b] = [byId.get(`${city}-city`)!.tile, byId.get(district)!.tile];
      expect(Math.abs(a.column - b.column) + Math.abs(a.row - b.row)).toBe(1);
    }
  });

  it('is one piece: from any tile one walks to all others', () => {
    const { tiles } = tileGrid(tyumen);
    const reached = new Set([tiles[0]!]);
    for (const from of reached) {
      for (const tile of tiles) {
        if (Math.abs(tile.column - from.column) + Math.abs(tile.row - from.row) === 1) reached.add(tile);
      }
    }
    expect(reached.size).toBe(26);
  });

  it('gives equal squares, north up, as GeoJSON', () => {
    const { features } = tileMapGeoJson(tyumen);
    expect(features).toHaveLength(26);
    const uvat = features.find(({ id }) => id === 'uvatskiy');
    expect(uvat?.properties).toEqual({ municipality: 'uvatskiy', name: 'Уватский', nameEn: 'Uvatsky' });
    expect(uvat?.geometry.coordinates[0]).toEqual([
      [5, 5],
      [6, 5],
      [6, 6],
      [5, 6],
      [5, 5],
    ]);
    expect(tileGrid(tyumen)).toMatchObject({ columns: 7, rows: 6 });
  });
});
