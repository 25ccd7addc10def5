import type { RetentionRule } from '../server/plugin';
import { sql } from '../server/sql';

/** What the core knows of the owner of an account, for the archive of their own data. */
export async function ownData(accountId: string): Promise<Record<string, unknown>> {
  const [account] =
    await sql`SELECT login AS "имя для входа", name AS "имя", post AS "должность", created_at AS "создана"
    FROM core.accounts WHERE id = ${accountId}`;
  const rights = await sql`SELECT role AS "роль", subsystem AS "подсистема", scope AS "область", ground AS "основание",
      starts_on AS "с", ends_on AS "по", state AS "состояние" FROM core.grants WHERE account_id = ${accountId} ORDER BY id`;
  const signIns =
    await sql`SELECT created_at AS "вход", seen_at AS "последнее действие", ip AS "адрес", device AS "устройство",
      method AS "способ" FROM core.sign_ins WHERE account_id = ${accountId} ORDER BY id DESC LIMIT 1000`;
  const actions = await sql`SELECT at AS "когда", event AS "событие", object_type AS "что" FROM core.audit_events
    WHERE actor_id = ${accountId} ORDER BY at DESC LIMIT 10000`;
  return { учётная_запись: account, права: rights, входы: signIns, действия: actions };
}

const dismissed: RetentionRule = {
  id: 'access.dismissed',
  title: 'Имена и входы уволенных: записи обезличиваются',
  titleEn: 'Names and logins of dismissed people: the accounts are made nameless',
  days: 5 * 365,
  remove: async (before) =>
    (
      await sql`UPDATE core.accounts SET name = 'Удалённая учётная запись', login = 'removed-' || id, post = NULL,
          password_hash = NULL
        WHERE disabled_at < ${before} AND login NOT LIKE 'removed-%' RETURNING id`
    ).length,
};

export const retention = [dismissed];
