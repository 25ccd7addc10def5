import { hash, sign, verify, type KeyObject } from 'node:crypto';
import { part, sql } from '../server/sql';
import { canonicalJson } from './canonical';
import type { Signer } from './keys';
import type { Position } from './rows';

/** What is signed: a block says how many rows it holds, up to which place, their root and the block before. */
export type Header = {
  no: number;
  form: number;
  rows: number;
  until: Position;
  root: string;
  prev: string;
  /** UTC with microseconds. */
  at: string;
  keyId: string;
};

export type Block = Header & { hash: string; signature: string };

/** Stands for the block before the first. */
export const noBlock = '0'.repeat(64);

const headerText = ({ no, form, rows, until: { era, xid, id }, root, prev, at, keyId }: Header) =>
  canonicalJson({ no, form, rows, until: { era, xid, id }, root, prev, at, keyId });

const hashOf = (text: string) => hash('sha256', text, 'hex');

/** Closes a block: its hash and its signature over the header. */
export function signBlock(header: Omit<Header, 'keyId'>, { keyId, privateKey }: Signer): Block {
  const signed = { ...header, keyId };
  const text = headerText(signed);
  return { ...signed, hash: hashOf(text), signature: sign(null, Buffer.from(text), privateKey).toString('hex') };
}

export const hashFits = (block: Block) => hashOf(headerText(block)) === block.hash;

export const signatureFits = (block: Block, publicKey: KeyObject) =>
  verify(null, Buffer.from(headerText(block)), publicKey, Buffer.from(block.signature, 'hex'));

type Row = Omit<Block, 'no' | 'until'> & { no: string; era: number; xid: string; id: string };

export const blockColumns = part`b.no, form, rows, until_era AS era, until_xid::text AS xid, until_id::text AS id,
  encode(root, 'hex') AS root, encode(prev, 'hex') AS prev, key_id AS "keyId", encode(hash, 'hex') AS hash,
  encode(signature, 'hex') AS signature, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at`;

export type BlockRow = Row;

export const blockOf = ({ no, era, xid, id, ...row }: Row): Block => ({
  ...row,
  no: Number(no),
  until: { era, xid, id },
});

/** The newest block; undefined before the first. */
export async function lastBlock(): Promise<Block | undefined> {
  const [row] = await sql<Row>`SELECT ${blockColumns} FROM core.audit_blocks b ORDER BY b.no DESC LIMIT 1`;
  return row && blockOf(row);
}

export async function saveBlock(block: Block, leaves: Buffer) {
  const { no, form, rows, until, root, prev, at, keyId, hash: own, signature } = block;
  const bytes = (text: string) => Buffer.from(text, 'hex');
  await sql`INSERT INTO core.audit_blocks
      (no, form, rows, until_era, until_xid, until_id, root, prev, at, key_id, hash, signature)
    VALUES (${no}, ${form}, ${rows}, ${until.era}, ${until.xid}, ${until.id}, ${bytes(root)}, ${bytes(prev)}, ${at},
      ${keyId}, ${bytes(own)}, ${bytes(signature)})`;
  await sql`INSERT INTO core.audit_leaves (block, hashes) VALUES (${no}, ${leaves})`;
}
