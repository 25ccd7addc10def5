import { sql } from '@regiso/core';

type Stored = { table: string; column: string; type: string; is_key: boolean; of: string | null };

const people = ['core.persons', 'core.accounts'];

/**
 * Columns of all tables that say whose a row is, as `schema.table.column`: foreign keys to people and accounts, keys by
 * which rows hang on those of people (a privilege on an application), and ids that no foreign key explains.
 */
export async function columnsAboutPeople(): Promise<string[]> {
  const columns = await sql<Stored>`SELECT n.nspname || '.' || c.relname AS table, a.attname AS column,
      format_type(a.atttypid, NULL) AS type,
      EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p' AND k.conkey = ARRAY[a.attnum]) AS is_key,
      (SELECT k.confrelid::regclass::text FROM pg_constraint k
        WHERE k.conrelid = c.oid AND k.contype = 'f' AND a.attnum = ANY (k.conkey) LIMIT 1) AS of
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
      AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'jobs', 'warehouse') AND n.nspname NOT LIKE 'pg_t%'
    ORDER BY 1, a.attnum`;
  const hung = hangingOn(columns);
  return columns
    .filter(({ of, ...column }) => (of ? people.includes(of) || hung.has(of) : isLooseId(column)))
    .map(({ table, column }) => `${table}.${column}`);
}

/** Tables with rows of persons, and those whose rows hang on them, however far. */
function hangingOn(columns: readonly Stored[]): Set<string> {
  const found = new Set(columns.filter(({ of }) => of === 'core.persons').map(({ table }) => table));
  found.delete('core.persons');
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const { table, of } of columns) if (of && found.has(of)) found.add(table);
  }
  return found;
}

// Places are not people, and the key of a row is its own.
const places = ['participant_id', 'municipality_id', 'organisation_id', 'participants'];
const isLooseId = ({ column, type, is_key: isKey }: Omit<Stored, 'of'>) =>
  !places.includes(column)
  && (type.startsWith('uuid') ? !(isKey && column === 'id') : type === 'text' && /_(id|by)$/.test(column));
