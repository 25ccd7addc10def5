import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Passwords and ports of the embedded services, kept for the owner of the data folder only. */
export type Secrets = {
  postgres: {
    superuserPassword: string;
    password: string;
    loaderPassword: string;
    appPassword?: string;
    port?: number;
  };
  engine: { port?: number };
};

/** Where running services are, for other processes of the same owner. */
export type Running = {
  pid: number;
  born?: string;
  startedAt: string;
  databaseUrl: string;
  appUrl?: string;
  loaderUrl: string;
  clickhouseUrl: string;
};

const megabyte = 1024 * 1024;

/** Makes the folder and proves that it can hold data. Throws one sentence that says what is wrong and what to do. */
export function prepareFolder(folder: string) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o711 });
    writeFileSync(join(folder, '.probe'), 'x');
    rmSync(join(folder, '.probe'));
  } catch (error) {
    throw new Error(explainFolder(error, folder), { cause: error });
  }
  const { bavail, bsize } = statfsSync(folder);
  // A first start makes about 100 MB of files; a later one must only be able to recover.
  const needed = existsSync(secretsFile(folder)) ? 50 : 300;
  if (bavail * bsize < needed * megabyte) throw new Error(full(folder, needed));
}

/** One sentence for a failure to write below the folder. */
export function explainFolder(error: unknown, folder: string) {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || /no space left/i.test(message)) return full(folder);
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) {
    return `The data folder ${folder} cannot be written (${code}). Give this user the right to write there, or set REGISO_DATA to a folder that it owns.`;
  }
  if (['ENOTDIR', 'EEXIST'].includes(code)) {
    return `The data folder ${folder} cannot be made because a file stands in its way. Remove the file, or set REGISO_DATA to another folder.`;
  }
  return `The data folder ${folder} cannot be used: ${message}. Set REGISO_DATA to another folder.`;
}

const full = (folder: string, needed = 300) =>
  `The disk of the data folder ${folder} is full (at least ${needed} MB must be free). Free some space, or set REGISO_DATA to a folder on another disk.`;

export const newPassword = () => randomBytes(24).toString('base64url');

const secretsFile = (folder: string) => join(folder, 'secrets.json');

/** The kept secrets, or new ones. `known` tells whether they were kept. */
export function readSecrets(folder: string): { secrets: Secrets; known: boolean } {
  const kept = readJson<Secrets>(secretsFile(folder));
  if (kept?.postgres?.superuserPassword) return { secrets: kept, known: true };
  const postgres = { superuserPassword: newPassword(), password: newPassword(), loaderPassword: newPassword() };
  return { secrets: { postgres, engine: {} }, known: false };
}

export const writeSecrets = (folder: string, secrets: Secrets) => writePrivately(secretsFile(folder), secrets);

export const runningFile = (folder: string) => join(folder, 'services.json');
export const readRunning = (folder: string) => readJson<Running>(runningFile(folder));

/** Written to a new file and renamed, so that nobody ever reads half of it. */
export function writePrivately(file: string, content: unknown) {
  const fresh = join(dirname(file), `.${randomBytes(6).toString('hex')}.tmp`);
  writeFileSync(fresh, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(fresh, file);
}

function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

/** Opens a log anew; the one before is kept beside it. */
export function openLog(file: string) {
  if (existsSync(file)) renameSync(file, `${file}.1`);
  return openSync(file, 'w', 0o600);
}

/** The end of a log, as one line for a sentence about a failure. */
export function lastLines(file: string, count = 5) {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-count).join(' · ');
  } catch {
    return '';
  }
}
