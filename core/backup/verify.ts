import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Config } from '../server/config';
import { checkCopy, onCopy } from './check';
import { verifyDump } from './external';
import { readBackup, writeVerified, type Backup, type Verified } from './manifest';
import { eachOf, unpackFile } from './pack';
import { archiveOf, placeOf, type BackupPlace } from './place';
import { revive, unpackCluster, workshopOf } from './recover';
import type { Progress } from './create';
import { archivedPieces, missingPiece } from './wal';

/**
 * Unpacks a backup, checks every checksum, brings its PostgreSQL to life beside the live one, counts all rows and verifies
 * the audit in it. The result is kept beside the backup. To be run in a process of its own.
 */
export async function verifyBackup(config: Config, id: string, run: Progress = {}): Promise<Verified> {
  const place = await placeOf(config);
  const backup = await readBackup(place.root, id);
  const began = Date.now();
  const found = await faultsOf(config, place, backup, run).catch((error: unknown) => {
    if (run.signal?.aborted) throw error;
    return { problems: [(error as Error).message], rows: 0, blocks: 0, files: 0 };
  });
  const verified: Verified = {
    at: new Date().toISOString(),
    ok: found.problems.length === 0,
    seconds: Math.round((Date.now() - began) / 100) / 10,
    ...found,
  };
  await writeVerified(backup.folder, verified);
  return verified;
}

async function faultsOf(config: Config, place: BackupPlace, backup: Backup, run: Progress) {
  const workshop = workshopOf(place, `verify-${backup.manifest.id}-${process.pid}`);
  try {
    await unpackOwn(backup, join(workshop, 'own'), run.signal);
    if (backup.manifest.postgres.form === 'dump') return await verifyDump(backup);
    return await verifyFiles(config, place, backup, workshop, run);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

async function verifyFiles(
  config: Config,
  place: BackupPlace,
  { manifest, ...backup }: Backup,
  workshop: string,
  run: Progress,
) {
  const { signal, progress = () => undefined } = run;
  const { postgres } = manifest;
  if (postgres.form !== 'files') throw new Error('This backup is a dump');
  const missing = missingPiece(
    await archivedPieces(archiveOf(place, postgres.systemId)),
    postgres.startSegment,
    postgres.endSegment,
  );
  if (missing)
    throw new Error(`The piece ${missing} of PostgreSQL's log is gone, without which the copy cannot be restored`);
  await unpackCluster({ manifest, ...backup }, place, workshop, {
    ...run,
    progress: (share, step) => progress(share * 0.5, step),
  });
  const revived = await revive(place, workshop, {
    until: { mark: postgres.restorePoint },
    timeline: String(postgres.timeline),
    ...(signal && { signal }),
  });
  try {
    const audit = join(workshop, 'own/files/audit');
    const checked = await onCopy(config, revived, () =>
      checkCopy(revived, {
        manifest,
        audit,
        atMark: true,
        ...(signal && { signal }),
        progress: (share, step) => progress(0.5 + share * 0.5, step),
      }),
    );
    return { problems: checked.problems, rows: checked.rows, blocks: checked.audit.blocks, files: checked.files };
  } finally {
    await revived.stop();
  }
}

/** Unpacks the files of the data folder into a folder, and checks their checksums. */
export async function unpackOwn({ manifest, folder }: Backup, target: string, signal?: AbortSignal) {
  const files = manifest.files.filter(({ path }) => path.startsWith('files/'));
  await mkdir(target, { recursive: true, mode: 0o700 });
  await eachOf(files, async ({ path, ...entry }) => {
    await mkdir(dirname(join(target, path)), { recursive: true, mode: 0o700 });
    await unpackFile(join(folder, `${path}.gz`), entry, { file: join(target, path) }, signal);
  });
}
