import { installed, log, sql } from '@regiso/core';
import { locks, reading, writing } from './reading';

export type LogLevel = 'calm' | 'half' | 'high' | 'full';
export type LogPart = { source: number; relation: string; bytes: number };

export const logLevel = (bytes: number, limit: number): LogLevel =>
  bytes >= limit ? 'full' : bytes >= 0.8 * limit ? 'high' : bytes >= 0.5 * limit ? 'half' : 'calm';

/** Size of every table's part of the change log, the largest first. */
export const logParts = (): Promise<LogPart[]> =>
  reading(
    () => sql<LogPart>`SELECT id AS source, relation, coalesce((
        SELECT sum(pg_total_relation_size(to_regclass(format('warehouse.changes_%s_%s', slot, id))))
        FROM generate_series(0, 2) slot), 0)::float8 AS bytes
      FROM warehouse.sources ORDER BY 3 DESC, 1`,
  );

let said: LogLevel = 'calm';
const warnings = {
  half: 'the change log is half full: a table is not moved as fast as it changes',
  high: 'the change log is 80 % full: at its limit the largest table will be filled anew',
} as const;

/**
 * Keeps the change log below its limit, so that PostgreSQL never runs full however long the warehouse is away: warns at
 * 50 and 80 %, and at the limit drops the log of the largest table, which is then filled anew by a snapshot by itself.
 */
export async function limitLog(limit = installed().config.logLimitBytes): Promise<LogLevel> {
  const parts = await logParts();
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const level = logLevel(bytes, limit);
  if (level !== said && (level === 'half' || level === 'high')) log.warn(warnings[level], { bytes, limit });
  said = level;
  const [largest] = parts;
  if (level === 'full' && largest) await dropLog(largest);
  return level;
}

/** Gives up the log of one source: its tables keep their rows and their moment, and wait for a snapshot. */
export async function dropLog({ source, relation }: Pick<LogPart, 'source' | 'relation'>) {
  const lost = await writing(async () => {
    await sql`SELECT pg_advisory_xact_lock(${locks.align})`;
    await sql`SELECT pg_advisory_xact_lock(${locks.plan})`;
    const tables = await sql<{ fact: string }>`UPDATE warehouse.tables t
      SET lost = 'The change log was at its limit', planned = warehouse.applied(t)
      WHERE source = ${source} AND state <> 'retired' AND lost IS NULL RETURNING fact`;
    await sql`DELETE FROM warehouse.moves m USING warehouse.tables t
      WHERE t.id = m.table_id AND t.source = ${source} AND m.finished_at IS NULL`;
    return tables.map(({ fact }) => fact);
  });
  log.error('the change log is at its limit: the log of its largest table is dropped', { relation, facts: lost });
  for (const slot of [0, 1, 2]) await emptyPart(slot, source).catch(() => undefined);
}

/**
 * Empties one part of the log by TRUNCATE, under its lock and only when every table made from this source holds all of
 * it: nothing that is not moved can be lost, and no dead rows are left. Throws when somebody writes to it all the time.
 */
export const emptyPart = (slot: number, source: number): Promise<boolean> =>
  writing(async () => {
    const part = `warehouse.changes_${slot}_${source}`;
    // Who makes tables may wait for a ClickHouse that hangs.
    await sql`SET LOCAL lock_timeout = '300ms'`;
    await sql`SELECT pg_advisory_xact_lock(${locks.align})`;
    await raw(`LOCK TABLE ${part} IN ACCESS EXCLUSIVE MODE`);
    // With the lock held nobody's uncommitted row is in it; a new statement sees all that is committed.
    const [found] = await raw<{ rows: boolean; kept: boolean }>(`
      WITH applied AS (
        SELECT snapshot FROM warehouse.ticks WHERE id = (SELECT min(warehouse.applied(t)) FROM warehouse.tables t
          WHERE source = ${source} AND state <> 'retired' AND lost IS NULL)
      ), followed AS (
        SELECT count(*) > 0 AS yes FROM warehouse.tables WHERE source = ${source} AND state <> 'retired' AND lost IS NULL
      )
      SELECT EXISTS (SELECT FROM ${part}) AS rows, (SELECT yes FROM followed) AND EXISTS (SELECT FROM ${part} c
        WHERE NOT coalesce(pg_visible_in_snapshot(c.xid, (SELECT snapshot FROM applied)), false)) AS kept`);
    if (!found?.rows || found.kept) return false;
    await raw(`TRUNCATE ${part}`);
    return true;
  });

const raw = <T>(text: string) => sql<T>(Object.assign([text], { raw: [text] }));
