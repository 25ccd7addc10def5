import { spawn } from 'node:child_process';
import { chmodSync, chownSync, closeSync, mkdtempSync } from 'node:fs';
import { appendFile, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { openLog } from '../server/services/data-folder';
import { serverSettings } from '../server/services/postgres';
import { ownedFolder, postgresBinaries } from '../server/services/postgres-home';
import { tie } from '../server/services/supervisor';
import type { Backup } from './manifest';
import { eachOf, unpackFile } from './pack';
import { archiveOf, needRoom, type BackupPlace } from './place';
import type { Progress } from './create';
import { archivedPieces, piecesFrom, unpackPiece } from './wal';

/** Up to which moment the log is played: a mark, a time, or all there is. */
export type Until = { mark: string } | { time: Date } | 'all';

/** The folder in which a copy is brought to life, beside PostgreSQL's files, so that its user may enter. */
export const workshopOf = ({ cluster }: BackupPlace, name: string) => join(dirname(cluster), name);

/** Unpacks the files of PostgreSQL and the log they need, and checks every checksum. */
export async function unpackCluster(
  backup: Backup,
  place: BackupPlace,
  workshop: string,
  { signal, progress = () => undefined }: Progress,
) {
  const { manifest, folder } = backup;
  if (manifest.postgres.form !== 'files') throw new Error('This backup is a dump');
  const archive = archiveOf(place, manifest.postgres.systemId);
  const pieces = piecesFrom(await archivedPieces(archive), manifest.postgres.startSegment);
  const files = manifest.files.filter(({ path }) => path.startsWith('base/'));
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  needRoom(dirname(place.cluster), total + pieces.length * 16 * 2 ** 20, 'Unpacking the backup');
  const { user } = place;
  const owner = user ? { user } : {};
  ownedFolder(workshop, user);
  for (const path of ['base', 'log', ...manifest.folders.filter((name) => name.startsWith('base/')).sort()])
    ownedFolder(join(workshop, path), user);
  let done = 0;
  await eachOf(files, async ({ path, ...entry }) => {
    signal?.throwIfAborted();
    await unpackFile(join(folder, `${path}.gz`), entry, { file: join(workshop, path), ...owner }, signal);
    done += entry.bytes;
    progress(done / total, 'PostgreSQL');
  });
  await eachOf(pieces, (name) => unpackPiece(archive, name, { file: join(workshop, 'log', name), ...owner }, signal));
  await copyInto(join(folder, 'backup_label'), join(workshop, 'base/backup_label'), user);
}

async function copyInto(from: string, to: string, user?: BackupPlace['user']) {
  await mkdir(dirname(to), { recursive: true });
  await writeFile(to, await readFile(from), { mode: 0o600 });
  if (user) await chown(to, user.uid, user.gid);
}

export type Revived = { url: string; client: Client; stop(): Promise<void> };
type Reviving = {
  until: Until;
  timeline?: string;
  /** It will be the installation's: what it adds to its log is to be kept. */ stays?: boolean;
  signal?: AbortSignal;
};

/** Starts PostgreSQL on unpacked files and plays the log. It listens on a socket in a folder of its own only. */
export async function revive(place: BackupPlace, workshop: string, reviving: Reviving): Promise<Revived> {
  const { user } = place;
  const base = join(workshop, 'base');
  const sockets = mkdtempSync(join(tmpdir(), 'regiso-'));
  chmodSync(sockets, 0o700);
  if (user) chownSync(sockets, user.uid, user.gid);
  const entry = join(workshop, 'entry.conf');
  await writeOwned(entry, 'local all all trust\n', user);
  await writeOwned(join(base, 'recovery.signal'), '', user);
  const settings = {
    ...serverSettings(5432, base),
    listen_addresses: '',
    unix_socket_directories: sockets,
    hba_file: entry,
    hot_standby: 'off',
    shared_buffers: '64MB',
    archive_mode: reviving.stays ? 'on' : 'off',
    archive_command: '',
    restore_command: `cp '${join(workshop, 'log').replaceAll("'", "'\\''").replaceAll('%', '%%')}/%f' '%p'`,
    recovery_target_action: 'promote',
    recovery_target_timeline: reviving.timeline ?? 'latest',
    ...targetOf(reviving.until),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const logFile = join(workshop, 'recovery.log');
  const log = openLog(logFile);
  const child = spawn(join(postgresBinaries(user), 'bin/postgres'), ['-D', base, ...flags], {
    cwd: base,
    stdio: ['ignore', log, log],
    detached: true,
    ...user,
  });
  closeSync(log);
  tie(child, 'SIGQUIT');
  const ended = new Promise<void>((done) => child.once('exit', () => done()).once('error', () => done()));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
    await ended;
    await rm(sockets, { recursive: true, force: true });
  };
  try {
    const client = await untilOpen(sockets, child, logFile, reviving.signal);
    return {
      url: `postgres://postgres@localhost/regiso?host=${encodeURIComponent(sockets)}`,
      client,
      stop: async () => {
        await client.end().catch(() => undefined);
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function writeOwned(file: string, text: string, user: BackupPlace['user']) {
  await appendFile(file, text, { mode: 0o600 });
  if (user) await chown(file, user.uid, user.gid);
}

const targetOf = (until: Until): Record<string, string> => {
  if (until === 'all') return {};
  return 'mark' in until
    ? { recovery_target_name: until.mark }
    : { recovery_target_time: until.time.toISOString().replace('T', ' ').replace('Z', '+00') };
};

async function untilOpen(sockets: string, child: ReturnType<typeof spawn>, logFile: string, signal?: AbortSignal) {
  for (;;) {
    signal?.throwIfAborted();
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(await whyEnded(logFile));
    const client = new Client({ host: sockets, user: 'postgres', database: 'regiso', connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    const opened = await client.connect().then(
      () => true,
      () => false,
    );
    if (opened && !(await inRecovery(client))) return client;
    await client.end().catch(() => undefined);
    await pause(100);
  }
}

const inRecovery = async (client: Client) =>
  (await client.query<{ so: boolean }>('SELECT pg_is_in_recovery() AS so')).rows[0]?.so ?? true;

async function whyEnded(logFile: string) {
  const text = await readFile(logFile, 'utf8').catch(() => '');
  if (/recovery ended before configured recovery target was reached/.test(text))
    return `The kept log ends before the wanted moment${lastMoment(text)}. Choose an earlier --target-time, or leave it out to restore everything there is.`;
  const faults = text.split('\n').filter((line) => /FATAL|PANIC|ERROR/.test(line));
  return `PostgreSQL could not be brought to life from this backup: ${faults.slice(-3).join(' · ') || text.slice(-500)}`;
}

const lastMoment = (text: string) => {
  const [, at] = /last completed transaction was at log time (\S+ \S+)/.exec(text) ?? [];
  return at ? ` (its last change is of ${at} UTC)` : '';
};
