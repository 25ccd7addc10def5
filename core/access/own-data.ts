import { beyondReach } from '../server/database';
import type { DataOwner } from '../server/person';
import { sql } from '../server/sql';
import { confirmedSnils, describedIdentity, identitiesOf } from './identities';

/** What the core knows of the owner of an account. Secrets are told of by their days only. */
export async function ownData({ accountId }: DataOwner): Promise<Record<string, unknown>> {
  const [account] = await sql`SELECT login AS "имя для входа", name AS "имя", post AS "должность",
      created_at AS "создана", password_changed_at AS "пароль сменён", dismissed_on AS "увольнение"
    FROM core.accounts WHERE id = ${accountId}`;
  const rights = await sql`SELECT role AS "роль", subsystem AS "подсистема", scope AS "область", narrowing AS "сужение",
      ground AS "основание", starts_on AS "с", ends_on AS "по", state AS "состояние", end_reason AS "причина окончания"
    FROM core.grants WHERE account_id = ${accountId} ORDER BY id`;
  return { учётная_запись: account, права: rights, ...(await waysIn(accountId)), действия: await actionsOf(accountId) };
}

async function waysIn(accountId: string) {
  const signIns =
    await sql`SELECT created_at AS "вход", seen_at AS "последнее действие", ip AS "адрес", device AS "устройство",
      method AS "способ" FROM core.sign_ins WHERE account_id = ${accountId} ORDER BY id DESC LIMIT 1000`;
  const linked = (await identitiesOf(accountId)).map(({ way, issuer, linkedAt, usedAt }) => ({
    способ: way,
    издатель: issuer,
    привязано: linkedAt,
    последний_вход: usedAt,
  }));
  const [factor] = await sql`SELECT made_at AS "создан", confirmed_at AS "подтверждён"
    FROM core.second_factors WHERE account_id = ${accountId}`;
  const [codes] = await sql`SELECT count(*)::int AS "выдано", count(used_at)::int AS "использовано"
    FROM core.recovery_codes WHERE account_id = ${accountId}`;
  const [activation] = await sql`SELECT made_at AS "выдан", ends_at AS "действует до"
    FROM core.activation_codes WHERE account_id = ${accountId}`;
  const requests = await beyondReach(
    'requests about the owner',
    () => sql`SELECT way AS "способ", asked_at AS "подана", state AS "состояние", decided_at AS "решена"
      FROM core.match_requests WHERE account_id = ${accountId} ORDER BY id LIMIT 100`,
  );
  return {
    входы: signIns,
    привязанные_способы_входа: linked,
    сказано_поставщиком: (await describedIdentity({ accountId }))?.identity.person ?? null,
    заявки_на_сверку: requests,
    подтверждённый_СНИЛС: (await confirmedSnils(accountId)) ?? null,
    второй_фактор: factor ?? null,
    запасные_коды: codes,
    код_активации: activation ?? null,
  };
}

const actionsOf = (accountId: string) => sql`SELECT at AS "когда", event AS "событие", object_type AS "что",
    on_behalf_of IS NOT DISTINCT FROM ${accountId}::uuid AS "от моего имени"
  FROM core.audit_events WHERE actor_id = ${accountId} OR on_behalf_of = ${accountId} ORDER BY at DESC LIMIT 10000`;
