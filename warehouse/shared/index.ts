import { z } from 'zod';

export const warehousePermissions = {
  'warehouse.watch': 'See how fresh the figures are: lag, tables, verification',
  'warehouse.operate': 'Rebuild and verify tables of the warehouse',
} as const;

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
  /** `empty`: no table stands yet; `building`: the first snapshot runs; `rebuilding`: a new one beside the live one. */
  state: z.enum(['empty', 'building', 'live', 'rebuilding']),
  problem: z.string().nullable(),
  snapshot: z.number().nullable(),
  tick: z.number(),
  lagTicks: z.number(),
  lagSeconds: z.number(),
  logRows: z.number(),
  rowsPostgres: z.number().nullable(),
  rowsClickhouse: z.number().nullable(),
  verified: Verified.nullable(),
});
export type TableStatus = z.infer<typeof TableStatus>;

export const WarehouseStatus = z.object({
  tick: z.number(),
  tickAt: z.string().nullable(),
  logBytes: z.number(),
  clickhouse: z.boolean(),
  tables: z.array(TableStatus),
});
export type WarehouseStatus = z.infer<typeof WarehouseStatus>;
