import { audit } from '../server/audit';
import { inTransaction } from '../server/database';
import { joined, named, part, sql } from '../server/sql';
import { openCard, type StoredPerson } from './card';
import { keyRing } from './keys';
import { indexDocument, indexPerson } from './person-keys';
import { open, openOptional, placeOf, seal } from './sealed';

type Sealed = { table: string; key: ReturnType<typeof part>; columns: readonly string[] };

/** Every column of cards and what hangs on them that holds a sealed value. */
export const sealedTables: readonly Sealed[] = [
  { table: 'core.persons', key: part`id::text`, columns: ['birth_date', 'snils', 'phone', 'email', 'address'] },
  { table: 'core.guardianships', key: part`id::text`, columns: ['ground', 'limit_ground', 'end_ground'] },
  { table: 'core.person_documents', key: part`id::text`, columns: ['series', 'number', 'issued_by'] },
  { table: 'core.person_consents', key: part`id::text`, columns: ['withdraw_ground'] },
  { table: 'core.person_merges', key: part`id::text`, columns: ['reason', 'documents', 'before', 'undo_reason'] },
  { table: 'core.person_duplicates', key: part`first_id || '/' || second_id`, columns: ['judgement'] },
];

/** Rows about people that imports keep for a while, where there are imports. */
const importedTables: readonly Sealed[] = [
  {
    table: 'core.staged_rows',
    key: part`concat_ws('/', kind, participant_id, key, occurrence)`,
    columns: ['sealed'],
  },
  { table: 'core.import_problems', key: part`run_id || '/' || line`, columns: ['sealed'] },
];

const tablesHere = () =>
  inTransaction({ process: 'people/reseal', readOnly: true }, async () => {
    const [row] = await sql<{ there: boolean }>`SELECT to_regclass('core.staged_rows') IS NOT NULL AS there`;
    return row?.there ? [...sealedTables, ...importedTables] : sealedTables;
  });

/** Refuses to go on with keys that do not open what is stored: a second card would be made for everybody. */
export async function checkKeys() {
  const held = keyRing().map(({ id }) => id);
  const missing = await sql<{ id: string }>`SELECT id FROM core.person_seal_keys WHERE id <> ALL (${held}::text[])`;
  if (missing.length)
    throw new Error(
      `People's data is sealed by the key ${missing.map(({ id }) => id).join(', ')}, which is not among REGISO_PERSON_KEYS `
        + `(${held.join(', ')}). Add the former key after the new one and start again.`,
    );
  await sql`INSERT INTO core.person_seal_keys (id) VALUES (${keyRing()[0].id}) ON CONFLICT DO NOTHING`;
}

const batch = 200;
const unaudited = 'the same values under another key; the end is recorded';

/** Seals everything anew by the present key, in small steps that may be cut and begun again; gives how many rows. */
export async function resealAll(signal: AbortSignal): Promise<number> {
  if (!(await isNeeded())) return 0;
  let rows = 0;
  for (const sealed of await tablesHere()) {
    for (let done = batch; done === batch && !signal.aborted; rows += done)
      done = await inTransaction({ process: 'people/reseal', unaudited }, () => resealSome(sealed));
  }
  if (!signal.aborted) await inTransaction({ process: 'people/reseal' }, () => forgetFormer(rows));
  return rows;
}

const isNeeded = () =>
  inTransaction({ process: 'people/reseal', readOnly: true }, async () => {
    const [row] = await sql`SELECT 1 AS one FROM core.person_seal_keys WHERE id <> ${keyRing()[0].id} LIMIT 1`;
    return row !== undefined;
  });

async function forgetFormer(rows: number) {
  await sql`DELETE FROM core.person_seal_keys WHERE id <> ${keyRing()[0].id}`;
  await audit('people.resealed', { type: 'person-key', id: keyRing()[0].id }, { rows });
}

async function resealSome({ table, key, columns }: Sealed): Promise<number> {
  const present = Buffer.from(keyRing()[0].id, 'hex');
  const stale = joined(
    columns.map((column) => part`substring(${named(column)} from 2 for 4) <> ${present}`),
    ' OR ',
  );
  const rows = await sql<
    Record<string, Buffer | null> & { key: string }
  >`SELECT ${key} AS key, ${joined(columns.map(named), ', ')}
    FROM ${named(table)} WHERE ${stale} LIMIT ${batch} FOR UPDATE`;
  for (const row of rows) await resealRow({ table, key, columns }, row);
  return rows.length;
}

async function resealRow({ table, key, columns }: Sealed, row: Record<string, Buffer | null> & { key: string }) {
  for (const column of columns) {
    const value = row[column];
    if (!value) continue;
    const place = placeOf(table, column, row.key);
    await sql`UPDATE ${named(table)} SET ${named(column)} = ${seal(open(value, place), place)} WHERE ${key} = ${row.key}`;
  }
  if (table === 'core.persons') await reindex(row.key);
  if (table === 'core.person_documents') await reindexDocument(row.key);
}

async function reindex(id: string) {
  const [row] = await sql<StoredPerson>`SELECT p.*, p.xmin::text AS version FROM core.persons p WHERE p.id = ${id}`;
  if (row) await indexPerson(id, openCard(row), { live: row.merged_into === null });
}

async function reindexDocument(id: string) {
  const [row] = await sql<{ person_id: string; series: Buffer | null; number: Buffer }>`SELECT person_id, series, number
    FROM core.person_documents WHERE id = ${id}`;
  if (!row) return;
  const place = (column: string) => placeOf('core.person_documents', column, id);
  const series = openOptional(row.series, place('series'));
  await indexDocument(row.person_id, { id, series, number: open(row.number, place('number')) });
}
