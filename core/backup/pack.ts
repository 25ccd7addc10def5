import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chown, lstat, mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Unprivileged } from '../server/services/postgres-home';
import type { FileEntry } from './manifest';

const sideBySide = 3;

/** Passes bytes on and keeps their number and SHA-256. */
function tap() {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform: (piece: Buffer, _encoding, done) => {
      hash.update(piece);
      bytes += piece.length;
      done(null, piece);
    },
  });
  return { stream, result: () => ({ bytes, sha256: hash.digest('hex') }) };
}

const toDisk = (target: string) => createWriteStream(target, { mode: 0o600, flush: true });

/** Packs one file with gzip; its checksum is of what was read. */
export async function packFile(source: string, target: string, signal?: AbortSignal) {
  const plain = tap();
  const packed = tap();
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const steps = [
    createReadStream(source),
    plain.stream,
    createGzip({ level: 1 }),
    packed.stream,
    toDisk(target),
  ] as const;
  await pipeline(steps, { ...(signal && { signal }) });
  return { ...plain.result(), packed: packed.result().bytes };
}

/** Unpacks one file; without a target only reads it. Throws when it is not what was packed. */
export async function unpackFile(
  source: string,
  expected: { sha256: string; bytes: number },
  to: Target,
  signal?: AbortSignal,
) {
  const plain = tap();
  const end = to.file ? toDisk(to.file) : nowhere();
  try {
    await pipeline([createReadStream(source), createGunzip(), plain.stream, end], { ...(signal && { signal }) });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Error(`${source} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  const { bytes, sha256 } = plain.result();
  if (sha256 !== expected.sha256 || bytes !== expected.bytes)
    throw new Error(`${source} was damaged: its checksum is not the one in the manifest`);
  if (to.file && to.user) await chown(to.file, to.user.uid, to.user.gid);
}

export type Target = { file?: string; user?: Unprivileged };

const nowhere = () => new Writable({ write: (_piece, _encoding, done) => done() });

export type Tree = { folders: string[]; files: { path: string; bytes: number }[] };

/** Everything below a folder but what `skip` names, with paths relative to it. */
export async function walk(root: string, skip: (path: string) => boolean, below = ''): Promise<Tree> {
  const tree: Tree = { folders: [], files: [] };
  for (const entry of await readdir(join(root, below), { withFileTypes: true }).catch(() => [])) {
    const path = below ? `${below}/${entry.name}` : entry.name;
    if (skip(path)) continue;
    if (entry.isSymbolicLink()) throw new Error(`${join(root, path)} is a link; backups hold whole files only`);
    if (entry.isFile()) {
      const found = await lstat(join(root, path)).catch(() => undefined);
      if (found) tree.files.push({ path, bytes: found.size });
    } else if (entry.isDirectory()) {
      const inner = await walk(root, skip, path);
      tree.folders.push(path, ...inner.folders);
      tree.files.push(...inner.files);
    }
  }
  return tree;
}

/** SHA-256 of a file as it lies on the disk. */
export async function sumOf(file: string) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

type Copying = { signal?: AbortSignal; onBytes?: (bytes: number) => void };

/** Packs files of a tree side by side. A file that has gone meanwhile is left out: PostgreSQL's log makes up for it. */
export async function packTree(from: string, to: string, files: Tree['files'], { signal, onBytes }: Copying) {
  const entries: FileEntry[] = [];
  await eachOf(files, async ({ path }) => {
    signal?.throwIfAborted();
    try {
      const { bytes, sha256, packed } = await packFile(join(from, path), join(to, `${path}.gz`), signal);
      entries.push({ path, bytes, packed, sha256 });
      onBytes?.(bytes);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  });
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Works on items side by side. After a failure no other is begun, and it throws when those under way have ended. */
export async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>) {
  let at = 0;
  const lane = async () => {
    try {
      for (let item = items[at++]; item !== undefined; item = items[at++]) await work(item);
    } catch (error) {
      at = items.length;
      throw error;
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: sideBySide }, lane));
  const failed = lanes.find((lane) => lane.status === 'rejected');
  if (failed) throw failed.reason;
}
