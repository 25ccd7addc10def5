import type { ClientBase } from 'pg';
import { context } from '../server/context';
import { compile, part } from '../server/sql';
import { blockColumns, blockOf, hashFits, noBlock, signatureFits, type Block, type BlockRow } from './blocks';
import type { TrustedKeys } from './keys';
import { beginning, comparePositions } from './rows';

export type StoredBlock = { block: Block; leaves: Buffer };

/** Blocks first to last with the hashes of their rows, in the present transaction's view. */
export async function* readBlocks(first: number, last: number, batch = 32): AsyncGenerator<StoredBlock> {
  const { connection: client } = context().transaction as unknown as { connection: ClientBase };
  const { text } = compile(part`${blockColumns}`.text, part`${blockColumns}`.values);
  await client.query(`DECLARE audit_chain NO SCROLL CURSOR FOR
    SELECT ${text}, l.hashes AS leaves FROM core.audit_blocks b LEFT JOIN core.audit_leaves l ON l.block = b.no
    WHERE b.no BETWEEN ${Math.trunc(first)} AND ${Math.trunc(last)} ORDER BY b.no`);
  try {
    for (;;) {
      const { rows } = await client.query<BlockRow & { leaves: Buffer | null }>(`FETCH ${batch} FROM audit_chain`);
      for (const { leaves, ...row } of rows) yield { block: blockOf(row), leaves: leaves ?? Buffer.alloc(0) };
      if (rows.length < batch) return;
    }
  } finally {
    await client.query('CLOSE audit_chain').catch(() => undefined);
  }
}

/** What is wrong with a block itself, given the one before it; undefined when it is sound. */
export function faultOf(block: Block, before: Block | undefined, keys: TrustedKeys): string | undefined {
  const expected = (before?.no ?? 0) + 1;
  if (block.no !== expected) return `block ${expected} is missing`;
  if (!hashFits(block)) return 'its record was changed: it does not fit its own hash';
  if (block.prev !== (before?.hash ?? noBlock))
    return 'it does not follow the block before it: the chain was rewritten';
  if (comparePositions(block.until, before?.until ?? beginning) <= 0) return 'it ends before the block before it does';
  const key = keys.get(block.keyId);
  if (!key) return `it is signed by the key ${block.keyId}, which is not trusted here; give it by --key`;
  return signatureFits(block, key) ? undefined : `its signature is not one of the key ${block.keyId}`;
}
