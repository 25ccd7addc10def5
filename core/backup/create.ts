import { rename, rm, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { keyRing } from '../people/keys';
import { installed } from '../server/installed';
import { newestBlock, one, openSuperuser, systemIdOf } from './cluster';
import { dumpExternal } from './external';
import { keepKeys } from './keys';
import { writeManifest, writeSafely, type Manifest } from './manifest';
import { packTree, walk, type Tree } from './pack';
import { archiveOf, needRoom, placeOf, sizeOf, type BackupPlace } from './place';
import { ownFiles } from './own-files';
import { archivedPieces, keepLog, missingPiece, shipLog } from './wal';
import { markAndCount } from './witness';

export type Progress = { signal?: AbortSignal; progress?: (share: number, step: string) => void };
type Making = Progress & { /** File that gets the keys instead of the backup's folder. */ keysApart?: string };
type Copy = Pick<Manifest, 'postgres' | 'counts' | 'files' | 'folders' | 'audit'>;
type Work = {
  place: BackupPlace;
  partial: string;
  id: string;
  signal?: AbortSignal;
  tell: (share: number, step: string) => void;
};

/**
 * Makes a backup of the running installation: PostgreSQL with its log, files, keys. A cut or cancelled one leaves nothing.
 * Throws a sentence when there is no room, or another backup is being made.
 */
export async function createBackup(making: Making = {}): Promise<Manifest> {
  const { config, version } = installed();
  const place = await placeOf(config);
  const startedAt = new Date();
  const id = startedAt.toISOString().replace(/[-:]|\.\d+/g, '');
  const partial = join(place.root, `.partial-${id}`);
  const tell = making.progress ?? (() => undefined);
  await mkdir(partial, { mode: 0o700 });
  try {
    const work: Work = { place, partial, id, tell, ...(making.signal && { signal: making.signal }) };
    const before = await ownFiles(place, partial, undefined, making.signal);
    const copy = config.databaseUrl ? await dumpExternal(config, work) : await copyCluster(work);
    // Those stored while PostgreSQL was copied: its rows may know them.
    const own = await ownFiles(place, partial, before, making.signal);
    tell(0.97, 'keys');
    const manifest: Manifest = {
      format: 1,
      id,
      release: version,
      startedAt: startedAt.toISOString(),
      endedAt: new Date().toISOString(),
      ...copy,
      personKeys: keyRing().map((key) => key.id),
      keys: await keepKeys(config, partial, making.keysApart),
      warehouse: 'built anew from PostgreSQL',
      files: [...copy.files, ...own.files],
      folders: [...copy.folders, ...own.folders],
    };
    await writeManifest(partial, manifest);
    making.signal?.throwIfAborted();
    await rename(partial, join(place.root, id));
    tell(1, 'done');
    return manifest;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

const lockNumber = 7_214_010;

async function copyCluster(work: Work): Promise<Copy> {
  const { place } = work;
  needRoom(place.root, await sizeOf(place.cluster), 'The backup');
  const client = await openSuperuser(place);
  const counter = await openSuperuser(place);
  try {
    const { free } = await one<{ free: boolean }>(client, 'SELECT pg_try_advisory_lock($1) AS free', [lockNumber]);
    if (!free) throw new Error('Another backup is being made. Wait until it is done.');
    await removeLeftovers(work);
    await keepLog(place, true);
    return await copyBetweenMarks(work, client, counter);
  } finally {
    await Promise.all([client.end(), counter.end()].map((ending) => ending.catch(() => undefined)));
  }
}

// Under the lock nobody else is making one: what is there was cut short.
async function removeLeftovers({ place, partial }: Work) {
  for (const name of await readdir(place.root)) {
    const path = join(place.root, name);
    if (name.startsWith('.partial-') && path !== partial) await rm(path, { recursive: true, force: true });
  }
}

type Place = { lsn: string; segment: string };
const segmentOf = async (client: Client, lsn: string): Promise<Place> =>
  one(client, 'SELECT $1::text AS lsn, pg_walfile_name($1::pg_lsn) AS segment', [lsn]);

async function copyBetweenMarks(work: Work, client: Client, counter: Client): Promise<Copy> {
  const { partial, id, tell } = work;
  const systemId = await systemIdOf(client);
  tell(0.02, 'checkpoint');
  const begun = await one<{ lsn: string }>(client, 'SELECT pg_backup_start($1, true)::text AS lsn', [`regiso ${id}`]);
  const start = await segmentOf(client, begun.lsn);
  const copied = await copyFiles(work);
  const end = await one<{ label: string }>(client, 'SELECT labelfile AS label FROM pg_backup_stop(false)');
  await writeSafely(join(partial, 'backup_label'), end.label);
  tell(0.88, 'rows');
  const restorePoint = `regiso-${id}`;
  const { lsn, counts } = await markAndCount(client, counter, restorePoint);
  const marked = await segmentOf(client, lsn);
  await client.query('SELECT pg_switch_wal()');
  tell(0.92, 'log');
  await untilArchived(work, systemId, start.segment, marked.segment);
  const { version } = await one<{ version: string }>(client, `SELECT current_setting('server_version') AS version`);
  return {
    ...copied,
    counts,
    audit: await newestBlock(counter),
    postgres: {
      form: 'files',
      systemId,
      version,
      timeline: Number.parseInt(start.segment.slice(0, 8), 16),
      startSegment: start.segment,
      endSegment: marked.segment,
      startLsn: start.lsn,
      endLsn: marked.lsn,
      restorePoint,
    },
  };
}

// What belongs to one run of the server, or is written anew at its start.
const unneeded =
  /^(postmaster\.(pid|opts)|(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/.+|(.+\/)?pgsql_tmp.*|(.+\/)?pg_internal\.init|backup_label.*|.+\.pid)$/;

async function copyFiles({ place, partial, tell, signal }: Work): Promise<Pick<Copy, 'files' | 'folders'>> {
  const tree = await walk(place.cluster, (path) => unneeded.test(path));
  const control = 'global/pg_control';
  const total = tree.files.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  const onBytes = (bytes: number) => {
    done += bytes;
    tell(0.03 + (0.84 * done) / Math.max(total, done), 'PostgreSQL');
  };
  const options = { onBytes, ...(signal && { signal }) };
  const target = join(partial, 'base');
  const most = await packTree(place.cluster, target, largestFirst(tree, control), options);
  // It says from where the log is to be played, so that it must not be newer than the files.
  const last = await packTree(
    place.cluster,
    target,
    tree.files.filter(({ path }) => path === control),
    options,
  );
  return {
    files: [...most, ...last].map((entry) => ({ ...entry, path: `base/${entry.path}` })),
    folders: tree.folders.map((path) => `base/${path}`),
  };
}

const largestFirst = ({ files }: Tree, but: string) =>
  files.filter(({ path }) => path !== but).sort((a, b) => b.bytes - a.bytes);

async function untilArchived({ place, signal }: Work, systemId: string, start: string, end: string) {
  const archive = archiveOf(place, systemId);
  for (const until = Date.now() + 120_000; ; await pause(200)) {
    signal?.throwIfAborted();
    await shipLog(place, systemId);
    const missing = missingPiece(await archivedPieces(archive), start, end);
    if (!missing) return;
    if (Date.now() > until)
      throw new Error(
        `PostgreSQL did not hand over the piece ${missing} of its log within two minutes, so that this backup could not be restored. Its log says why: ${join(place.dataFolder, 'postgres.log')}`,
      );
  }
}
