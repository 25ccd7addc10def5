import { constants, existsSync } from 'node:fs';
import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSafely } from './manifest';
import { packFile, unpackFile } from './pack';
import { archiveOf, type BackupPlace } from './place';

const segmentName = /^[0-9A-F]{24}$/;
const archived = /^([0-9A-F]{24}|[0-9A-F]{8}\.history)$/;

const switchFile = ({ spool }: BackupPlace) => join(spool, 'on');

/** Makes PostgreSQL hand over its log from now on, or stop doing so. */
export async function keepLog(place: BackupPlace, keep: boolean) {
  if (!keep) return rm(switchFile(place), { force: true });
  await access(place.spool, constants.W_OK);
  if (!existsSync(switchFile(place))) await writeFile(switchFile(place), '', { mode: 0o644 });
}

export const keepsLog = (place: BackupPlace) => existsSync(switchFile(place));

/** Moves finished pieces of the log from beside the database into the archive. Gives how many. */
export async function shipLog(place: BackupPlace, systemId: string): Promise<number> {
  const archive = archiveOf(place, systemId);
  await mkdir(archive, { recursive: true, mode: 0o700 });
  const names = (await readdir(place.spool).catch(() => [])).filter((name) => /^[0-9A-F]/.test(name)).sort();
  for (const name of names) await shipPiece(join(place.spool, name), archive, name);
  return names.length;
}

async function shipPiece(source: string, archive: string, name: string) {
  // Only whole pieces and the histories of timelines are ever asked for.
  if (archived.test(name)) await keepPiece(source, archive, name);
  await rm(source, { force: true });
}

/** Several processes may keep the same piece at once: each writes a file of its own and renames it. */
export async function keepPiece(source: string, archive: string, name: string) {
  const fresh = join(archive, `.${name}.${process.pid}`);
  try {
    const { bytes, sha256 } = await packFile(source, fresh);
    await writeSafely(join(archive, `${name}.sum`), JSON.stringify({ bytes, sha256 }));
    await rename(fresh, join(archive, `${name}.gz`));
  } catch (error) {
    await rm(fresh, { force: true });
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Names of the pieces in the archive, in order. */
export const archivedPieces = async (archive: string) =>
  (await readdir(archive).catch(() => []))
    .filter((name) => name.endsWith('.gz') && !name.startsWith('.'))
    .map((name) => name.slice(0, -3))
    .sort();

export async function unpackPiece(
  archive: string,
  name: string,
  to: Parameters<typeof unpackFile>[2],
  signal?: AbortSignal,
) {
  const sum = JSON.parse(await readFile(join(archive, `${name}.sum`), 'utf8')) as { sha256: string; bytes: number };
  await unpackFile(join(archive, `${name}.gz`), sum, to, signal);
}

/** The number of a piece within its timeline: pieces of 16 MB, 256 to a file of the old numbering. */
export const pieceNumber = (name: string) =>
  Number.parseInt(name.slice(8, 16), 16) * 256 + Number.parseInt(name.slice(16), 16);
const timelineOf = (name: string) => Number.parseInt(name.slice(0, 8), 16);

/** The first piece that is missing between two of one timeline; undefined when the archive is whole. */
export function missingPiece(pieces: readonly string[], start: string, end: string): string | undefined {
  const there = new Set(pieces);
  const timeline = start.slice(0, 8);
  for (let number = pieceNumber(start); number <= pieceNumber(end); number += 1) {
    const name = pieceOf(timeline, number);
    if (!there.has(name)) return name;
  }
  return undefined;
}

const hex = (value: number) => value.toString(16).toUpperCase().padStart(8, '0');
const pieceOf = (timeline: string, number: number) => `${timeline}${hex(Math.floor(number / 256))}${hex(number % 256)}`;

/** Pieces that a restore from this one on may ask for: of its timeline and the later ones, and all histories. */
export const piecesFrom = (pieces: readonly string[], start: string) =>
  pieces.filter(
    (name) =>
      !segmentName.test(name) || (timelineOf(name) >= timelineOf(start) && pieceNumber(name) >= pieceNumber(start)),
  );

/** Removes pieces that no backup needs any more. Gives how many. */
export async function pruneLog(archive: string, oldestNeeded: string): Promise<number> {
  const spare = (await archivedPieces(archive)).filter(
    (name) => segmentName.test(name) && pieceNumber(name) < pieceNumber(oldestNeeded),
  );
  for (const name of spare) {
    await rm(join(archive, `${name}.gz`), { force: true });
    await rm(join(archive, `${name}.sum`), { force: true });
  }
  return spare.length;
}
