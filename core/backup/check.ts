import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { verifyHere, type Verdict } from '../audit/verify';
import type { Config } from '../server/config';
import { connectDatabase, disconnectDatabase, inTransaction } from '../server/database';
import { findPlugins } from '../server/find';
import { install } from '../server/installed';
import { load } from '../server/loader';
import type { Manifest } from './manifest';
import type { Revived } from './recover';
import { checkUploads } from './uploads';
import { countRows, differences, type Counts } from './witness';

export type Checked = {
  problems: string[];
  rows: number;
  tables: number;
  files: number;
  counts: Counts;
  audit: Verdict;
};

/**
 * Opens the core on a copy that was brought to life, for work on it. This process must not have another database open.
 */
export async function onCopy<T>(config: Config, { url }: Revived, work: () => Promise<T>): Promise<T> {
  const { plugins, failed } = load(findPlugins().found);
  // A check reads whole tables: it may take as long as it needs.
  await connectDatabase(url, { poolSize: 2, statementTimeoutMs: 0 });
  const services = { databaseUrl: url, loaderUrl: url, clickhouseUrl: '' };
  install({ plugins, failed, disabled: new Set(), config, services, version: '' });
  try {
    return await work();
  } finally {
    await disconnectDatabase();
  }
}

type Options = {
  manifest: Manifest;
  /** A folder with the audit's public keys and anchors. */
  audit: string;
  /** The log was played up to the mark at which rows were counted. */
  atMark: boolean;
  signal?: AbortSignal;
  progress?: (share: number, step: string) => void;
};

/** Counts all rows and verifies the audit of a copy; within `onCopy`. */
export async function checkCopy(
  { client }: Revived,
  { manifest, audit, atMark, signal, progress = () => undefined }: Options,
): Promise<Checked> {
  const counts = await countRows(client, (share) => progress(share * 0.5, 'rows'));
  const verdict = await inTransaction({ process: 'backup/verify', readOnly: true }, async () =>
    verifyHere({
      ...(await witnesses(audit)),
      ...(signal && { signal }),
      progress: (share, step) => progress(0.5 + share * 0.5, step),
    }),
  );
  const uploads = await checkUploads(client, manifest);
  // Files that came after the mark are beyond the backup.
  const problems = atMark ? [...uploads.problems] : [];
  if (atMark && manifest.counts) problems.push(...differences(manifest.counts, counts));
  if (verdict.problem) problems.push(`audit: ${verdict.problem.say} (block ${verdict.problem.block})`);
  if (atMark && manifest.audit && verdict.blocks < manifest.audit.block)
    problems.push(`audit: ${manifest.audit.block} blocks were sealed, the copy has ${verdict.blocks}`);
  const rows = Object.values(counts).reduce((sum, value) => sum + value, 0);
  return { problems, rows, tables: Object.keys(counts).length, files: uploads.files, counts, audit: verdict };
}

async function witnesses(folder: string) {
  const trusted = join(folder, 'trusted');
  const names = await readdir(trusted).catch(() => []);
  const anchors = join(folder, 'anchors.jsonl');
  return { keys: names.map((name) => join(trusted, name)), ...(existsSync(anchors) && { anchors }) };
}
