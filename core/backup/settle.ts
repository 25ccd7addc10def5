import { existsSync } from 'node:fs';
import { anchorFile, readAnchors, type Anchor } from '../audit/anchors';
import { beginNextEra } from '../audit/eras';
import { makeMonths } from '../audit/months';
import { audit } from '../server/audit';
import type { Config } from '../server/config';
import { inTransaction } from '../server/database';
import { emit } from '../server/events';
import { sql } from '../server/sql';

type Restoring = { backup: string; until: string | null; anchors: string; problems: number };

/**
 * Makes a restored copy fit to go on: a new era of the audit with a row that says so, no open sign-ins (some were ended
 * since, by a dismissal or a new password), and the warehouse asked to build anew.
 */
export async function settleCopy(config: Config, { backup, until, anchors, problems }: Restoring) {
  return inTransaction({ process: 'regiso backup restore' }, async () => {
    await makeMonths();
    const { kept, lost } = await anchorsOf(config, anchors);
    const ended = await sql`DELETE FROM core.sign_ins RETURNING 1`;
    const era = await beginNextEra();
    const details = { backup, until, era, endedSignIns: ended.length, anchorsSetAside: lost.length, problems };
    await audit('backup.restored', { type: 'backup', id: backup }, details);
    // An embedded warehouse is emptied and fills by itself; a server of its own keeps rows that are gone here.
    if (config.clickhouseUrl) await emit('backup.restored', { backup });
    return { era, endedSignIns: ended.length, keptAnchors: kept, lostAnchors: lost };
  });
}

/** Anchors of this machine and of the backup: those that the copy still answers to, and those of rows that are lost. */
async function anchorsOf(config: Config, fromBackup: string) {
  const all = new Map<string, Anchor>();
  for (const file of [fromBackup, anchorFile(config)]) {
    if (!existsSync(file)) continue;
    for await (const anchor of readAnchors(file)) all.set(`${anchor.block} ${anchor.hash} ${anchor.at}`, anchor);
  }
  const blocks = await sql<{
    no: number;
    hash: string;
  }>`SELECT no::int, encode(hash, 'hex') AS hash FROM core.audit_blocks
    WHERE no = ANY(${[...all.values()].map(({ block }) => block)}::bigint[])`;
  const known = new Map(blocks.map(({ no, hash }) => [no, hash]));
  const sorted = [...all.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
  const isKept = ({ block, hash }: Anchor) => known.get(block) === hash;
  return { kept: sorted.filter(isKept), lost: sorted.filter((anchor) => !isKept(anchor)) };
}
