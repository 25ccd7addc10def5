/** Apart from the schemas, so that the browser takes them without zod. */
export const warehousePermissions = {
  'warehouse.watch': 'See how fresh the figures are: lag, tables, verification',
  'warehouse.operate': 'Rebuild, verify and repair tables of the warehouse',
} as const;
