import { z } from 'zod';

export { warehousePermissions } from './permissions';

/** Which table to work on; every table when absent. */
export const OneFact = z.object({ fact: z.string().max(100).optional() });

export const Verified = z.object({
  at: z.string(),
  tick: z.number(),
  rows: z.number(),
  missing: z.number(),
  extra: z.number(),
  different: z.number(),
});
export type Verified = z.infer<typeof Verified>;

export const TableStatus = z.object({
  fact: z.string(),
  source: z.string(),
  /**
   * `empty`: no table stands yet; `building`: the first snapshot runs; `rebuilding`: a new one beside the live one;
   * `needs-snapshot`: its log was dropped, so it stands still until a new one takes its place, which happens by itself.
   */
  state: z.enum(['empty', 'building', 'live', 'rebuilding', 'needs-snapshot']),
  problem: z.string().nullable(),
  snapshot: z.number().nullable(),
  tick: z.number(),
  lagTicks: z.number(),
  lagSeconds: z.number(),
  /** Changes not moved yet, and the size of all that the log still holds of this table. */
  logRows: z.number(),
  logBytes: z.number(),
  /** Changed rows moved a second, over the last five minutes; failed attempts in the last hour. */
  rowsPerSecond: z.number(),
  retries: z.number(),
  /** Parts in ClickHouse, and the share of rows in parts that are not merged into the largest of their partition. */
  parts: z.number().nullable(),
  unmergedShare: z.number().nullable(),
  rowsPostgres: z.number().nullable(),
  rowsClickhouse: z.number().nullable(),
  verified: Verified.nullable(),
});
export type TableStatus = z.infer<typeof TableStatus>;

export const LogStatus = z.object({
  bytes: z.number(),
  limit: z.number(),
  /** `half` from 50 %, `high` from 80 %, `full` at the limit. */
  level: z.enum(['calm', 'half', 'high', 'full']),
});
export type LogStatus = z.infer<typeof LogStatus>;

/** Commit to visible, in seconds, over the last day. */
export const Heartbeat = z.object({
  last: z.number().nullable(),
  lastAt: z.string().nullable(),
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  missed: z.number(),
});

export const WarehouseStatus = z.object({
  tick: z.number(),
  tickAt: z.string().nullable(),
  log: LogStatus,
  clickhouse: z.boolean(),
  heartbeat: Heartbeat,
  tables: z.array(TableStatus),
});
export type WarehouseStatus = z.infer<typeof WarehouseStatus>;

export const runKinds = ['rebuild', 'verify', 'repair'] as const;
export type RunKind = (typeof runKinds)[number];

/** What came of a run for one table. */
export const RunResult = z.object({
  ok: z.boolean(),
  rows: z.number().optional(),
  missing: z.number().optional(),
  extra: z.number().optional(),
  different: z.number().optional(),
  wrong: z.number().optional(),
  repaired: z.enum(['nothing', 'rows', 'table']).optional(),
});
export type RunResult = z.infer<typeof RunResult>;

export const RunView = z.object({
  id: z.string(),
  kind: z.enum(runKinds),
  fact: z.string().nullable(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  share: z.number(),
  step: z.string(),
  results: z.record(z.string(), RunResult),
  error: z.string().nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
});
export type RunView = z.infer<typeof RunView>;
