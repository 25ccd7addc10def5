import { part, sql } from '../../server/sql';
import type { Programme } from '../words';
import type { Target } from './region';

export type OrganisationRow = {
  /** Place in the batch. */
  at: number;
  ekis: string | null;
  externalIds: Record<string, string>;
  fullName: string;
  shortName: string;
  kind: string;
  number: string | null;
  inn: string | null;
  kpp: string | null;
  ogrn: string | null;
  oktmo: string | null;
  municipality: string | null;
  settlement: string | null;
  settlementKind: string | null;
  address: string | null;
  lat: number | null;
  lon: number | null;
  phone: string | null;
  email: string | null;
  website: string | null;
  licenceNumber: string | null;
  licenceExpires: string | null;
  licenceUnlimited: boolean | null;
  accredited: boolean | null;
  preschool: boolean | null;
  programmes: Programme[] | null;
  status: string | null;
};

type Outcome = 'created' | 'updated' | 'unchanged';
type Saved = { at: number; id: string; outcome: Outcome };

/** Inserts new organisations and changes known ones, set-based; gives the record and what became of each row by its place. */
export async function saveOrganisations(
  rows: readonly OrganisationRow[],
  target: Target,
): Promise<Map<number, Omit<Saved, 'at'>>> {
  if (!rows.length) return new Map();
  const saved = await saveRows(rows, target);
  const ids = new Map(saved.map(({ at, id }) => [at, id]));
  const changed = await saveProgrammes(
    rows.flatMap(({ at, programmes }) => (programmes ? [{ id: ids.get(at), programmes }] : [])),
  );
  return new Map(
    saved.map(({ at, id, outcome }) => [
      at,
      { id, outcome: outcome === 'unchanged' && changed.has(id) ? 'updated' : outcome },
    ]),
  );
}

// Found by the code of the register, else by INN and KPP, else (without both) by name. Demo records are never taken for
// real ones. An empty cell leaves what is known.
const saveRows = (rows: readonly OrganisationRow[], { regionId, source, attribution }: Target) => sql<Saved>`
  WITH given AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS g("at" int, ekis text, "externalIds" jsonb,
      "fullName" text, "shortName" text, kind text, number text, inn text, kpp text, ogrn text, oktmo text, municipality text,
      settlement text, "settlementKind" text, address text, lat float8, lon float8, phone text, email text, website text,
      "licenceNumber" text, "licenceExpires" date, "licenceUnlimited" boolean, accredited boolean, preschool boolean,
      status text)
  ), found AS MATERIALIZED (
    SELECT g.*, uuidv7() AS new_id, coalesce(
      (SELECT o.id FROM core.organisations o WHERE g.ekis IS NOT NULL AND o.region_id = ${regionId}
        AND o.external_ids ? 'ekis' AND o.external_ids ->> 'ekis' = g.ekis),
      (SELECT o.id FROM core.organisations o WHERE o.inn = g.inn AND o.region_id = ${regionId} AND NOT o.is_demo
        AND (g.kpp IS NULL OR o.kpp IS NULL OR o.kpp = g.kpp) AND (g.ekis IS NULL OR NOT o.external_ids ? 'ekis')
        ORDER BY o.kpp = g.kpp DESC NULLS LAST, o.parent_id NULLS FIRST, o.id LIMIT 1),
      (SELECT o.id FROM core.organisations o WHERE g.inn IS NULL AND g.ekis IS NULL AND o.region_id = ${regionId}
        AND NOT o.is_demo AND core.plain_text(o.full_name) = core.plain_text(g."fullName")
        AND (g.municipality IS NULL OR o.municipality_id = g.municipality) ORDER BY o.id LIMIT 1)) AS id
    FROM given g
  ), changed AS (
    UPDATE core.organisations o SET
      kind = f.kind, full_name = f."fullName", short_name = f."shortName", number = coalesce(f.number, o.number),
      inn = coalesce(f.inn, o.inn), kpp = coalesce(f.kpp, o.kpp), ogrn = coalesce(f.ogrn, o.ogrn),
      oktmo = coalesce(f.oktmo, o.oktmo), municipality_id = coalesce(f.municipality, o.municipality_id),
      settlement = coalesce(f.settlement, o.settlement), settlement_kind = coalesce(f."settlementKind", o.settlement_kind),
      address = coalesce(f.address, o.address), lat = coalesce(f.lat, o.lat), lon = coalesce(f.lon, o.lon),
      phone = coalesce(f.phone, o.phone), email = coalesce(f.email, o.email), website = coalesce(f.website, o.website),
      licence_number = coalesce(f."licenceNumber", o.licence_number),
      licence_expires = CASE WHEN f."licenceUnlimited" IS NULL THEN o.licence_expires ELSE f."licenceExpires" END,
      licence_unlimited = coalesce(f."licenceUnlimited", o.licence_unlimited),
      accredited = coalesce(f.accredited, o.accredited), status = coalesce(f.status, o.status),
      features = ${featuresOf()}, external_ids = o.external_ids || f."externalIds", changed_at = now()
    FROM found f WHERE o.id = f.id AND
      (f.kind, f."fullName", f."shortName", coalesce(f.number, o.number), coalesce(f.inn, o.inn), coalesce(f.kpp, o.kpp),
       coalesce(f.ogrn, o.ogrn), coalesce(f.oktmo, o.oktmo), coalesce(f.municipality, o.municipality_id),
       coalesce(f.settlement, o.settlement), coalesce(f."settlementKind", o.settlement_kind), coalesce(f.address, o.address),
       coalesce(f.lat, o.lat), coalesce(f.lon, o.lon), coalesce(f.phone, o.phone), coalesce(f.email, o.email),
       coalesce(f.website, o.website), coalesce(f."licenceNumber", o.licence_number),
       CASE WHEN f."licenceUnlimited" IS NULL THEN o.licence_expires ELSE f."licenceExpires" END,
       coalesce(f."licenceUnlimited", o.licence_unlimited), coalesce(f.accredited, o.accredited),
       coalesce(f.status, o.status), ${featuresOf()}, o.external_ids || f."externalIds")
      IS DISTINCT FROM
      (o.kind, o.full_name, o.short_name, o.number, o.inn, o.kpp, o.ogrn, o.oktmo, o.municipality_id, o.settlement,
       o.settlement_kind, o.address, o.lat, o.lon, o.phone, o.email, o.website, o.licence_number, o.licence_expires,
       o.licence_unlimited, o.accredited, o.status, o.features, o.external_ids)
    RETURNING f."at"
  ), created AS (
    INSERT INTO core.organisations (id, region_id, municipality_id, kind, full_name, short_name, number, inn, kpp, ogrn,
      oktmo, licence_number, licence_expires, licence_unlimited, accredited, address, settlement, settlement_kind, lat, lon,
      phone, email, website, features, external_ids, status, is_demo, source, attribution)
    SELECT f.new_id, ${regionId}, f.municipality, f.kind, f."fullName", f."shortName", f.number, f.inn, f.kpp, f.ogrn,
      f.oktmo, f."licenceNumber", f."licenceExpires", f."licenceUnlimited", f.accredited, f.address, f.settlement,
      f."settlementKind", f.lat, f.lon, f.phone, f.email, f.website,
      CASE WHEN f.preschool THEN ARRAY['preschool-groups'] ELSE '{}' END, f."externalIds", coalesce(f.status, 'active'),
      false, ${source}, ${attribution}
    FROM found f WHERE f.id IS NULL ORDER BY f."at"
    RETURNING id
  )
  SELECT f."at", coalesce(f.id, f.new_id) AS id, CASE WHEN f.id IS NULL THEN 'created'
    WHEN EXISTS (SELECT FROM changed c WHERE c."at" = f."at") THEN 'updated' ELSE 'unchanged' END AS outcome
  FROM found f ORDER BY f."at"`;

const featuresOf = () => part`CASE WHEN f.preschool AND NOT 'preschool-groups' = ANY (o.features)
    THEN array_append(o.features, 'preschool-groups') WHEN f.preschool = false THEN array_remove(o.features, 'preschool-groups')
    ELSE o.features END`;

type Listed = { id: string | undefined; programmes: Programme[] };

/** Makes the lists of programmes equal to the given ones; gives the organisations where something changed. */
async function saveProgrammes(lists: readonly Listed[]): Promise<Set<string>> {
  if (!lists.length) return new Set();
  const rows = lists.flatMap(({ id, programmes }) => programmes.map((programme) => ({ id, ...programme })));
  const changed = await sql<{ id: string }>`
    WITH given AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS g(id uuid, code text, level text, name text)
    ), gone AS (
      DELETE FROM core.programmes p WHERE p.organisation_id = ANY (${lists.map(({ id }) => id)}::uuid[])
        AND NOT EXISTS (SELECT FROM given g WHERE g.id = p.organisation_id AND g.level = p.level
          AND g.name IS NOT DISTINCT FROM p.name)
      RETURNING p.organisation_id AS id
    ), added AS (
      INSERT INTO core.programmes (organisation_id, code, level, name) SELECT id, code, level, name FROM given
      ON CONFLICT DO NOTHING RETURNING organisation_id AS id
    ) SELECT id FROM gone UNION SELECT id FROM added`;
  return new Set(changed.map(({ id }) => id));
}
