import { sql, ddl } from '../server/sql';
import { log } from '../server/log';
import { lastBlock } from './blocks';

/** The era that new rows are written in. */
export async function presentEra(): Promise<number> {
  const [row] = await sql<{ era: number }>`SELECT substring(pg_get_expr(d.adbin, d.adrelid) FROM '[0-9]+')::int AS era
    FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
    WHERE d.adrelid = 'core.audit_events'::regclass AND a.attname = 'era'`;
  return row?.era ?? 1;
}

/**
 * Begins a new era when this cluster counts transactions below the last block: a logical copy was restored into it, and
 * new rows would be taken for insertions into sealed blocks. To be called before anything is written.
 */
export async function beginEraAfterRestore(): Promise<void> {
  const last = await lastBlock();
  const era = await presentEra();
  if (!last || last.until.era < era) return;
  const [row] = await sql<{ behind: boolean }>`
    SELECT pg_snapshot_xmax(pg_current_snapshot()) < ${last.until.xid}::xid8 AS behind`;
  if (!row?.behind) return;
  await ddl(`ALTER TABLE core.audit_events ALTER COLUMN era SET DEFAULT ${era + 1}`);
  log.warn('transactions are counted anew here: a new era of the audit log begins', { era: era + 1 });
}

/** Begins a new era at once: rows written after a restore are told apart from those that were lost by it. Gives its number. */
export async function beginNextEra(): Promise<number> {
  const era = (await presentEra()) + 1;
  await ddl(`ALTER TABLE core.audit_events ALTER COLUMN era SET DEFAULT ${era}`);
  return era;
}
