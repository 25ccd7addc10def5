import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import { inTransaction, installed } from '@regiso/core';
import { alignSchema, catchUp } from '../api';
import { command, physicalName } from '../engine-tables';
import type { Table } from '../generations';
import { chunkQuery } from '../move-sql';
import { orderFor, write } from '../moves';
import { mover, type Mover } from '../mover';
import { lastTick, tick } from '../ticks';
import { marksTables, run, seen } from './marks';

const rows = 20_000;
const hot = 3_000;

/** mulberry32: the same numbers for the same seed. */
export function randomFrom(start: number) {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const keyOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** One writer: transactions of 1 to 4 statements over the hot keys, some held open, some rolled back, some rest between. */
export async function writer(random: () => number, until: number, restMs = 0) {
  const client = new pg.Client({ connectionString: installed().services.databaseUrl });
  // A server that ends under its feet is the caller's to notice, at the next statement.
  client.on('error', () => undefined);
  await client.connect();
  const key = () => keyOf(Math.floor(random() * hot));
  while (Date.now() < until) {
    await client.query('BEGIN');
    try {
      for (let left = 1 + Math.floor(random() * 4); left > 0; left--) await statement(client, random, key);
      if (random() < 0.1) await pause(random() * 400);
      await client.query(random() < 1 / 12 ? 'ROLLBACK' : 'COMMIT');
    } catch {
      await client.query('ROLLBACK');
    }
    if (restMs) await pause(random() * restMs);
  }
  await client.end();
}

function statement(client: pg.Client, random: () => number, key: () => string) {
  const kind = random();
  const value = Math.floor(random() * 1e6);
  if (kind < 0.45) return client.query('UPDATE marks.marks SET value = $2 WHERE id = $1', [key(), value]);
  if (kind < 0.6)
    return client.query('UPDATE marks.marks SET value = $2, year = $3, subject = $4 WHERE id = $1', [
      key(),
      value,
      2020 + (value % 4),
      value % 3 ? `s${value % 5}` : null,
    ]);
  if (kind < 0.8) return client.query('DELETE FROM marks.marks WHERE id = $1', [key()]);
  if (kind < 0.9)
    return client.query(
      `INSERT INTO marks.marks (id, year, value) VALUES ($1, 2024, $2) ON CONFLICT (id) DO UPDATE SET value = $2`,
      [key(), value],
    );
  return client.query('UPDATE marks.marks SET id = $2 WHERE id = $1', [key(), key()]);
}

/** Ticks at uneven times, unhurried beside other suites; every range goes to every table late, in any order, every fourth twice. */
async function ticker(random: () => number, tables: Table[], until: number, moves: Promise<void>[], way?: Mover) {
  let from = (await inTransaction({ process: 'test' }, lastTick))?.id ?? 0;
  for (let last = false; ;) {
    await pause(320 + random() * 320);
    const made = await tick({ force: last });
    if (made) {
      for (const table of tables) {
        const range = { tableId: table.id, from, to: made.id };
        moves.push(moveAfter(range, random() * 1500, way));
        if (random() < 0.25) moves.push(moveAfter(range, random() * 3000, way));
      }
      from = made.id;
    }
    if (last) return;
    last = Date.now() > until;
  }
}

async function moveAfter(range: { tableId: number; from: number; to: number }, ms: number, way?: Mover) {
  await pause(ms);
  const order = await inTransaction({ process: 'test' }, () => orderFor(range));
  if (!order) throw new Error('no order');
  await write(order, range.to, way);
}

/** A snapshot of the whole table while it is written to, with a pause between version and read. */
async function backfill(random: () => number, table: Table, chosen?: Mover) {
  const [{ blocks } = { blocks: 0 }] = (await run`SELECT (pg_relation_size('marks.marks') / 8192)::int AS blocks`) as {
    blocks: number;
  }[];
  const step = Math.ceil(blocks / 8);
  for (let first = 0; first < blocks; first += step) {
    const version = (await inTransaction({ process: 'test' }, lastTick))?.id ?? 0;
    await pause(random() * 300);
    const way = chosen ?? (await mover());
    const query = chunkQuery(table.shape, 'marks.marks', first, first + step);
    await way.move(physicalName(table.fact, table.generation), table.shape, query, version);
  }
}

/** The mistake others make: rows by a sequence, from the highest one seen. */
async function sequenceCursor(until: number) {
  let cursor = 0;
  for (let last = false; ;) {
    await pause(100);
    const [row] = await run`SELECT coalesce(max(seq), ${cursor})::int AS upto FROM marks.log WHERE seq > ${cursor}`;
    const upto = Number(row?.upto ?? cursor);
    if (upto > cursor) {
      const changed = (await run`SELECT l.key, max(l.seq)::int AS seq, max(m.value) AS value FROM marks.log l
        LEFT JOIN marks.marks m ON m.id = l.key WHERE l.seq > ${cursor} AND l.seq <= ${upto} GROUP BY 1`) as {
        key: string;
        value: number | null;
      }[];
      const values = changed.map((one) => `('${one.key}',${one.value ?? 0},${upto},${one.value === null ? 1 : 0})`);
      await command(`INSERT INTO control VALUES ${values.join(',')}`);
      cursor = upto;
    }
    if (last) return;
    last = Date.now() > until + 1_000;
  }
}

/** Rows, triggers of the control and its table; once for an installation. */
export async function prepare() {
  await run`INSERT INTO marks.marks (id, year, subject, value)
    SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 2020 + n % 4, 's' || n % 5, n
    FROM generate_series(0, ${rows - 1}) n`;
  await alignSchema();
  await catchUp();
  await run`CREATE TABLE marks.log (seq bigserial, key uuid)`;
  await run`CREATE FUNCTION marks.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP <> 'INSERT' THEN INSERT INTO marks.log (key) VALUES (OLD.id); END IF;
    IF TG_OP <> 'DELETE' THEN INSERT INTO marks.log (key) VALUES (NEW.id); END IF;
    RETURN NULL; END $$`;
  await run`CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON marks.marks
    FOR EACH ROW EXECUTE FUNCTION marks.note()`;
  await command(
    `CREATE TABLE control (id UUID, value Int32, _v UInt64, _d UInt8) ENGINE = ReplacingMergeTree(_v, _d) ORDER BY id`,
  );
}

export type Outcome = {
  isEqual: boolean;
  /** What the sequence cursor made of the same writes. */
  controlIsEqual: boolean;
  rows: number;
  moves: number;
};

/** One random schedule: writers, uneven ticks, late, doubled and reordered moves, backfill meanwhile. */
export async function runSchedule(
  seed: number,
  { ms = 10_000, restMs = 0, way }: { ms?: number; restMs?: number; way?: Mover } = {},
): Promise<Outcome> {
  await command('TRUNCATE TABLE control');
  await run`TRUNCATE marks.log RESTART IDENTITY`;
  await command('INSERT INTO control SELECT id, value, 0, 0 FROM marks_plain_current');
  const tables = await marksTables();
  const until = Date.now() + ms;
  const moves: Promise<void>[] = [];
  const random = (offset: number) => randomFrom(seed + offset);
  await Promise.all([
    ...Array.from({ length: 8 }, (_, n) => writer(random(n), until, restMs)),
    ...tables.map((table, n) => backfill(random(100 + n), table, way)),
    ticker(random(50), tables, until + 700, moves, way),
    sequenceCursor(until),
  ]);
  await Promise.all(moves);
  const source = await sourceRows();
  const given = await seen('SELECT id, year, subject, value FROM marks_given_current ORDER BY toString(id)');
  const plain = await seen('SELECT id, value FROM marks_plain_current ORDER BY toString(id)');
  const control = await seen('SELECT id, value FROM control FINAL ORDER BY toString(id)');
  const values = source.map(({ id, value }) => ({ id, value }));
  return {
    isEqual: isDeepStrictEqual(given, source) && isDeepStrictEqual(plain, values),
    controlIsEqual: isDeepStrictEqual(control, values),
    rows: source.length,
    moves: moves.length,
  };
}

const sourceRows = () => run`SELECT id::text, year, subject, value FROM marks.marks ORDER BY id`;
