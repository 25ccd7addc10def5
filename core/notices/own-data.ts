import { unseal } from '../access/sealing';
import type { DataOwner } from '../server/person';
import { sql } from '../server/sql';
import { settingsPlace } from './settings';

/** What is held about the owner of an account: notices given, letters sent, how to be told, and devices. */
export async function ownData({ accountId }: DataOwner): Promise<Record<string, unknown>> {
  const notices = await sql`SELECT title AS "заголовок", text AS "текст", read_at AS "прочитано" FROM core.notices
    WHERE account_id = ${accountId} ORDER BY id DESC LIMIT 10000`;
  const letters = await sql`SELECT kind AS "вид", created_at AS "создано", sent_at AS "отправлено", state AS "состояние"
    FROM core.mails WHERE account_id = ${accountId} ORDER BY id DESC LIMIT 10000`;
  const devices = await sql`SELECT name AS "устройство", created_at AS "добавлено" FROM core.push_devices
    WHERE account_id = ${accountId} ORDER BY created_at`;
  return { уведомления: notices, письма: letters, настройки: await settingsOf(accountId), устройства: devices };
}

async function settingsOf(accountId: string) {
  const [row] = await sql<{ адрес: Buffer | null }>`SELECT address AS "адрес", language AS "язык",
      no_app AS "без_колокольчика", no_mail AS "без_писем", quiet_from AS "тихо_с", quiet_to AS "тихо_до"
    FROM core.notice_settings WHERE account_id = ${accountId}`;
  return row ? { ...row, адрес: row.адрес && unseal(row.адрес, settingsPlace('address', accountId)).toString() } : null;
}
