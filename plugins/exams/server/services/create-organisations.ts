import { createHash } from 'node:crypto';
import { sql } from '@regiso/core';

export type NewOrganisation = { regionId: string; name: string; city: string | null };

const letters: Readonly<Record<string, string>> = { ł: 'l', đ: 'd', ø: 'o', ß: 'ss', æ: 'ae' };

/** `Kujawsko-Pomorskie` → `kujawsko-pomorskie`; a name without Latin letters becomes a short digest. */
export function slugOf(name: string): string {
  const latin = name
    .toLowerCase()
    .replace(/[łđøßæ]/g, (letter) => letters[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return latin || createHash('sha256').update(name).digest('hex').slice(0, 8);
}

/** Makes the region of another place, by its code, unless it is there. Gives its id. */
export async function ensureRegion(code: string, name: string): Promise<string> {
  const id = code.toLowerCase();
  await sql`INSERT INTO core.regions (id, code, name, name_en, time_zone)
    SELECT ${id}, ${code}, ${name}, ${name}, time_zone FROM core.regions WHERE is_home
    ON CONFLICT DO NOTHING`;
  return id;
}

type Origin = { source: string; attribution?: string | undefined };

/** Adds schools that a file of results names and the register does not know. Gives their ids in order. */
export async function createOrganisations(
  organisations: readonly NewOrganisation[],
  { source, attribution }: Origin,
): Promise<string[]> {
  const rows = await sql<{ id: string }>`
    WITH given AS (
      SELECT uuidv7() AS id, * FROM unnest(${organisations.map(({ regionId }) => regionId)}::text[],
        ${organisations.map(({ name }) => name)}::text[], ${organisations.map(({ city }) => city)}::text[])
        WITH ORDINALITY AS g(region_id, name, city, at)
    ), added AS (
      INSERT INTO core.organisations (id, region_id, kind, full_name, short_name, settlement, source, attribution)
      SELECT id, region_id, 'school', name, name, city, ${source}, ${attribution ?? null} FROM given
    ) SELECT id FROM given ORDER BY at`;
  return rows.map(({ id }) => id);
}
