import { createHash } from 'node:crypto';
import { database, installed, log, sql } from '@regiso/core';
import { locks } from './reading';
import { placeOf, relationOf, shapeOf, type Shape } from './shape';
import { literal, quoted } from './values';

type Source = { relation: string; schema: string; table: string; key: string; place: string[] };
type Stored = { id: number; relation: string; capture: string | null };

/** Shapes of all facts of the installed plugins, in their order. A fact that cannot be is named in the log and left out. */
export function shapes(): Shape[] {
  return installed().plugins.flatMap(({ id, facts = [] }) =>
    facts.flatMap((fact) => {
      try {
        return [shapeOf(fact)];
      } catch (error) {
        log.error('a fact is left out of the warehouse', { failedPlugin: id, error });
        return [];
      }
    }),
  );
}

/** True when a fact belongs to a plugin that is there but could not be loaded: its table waits, it is not dropped. */
export const isWaiting = (fact: string) =>
  installed().failed.some(({ plugin }) => fact.startsWith(`${plugin.replaceAll('-', '_')}_`));

/**
 * Makes the triggers equal to the facts: every source table logs the keys of what changes in it. Runs in the present
 * transaction, before the web listens, so that no change is missed. Throws nothing for a table that is not there.
 */
export async function alignCapture(): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${locks.align})`;
  await sql`SET LOCAL lock_timeout = '10s'`;
  const wanted = sourcesOf(shapes());
  const stored = await sql<Stored>`SELECT id, relation, capture FROM warehouse.sources ORDER BY id`;
  for (const source of wanted) {
    if (!(await stands(source))) {
      log.error('a fact has no table to read', { relation: source.relation });
      continue;
    }
    const known = stored.find(({ relation }) => relation === source.relation);
    const capture = captureHash(source);
    if (known?.capture === capture && (await hasTriggers(source))) continue;
    await install(source, known?.id ?? (await register(source)), capture);
  }
  for (const { id, relation } of stored) {
    if (wanted.some((source) => source.relation === relation) || (await isUsedByWaitingFact(id))) continue;
    await remove(id, relation);
  }
}

// Text without parameters, from checked names only, in the present transaction.
const ddl = (text: string) => database().query(text);

/** One source per table of PostgreSQL, with the sorting columns of all facts made from it. */
function sourcesOf(all: Shape[]): Source[] {
  const sources = new Map<string, Source>();
  for (const shape of all) {
    const relation = relationOf(shape);
    const known = sources.get(relation);
    const place = [...new Set([...(known?.place ?? []), ...placeOf(shape).map(({ column }) => column)])].sort();
    sources.set(relation, { relation, schema: shape.schema, table: shape.table, key: shape.key.column, place });
  }
  return [...sources.values()];
}

const stands = async ({ schema, table }: Source) => {
  const [row] = await sql<{ stands: boolean }>`SELECT to_regclass(format('%I.%I', ${schema}::text, ${table}::text))
    IS NOT NULL AS stands`;
  return row?.stands ?? false;
};

const hasTriggers = async ({ schema, table }: Source) => {
  const [row] = await sql<{ count: number }>`SELECT count(*)::int AS count FROM pg_trigger
    WHERE tgrelid = format('%I.%I', ${schema}::text, ${table}::text)::regclass AND tgname LIKE 'warehouse_capture_%'
      AND tgenabled <> 'D'`;
  return row?.count === 4;
};

const isUsedByWaitingFact = async (source: number) => {
  const rows = await sql<{ fact: string }>`SELECT fact FROM warehouse.tables
    WHERE source = ${source} AND state <> 'retired'`;
  return rows.some(({ fact }) => isWaiting(fact));
};

async function register({ relation }: Source): Promise<number> {
  const [row] = await sql<{ id: number }>`INSERT INTO warehouse.sources (relation) VALUES (${relation})
    ON CONFLICT (relation) DO UPDATE SET relation = excluded.relation RETURNING id`;
  return row?.id ?? 0;
}

async function install(source: Source, id: number, capture: string) {
  await sql`SELECT warehouse.open_log(${id}::smallint)`;
  const on = `${quoted(source.schema)}.${quoted(source.table)}`;
  for (const { name, body, event, tables } of triggersOf(source, id)) {
    await ddl(`CREATE OR REPLACE FUNCTION warehouse.${name}_${id}() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog AS $capture$ BEGIN ${body} RETURN NULL; END $capture$`);
    await ddl(`CREATE OR REPLACE TRIGGER warehouse_${name} AFTER ${event} ON ${on} ${tables}
      FOR EACH STATEMENT EXECUTE FUNCTION warehouse.${name}_${id}()`);
  }
  await sql`UPDATE warehouse.sources SET capture = ${capture} WHERE id = ${id}`;
  log.info('changes are captured', { relation: source.relation });
}

const captureHash = (source: Source) =>
  createHash('sha256')
    .update(JSON.stringify([source, triggersOf(source, 0)]))
    .digest('hex')
    .slice(0, 16);

function triggersOf({ key, place }: Source, id: number) {
  const write = (columns: string, from: string) =>
    `INSERT INTO warehouse.changes (slot, source, key${place.length ? ', place' : ''})
     SELECT s.slot, ${id}, ${columns} FROM ${from};`;
  const keyOf = (row: string) => `${row}.${quoted(key)}`;
  const placeOf = (row: string) =>
    place.length
      ? `, jsonb_build_object(${place.map((column) => `${literal(column)}, ${row}.${quoted(column)}`).join(', ')})`
      : '';
  const arrived = write(`${keyOf('n')}::text${place.length ? ', NULL' : ''}`, 'new_rows n, warehouse.log_slot s');
  const columns = (row: string) => `(${place.map((column) => `${row}.${quoted(column)}`).join(', ')})`;
  const moved = place.length ? ` OR ROW${columns('n')} IS DISTINCT FROM ROW${columns('o')}` : '';
  const left = write(
    `${keyOf('o')}::text${placeOf('o')}`,
    `warehouse.log_slot s, old_rows o LEFT JOIN new_rows n ON ${keyOf('n')} = ${keyOf('o')}
     WHERE ${keyOf('n')} IS NULL${moved}`,
  );
  const removed = write(`${keyOf('o')}::text${placeOf('o')}`, 'old_rows o, warehouse.log_slot s');
  return [
    { name: 'capture_insert', event: 'INSERT', body: arrived, tables: 'REFERENCING NEW TABLE AS new_rows' },
    {
      name: 'capture_update',
      event: 'UPDATE',
      body: arrived + left,
      tables: 'REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows',
    },
    { name: 'capture_delete', event: 'DELETE', body: removed, tables: 'REFERENCING OLD TABLE AS old_rows' },
    {
      name: 'capture_truncate',
      event: 'TRUNCATE',
      body: `INSERT INTO warehouse.changes (slot, source) SELECT slot, ${id} FROM warehouse.log_slot;`,
      tables: '',
    },
  ];
}

async function remove(id: number, relation: string) {
  for (const event of ['insert', 'update', 'delete', 'truncate'])
    await ddl(`DROP FUNCTION IF EXISTS warehouse.capture_${event}_${id}() CASCADE`);
  await sql`UPDATE warehouse.sources SET capture = NULL WHERE id = ${id}`;
  log.info('changes are captured no more', { relation });
}
