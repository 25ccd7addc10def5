import { join } from 'node:path';
import { keyFiles } from './keys';
import { packTree, walk, type Tree } from './pack';
import type { FileEntry } from './manifest';
import { needRoom, type BackupPlace } from './place';

// Services that have means of their own, what a start makes anew, and what is on its way in.
const madeAnew =
  /^(postgres|postgres\..*|clickhouse|clickhouse\..*|wal-spool|ui|backups|uploads|lost\+found|restoring-.*|verify-.*)(\/|$)|^(owner|services|secrets)\.json|(^|\/)\.[^/]*$|\.log(\.1)?$|before-restore/;
const secret = new Set<string>(keyFiles);

const isLeftOut = (place: BackupPlace) => (path: string) =>
  madeAnew.test(path) || secret.has(path) || place.root === join(place.dataFolder, path);

/** Packs files of the data folder that no service keeps: uploaded files, public keys and anchors of the audit. */
export async function ownFiles(place: BackupPlace, partial: string, signal?: AbortSignal): Promise<Kept> {
  const tree = await walk(place.dataFolder, isLeftOut(place));
  needRoom(place.root, bytesOf(tree), 'The copy of the files');
  const files = await packTree(place.dataFolder, join(partial, 'files'), tree.files, signal ? { signal } : {});
  return {
    files: files.map((entry) => ({ ...entry, path: `files/${entry.path}` })),
    folders: tree.folders.map((path) => `files/${path}`),
  };
}

type Kept = { files: FileEntry[]; folders: string[] };

const bytesOf = ({ files }: Tree) => files.reduce((sum, { bytes }) => sum + bytes, 0);
