import { z } from 'zod';
import { FilterValue, Language } from '.';

const Dimension = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);

/** As many divisions as a question of a page crosses. */
const mostCrossed = 3;

/** The whole table of one indicator by these divisions, never persons. */
export const NewExport = z.strictObject({
  indicator: z.string().min(1).max(120),
  by: z
    .array(Dimension)
    .min(1, 'Выберите, по чему разделить показатель')
    .max(mostCrossed, `Пересечь можно не больше ${mostCrossed} признаков`),
  filters: z.record(Dimension, z.array(FilterValue).min(1).max(500)).default({}),
  language: Language.default('ru'),
});
export type NewExport = z.output<typeof NewExport>;

const ExportState = z.enum(['waiting', 'running', 'done', 'refused', 'failed', 'cancelled']);

/** Why there is no file: the owner may not see the figures, the table does not fit any more, the warehouse was away, another fault. */
export const ExportWhy = z.enum(['no-right', 'unfit', 'no-warehouse', 'failed']);
export type ExportWhy = z.infer<typeof ExportWhy>;

export const ExportView = z.object({
  id: z.string(),
  /** Stands in the file. */
  number: z.int(),
  title: z.string(),
  /** What the table is narrowed to, in words; empty for nothing. */
  words: z.string(),
  owner: z.string(),
  isMine: z.boolean(),
  state: ExportState,
  why: ExportWhy.nullable(),
  share: z.number(),
  rows: z.int().nullable(),
  hidden: z.int().nullable(),
  bytes: z.number().nullable(),
  sha256: z.string().nullable(),
  asOf: z.string().nullable(),
  orderedAt: z.string(),
  expiresAt: z.string().nullable(),
  /** Whether there is a file to download. */
  hasFile: z.boolean(),
});
export type ExportView = z.infer<typeof ExportView>;
