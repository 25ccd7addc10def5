import { gauge } from '@regiso/core';
import type { TableStatus, WarehouseStatus } from '../shared';
import { status } from './status';

// Prometheus asks for all gauges at once: they share one look at the tables.
let latest: { at: number; status: Promise<WarehouseStatus> } | undefined;
function present(): Promise<WarehouseStatus> {
  if (!latest || Date.now() - latest.at > 1_000) latest = { at: Date.now(), status: status({ counts: false }) };
  return latest.status;
}

const perTable = (name: string, help: string, value: (table: TableStatus) => number | null) =>
  gauge(`warehouse_${name}`, help, ['fact'], async (own) => {
    const { tables } = await present();
    own.reset();
    for (const table of tables) {
      const found = value(table);
      if (found !== null) own.set({ fact: table.fact }, found);
    }
  });

perTable('lag_seconds', 'Age of the oldest change a table does not hold yet', ({ lagSeconds }) => lagSeconds);
perTable('lag_ticks', 'Ticks a table does not hold yet', ({ lagTicks }) => lagTicks);
perTable('log_rows', 'Changes of a table that are not moved yet', ({ logRows }) => logRows);
perTable('table_log_bytes', 'Size of the change log of a table', ({ logBytes }) => logBytes);
perTable('rows_per_second', 'Changed rows moved a second over five minutes', ({ rowsPerSecond }) => rowsPerSecond);
perTable('retries', 'Failed attempts of moves in the last hour', ({ retries }) => retries);
perTable('parts', 'Parts of a table in ClickHouse', ({ parts }) => parts);
perTable('unmerged_share', 'Share of rows that are not merged yet', ({ unmergedShare }) => unmergedShare);
perTable('needs_snapshot', '1 while the log of a table is lost and it waits for a snapshot', ({ state }) =>
  state === 'needs-snapshot' ? 1 : 0,
);
perTable('verified_wrong', 'Rows found wrong by the last verification', ({ verified }) =>
  verified ? verified.missing + verified.extra + verified.different : null,
);
perTable('verified_at_seconds', 'When a table was last verified, as seconds since 1970', ({ verified }) =>
  verified ? Date.parse(verified.at) / 1000 : null,
);

gauge('warehouse_log_bytes', 'Size of the change log', [], async (own) => own.set((await present()).log.bytes));
gauge('warehouse_log_limit_bytes', 'Size at which the log of the largest table is dropped', [], async (own) =>
  own.set((await present()).log.limit),
);
gauge('warehouse_heartbeat_seconds', 'Commit to visible, as last measured', [], async (own) => {
  const { last } = (await present()).heartbeat;
  own.reset();
  if (last !== null) own.set(last);
});
gauge('warehouse_heartbeat_missed', 'Heartbeats of the last day that were not seen in time', [], async (own) =>
  own.set((await present()).heartbeat.missed),
);
