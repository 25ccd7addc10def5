import { z } from 'zod';
import { sql } from '../server/sql';
import { lastBlock } from './blocks';
import { beginning } from './rows';

export const SealState = z.object({
  /** The newest block; null before the first. */
  block: z.int().nullable(),
  sealedAt: z.string().nullable(),
  keyId: z.string().nullable(),
  hash: z.string().nullable(),
  /** When the oldest row that waits to be sealed was written; null when none waits. */
  waitsSince: z.string().nullable(),
});
export type SealState = z.infer<typeof SealState>;

/** How far the log is sealed. */
export async function sealState(): Promise<SealState> {
  const block = await lastBlock();
  const { era, xid, id } = block?.until ?? beginning;
  const [waiting] = await sql<{ at: Date }>`SELECT e.at FROM core.audit_events e
    WHERE (e.era, e.xid, e.id) > (${era}::smallint, ${xid}::xid8, ${id}::uuid) ORDER BY e.era, e.xid, e.id LIMIT 1`;
  return {
    block: block?.no ?? null,
    sealedAt: block ? new Date(block.at).toISOString() : null,
    keyId: block?.keyId ?? null,
    hash: block?.hash ?? null,
    waitsSince: waiting?.at.toISOString() ?? null,
  };
}
