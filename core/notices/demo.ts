import { seal } from '../access/sealing';
import { audit } from '../server/audit';
import { sql } from '../server/sql';
import { settingsPlace } from './settings';

const readers = ['operator', 'guardian'] as const;

/** Proved addresses of two accounts of the demonstration, so that letters stand in the outbox, and one that failed. */
export async function noticesDemo() {
  const people = await sql<{ id: string; login: string }>`SELECT a.id, a.login FROM core.accounts a
    WHERE a.is_demo AND a.login = ANY (${[...readers]})
      AND NOT EXISTS (SELECT FROM core.notice_settings s WHERE s.account_id = a.id)`;
  for (const { id, login } of people) {
    await sql`INSERT INTO core.notice_settings (account_id, address, quiet_from, quiet_to)
      VALUES (${id}, ${seal(Buffer.from(`${login}@example.org`), settingsPlace('address', id))}, '22:00', '07:00')`;
    await audit('notices.settings-changed', { type: 'account', id });
    if (login === 'operator') await failOnce(id);
  }
}

const failOnce = (accountId: string) => sql`
  INSERT INTO core.mails (account_id, kind, link, state, attempts, problem, created_at)
  VALUES (${accountId}, 'notices.digest', '/app/notices', 'failed', 6, 'ETIMEDOUT', now() - interval '1 day')`;
