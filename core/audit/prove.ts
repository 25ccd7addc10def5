import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { installed } from '../server/installed';
import { sql } from '../server/sql';
import { blockColumns, blockOf, hashFits, signatureFits, type Block, type BlockRow } from './blocks';
import { keyIdOf, trustedKeys } from './keys';
import { hashSize, leafHash, pathOf, rootByPath, rootOf } from './merkle';
import { positionOf, readRow } from './rows';

const hex = z.string().regex(/^(?:[0-9a-f]{2})+$/);
const BlockShape = z.object({
  no: z.int(),
  form: z.int(),
  rows: z.int().min(1),
  until: z.object({ era: z.int(), xid: z.string(), id: z.string() }),
  root: hex,
  prev: hex,
  at: z.string(),
  keyId: z.string(),
  hash: hex,
  signature: hex,
});

/** Everything needed to check one row without the others: its text, the way to the root, and the signed block. */
export const Proof = z.object({
  row: z.string(),
  index: z.int().min(0),
  path: z.array(hex),
  block: BlockShape,
  /** PEM of the key that signed, for those who have no other copy. */
  publicKey: z.string(),
});
export type Proof = z.infer<typeof Proof>;

/** Why there is no proof of a row. */
export class Unprovable extends Error {
  constructor(
    override readonly cause: 'unknown' | 'unsealed' | 'changed' | 'no-key',
    message: string,
  ) {
    super(message);
  }
}

/** The proof of one row. Throws a sentence when the row is unknown, not sealed yet or not what was sealed. */
export async function makeProof(id: string): Promise<Proof> {
  const found = await readRow(id);
  if (!found) throw new Unprovable('unknown', `There is no row ${id} in the audit log`);
  const stored = await blockWith(positionOf(found));
  if (!stored) throw new Unprovable('unsealed', `Row ${id} is not sealed yet; that takes a few seconds`);
  const { block, leaves } = stored;
  const [, , , row] = found;
  const index = indexOf(leaves, leafHash(row));
  if (index === undefined || !rootFits(block, leaves))
    throw new Unprovable('changed', `Row ${id} does not fit block ${block.no}: run \`regiso audit verify\``);
  const key = trustedKeys(installed().config).get(block.keyId);
  if (!key)
    throw new Unprovable('no-key', `The public key ${block.keyId} of block ${block.no} is not kept on this machine`);
  const path = pathOf(leaves, index).map((hash) => hash.toString('hex'));
  return { row, index, path, block, publicKey: key.export({ type: 'spki', format: 'pem' }).toString() };
}

async function blockWith({ era, xid, id }: { era: number; xid: string; id: string }) {
  const [found] = await sql<BlockRow & { leaves: Buffer }>`SELECT ${blockColumns}, l.hashes AS leaves
    FROM core.audit_blocks b JOIN core.audit_leaves l ON l.block = b.no
    WHERE (until_era, until_xid, until_id) >= (${era}::smallint, ${xid}::xid8, ${id}::uuid)
    ORDER BY until_era, until_xid, until_id LIMIT 1`;
  if (!found) return undefined;
  const { leaves, ...row } = found;
  return { block: blockOf(row), leaves };
}

function indexOf(leaves: Buffer, leaf: Buffer) {
  const index = Array.from({ length: leaves.length / hashSize }).findIndex((_, at) =>
    leaf.equals(leaves.subarray(at * hashSize, (at + 1) * hashSize)),
  );
  return index < 0 ? undefined : index;
}

const rootFits = (block: Block, leaves: Buffer) => rootOf(leaves).toString('hex') === block.root;

export type ProofVerdict = { ok: boolean; say: string; row?: unknown };

/** Checks a proof by itself; with keys, also that one of them signed. Needs neither the database nor this machine. */
export function checkProof(proof: Proof, pems: readonly string[]): ProofVerdict {
  const { row, index, path, block } = proof;
  const hashes = path.map((hash) => Buffer.from(hash, 'hex'));
  const root = rootByPath(leafHash(row), index, block.rows, hashes);
  if (root?.toString('hex') !== block.root) return { ok: false, say: 'The row does not lead to the root of its block' };
  if (!hashFits(block)) return { ok: false, say: 'The block does not fit its own hash' };
  const key = keyFor(proof, pems);
  if (!key) return { ok: false, say: `The key ${block.keyId} is not one of the given ones` };
  if (!signatureFits(block, key)) return { ok: false, say: `The signature is not one of the key ${block.keyId}` };
  const by = pems.length ? 'a given key' : 'the key in the proof; compare it with a copy you trust (--key)';
  return { ok: true, say: `Sealed in block ${block.no} at ${block.at}, signed by ${by}`, row: JSON.parse(row) };
}

function keyFor({ block, publicKey }: Proof, pems: readonly string[]): KeyObject | undefined {
  const keys = (pems.length ? pems : [publicKey]).map((pem) => createPublicKey(pem));
  return keys.find((key) => keyIdOf(key) === block.keyId);
}
