import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installed } from '../server/installed';

/** Files lie under their ids, never under a name that somebody gave. Several web processes need one shared folder. */
const filesFolder = () => join(installed().config.dataFolder, 'files');
const folderOf = (id: string) => join(filesFolder(), id.slice(-2));
export const pathOf = (id: string) => join(folderOf(id), id);

/** Puts the content under an id, on the disk for good when it returns. Gives its SHA-256. */
export async function keepContent(id: string, content: { path: string } | { bytes: Buffer }): Promise<string> {
  await mkdir(folderOf(id), { recursive: true, mode: 0o700 });
  const path = pathOf(id);
  if ('bytes' in content) await writeFile(path, content.bytes, { mode: 0o600 });
  else await move(content.path, path);
  const file = await open(path, 'r+');
  try {
    await file.chmod(0o600);
    await file.sync();
  } finally {
    await file.close();
  }
  return digestOf(path);
}

async function move(from: string, to: string) {
  try {
    await rename(from, to);
  } catch (error) {
    // The folder of files may be another disk than that of uploads.
    if ((error as { code?: string }).code !== 'EXDEV') throw error;
    await copyFile(from, to);
  }
}

async function digestOf(path: string) {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}

export const removeContent = (id: string) => rm(pathOf(id), { force: true });

/** Ids whose content lies on the disk since before the moment, folder by folder. */
export async function* keptIds(before: Date): AsyncGenerator<string[]> {
  const folders = await readdir(filesFolder()).catch(() => []);
  for (const folder of folders) {
    const names = await readdir(join(filesFolder(), folder)).catch(() => []);
    const old: string[] = [];
    for (const name of names) if (await isOlder(join(filesFolder(), folder, name), before)) old.push(name);
    if (old.length) yield old;
  }
}

export const isOlder = async (path: string, before: Date) =>
  stat(path).then(
    ({ mtime }) => mtime < before,
    () => false,
  );
