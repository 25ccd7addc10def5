import { createHash } from 'node:crypto';
import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const path = z
  .string()
  .max(500)
  .refine((value) => !value.startsWith('/') && !value.split('/').includes('..'), 'leads out of the backup');
const FileEntry = z.strictObject({
  path,
  /** As it was, before packing. */
  bytes: z.int().min(0),
  packed: z.int().min(0),
  sha256,
});
export type FileEntry = z.infer<typeof FileEntry>;

const segment = z.string().regex(/^[0-9A-F]{24}$/);
const lsn = z.string().regex(/^[0-9A-F]+\/[0-9A-F]+$/);

/** What the copy of PostgreSQL is: its files and where its log begins, or a dump made by pg_dump. */
const Postgres = z.discriminatedUnion('form', [
  z.strictObject({
    form: z.literal('files'),
    systemId: z.string().regex(/^\d{1,20}$/),
    version: z.string(),
    timeline: z.int().min(1),
    startSegment: segment,
    endSegment: segment,
    startLsn: lsn,
    endLsn: lsn,
    /** The name of the place in the log at which rows were counted. */
    restorePoint: z.string().regex(/^regiso-[\w-]+$/),
  }),
  z.strictObject({ form: z.literal('dump'), version: z.string(), tool: z.string() }),
]);

const Manifest = z.strictObject({
  format: z.literal(1),
  id: z.string().regex(/^\d{8}T\d{6}Z$/),
  release: z.string(),
  startedAt: z.iso.datetime(),
  /** From this moment on it can be restored. */
  endedAt: z.iso.datetime(),
  postgres: Postgres,
  /** Rows of every table at the moment of the copy; null when the moment could not be held still. */
  counts: z.record(z.string(), z.int().min(0)).nullable(),
  /** The newest sealed block of the audit. */
  audit: z.strictObject({ block: z.int(), hash: sha256 }).nullable(),
  /** Which keys open people's data. */
  personKeys: z.array(z.string()),
  /** How the secret keys are kept. */
  keys: z.enum(['plain', 'sealed', 'apart']),
  warehouse: z.literal('built anew from PostgreSQL'),
  folders: z.array(path),
  files: z.array(FileEntry),
});
export type Manifest = z.infer<typeof Manifest>;

const Verified = z.strictObject({
  at: z.iso.datetime(),
  ok: z.boolean(),
  problems: z.array(z.string()),
  seconds: z.number(),
  rows: z.int(),
  blocks: z.int(),
  /** Uploaded files that the copy knows. */
  files: z.int().optional(),
});
export type Verified = z.infer<typeof Verified>;

export type Backup = { manifest: Manifest; folder: string; bytes: number; verified: Verified | null };

const manifestFile = (folder: string) => join(folder, 'manifest.json');
const verifiedFile = (folder: string) => join(folder, 'verified.json');

/** Written with its own checksum, and safely on the disk when this returns. */
export async function writeManifest(folder: string, manifest: Manifest) {
  const text = `${JSON.stringify(manifest, null, 1)}\n`;
  await writeSafely(manifestFile(folder), text);
  await writeSafely(`${manifestFile(folder)}.sha256`, `${createHash('sha256').update(text).digest('hex')}\n`);
}

export const writeVerified = (folder: string, verified: Verified) =>
  writeSafely(verifiedFile(folder), `${JSON.stringify(verified)}\n`);

export async function writeSafely(file: string, content: string | Buffer) {
  const opened = await open(file, 'w', 0o600);
  try {
    await opened.writeFile(content);
    await opened.sync();
  } finally {
    await opened.close();
  }
}

/** One backup. Throws a sentence when there is none, or its manifest was damaged. */
export async function readBackup(root: string, id: string): Promise<Backup> {
  const folder = join(root, id);
  const text = /^\d{8}T\d{6}Z$/.test(id)
    ? await readFile(manifestFile(folder), 'utf8').catch(() => undefined)
    : undefined;
  if (text === undefined) throw new Error(`There is no backup ${id} in ${root}: see \`regiso backup list\``);
  const sum = (await readFile(`${manifestFile(folder)}.sha256`, 'utf8').catch(() => '')).trim();
  if (createHash('sha256').update(text).digest('hex') !== sum)
    throw new Error(`The manifest of backup ${id} was damaged: its checksum differs. Take another backup.`);
  const manifest = Manifest.parse(JSON.parse(text));
  const bytes = manifest.files.reduce((sum, { packed }) => sum + packed, 0);
  return { manifest, folder, bytes, verified: await readVerified(folder) };
}

async function readVerified(folder: string): Promise<Verified | null> {
  const text = await readFile(verifiedFile(folder), 'utf8').catch(() => undefined);
  if (!text) return null;
  const parsed = Verified.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}

export type Listed = { backups: Backup[]; damaged: { id: string; problem: string }[] };

/** All backups, the newest first, and those whose manifest cannot be read. */
export async function listBackups(root: string): Promise<Listed> {
  const names = await readdir(root).catch(() => []);
  const listed: Listed = { backups: [], damaged: [] };
  for (const id of names
    .filter((name) => /^\d{8}T\d{6}Z$/.test(name))
    .sort()
    .reverse()) {
    try {
      listed.backups.push(await readBackup(root, id));
    } catch (error) {
      listed.damaged.push({ id, problem: (error as Error).message.split('\n')[0] ?? '' });
    }
  }
  return listed;
}
