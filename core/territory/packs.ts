import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { RegionPack } from './pack';

const folder = join(__dirname, 'packs');
const loadFrom = createRequire(__filename);

/** Ids of the region packs: the folders in `packs/`. */
export const packIds = () =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'index.ts')))
    .map(({ name }) => name)
    .sort();

/**
 * The pack of a region by its id, or by the folder it lies in (anything with a slash). Throws one sentence when there is
 * none or when it has faults.
 */
export function packOf(id: string): RegionPack {
  const file = fileOf(id);
  const { pack } = loadFrom(file) as { pack?: RegionPack };
  if (!pack) throw new Error(`${file} must export "pack"`);
  const problems = checkPack(pack);
  if (problems.length)
    throw new Error(`Region pack ${id} has faults:\n${problems.map((line) => `  ${line}`).join('\n')}`);
  return pack;
}

function fileOf(id: string) {
  const known = packIds();
  const file = join(id.includes('/') ? resolve(id) : join(folder, id), 'index.ts');
  if (known.includes(id) || (id.includes('/') && existsSync(file))) return file;
  const choice = `one of: ${known.join(', ')}, or to the folder of a pack`;
  throw new Error(`There is no region pack "${id}". Set REGISO_REGION to ${choice}.`);
}

/** Every fault of a pack, one sentence each. Pure. */
export function checkPack(pack: RegionPack): string[] {
  const settlements = new Set(pack.settlements.map(({ id }) => id));
  const municipalities = new Set(pack.municipalities.map(({ id }) => id));
  const places = pack.municipalities.map(({ tile }) => `column ${tile.column}, row ${tile.row}`);
  return [
    ...(isTimeZone(pack.timeZone) ? [] : [`time zone "${pack.timeZone}" is unknown`]),
    ...repeated(pack.municipalities.map(({ id }) => id)).map((id) => `municipality ${id} stands twice`),
    ...repeated(pack.settlements.map(({ id }) => id)).map((id) => `settlement ${id} stands twice`),
    ...repeated(places).map((place) => `two tiles lie at ${place}`),
    ...pack.municipalities.flatMap(({ id, names, centre }) => [
      ...(names.filter(({ isCurrent }) => isCurrent).length === 1 ? [] : [`municipality ${id} needs one current name`]),
      ...(settlements.has(centre) ? [] : [`centre ${centre} of ${id} is not among the settlements`]),
    ]),
    ...pack.settlements
      .filter(({ municipality }) => !municipalities.has(municipality))
      .map(({ id, municipality }) => `settlement ${id} lies in ${municipality}, which is not among the municipalities`),
  ];
}

const repeated = (values: readonly string[]) => [
  ...new Set(values.filter((value, at) => values.indexOf(value) !== at)),
];

function isTimeZone(name: string) {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
