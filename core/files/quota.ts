import { context } from '../server/context';
import { beyondReach } from '../server/database';
import { installed } from '../server/installed';
import { sql } from '../server/sql';
import { refused } from './refused';
import type { FilePlace } from './types';

/**
 * Throws 413 when so many bytes would pass the room of the participant, or of the person who sends when the file belongs to
 * no participant. Sendings into one room wait for each other, so that two of them never pass it together.
 */
export async function demandRoom(bytes: number, { participantId }: FilePlace): Promise<void> {
  const account = context().actor?.accountId;
  if (!participantId && !account) return;
  const { fileQuota, ownFileQuota } = installed().config;
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${participantId ?? account}, 7214022))`;
  const [row] = await beyondReach(
    'a room counts all its files',
    () => sql<{ used: string }>`SELECT coalesce(sum(bytes), 0) AS used FROM core.files
      WHERE ${participantId ?? null}::uuid = participant_id
        OR ${participantId ?? null}::uuid IS NULL AND participant_id IS NULL AND stored_by = ${account ?? null}`,
  );
  const limit = participantId ? fileQuota : ownFileQuota;
  if (Number(row?.used ?? 0) + bytes > limit) throw refused('no-room', limit);
}
