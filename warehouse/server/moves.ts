import { log, sql } from '@regiso/core';
import { physicalName } from './engine-tables';
import { changesQuery } from './move-sql';
import { forgetMover, mover, withoutSecrets, type Mover } from './mover';
import { hasRollups, isLookup, reloadLookup } from './lookups';
import { fenced, locks, writing } from './reading';
import type { Shape } from './shape';
import { readSnapshot } from './ticks';

export type Due = { tableId: number; from: number; to: number };

/** One move takes ticks up to about so many changed rows. */
const rowsPerMove = 1_000_000;

/**
 * Decides which ticks go to which table next and gives every move that is not done yet. A table has one range under
 * way; what comes meanwhile becomes one larger range, so the cost of a row falls as the lag grows.
 */
export function planMoves(): Promise<Due[]> {
  return writing(async () => {
    await sql`SELECT pg_advisory_xact_lock(${locks.plan})`;
    await sql`
      WITH idle AS (
        SELECT t.id, t.source, t.planned FROM warehouse.tables t
        WHERE t.state <> 'retired' AND t.lost IS NULL
          AND NOT EXISTS (SELECT FROM warehouse.moves m WHERE m.table_id = t.id AND m.finished_at IS NULL)
      ), ahead AS (
        SELECT i.id, i.planned, k.id AS tick, coalesce((k.changes ->> i.source::text)::bigint, 0) AS rows,
               i.source = ANY(k.emptied) AS emptied
        FROM idle i JOIN warehouse.ticks k ON k.id > i.planned
      ), counted AS (
        SELECT *, sum(rows) OVER upto AS total, count(*) FILTER (WHERE emptied) OVER upto AS empties,
               row_number() OVER upto AS place
        FROM ahead WINDOW upto AS (PARTITION BY id ORDER BY tick)
      ), due AS (
        -- A table that was emptied goes no further: a new generation of it is made.
        SELECT id, planned, max(tick) AS upto, sum(rows) AS rows FROM counted
        WHERE empties = 0 AND (total <= ${rowsPerMove} OR place = 1)
        GROUP BY id, planned
      ), planned AS (
        INSERT INTO warehouse.moves (table_id, from_tick, to_tick)
        SELECT id, planned, upto FROM due WHERE rows > 0
        ON CONFLICT DO NOTHING
      )
      UPDATE warehouse.tables t SET planned = due.upto FROM due WHERE due.id = t.id`;
    return unfinishedMoves();
  });
}

const unfinishedMoves = () =>
  sql<Due>`SELECT m.table_id AS "tableId", m.from_tick::float8 AS "from", m.to_tick::float8 AS "to"
    FROM warehouse.moves m JOIN warehouse.tables t ON t.id = m.table_id
    WHERE m.finished_at IS NULL AND t.state <> 'retired' ORDER BY m.to_tick`;

type Order = {
  fact: string;
  generation: number;
  source: number;
  shape: Shape;
  fromSnapshot: string;
  toSnapshot: string;
  rows: number;
};

/** Moves one range of ticks. Safe at any time, in any order, side by side and again. */
export async function move(due: Due): Promise<void> {
  const order = await begin(due);
  if (!order) return;
  try {
    await carry(due, order);
  } catch (error) {
    forgetMover();
    await fail(due, error);
    throw error;
  }
}

async function carry(due: Due, order: Order) {
  if (hasRollups(order.fact))
    return fenced(due.tableId, 'shared', async () => {
      await write(order, due.to);
      await finish(due, order.rows);
    });
  await write(order, due.to);
  if (isLookup(order.fact)) await reloadLookup(order.fact);
  await writing(() => finish(due, order.rows));
}

const finish = (due: Due, rows: number) =>
  sql`UPDATE warehouse.moves SET finished_at = clock_timestamp(), rows = ${rows}, error = NULL
    WHERE table_id = ${due.tableId} AND from_tick = ${due.from} AND to_tick = ${due.to}`;

/** The statement of a move, without the bookkeeping. */
export async function write(order: Order, version: number, chosen?: Mover): Promise<void> {
  const range = {
    source: order.source,
    from: readSnapshot(order.fromSnapshot),
    to: readSnapshot(order.toSnapshot),
    rows: order.rows,
  };
  const way = chosen ?? (await mover());
  const table = physicalName(order.fact, order.generation);
  await way.move(table, order.shape, changesQuery(order.shape, range), version);
}

const begin = (due: Due) =>
  writing(async () => {
    await sql`UPDATE warehouse.moves SET attempts = attempts + 1, started_at = clock_timestamp()
      WHERE table_id = ${due.tableId} AND from_tick = ${due.from} AND to_tick = ${due.to} AND finished_at IS NULL`;
    return orderFor(due);
  });

/** What a move needs to know; nothing when its table is retired or its ticks are gone. */
export async function orderFor({ tableId, from, to }: Due): Promise<Order | undefined> {
  const [order] = await sql<Order>`
    SELECT t.fact, t.generation, t.source, t.shape, a.snapshot::text AS "fromSnapshot", b.snapshot::text AS "toSnapshot",
           (SELECT coalesce(sum((k.changes ->> t.source::text)::bigint), 0)::float8 FROM warehouse.ticks k
            WHERE k.id > ${from} AND k.id <= ${to}) AS rows
    FROM warehouse.tables t, warehouse.ticks a, warehouse.ticks b
    WHERE t.id = ${tableId} AND t.state <> 'retired' AND a.id = ${from} AND b.id = ${to}`;
  return order;
}

async function fail(due: Due, error: unknown) {
  const message = explain(error);
  log.warn('a move failed and will be tried again', { ...due, cause: message });
  await writing(
    () => sql`UPDATE warehouse.moves SET error = ${message}
      WHERE table_id = ${due.tableId} AND from_tick = ${due.from} AND to_tick = ${due.to}`,
  ).catch(() => undefined);
}

/** A failure as a sentence for the operator. */
export function explain(error: unknown): string {
  const message = withoutSecrets(String((error as Error).message ?? error));
  if (/division by zero/.test(message))
    return 'The login of the warehouse is held back by row level security: give it BYPASSRLS';
  if (/ECONNREFUSED|ECONNRESET|socket hang up|Timeout error/.test(message)) return 'ClickHouse does not answer';
  if (/not enough space|No space left/i.test(message))
    return 'The disk of the warehouse is full: free some space, nothing is lost and what is due will be moved';
  return message;
}
