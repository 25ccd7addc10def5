import { inTransaction } from '../server/database';
import { installed } from '../server/installed';
import { sql } from '../server/sql';
import { lastBlock, noBlock, saveBlock, signBlock, type Block } from './blocks';
import { presentEra } from './eras';
import { signer, trustedKeys, type Signer } from './keys';
import { hashSize, leafHash, rootOf } from './merkle';
import {
  beforeTransaction,
  beginning,
  comparePositions,
  positionOf,
  presentForm,
  readRows,
  type Position,
} from './rows';

const process = 'audit/seal-audit';
const lock = 7_214_003;
const rowsInBlock = 16_384;

/** Seals all rows whose transactions are over. Gives how many; 0 also when another process is at it. */
export async function sealAll(signal?: AbortSignal, mostRows = rowsInBlock): Promise<number> {
  const key = signer(installed().config);
  let rows = 0;
  while (!signal?.aborted) {
    const block = await inTransaction({ process, unaudited: 'a block is the seal of the audit itself' }, () =>
      sealBlock(key, mostRows),
    );
    if (!block) break;
    rows += block.rows;
  }
  return rows;
}

async function sealBlock(key: Signer, mostRows: number): Promise<Block | undefined> {
  // A transaction below the horizon is over: no row can appear before it any more, whatever its number or time.
  const [turn] = await sql<{ mine: boolean; horizon: string }>`
    SELECT pg_try_advisory_xact_lock(${lock}) AS mine, pg_snapshot_xmin(pg_current_snapshot())::text AS horizon`;
  if (!turn?.mine) return undefined;
  const last = await lastBlock();
  if (last) refuseForeignChain(last, key);
  const after = last?.until ?? beginning;
  const horizon = beforeTransaction(await presentEra(), turn.horizon);
  if (comparePositions(horizon, after) <= 0) return undefined;
  const { leaves, until } = await hashRows(after, horizon, mostRows);
  if (!leaves.length) return undefined;
  const header = {
    no: (last?.no ?? 0) + 1,
    form: presentForm,
    rows: leaves.length / hashSize,
    until,
    root: rootOf(leaves).toString('hex'),
    prev: last?.hash ?? noBlock,
    at: new Date().toISOString().replace('Z', '000Z'),
  };
  const block = signBlock(header, key);
  await saveBlock(block, leaves);
  return block;
}

async function hashRows(after: Position, horizon: Position, mostRows: number) {
  const leaves: Buffer[] = [];
  for await (const rows of readRows(after, horizon, Math.min(4_096, mostRows))) {
    for (const [, , , text] of rows) leaves.push(leafHash(text));
    const lastRow = rows.at(-1);
    if (lastRow && leaves.length >= mostRows) return { leaves: Buffer.concat(leaves), until: positionOf(lastRow) };
  }
  return { leaves: Buffer.concat(leaves), until: horizon };
}

// Going on with a key nobody chose would hide that the chain changed hands.
function refuseForeignChain(last: Block, key: Signer) {
  const { config } = installed();
  if (last.keyId === key.keyId || config.auditKey || trustedKeys(config).has(last.keyId)) return;
  throw new Error(
    `Block ${last.no} of the audit log is signed by the key ${last.keyId}, which this data folder does not have. `
      + 'Set REGISO_AUDIT_KEY_FILE to that key, or to a new one to go on with.',
  );
}
