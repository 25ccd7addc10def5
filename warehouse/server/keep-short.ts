import { log, sql } from '@regiso/core';
import { writing } from './reading';

/** The log changes to its next part after so many minutes, or when the present one is so large. */
const minutes = 10;
const bytes = 256 * 2 ** 20;

/**
 * Keeps the log, ticks and bookkeeping short. A part of the log is emptied by TRUNCATE, under its lock and only when
 * every table holds all of it: nothing that is not moved can be lost, and no dead rows are left.
 */
export async function keepShort() {
  await writing(async () => {
    await sql`DELETE FROM warehouse.moves WHERE finished_at < now() - interval '1 hour'`;
    await sql`DELETE FROM warehouse.ticks WHERE at < now() - interval '1 hour' AND id <
      least((SELECT min(warehouse.applied(t)) FROM warehouse.tables t WHERE state <> 'retired'),
            (SELECT max(id) FROM warehouse.ticks))`;
  });
  await turnLog().catch((error: unknown) => log.info('the change log is busy and turns later', { error }));
}

/** Gives the slot now written to. */
export const turnLog = ({ force = false } = {}): Promise<number> =>
  writing(async () => {
    await sql`SET LOCAL lock_timeout = '300ms'`;
    const [present] = await sql<{ slot: number; due: boolean }>`
      SELECT slot, since < now() - make_interval(mins => ${minutes}) OR
        pg_relation_size('warehouse.changes_' || slot) > ${bytes} AS due FROM warehouse.log_slot FOR UPDATE`;
    const slot = present?.slot ?? 0;
    if (!present?.due && !force) return slot;
    const next = (slot + 1) % 3;
    return (await empty(next)) ? switchTo(next) : slot;
  });

async function switchTo(slot: number) {
  await sql`UPDATE warehouse.log_slot SET slot = ${slot}, since = now()`;
  return slot;
}

async function empty(slot: number): Promise<boolean> {
  const part = { 0: 'changes_0', 1: 'changes_1', 2: 'changes_2' }[slot] ?? 'changes_0';
  await run(`LOCK TABLE warehouse.${part} IN ACCESS EXCLUSIVE MODE`);
  // With the lock held nobody's uncommitted row is in it; a new statement sees all that is committed.
  const [kept] = await run<{ kept: boolean }>(`
    WITH applied AS (
      SELECT snapshot FROM warehouse.ticks WHERE id = coalesce(
        (SELECT min(warehouse.applied(t)) FROM warehouse.tables t WHERE state <> 'retired'),
        (SELECT max(id) FROM warehouse.ticks))
    )
    SELECT EXISTS (SELECT FROM warehouse.${part} c
      WHERE NOT coalesce(pg_visible_in_snapshot(c.xid, (SELECT snapshot FROM applied)), false)) AS kept`);
  if (kept?.kept) return false;
  await run(`TRUNCATE warehouse.${part}`);
  return true;
}

const run = <T>(text: string) => sql<T>(Object.assign([text], { raw: [text] }));
