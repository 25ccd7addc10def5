import { log, sql } from '@regiso/core';
import { emptyPart, limitLog } from './log-limit';
import { reading, writing } from './reading';

/** The log changes to its next part after so many minutes, or when the present one is so large. */
const minutes = 10;
const bytes = 256 * 2 ** 20;

/** Keeps the log, ticks and bookkeeping short. */
export async function keepShort() {
  await writing(async () => {
    await sql`DELETE FROM warehouse.moves WHERE finished_at < now() - interval '1 hour'`;
    await sql`DELETE FROM warehouse.ticks WHERE at < now() - interval '1 hour' AND id <
      least((SELECT min(warehouse.applied(t)) FROM warehouse.tables t WHERE state <> 'retired'),
            (SELECT min(r.tick) FROM warehouse.rollups r JOIN warehouse.tables t ON t.id = r.table_id
              WHERE t.state <> 'retired'),
            (SELECT max(id) FROM warehouse.ticks))`;
  });
  await turnLog();
  await limitLog();
}

type Slot = { slot: number; due: boolean };
const presentSlot = () =>
  sql<Slot>`SELECT slot, since < now() - make_interval(mins => ${minutes}) OR
    (SELECT sum(pg_relation_size(relid)) FROM pg_partition_tree('warehouse.changes_' || slot)) > ${bytes} AS due
    FROM warehouse.log_slot`;

/**
 * When it is time, lets the log go on in its next part; then empties the parts nobody writes to, table by table, as far
 * as they are moved. One slow table holds back its own part only. Gives the slot now written to.
 */
export async function turnLog({ force = false } = {}): Promise<number> {
  const slot = await writing(async () => {
    const [present] = await presentSlot();
    if (!present?.due && !force) return present?.slot ?? 0;
    const [next] = await sql<Slot>`UPDATE warehouse.log_slot SET slot = (slot + 1) % 3, since = now() RETURNING slot`;
    return next?.slot ?? 0;
  });
  for (const part of await restingParts(slot))
    await emptyPart(part.slot, part.source).catch((error: unknown) =>
      log.info('a part of the change log is busy and is emptied later', { ...part, error }),
    );
  return slot;
}

/** Parts with rows in them that are not written to at present. */
const restingParts = (slot: number) =>
  reading(
    () => sql<{ slot: number; source: number }>`SELECT slot, id AS source
      FROM warehouse.sources, generate_series(0, 2) slot
      WHERE slot <> ${slot} AND pg_relation_size(to_regclass(format('warehouse.changes_%s_%s', slot, id))) > 0`,
  );
