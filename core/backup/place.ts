import { existsSync, statfsSync } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../server/config';
import { postgresFolder, ownerOf, unprivilegedUser, type Unprivileged } from '../server/services/postgres-home';
import { walSpool } from '../server/services/postgres-archive';

export type BackupPlace = {
  /** Where the backups are. */
  root: string;
  dataFolder: string;
  /** Files of the embedded PostgreSQL. */
  cluster: string;
  spool: string;
  /** Who owns PostgreSQL's files when root runs us. */
  user?: Unprivileged;
};

/** Where everything lies. Makes the folder of backups. */
export async function placeOf(config: Config): Promise<BackupPlace> {
  await mkdir(config.dataFolder, { recursive: true, mode: 0o711 });
  await mkdir(config.backups.folder, { recursive: true, mode: 0o700 });
  const somebody = unprivilegedUser();
  const { folder } = postgresFolder(config.dataFolder, somebody);
  const user = existsSync(folder) ? ownerOf(folder, somebody) : somebody;
  return {
    root: config.backups.folder,
    dataFolder: config.dataFolder,
    cluster: folder,
    spool: walSpool(folder),
    ...(user && { user }),
  };
}

/** The archive of PostgreSQL's log, a folder for each cluster. */
export const archiveOf = ({ root }: Pick<BackupPlace, 'root'>, systemId: string) => join(root, `wal-${systemId}`);

const mebibyte = 1_048_576;
const reserve = 64 * mebibyte;

export const freeBytes = (folder: string) => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
};

/** Throws a sentence when the disk has no room for so many bytes; what the database and the logs need stays free. */
export function needRoom(folder: string, bytes: number, what: string, free = freeBytes(folder)) {
  if (free >= bytes + reserve) return;
  const [needed, left] = [bytes + reserve, free].map((value) => Math.ceil(value / mebibyte));
  throw new Error(
    `${what} needs ${needed} MB in ${folder}, and ${left} MB are free. Make room there, or set REGISO_BACKUPS to a folder on another disk.`,
  );
}

/** How many bytes the files below a folder have. */
export async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += await sizeOf(path);
    else if (entry.isFile())
      bytes += await stat(path).then(
        ({ size }) => size,
        () => 0,
      );
  }
  return bytes;
}
