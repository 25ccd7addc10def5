import { sql } from '../server/sql';

/** More letters than this waiting for one person become one, and more than this are not sent within an hour. */
const lettersAnHour = 5;

/** A letter that could not leave for so long is news no more. */
const staleDays = 3;

/** Puts the waiting letters in order before some are sent: in the transaction that claims them. */
export async function gather() {
  await sql`SELECT pg_advisory_xact_lock(7214031)`;
  await sql`UPDATE core.mails SET state = 'dropped', problem = 'stale', address = NULL, body = NULL, files = NULL
    WHERE state = 'waiting' AND account_id IS NOT NULL AND created_at < now() - make_interval(days => ${staleDays})`;
  await holdBack();
  await makeDigests();
}

// Who was written to often enough within the hour waits until it is over.
const holdBack = () => sql`
  UPDATE core.mails m SET next_at = l.until FROM (
    SELECT account_id, min(sent_at) + interval '1 hour' AS until FROM core.mails
    WHERE state = 'sent' AND NOT urgent AND sent_at > now() - interval '1 hour' AND account_id IS NOT NULL
    GROUP BY account_id HAVING count(*) >= ${lettersAnHour}) AS l
  WHERE m.account_id = l.account_id AND m.state = 'waiting' AND NOT m.urgent AND m.next_at < l.until`;

// A digest is not gathered again into another one with itself alone; it may take in what came later. Files go as they are. Who wants one letter a
// day gets all that waits in one.
const makeDigests = () => sql`
  WITH crowded AS (
    SELECT w.account_id, min(w.language) AS language FROM core.mails w
      LEFT JOIN core.notice_settings s ON s.account_id = w.account_id
    WHERE w.state = 'waiting' AND NOT w.urgent AND w.account_id IS NOT NULL AND w.kind <> 'notices.digest'
      AND w.files IS NULL
    GROUP BY w.account_id, s.digest_at
    HAVING min(w.next_at) <= now() AND (s.digest_at IS NOT NULL AND count(*) > 1 OR count(*) > ${lettersAnHour}
      AND max(w.created_at) - min(w.created_at) <= interval '1 day')),
  digests AS (
    INSERT INTO core.mails (account_id, kind, link, language)
    SELECT account_id, 'notices.digest', '/app/notices', language FROM crowded RETURNING id, account_id)
  UPDATE core.mails m SET state = 'gathered', digest_id = d.id FROM digests d
  WHERE m.account_id = d.account_id AND m.state = 'waiting' AND NOT m.urgent AND m.files IS NULL AND m.kind <> 'notices.digest'`;
