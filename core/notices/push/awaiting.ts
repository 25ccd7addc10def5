import { startJob } from '../../server/events';
import { sql } from '../../server/sql';

/** Waits a little, so that notices which come close together are one push. */
const gatherSeconds = 5;

/** Marks the devices of those who were told; what already waits there stays one push. Follows the choice for the bell. */
export async function awaitPush(kind: string, accounts: readonly string[], urgent: boolean) {
  const rows = await sql`
    UPDATE core.push_devices d SET urgent = d.urgent OR ${urgent}, due_at = least(d.due_at,
      now() + make_interval(secs => CASE WHEN ${urgent} THEN 0 ELSE ${gatherSeconds} END))
    FROM core.accounts a LEFT JOIN core.notice_settings s ON s.account_id = a.id
    WHERE d.account_id = ANY (${accounts}::uuid[]) AND a.id = d.account_id
      AND (${urgent} OR s.no_app IS NULL OR NOT ${kind}::text = ANY (s.no_app)) RETURNING d.id`;
  if (rows.length) await startJob('notices', 'send-pushes');
}
