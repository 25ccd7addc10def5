import { cell } from '../../imports/cells';
import { importer, type ImportContext, type ImportedRow, type RowOutcome } from '../../server/importer';
import { joined, part, sql } from '../../server/sql';
import { innProblem } from '../shared/check-digits';
import { accessLevels } from '../words';
import { RegionOptions, targetOf } from './region';
import { sampleCodes, samplePlaces } from './sample-places';
import { registerPages } from './see-also';

const accessWords = {
  ...Object.fromEntries(Object.keys(accessLevels).map((code) => [code, code])),
  ...Object.fromEntries(Object.entries(accessLevels).map(([code, title]) => [title, code])),
  да: 'full',
  нет: 'none',
};
const access = (title: string, alias: string) => ({ title, aliases: [alias], value: cell.choice(accessWords) });

export const buildingsImporter = importer({
  kind: 'buildings',
  title: 'Здания организаций',
  describes:
    'Адреса зданий с доступностью и вместимостью. Организация находится по коду ЕКИС или ИНН; строки без организации '
    + 'ждут сопоставления.',
  permission: 'participants.import',
  columns: {
    ekisId: { title: 'Код ЕКИС', aliases: ['ekis_id', 'ЕКИС', 'Код организации'], value: cell.text(40) },
    inn: { title: 'ИНН', value: cell.checked(innProblem) },
    number: { title: 'Номер здания', aliases: ['building_no', '№ здания'], required: true, value: cell.text(40) },
    address: { title: 'Адрес', aliases: ['address', 'Адрес здания'], required: true, value: cell.text() },
    phone: { title: 'Телефон', aliases: ['phone'], value: cell.text(300) },
    accessWheelchair: access('Доступность для колясок', 'access_wheelchair'),
    accessMobility: access('Доступность при нарушениях опорно-двигательного аппарата', 'access_mobility'),
    accessVision: access('Доступность при нарушениях зрения', 'access_vision'),
    accessHearing: access('Доступность при нарушениях слуха', 'access_hearing'),
    capacity: { title: 'Вместимость', aliases: ['capacity', 'Мест'], value: cell.integer(0, 20_000) },
    storeys: { title: 'Этажей', aliases: ['storeys', 'Этажность'], value: cell.integer(0, 100) },
  },
  key: ['ekisId', 'inn', 'number'],
  matchBy: ['ekisId', 'inn'],
  options: RegionOptions,
  seeAlso: registerPages,
  sample: () => {
    const [{ inn, phone }, { town }] = [sampleCodes(), samplePlaces()];
    return [
      ['ИНН', 'Номер здания', 'Адрес', 'Телефон', 'Доступность для колясок', 'Вместимость', 'Этажей'],
      [inn, '1', `${town.address}, 1`, phone, 'полностью', '600', '3'],
      [inn, '2', `${town.address}, 3`, '', 'частично', '150', '2'],
    ];
  },
  apply: applyBuildings,
});

type Values = {
  ekisId: string | null;
  inn: string | null;
  number: string;
  address: string;
  phone: string | null;
  accessWheelchair: string | null;
  accessMobility: string | null;
  accessVision: string | null;
  accessHearing: string | null;
  capacity: number | null;
  storeys: number | null;
};

/** Of rows given with a code, an INN or a match made by hand: the organisation of each, null when there is none. */
export const organisationOfRow = (regionId: string) => part`coalesce(
  (SELECT o.id FROM core.organisations o WHERE o.id = g."matchedTo"),
  (SELECT o.id FROM core.organisations o WHERE g.ekis IS NOT NULL AND o.region_id = ${regionId}
    AND o.external_ids ? 'ekis' AND o.external_ids ->> 'ekis' = g.ekis),
  (SELECT o.id FROM core.organisations o WHERE o.inn = g.inn AND o.region_id = ${regionId} AND NOT o.is_demo
    AND (g.ekis IS NULL OR NOT o.external_ids ? 'ekis') ORDER BY o.parent_id NULLS FIRST, o.id LIMIT 1))`;

/** The sentence that stands beside a row whose organisation is not in the register. */
export const noOrganisation = ({ ekisId, inn }: { ekisId: string | null; inn: string | null }) => {
  const codes = [...(ekisId ? [`ЕКИС ${ekisId}`] : []), ...(inn ? [`ИНН ${inn}`] : [])].join(', ');
  return `Организация не найдена в реестре: ${codes || 'код не указан'}`;
};

const repeated = (before: string): RowOutcome => ({ outcome: 'rejected', issues: [{ message: before }] });

async function applyBuildings(rows: readonly ImportedRow<Values>[], context: ImportContext): Promise<RowOutcome[]> {
  const { regionId, source, attribution } = await targetOf(context);
  const given = rows.flatMap(({ values: { ekisId, ...values }, occurrence, matchedTo }, at) =>
    occurrence === 1 ? [{ ...values, at, ekis: ekisId, matchedTo }] : [],
  );
  const saved = await saveBuildings(given, regionId, source, attribution);
  const outcomes = new Map(saved.map(({ at, outcome }) => [at, outcome]));
  return rows.map(({ values, occurrence }, at): RowOutcome => {
    if (occurrence > 1) return repeated(`Здание № ${values.number} этой организации уже есть выше в файле`);
    const outcome = outcomes.get(at) ?? 'staged';
    return outcome === 'staged' ? { outcome, why: noOrganisation(values) } : { outcome };
  });
}

const keptParts = [
  part`coalesce(f.phone, b.phone)`,
  part`coalesce(f."accessWheelchair", b.access_wheelchair)`,
  part`coalesce(f."accessMobility", b.access_mobility)`,
  part`coalesce(f."accessVision", b.access_vision)`,
  part`coalesce(f."accessHearing", b.access_hearing)`,
  part`coalesce(f.capacity, b.capacity)`,
  part`coalesce(f.storeys, b.storeys)`,
];
const assignments = part`phone = ${keptParts[0]}, access_wheelchair = ${keptParts[1]}, access_mobility = ${keptParts[2]},
  access_vision = ${keptParts[3]}, access_hearing = ${keptParts[4]}, capacity = ${keptParts[5]}, storeys = ${keptParts[6]}`;

type Saved = { at: number; outcome: 'created' | 'updated' | 'unchanged' | 'staged' };

const saveBuildings = (
  rows: readonly object[],
  regionId: string,
  source: string,
  attribution: string | null,
) => sql<Saved>`
  WITH given AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS g("at" int, "matchedTo" uuid, ekis text, inn text,
      number text, address text, phone text, "accessWheelchair" text, "accessMobility" text, "accessVision" text,
      "accessHearing" text, capacity int, storeys int)
  ), owned AS MATERIALIZED (
    SELECT g.*, ${organisationOfRow(regionId)} AS organisation FROM given g
  ), found AS MATERIALIZED (
    SELECT o.*, b.id AS building FROM owned o
    LEFT JOIN core.buildings b ON b.organisation_id = o.organisation AND b.number = o.number
  ), changed AS (
    UPDATE core.buildings b SET address = f.address, ${assignments}, changed_at = now()
    FROM found f WHERE b.id = f.building
      AND (f.address, ${joined(keptParts, ', ')}) IS DISTINCT FROM (b.address, b.phone, b.access_wheelchair,
        b.access_mobility, b.access_vision, b.access_hearing, b.capacity, b.storeys)
    RETURNING f."at"
  ), created AS (
    INSERT INTO core.buildings (organisation_id, number, address, phone, access_wheelchair, access_mobility, access_vision,
      access_hearing, capacity, storeys, source, attribution)
    SELECT organisation, number, address, phone, "accessWheelchair", "accessMobility", "accessVision", "accessHearing",
      capacity, storeys, ${source}, ${attribution}
    FROM found WHERE organisation IS NOT NULL AND building IS NULL ORDER BY "at"
    ON CONFLICT (organisation_id, number) DO NOTHING
  )
  SELECT f."at", CASE WHEN f.organisation IS NULL THEN 'staged' WHEN f.building IS NULL THEN 'created'
    WHEN EXISTS (SELECT FROM changed c WHERE c."at" = f."at") THEN 'updated' ELSE 'unchanged' END AS outcome
  FROM found f ORDER BY f."at"`;
