import { sql } from '../server/sql';

/** What is held about the owner of an account: notices given, how to be told, and devices. */
export async function ownData(accountId: string): Promise<Record<string, unknown>> {
  const notices = await sql`SELECT title AS "заголовок", text AS "текст", read_at AS "прочитано" FROM core.notices
    WHERE account_id = ${accountId} ORDER BY id DESC LIMIT 10000`;
  const [settings] = await sql`SELECT language AS "язык", no_app AS "без_колокольчика", no_mail AS "без_писем"
    FROM core.notice_settings WHERE account_id = ${accountId}`;
  const devices = await sql`SELECT name AS "устройство", created_at AS "добавлено" FROM core.push_devices
    WHERE account_id = ${accountId} ORDER BY created_at`;
  return { уведомления: notices, настройки: settings ?? null, устройства: devices };
}
