import { link, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { keyFiles } from './keys';
import { eachOf, packTree, sumOf, walk, type Tree } from './pack';
import { listBackups, type Backup, type FileEntry } from './manifest';
import { needRoom, type BackupPlace } from './place';

// Services that have means of their own, what a start makes anew, and what is on its way in.
const madeAnew =
  /^(postgres|postgres\..*|clickhouse|clickhouse\..*|wal-spool|ui|backups|uploads|lost\+found|restoring-.*|verify-.*)(\/|$)|^(owner|services|secrets)\.json|(^|\/)\.[^/]*$|\.log(\.1)?$|before-restore/;
const secret = new Set<string>(keyFiles);

const isLeftOut = (place: BackupPlace) => (path: string) =>
  madeAnew.test(path) || secret.has(path) || place.root === join(place.dataFolder, path);

export type Kept = { files: FileEntry[]; folders: string[] };

/**
 * Keeps files of the data folder that no service keeps: uploaded files, public keys and anchors of the audit. What the newest
 * backup holds with the same digest is linked from it, not packed again, so that every backup is whole by itself. `already`
 * names what this backup has from before.
 */
export async function ownFiles(
  place: BackupPlace,
  partial: string,
  already: Kept = { files: [], folders: [] },
  signal?: AbortSignal,
): Promise<Kept> {
  const has = new Set(already.files.map(({ path }) => path));
  const tree = await walk(place.dataFolder, isLeftOut(place));
  const target = join(partial, 'files');
  const fresh = tree.files.filter(({ path }) => !has.has(`files/${path}`));
  const linked = await linkKnown(place, target, fresh, signal);
  const known = new Set(linked.map(({ path }) => path));
  const rest = fresh.filter(({ path }) => !known.has(path));
  needRoom(place.root, bytesOf(rest), 'The copy of the files');
  const packed = await packTree(place.dataFolder, target, rest, signal ? { signal } : {});
  const added = [...linked, ...packed].map((entry) => ({ ...entry, path: `files/${entry.path}` }));
  const folders = new Set([...already.folders, ...tree.folders.map((path) => `files/${path}`)]);
  return { files: [...already.files, ...added], folders: [...folders] };
}

async function linkKnown(place: BackupPlace, target: string, files: Tree['files'], signal?: AbortSignal) {
  const [newest] = (await listBackups(place.root)).backups;
  // A backup in which the check found faults is not built upon.
  if (!newest || newest.verified?.ok === false) return [];
  const before = new Map(newest.manifest.files.map((entry) => [entry.path, entry]));
  const linked: FileEntry[] = [];
  await eachOf(files, async ({ path, bytes }) => {
    signal?.throwIfAborted();
    const entry = before.get(`files/${path}`);
    if (entry?.bytes !== bytes || !(await isSame(place, path, entry))) return;
    if (await linkFrom(newest, target, path)) linked.push({ ...entry, path });
  });
  return linked;
}

const isSame = async ({ dataFolder }: BackupPlace, path: string, { sha256 }: FileEntry) =>
  (await sumOf(join(dataFolder, path)).catch(() => undefined)) === sha256;

// Disks without links, and files linked too often, are packed again.
async function linkFrom({ folder }: Backup, target: string, path: string) {
  const file = join(target, `${path}.gz`);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  return link(join(folder, 'files', `${path}.gz`), file).then(
    () => true,
    () => false,
  );
}

const bytesOf = (files: Tree['files']) => files.reduce((sum, { bytes }) => sum + bytes, 0);
