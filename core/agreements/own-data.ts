import { beyondReach } from '../server/database';
import type { DataOwner } from '../server/person';
import { sql } from '../server/sql';

/** What participants have confirmed about somebody's duties, and what they have confirmed themselves. */
export const ownData = ({ accountId }: DataOwner): Promise<Record<string, unknown>> =>
  beyondReach('confirmations that name the owner', async () => ({
    подтверждения: await sql`SELECT p.name AS "участник", c.kind AS "о_чём", c.ground AS "основание",
        c.confirmed_at AS "когда", c.account_id IS NOT DISTINCT FROM ${accountId}::uuid AS "обо_мне"
      FROM core.confirmations c JOIN core.participants p ON p.id = c.participant_id
      WHERE c.account_id = ${accountId} OR c.confirmed_by = ${accountId} ORDER BY c.id LIMIT 10000`,
  }));
