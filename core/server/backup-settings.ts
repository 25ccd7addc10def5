import { join, resolve } from 'node:path';
import { z } from 'zod';

/** Settings of the backups, as the environment gives them. */
export const backupSettings = {
  /** Folder of the backups, best on another disk; `backups` in the data folder when absent. */
  REGISO_BACKUPS: z.string().optional(),
  /** Seals the keys within a backup; without it keys of the settings stay out of it. */
  REGISO_BACKUP_PASSPHRASE: z.string().min(16, 'needs at least 16 characters').optional(),
  REGISO_BACKUP_KEEP_DAYS: z.coerce.number().int().min(1).max(3650).default(14),
  /** When a backup is made, as cron in the region's time; `off` for never. */
  REGISO_BACKUP_AT: z
    .string()
    .regex(/^(off|(\S+\s+){4,5}\S+)$/, 'is written as cron, such as "30 1 * * *", or off')
    .default('30 1 * * *'),
};

export type BackupConfig = {
  folder: string;
  passphrase?: string;
  keepDays: number;
  /** Cron; absent when no backup is made by itself. */
  at?: string;
};

type Values = z.output<z.ZodObject<typeof backupSettings>> & { REGISO_DATA: string };

export function backupConfig(values: Values): BackupConfig {
  const { REGISO_BACKUPS: folder, REGISO_BACKUP_PASSPHRASE: passphrase, REGISO_BACKUP_AT: at } = values;
  return {
    folder: folder ? resolve(folder) : join(resolve(values.REGISO_DATA), 'backups'),
    keepDays: values.REGISO_BACKUP_KEEP_DAYS,
    ...(passphrase && { passphrase }),
    ...(at !== 'off' && { at }),
  };
}
