import { existsSync } from 'node:fs';
import { appendFile, chmod, cp, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { anchorFile, type Anchor } from '../audit/anchors';
import { canonicalJson } from '../audit/canonical';
import type { Config } from '../server/config';
import { ownedFolder } from '../server/services/postgres-home';
import { readKeys } from './keys';
import { writeSafely, type Backup } from './manifest';
import type { BackupPlace } from './place';
import { keepLog } from './wal';

type Settled = { keptAnchors: Anchor[]; lostAnchors: Anchor[] };

/** Puts the checked copy where the installation looks for it. The files from before stay beside it. */
export async function putBack(
  config: Config,
  place: BackupPlace,
  backup: Backup,
  workshop: string,
  settled: Settled,
  keys?: string,
) {
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const before = `${place.cluster}.before-restore-${stamp}`;
  const had = existsSync(place.cluster);
  if (had) await rename(place.cluster, before);
  await rename(join(workshop, 'base'), place.cluster);
  const notes = await putFiles(config, backup, join(workshop, 'own/files'), stamp, keys);
  await putAnchors(config, settled, stamp);
  notes.push(await emptyWarehouse(config));
  ownedFolder(place.spool, place.user);
  await keepLog(place, true);
  return { before: had ? before : null, notes };
}

async function putFiles(config: Config, backup: Backup, own: string, stamp: string, keys?: string) {
  const notes: string[] = [];
  const isAnchors = (path: string) => path === join(own, 'audit/anchors.jsonl');
  // Files that came since stay: what the database does not know of does no harm.
  await cp(own, config.dataFolder, { recursive: true, force: true, filter: (path) => !isAnchors(path) });
  const bundle = await readKeys(config, backup.folder, backup.manifest.keys, keys);
  if (!bundle)
    notes.push('The keys of this backup are kept apart: name their file with --keys, or put them back by hand.');
  for (const [path, content] of Object.entries(bundle?.files ?? {})) {
    const file = join(config.dataFolder, path);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const bytes = Buffer.from(content, 'base64');
    if (existsSync(file)) await rename(file, `${file}.before-restore-${stamp}`);
    await writeSafely(file, bytes);
    await chmod(file, 0o600);
  }
  const lacking = settingsLacking(config, bundle?.settings ?? {});
  if (lacking.length)
    notes.push(
      `Settings of the backup differ from the present ones or are missing here: ${lacking.join(', ')}. Without them sealed data does not open; \`regiso backup keys\` shows them.`,
    );
  return notes;
}

function settingsLacking(config: Config, settings: Record<string, string>) {
  const present: Record<string, string | undefined> = {
    REGISO_SECRET: config.secret,
    REGISO_PERSON_KEYS: config.personKeys,
    REGISO_AUDIT_KEY: config.auditKey,
  };
  return Object.entries(settings).flatMap(([name, value]) => (present[name] === value ? [] : [name]));
}

// Anchors of blocks that are lost would be called a forgery; they stay in a file of their own as evidence.
async function putAnchors(config: Config, { keptAnchors, lostAnchors }: Settled, stamp: string) {
  const file = anchorFile(config);
  if (!keptAnchors.length && !lostAnchors.length) return;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  if (existsSync(file)) await rename(file, `${file}.before-restore-${stamp}`);
  await writeSafely(file, '');
  await appendFile(file, keptAnchors.map((anchor) => `${canonicalJson(anchor)}\n`).join(''));
}

async function emptyWarehouse({ clickhouseUrl, dataFolder }: Config) {
  if (clickhouseUrl)
    return 'ClickHouse is a server of its own: its tables are built anew from PostgreSQL after the start.';
  await rm(join(dataFolder, 'clickhouse'), { recursive: true, force: true });
  return 'The warehouse was emptied: it is built anew from PostgreSQL after the start.';
}
