import { installed } from '../server/installed';
import type { RetentionRule } from '../server/plugin';
import { named, part, sql } from '../server/sql';
import { ownCards } from './own-cards';

/** What belongs to a card and goes with it; a row of any other table that points at it keeps it. */
const ofTheCard = new Set([
  'core.persons',
  'core.person_keys',
  'core.person_organisations',
  'core.guardianships',
  'core.person_documents',
  'core.person_consents',
  'core.person_duplicates',
  'core.person_merges',
  'core.match_requests',
  'core.legal_holds',
]);
const atOnce = 200;

/**
 * Cards that nothing living hangs on: every link to an organisation ended before the moment, no account in use, nobody for
 * whom the person stands, no row of a subsystem, switched off ones included. A card goes with those merged into it.
 */
export const forgottenCards: RetentionRule = {
  id: 'people.cards',
  title: 'Карточки людей, которых ничего больше не связывает с системой',
  titleEn: 'Cards of people whom nothing binds to the system any more',
  days: 5 * 365,
  act: 'Федеральный закон от 27.07.2006 № 152-ФЗ «О персональных данных»',
  clause: 'ст. 5 ч. 7, ст. 21 ч. 4',
  validFrom: '2006-07-27',
  verified: false,
  // A card does not come back: nobody's term but one compared with its act removes it unasked.
  onlyVerified: true,
  atOnce,
  remove: async (before, held) => {
    const heads = await forgotten(before, held.persons);
    if (heads.length) await removeCards(heads);
    return { count: heads.length, persons: heads };
  },
};

type Column = { table: string; column: string };

/** Columns whose rows keep a card: every foreign key of the database but those of the card, and the few that have none. */
export async function keepers(): Promise<Column[]> {
  const foreign = await sql<Column>`SELECT n.nspname || '.' || c.relname AS table, a.attname AS column
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
    WHERE k.contype = 'f' AND k.confrelid = 'core.persons'::regclass`;
  const declared = installed().plugins.flatMap(({ personReferences = [] }) => personReferences);
  const loose = ['core.files', 'core.documents'].map((table) => ({ table, column: 'person_id' }));
  const there = await sql<{ table: string }>`SELECT n.nspname || '.' || c.relname AS table FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p')`;
  const known = new Set(there.map(({ table }) => table));
  const all = [...foreign, ...declared, ...loose].filter(({ table }) => known.has(table) && !ofTheCard.has(table));
  return [...new Map(all.map((one) => [`${one.table}.${one.column}`, one])).values()];
}

/** Heads of at most 200 families of cards that nothing living hangs on, but those held. */
export async function forgotten(before: Date, held: readonly string[]): Promise<string[]> {
  const kept = (await keepers()).reduce(
    (all, { table, column }) =>
      part`${all} AND NOT EXISTS (SELECT FROM ${named(table)} k WHERE k.${named(column)} = m.id)`,
    part``,
  );
  const rows = await sql<{ id: string }>`
    SELECT h.id FROM core.persons h WHERE h.merged_into IS NULL AND h.created_at < ${before}
      AND NOT h.id = ANY (${[...held]}::uuid[])
      AND NOT EXISTS (SELECT FROM core.persons m WHERE (m.id = h.id OR m.merged_into = h.id) AND NOT (
        m.created_at < ${before}
        AND NOT EXISTS (SELECT FROM core.accounts a WHERE a.id = m.account_id
          AND (a.disabled_at IS NULL OR a.disabled_at >= ${before}))
        AND NOT EXISTS (SELECT FROM core.person_organisations l WHERE l.person_id = m.id
          AND (l.ends_on IS NULL OR l.ends_on >= ${before}::date))
        AND NOT EXISTS (SELECT FROM core.guardianships g WHERE g.guardian_id = m.id
          AND (g.ends_on IS NULL OR g.ends_on >= ${before}::date))
        AND NOT EXISTS (SELECT FROM core.person_consents c WHERE c.given_by = m.id AND c.person_id <> m.id) ${kept}))
    ORDER BY h.id LIMIT ${atOnce}`;
  return rows.map(({ id }) => id);
}

/** Removes cards with those merged into them and with everything that belongs to them. */
async function removeCards(heads: readonly string[]) {
  const rows = await sql<{ id: string }>`SELECT id FROM core.persons
    WHERE id = ANY (${[...heads]}::uuid[]) OR merged_into = ANY (${[...heads]}::uuid[]) ORDER BY id FOR UPDATE`;
  const ids = rows.map(({ id }) => id);
  const those = part`ANY (${ids}::uuid[])`;
  await sql`DELETE FROM core.person_merges WHERE survivor_id = ${those} OR loser_id = ${those}`;
  await sql`DELETE FROM core.person_duplicates WHERE first_id = ${those} OR second_id = ${those}`;
  await sql`DELETE FROM core.match_requests WHERE person_id = ${those}`;
  await sql`DELETE FROM core.person_consents WHERE person_id = ${those}`;
  await sql`DELETE FROM core.person_documents WHERE person_id = ${those}`;
  await sql`DELETE FROM core.guardianships WHERE child_id = ${those} OR guardian_id = ${those}`;
  await sql`DELETE FROM core.person_organisations WHERE person_id = ${those}`;
  await sql`DELETE FROM core.persons WHERE id = ${those}`;
  await ownCards.changed();
}
