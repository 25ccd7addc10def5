import { z } from 'zod';
import { homeRegion } from '../../territory/home';
import { municipalityFinder, type NamedMunicipality } from '../../territory/municipality-names';
import { fileProblem } from '../../imports/file-problem';
import type { ImportContext } from '../../server/importer';
import { sql } from '../../server/sql';
import type { Branch } from './heads';

/** Choices of every import into the register. */
export const RegionOptions = z.object({
  region: z
    .string()
    .regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, 'Нужен код региона вида RU-MOW')
    .optional()
    .meta({ title: 'Код региона (ISO 3166-2)', description: 'Пусто — регион этой установки. Москва: RU-MOW' }),
  regionName: z
    .string()
    .min(2)
    .max(120)
    .optional()
    .meta({ title: 'Название региона', description: 'Для региона, которого ещё нет в реестре' }),
  source: z.string().max(300).optional().meta({ title: 'Источник', description: 'Откуда взят файл' }),
  attribution: z
    .string()
    .max(300)
    .optional()
    .meta({ title: 'Указание авторства', description: 'Показывается рядом с данными, если этого требует лицензия' }),
});
export type RegionOptions = z.infer<typeof RegionOptions>;

export type Target = {
  regionId: string;
  isHome: boolean;
  source: string;
  attribution: string | null;
  municipalityOf: (name: string) => string | undefined;
  /** What of the file has been seen, with its line: nothing may stand twice. */
  seen: Map<string, number>;
  /** Rows that name their head organisation. */
  branches: Branch[];
};

const targets = new WeakMap<ImportContext, Promise<Target>>();

/** Where the rows of this run belong; found once a run. */
export function targetOf(context: ImportContext): Promise<Target> {
  const known = targets.get(context) ?? makeTarget(context.options as RegionOptions);
  targets.set(context, known);
  return known;
}

async function makeTarget(options: RegionOptions): Promise<Target> {
  const region = await regionOf(options);
  const municipalities = await sql<NamedMunicipality>`
    SELECT m.id, m.short_name AS "shortName", m.oktmo,
      array(SELECT n.name FROM core.municipality_names n WHERE n.municipality_id = m.id) AS names
    FROM core.municipalities m WHERE m.region_id = ${region.id}`;
  const find = municipalityFinder(municipalities);
  return {
    regionId: region.id,
    isHome: region.id === homeRegion().id,
    source: options.source ?? 'Загружено из файла',
    attribution: options.attribution ?? null,
    municipalityOf: (name) => find(name)?.id,
    seen: new Map(),
    branches: [],
  };
}

async function regionOf({ region, regionName }: RegionOptions): Promise<{ id: string }> {
  const home = homeRegion();
  if (!region || region === home.code) return home;
  const [known] = await sql<{ id: string }>`SELECT id FROM core.regions WHERE code = ${region}`;
  if (known) return known;
  if (!regionName) throw fileProblem('wrong-options', `региона ${region} ещё нет в реестре, укажите его название`);
  const id = region.toLowerCase();
  await sql`INSERT INTO core.regions (id, code, name, name_en, time_zone, is_home)
    VALUES (${id}, ${region}, ${regionName}, ${regionName}, ${home.timeZone}, false)`;
  return { id };
}
