import { execFile, spawn } from 'node:child_process';
import { chownSync, closeSync, existsSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { explainFolder, lastLines, openLog, type Secrets } from './data-folder';
import { ownedFolder, ownerOf, postgresBinaries, postgresFolder, unprivilegedUser } from './postgres-home';
import type { Unprivileged } from './postgres-home';
import { stopOrphan } from './postgres-orphan';
import { address, asSuperuser, setUpDatabase, type Server } from './postgres-setup';
import { archiveSettings, walSpool } from './postgres-archive';
import { freePort } from './ports';
import { howEnded, supervise, tie, type Run } from './supervisor';

export type PostgresOptions = {
  dataFolder: string;
  secrets: Secrets['postgres'];
  /** Whether the secrets are those by which existing files were made. */
  known: boolean;
  onProgress: (step: string) => void;
  onEvent: (sentence: string) => void;
};

export type Postgres = { databaseUrl: string; appUrl: string; loaderUrl: string; port: number; stop(): Promise<void> };

type Place = { bin: string; folder: string; logFile: string; user?: Unprivileged };

// UTF-8 with Russian ICU order; the C locale alone would leave Cyrillic capitals as they are and break trigrams.
const clusterFlags = [
  '--username=postgres',
  '--encoding=UTF8',
  '--locale-provider=icu',
  '--icu-locale=ru-RU',
  '--locale=C',
  '--lc-ctype=C.UTF-8',
  '--auth=scram-sha-256',
];

/** How the embedded server is set, wherever its files lie. */
export const serverSettings = (port: number, folder: string) => ({
  listen_addresses: '127.0.0.1',
  port: String(port),
  unix_socket_directories: '',
  // A start of everything opens a hundred and twenty for a moment; tests start three at once.
  max_connections: '500',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  fsync: 'on',
  full_page_writes: 'on',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Failing statements stay out of the log: their texts and details hold personal data.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  ...archiveSettings(folder),
  ...(smallSharedMemory() && { dynamic_shared_memory_type: 'mmap' }),
});

// Containers often have 64 MB of it, which parallel queries outgrow.
function smallSharedMemory() {
  if (!existsSync('/dev/shm')) return false;
  const { blocks, bsize } = statfsSync('/dev/shm');
  return blocks * bsize < 256 * 1024 * 1024;
}

/** Starts the embedded PostgreSQL 18 and keeps it running. Its database and roles stand when this returns. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const place = findPlace(options);
  if (await stopOrphan(place.folder))
    options.onEvent('PostgreSQL of an earlier start was still running and was stopped.');
  const server: Server = { port: await freePort(options.secrets.port), secrets: options.secrets };
  const fresh = !existsSync(join(place.folder, 'PG_VERSION'));
  if (fresh) {
    options.onProgress('Making the PostgreSQL database');
    await initialise(place, server.secrets.superuserPassword);
  } else if (!options.known) {
    options.onEvent('secrets.json was missing, so PostgreSQL got new passwords.');
    await resetPassword(place, server.secrets.superuserPassword);
  }
  ownedFolder(walSpool(place.folder), place.user);
  options.onProgress('Starting PostgreSQL');
  let up = false;
  const launch = async () => {
    const run = await launchPatiently(place, server, up);
    up = true;
    return run;
  };
  const supervisor = await supervise('PostgreSQL', launch, options.onEvent);
  try {
    await setUpDatabase(server);
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
  return {
    databaseUrl: address(server, 'regiso', server.secrets.password),
    appUrl: address(server, 'regiso_app', server.secrets.appPassword ?? ''),
    loaderUrl: address(server, 'regiso_loader', server.secrets.loaderPassword),
    port: server.port,
    stop: () => supervisor.stop(),
  };
}

function findPlace({ dataFolder, onEvent }: PostgresOptions): Place {
  const somebody = unprivilegedUser();
  const { folder, moved } = postgresFolder(dataFolder, somebody);
  const user = ownerOf(folder, somebody);
  if (moved) onEvent(moved);
  const bin = join(postgresBinaries(user), 'bin');
  return { bin, folder, logFile: join(dataFolder, 'postgres.log'), ...(user && { user }) };
}

const environment = { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' };

/** Made beside its place and moved there when complete, so that a start cut short leaves nothing half made. */
async function initialise({ bin, folder, user }: Place, superuserPassword: string) {
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  ownedFolder(fresh, user);
  const passwordFile = `${folder}.password`;
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, superuserPassword, { mode: 0o600 });
  if (user) chownSync(passwordFile, user.uid, user.gid);
  const flags = [...clusterFlags, `--pgdata=${fresh}`, `--pwfile=${passwordFile}`];
  try {
    const made = promisify(execFile)(join(bin, 'initdb'), flags, { cwd: fresh, env: environment, ...user });
    tie(made.child, 'SIGTERM');
    await made;
    renameSync(fresh, folder);
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    const said = `${stderr || message}`.trim();
    if (/no space left|disk full/i.test(said)) throw new Error(explainFolder(new Error(said), dirname(folder)));
    throw new Error(`PostgreSQL could not make its files in ${folder}: ${said.split('\n').slice(-3).join(' ')}`);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** PostgreSQL without network and passwords, open to whoever owns the files. */
async function resetPassword({ bin, folder, user }: Place, password: string) {
  const alone = execFile(join(bin, 'postgres'), ['--single', '-D', folder, 'postgres'], { env: environment, ...user });
  alone.stdin?.end(`ALTER ROLE postgres PASSWORD '${password}';\n`);
  await new Promise((resolve) => alone.once('close', resolve));
}

async function launchPatiently(place: Place, server: Server, keepPort: boolean): Promise<Run> {
  const patience = Date.now() + 20_000;
  for (;;) {
    const run = await launchOnce(place, server);
    if (typeof run !== 'string') return run;
    const busy = /could not bind|could not create any TCP/i.test(run);
    // Children of a killed postmaster hold its memory until they notice.
    const held = /pre-existing shared memory|lock file .* already exists/i.test(run);
    if ((!busy && !held) || Date.now() > patience) throw new Error(sentence(run, place));
    if (busy && !keepPort) server.port = await freePort();
    else await sleep(250);
  }
}

function sentence(said: string, { folder, logFile }: Place) {
  if (/no space left/i.test(said)) return explainFolder(new Error(said), dirname(folder));
  if (/was initialized by PostgreSQL version|incompatible with server/i.test(said)) {
    return `The database files in ${folder} belong to another version of PostgreSQL. Move them away, or set DATABASE_URL to a server of that version.`;
  }
  return `PostgreSQL did not start in ${folder}: ${said} (its log is ${logFile}).`;
}

async function launchOnce(place: Place, server: Server): Promise<Run | string> {
  const { bin, folder, logFile, user } = place;
  const log = openLog(logFile);
  const flags = Object.entries(serverSettings(server.port, folder)).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  // Its own process group: Ctrl-C in a terminal reaches the parent alone, which stops things in order.
  const child = spawn(join(bin, 'postgres'), ['-D', folder, ...flags], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', log, log],
    detached: true,
    ...user,
  });
  closeSync(log);
  tie(child, 'SIGINT');
  let over: string | undefined;
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(howEnded(code, signal)));
  });
  void ended.then((how) => (over = how));
  const stop = () => stopServer(child, ended);
  try {
    while (!over) {
      if (await answers(server)) return { ended, stop };
      await sleep(25);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return `${over}. ${lastLines(logFile)}`;
}

// Refused and "starting up" (also while it recovers from a crash) mean: not yet.
async function answers(server: Server) {
  try {
    await asSuperuser(server, 'postgres', (client) => client.query('SELECT 1'));
    return true;
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code === '28P01') throw new Error(wrongPassword, { cause: error });
    if (['ECONNREFUSED', 'ECONNRESET', '57P03', '57P01'].includes(code) || /timeout|terminated/.test(message))
      return false;
    throw error;
  }
}

const wrongPassword =
  'PostgreSQL refuses the password in secrets.json of the data folder. Put back the secrets.json that belongs to these files, or set REGISO_DATA to another folder.';

async function stopServer(child: ReturnType<typeof spawn>, ended: Promise<string>) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  // SIGINT is PostgreSQL's fast shutdown, SIGQUIT leaves the rest to recovery at the next start.
  child.kill('SIGINT');
  const hard = setTimeout(() => child.kill('SIGQUIT'), 20_000);
  await ended;
  clearTimeout(hard);
}
