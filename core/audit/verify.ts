import { existsSync } from 'node:fs';
import { inTransaction } from '../server/database';
import { installed } from '../server/installed';
import { sql } from '../server/sql';
import { anchoredKey, anchorFile, readAnchors, type Anchor } from './anchors';
import { blockColumns, blockOf, lastBlock, type Block, type BlockRow } from './blocks';
import { faultOf, readBlocks, type StoredBlock } from './chain';
import { firstDifference } from './difference';
import { presentEra } from './eras';
import { keyIdOf, trustedKeys, type TrustedKeys } from './keys';
import { hashSize, leafHash, rootOf } from './merkle';
import { beginning, comparePositions, positionOf, readRows, type Position, type Row } from './rows';

export type VerifyOptions = {
  /** The first and the last block, or a day (UTC) of sealing; all blocks when left out. */
  from?: string;
  to?: string;
  /** A file of anchors kept elsewhere; the data folder's own when left out. */
  anchors?: string;
  /** PEM files of public keys to trust beside those of this machine. */
  keys?: readonly string[];
  signal?: AbortSignal;
  progress?: (share: number, step: string) => void;
};

export type Problem = { block: number; row?: string; say: string };
export type Verdict = {
  ok: boolean;
  blocks: number;
  rows: number;
  /** How many anchors the chain was held against. */
  anchors: number;
  /** Rows that no block holds yet; counted up to 100,000. */
  unsealed: number;
  problem?: Problem;
};

/** Reads sealed rows, hashes them anew and holds them against the chain; names the first bad row or block. */
export const verify = (options: VerifyOptions = {}): Promise<Verdict> =>
  inTransaction({ process: 'audit/verify', readOnly: true }, () => verifyHere(options));

/** The same within the present transaction. */
export async function verifyHere(options: VerifyOptions = {}): Promise<Verdict> {
  const found: Verdict = { ok: true, blocks: 0, rows: 0, anchors: 0, unsealed: 0 };
  try {
    await check(options, found);
  } catch (error) {
    if (!(error instanceof Found)) throw error;
    return { ...found, ok: false, problem: error.problem };
  }
  return found;
}

class Found extends Error {
  constructor(readonly problem: Problem) {
    super(problem.say);
  }
}

const complain = (block: number, say: string, row?: string): never => {
  throw new Found({ block, ...(row && { row }), say });
};

async function check(options: VerifyOptions, found: Verdict) {
  const range = await rangeOf(options);
  const { anchors, keys } = await witnesses(options);
  const { first, end, newest } = range;
  let before = range.before;
  if (before) complainOfBlock(before, await blockBefore(before.no), keys);
  const rows = rowStream(before?.until ?? beginning, end?.until ?? beginning);
  try {
    for await (const stored of readBlocks(first, end?.no ?? 0)) {
      options.signal?.throwIfAborted();
      const { block } = stored;
      complainOfBlock(block, before, keys);
      complainOfAnchor(block, anchors, found);
      await checkRows(stored, rows);
      found.blocks += 1;
      found.rows += block.rows;
      before = block;
      options.progress?.((block.no - first + 1) / ((end?.no ?? 0) - first + 1), `block ${block.no}`);
    }
  } finally {
    await rows.close();
  }
  if (end && before?.no !== end.no) complain(end.no, `block ${(before?.no ?? 0) + 1} is missing`);
  if (end?.no === newest?.no) await checkEnd(newest, anchors, found);
}

type Anchors = Map<number, string>;

// Anchors tell of the blocks that were there; without them the end of the chain could be cut off unseen.
async function witnesses({ anchors: given, keys: files }: VerifyOptions) {
  const { config } = installed();
  const file = given ?? anchorFile(config);
  const anchors: Anchors = new Map();
  const keys = new Map(trustedKeys(config, files));
  if (!given && !existsSync(file)) return { anchors, keys };
  for await (const anchor of readAnchors(file)) {
    remember(anchor, anchors);
    const key = anchoredKey(anchor);
    keys.set(keyIdOf(key), key);
  }
  return { anchors, keys: keys as TrustedKeys };
}

function remember({ block, hash }: Anchor, anchors: Anchors) {
  const known = anchors.get(block);
  if (known && known !== hash) complain(block, 'it was anchored with two different hashes');
  anchors.set(block, hash);
}

function complainOfBlock(block: Block, before: Block | undefined, keys: TrustedKeys) {
  const fault = faultOf(block, before, keys);
  if (fault) complain(block.no, fault);
}

function complainOfAnchor({ no, hash }: Block, anchors: Anchors, found: Verdict) {
  const anchored = anchors.get(no);
  if (!anchored) return;
  if (anchored !== hash) complain(no, 'it is another block than the one that was anchored: the chain was rewritten');
  found.anchors += 1;
}

type RowStream = ReturnType<typeof rowStream>;

function rowStream(after: Position, until: Position) {
  const batches = readRows(after, until);
  let batch: Row[] = [];
  let at = 0;
  return {
    /** Every row up to the place, in order. */
    take: async (last: Position, each: (row: Row) => void) => {
      for (;;) {
        const row = batch[at];
        if (!row) {
          const next = await batches.next();
          if (next.done) return;
          [batch, at] = [next.value, 0];
          continue;
        }
        if (comparePositions(positionOf(row), last) > 0) return;
        at += 1;
        each(row);
      }
    },
    close: () => batches.return(undefined),
  };
}

async function checkRows({ block, leaves }: StoredBlock, rows: RowStream) {
  const hashes: Buffer[] = [];
  const ids: string[] = [];
  await rows.take(block.until, ([, , id, text]) => {
    hashes.push(leafHash(text));
    ids.push(id);
  });
  const found = Buffer.concat(hashes);
  const isWhole = hashes.length === block.rows && rootOf(found).toString('hex') === block.root;
  if (isWhole && found.equals(leaves)) return;
  if (isWhole) complain(block.no, 'its list of row hashes was changed; the rows themselves are whole');
  nameRow(block, leaves, found, ids);
}

// The kept hashes say which row it is, as long as they themselves lead to the signed root.
function nameRow(block: Block, leaves: Buffer, found: Buffer, ids: readonly string[]) {
  const isTrue = leaves.length === block.rows * hashSize && rootOf(leaves).toString('hex') === block.root;
  const difference = isTrue ? firstDifference(leaves, found) : undefined;
  if (!difference) complain(block.no, 'its rows were changed, and so was the list of their hashes');
  else {
    const { kind, index } = difference;
    const [id, previous] = [ids[index], ids[index - 1]];
    if (kind === 'changed') complain(block.no, `row ${id} was changed`, id);
    if (kind === 'added') complain(block.no, `row ${id} was inserted after the block was sealed`, id);
    complain(block.no, `row ${index + 1} of ${block.rows} is missing${previous ? `, after row ${previous}` : ''}`);
  }
}

async function checkEnd(newest: Block | undefined, anchors: Anchors, found: Verdict) {
  const gone = [...anchors.keys()].filter((no) => no > (newest?.no ?? 0)).sort((a, b) => a - b);
  if (gone[0]) complain(gone[0], 'it was anchored and is gone: the end of the chain was cut off');
  const { era, xid, id } = newest?.until ?? beginning;
  const [rest] = await sql<{ rows: number; ahead: string | null }>`
    SELECT count(*)::int AS rows, min(id::text) FILTER (WHERE era > ${await presentEra()}) AS ahead FROM
      (SELECT id, era FROM core.audit_events WHERE (era, xid, id) > (${era}::smallint, ${xid}::xid8, ${id}::uuid)
        LIMIT 100000) r`;
  found.unsealed = rest?.rows ?? 0;
  if (rest?.ahead) complain(newest?.no ?? 0, `row ${rest.ahead} claims an era that has not begun`, rest.ahead);
}

async function rangeOf({ from, to }: VerifyOptions) {
  const newest = await lastBlock();
  const first = from ? await blockAt(from, 'from') : 1;
  const last = to ? await blockAt(to, 'to') : (newest?.no ?? 0);
  return {
    newest,
    first,
    before: first > 1 ? await blockBefore(first) : undefined,
    end: await blockBefore(last + 1),
  };
}

async function blockBefore(no: number): Promise<Block | undefined> {
  const [row] = await sql<BlockRow>`SELECT ${blockColumns} FROM core.audit_blocks b WHERE b.no < ${no}
    ORDER BY b.no DESC LIMIT 1`;
  return row && blockOf(row);
}

// `to` 2026-03-31 takes in that day.
async function blockAt(text: string, side: 'from' | 'to'): Promise<number> {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new Error(`--${side} takes the number of a block or a day such as 2026-03-31`);
  const [row] =
    side === 'from'
      ? await sql<{ no: number }>`SELECT coalesce((SELECT min(no) FROM core.audit_blocks
          WHERE at >= ${text}::date::timestamp AT TIME ZONE 'UTC'), 1 + (SELECT max(no) FROM core.audit_blocks), 1)::int AS no`
      : await sql<{ no: number }>`SELECT coalesce((SELECT max(no) FROM core.audit_blocks
          WHERE at < (${text}::date + 1)::timestamp AT TIME ZONE 'UTC'), 0)::int AS no`;
  return row?.no ?? 0;
}
