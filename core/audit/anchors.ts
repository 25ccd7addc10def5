import { closeSync, createReadStream, existsSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { Config } from '../server/config';
import { inTransaction } from '../server/database';
import { installed } from '../server/installed';
import { log } from '../server/log';
import { lastBlock, type Block } from './blocks';
import { canonicalJson } from './canonical';
import { auditFolder, signer, type Signer } from './keys';
import { sendToSyslog, syslogLine } from './syslog';

const Anchor = z.object({
  at: z.string(),
  block: z.int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  key: z.string(),
});
export type Anchor = z.infer<typeof Anchor>;

/** Where anchors are kept unless the settings name another file. */
export const anchorFile = (config: Pick<Config, 'dataFolder'> & { auditAnchors?: string }) =>
  config.auditAnchors ?? join(auditFolder(config), 'anchors.jsonl');

/**
 * Writes the hash of the newest block where the database cannot reach: a file that only grows, the log of the process and
 * a syslog server when one is set. Gives the anchor; nothing while there is no block.
 */
export async function writeAnchor(): Promise<Anchor | undefined> {
  const { config } = installed();
  const block = await inTransaction({ process: 'audit/write-anchor', readOnly: true }, lastBlock);
  if (!block) return undefined;
  const anchor = anchorOf(block, signer(config));
  append(anchorFile(config), anchor);
  log.info('audit anchor', anchor);
  if (config.auditSyslog) await sendToSyslog(config.auditSyslog, [syslogOf(anchor)]);
  return anchor;
}

const anchorOf = ({ no, hash }: Block, { publicKey }: Signer): Anchor => ({
  at: new Date().toISOString(),
  block: no,
  hash,
  key: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
});

function append(file: string, anchor: Anchor) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const opened = openSync(file, 'a', 0o600);
  try {
    writeSync(opened, `${canonicalJson(anchor)}\n`);
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

const syslogOf = ({ at, block, hash, key }: Anchor) =>
  syslogLine({ at, kind: 'anchor', values: { block: String(block), hash, key }, text: `Block ${block} is ${hash}` });

/** The anchors of a file in the order they were written. Throws for a line that is none. */
export async function* readAnchors(file: string): AsyncGenerator<Anchor> {
  if (!existsSync(file)) throw new Error(`There is no file of anchors ${file}`);
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
    number += 1;
    if (line.trim()) yield parsed(line, `Line ${number} of ${file} is not an anchor`);
  }
}

function parsed(line: string, complaint: string): Anchor {
  try {
    return Anchor.parse(JSON.parse(line));
  } catch {
    throw new Error(complaint);
  }
}

export const anchoredKey = ({ key }: Anchor): KeyObject =>
  createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
