import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../server/config';
import { newPassword, readSecrets, writeSecrets } from '../server/services/data-folder';
import { claimFolder } from '../server/services/owner';
import { checkCopy, onCopy, type Checked } from './check';
import type { Progress } from './create';
import { dumpAdvice } from './external';
import { listBackups, readBackup, type Backup } from './manifest';
import { archiveOf, placeOf, type BackupPlace } from './place';
import { putBack } from './put-back';
import { revive, unpackCluster, workshopOf, type Revived, type Until } from './recover';
import { settleCopy } from './settle';
import { unpackOwn } from './verify';
import { archivedPieces, keepPiece, shipLog } from './wal';

export type RestoreOptions = Progress & {
  id?: string;
  targetTime?: Date;
  timeline?: string;
  /** The file of keys that were kept apart. */
  keys?: string;
  /** Puts the copy in place although its check found faults. */
  accept?: boolean;
};

export type Restored = {
  backup: string;
  until: string;
  seconds: number;
  rows: number;
  files: number;
  blocks: number;
  era: number;
  endedSignIns: number;
  anchorsSetAside: number;
  problems: string[];
  /** Where the files from before are, should they be wanted. */
  before: string | null;
  notes: string[];
};

/**
 * Puts a backup in place of the present data, up to a moment when one is given. The copy is brought to life and checked
 * before anything is touched; the present files are kept beside it. Throws while the installation runs.
 */
export async function restoreBackup(config: Config, options: RestoreOptions = {}): Promise<Restored> {
  const began = Date.now();
  const place = await placeOf(config);
  const backup = await chosen(place, options);
  if (backup.manifest.postgres.form === 'dump') throw new Error(dumpAdvice(backup, config.dataFolder));
  const release = await claimFolder(config.dataFolder).catch((error: unknown) => {
    throw new Error(`${(error as Error).message} A restore needs it stopped.`, { cause: error });
  });
  const workshop = workshopOf(place, `restoring-${process.pid}`);
  try {
    return await restoreHere({ config, place, backup, workshop, options, began });
  } finally {
    await rm(workshop, { recursive: true, force: true });
    release();
  }
}

async function chosen({ root }: BackupPlace, { id, targetTime }: RestoreOptions): Promise<Backup> {
  if (id) return fits(await readBackup(root, id), targetTime);
  const { backups } = await listBackups(root);
  const fitting = backups.find(({ manifest }) => !targetTime || new Date(manifest.endedAt) <= targetTime);
  if (fitting) return fitting;
  const [oldest] = backups.slice(-1);
  throw new Error(
    oldest
      ? `The oldest backup is of ${oldest.manifest.endedAt}; nothing earlier can be restored`
      : `There is no backup in ${root}. Set REGISO_BACKUPS to the folder in which they are.`,
  );
}

function fits(backup: Backup, targetTime?: Date) {
  if (!targetTime || new Date(backup.manifest.endedAt) <= targetTime) return backup;
  throw new Error(
    `Backup ${backup.manifest.id} was ended at ${backup.manifest.endedAt}, later than the wanted moment. Leave its name out, and the right one is taken.`,
  );
}

type Work = {
  config: Config;
  place: BackupPlace;
  backup: Backup;
  workshop: string;
  options: RestoreOptions;
  began: number;
};

async function restoreHere(work: Work): Promise<Restored> {
  const { config, place, backup, workshop, options } = work;
  const { signal, progress = () => undefined } = options;
  await saveLatestLog(place, backup);
  await unpackOwn(backup, join(workshop, 'own'), signal);
  await unpackCluster(backup, place, workshop, {
    ...(signal && { signal }),
    progress: (share, step) => progress(share * 0.5, step),
  });
  progress(0.5, 'log');
  const until: Until = options.targetTime ? { time: options.targetTime } : 'all';
  const revived = await revive(place, workshop, {
    until,
    stays: true,
    ...(options.timeline && { timeline: options.timeline }),
    ...(signal && { signal }),
  });
  const own = join(workshop, 'own/files');
  let settled: Settled;
  try {
    settled = await onCopy(config, revived, () => settle(work, revived, own));
    await setPassword(place, revived);
  } finally {
    await revived.stop();
  }
  signal?.throwIfAborted();
  progress(0.95, 'files');
  const { before, notes } = await putBack(config, place, backup, workshop, settled, options.keys);
  return {
    backup: backup.manifest.id,
    until: options.targetTime?.toISOString() ?? 'the end of the kept log',
    seconds: Math.round((Date.now() - work.began) / 100) / 10,
    rows: settled.checked.rows,
    files: settled.checked.files,
    blocks: settled.checked.audit.blocks,
    era: settled.era,
    endedSignIns: settled.endedSignIns,
    anchorsSetAside: settled.lostAnchors.length,
    problems: settled.checked.problems,
    before,
    notes,
  };
}

export type Settled = Awaited<ReturnType<typeof settleCopy>> & { checked: Checked };

async function settle({ config, backup, options }: Work, revived: Revived, own: string): Promise<Settled> {
  const { signal, progress = () => undefined } = options;
  const checked = await checkCopy(revived, {
    manifest: backup.manifest,
    audit: join(own, 'audit'),
    atMark: false,
    ...(signal && { signal }),
    progress: (share, step) => progress(0.5 + share * 0.4, step),
  });
  if (checked.problems.length && !options.accept)
    throw new Error(
      `The copy is not sound, and nothing was changed:\n  ${checked.problems.join('\n  ')}\nTake another backup, or add --accept to restore this one as it is.`,
    );
  const settled = await settleCopy(config, {
    backup: backup.manifest.id,
    until: options.targetTime?.toISOString() ?? null,
    anchors: join(own, 'audit/anchors.jsonl'),
    problems: checked.problems.length,
  });
  return { ...settled, checked };
}

// What the present cluster has written since its log was last taken is still on its disk: it belongs to the same history.
async function saveLatestLog(place: BackupPlace, { manifest: { postgres } }: Backup) {
  if (postgres.form !== 'files') return;
  await shipLog(place, postgres.systemId);
  const [folder, archive] = [join(place.cluster, 'pg_wal'), archiveOf(place, postgres.systemId)];
  if (!existsSync(folder) || !(await isSameCluster(place, postgres.systemId))) return;
  const known = new Set(await archivedPieces(archive));
  for (const name of await readdir(folder))
    if (/^([0-9A-F]{24}|[0-9A-F]{8}\.history)$/.test(name) && !known.has(name))
      await keepPiece(join(folder, name), archive, name);
}

// The number of a cluster stands in the first eight bytes of its control file.
async function isSameCluster({ cluster }: BackupPlace, systemId: string) {
  const control = await readFile(join(cluster, 'global/pg_control')).catch(() => undefined);
  return control?.readBigUInt64LE(0).toString() === systemId;
}

/** The restored superuser gets the password that this data folder keeps; the other logins get theirs at the start. */
async function setPassword({ dataFolder }: BackupPlace, { client }: Revived) {
  const { secrets } = readSecrets(dataFolder);
  secrets.postgres.superuserPassword ||= newPassword();
  await client.query(`ALTER ROLE postgres PASSWORD ${client.escapeLiteral(secrets.postgres.superuserPassword)}`);
  writeSecrets(dataFolder, secrets);
}
