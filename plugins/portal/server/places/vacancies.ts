import { sql, type PublicGroup } from '@regiso/core';
import { placesOfSubsystem } from '../public-lines';

/** A kindergarten with what the public may know of its places. */
export type Kindergarten = {
  id: string;
  name: string;
  address: string | null;
  municipality: string | null;
  municipalityName: string | null;
  municipalityNameEn: string | null;
  isDemo: boolean;
  lat: number | null;
  lon: number | null;
  groups: readonly PublicGroup[];
  /** How many wait by age; null: some, but fewer than may be told. */
  waiting: ReadonlyMap<number, number | null>;
};
export type Vacancies = {
  schoolYear: number;
  fewerThan: number;
  kindergartens: readonly Kindergarten[];
  readAt: Date;
};

let kept: { version: string; vacancies: Promise<Vacancies | undefined> } | undefined;

/** Kindergartens with places and queues, in memory until the data change; undefined while no subsystem tells them. */
export function presentVacancies(version: string): Promise<Vacancies | undefined> {
  if (kept?.version !== version) {
    const vacancies = readVacancies();
    kept = { version, vacancies };
    const forget = () => (kept = undefined);
    vacancies.then((there) => there ?? forget(), forget);
  }
  return kept.vacancies;
}

async function readVacancies(): Promise<Vacancies | undefined> {
  const told = await placesOfSubsystem();
  if (!told) return undefined;
  const withGroups = [...new Set(told.groups.map(({ organisationId }) => organisationId))];
  const rows = await sql<Omit<Kindergarten, 'groups' | 'waiting'>>`
    SELECT o.id, o.short_name AS name, o.address, o.municipality_id AS municipality, m.short_name AS "municipalityName",
      m.name_en AS "municipalityNameEn", o.is_demo AS "isDemo", coalesce(o.lat, b.lat) AS lat, coalesce(o.lon, b.lon) AS lon
    FROM core.organisations o LEFT JOIN core.municipalities m ON m.id = o.municipality_id LEFT JOIN LATERAL (
      SELECT lat, lon FROM core.buildings WHERE organisation_id = o.id AND lat IS NOT NULL AND o.lat IS NULL
      ORDER BY length(number), number LIMIT 1) b ON true
    WHERE o.status <> 'liquidated' AND (o.kind = 'kindergarten' OR o.id = ANY (${withGroups}::uuid[]))
    ORDER BY o.short_name COLLATE "ru-x-icu", o.id LIMIT 20000`;
  const [groups, queues] = [byOrganisation(told.groups), byOrganisation(told.queues)];
  const kindergartens = rows.map((row) => ({
    ...row,
    groups: groups.get(row.id) ?? [],
    waiting: new Map((queues.get(row.id) ?? []).map(({ age, waiting }) => [age, waiting])),
  }));
  return { schoolYear: told.schoolYear, fewerThan: told.fewerThan, kindergartens, readAt: new Date() };
}

function byOrganisation<T extends { organisationId: string }>(rows: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const own = found.get(row.organisationId);
    if (own) own.push(row);
    else found.set(row.organisationId, [row]);
  }
  return found;
}
