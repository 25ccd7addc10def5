import { rm } from 'node:fs/promises';
import type { Config } from '../server/config';
import { listBackups, type Backup } from './manifest';
import { archiveOf, placeOf } from './place';
import { keepLog, pruneLog } from './wal';

/** At least so many backups stay, however old. */
const fewest = 2;

/** Backups that are past their time: older than the days, but never the newest two nor the newest verified one. */
export function outdated(backups: readonly Backup[], keepDays: number, now = new Date()): Backup[] {
  const oldest = now.getTime() - keepDays * 86_400_000;
  const safe = new Set(backups.slice(0, fewest));
  const proved = backups.find(({ verified }) => verified?.ok);
  if (proved) safe.add(proved);
  return backups.filter((backup) => !safe.has(backup) && new Date(backup.manifest.endedAt).getTime() < oldest);
}

/** Removes outdated backups and the pieces of the log that no backup needs any more. */
export async function pruneBackups(config: Config): Promise<{ backups: string[]; pieces: number }> {
  const place = await placeOf(config);
  const { backups } = await listBackups(place.root);
  const gone = outdated(backups, config.backups.keepDays);
  for (const { folder } of gone) await rm(folder, { recursive: true, force: true });
  const kept = backups.filter((backup) => !gone.includes(backup));
  let pieces = 0;
  for (const [systemId, oldest] of oldestPieces(kept)) pieces += await pruneLog(archiveOf(place, systemId), oldest);
  if (!kept.length) await keepLog(place, false);
  return { backups: gone.map(({ manifest }) => manifest.id), pieces };
}

function oldestPieces(kept: readonly Backup[]) {
  const oldest = new Map<string, string>();
  // The newest come first, so that the oldest one is written last.
  for (const { manifest } of kept)
    if (manifest.postgres.form === 'files') oldest.set(manifest.postgres.systemId, manifest.postgres.startSegment);
  return oldest;
}
