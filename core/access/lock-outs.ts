import { notify } from '../notices/notify';
import { beyondReach } from '../server/database';
import { installed } from '../server/installed';
import type { Notice } from '../server/plugin';
import { sql } from '../server/sql';
import { todayHere } from '../territory/home';

/** What those who keep accounts are told when somebody fails too often at one of theirs (OPR-10). */
export const lockedOutNotice: Notice = {
  id: 'access.locked-out',
  title: 'Вход закрыт после неудачных попыток',
  titleEn: 'A sign-in is closed after failed tries',
  text: 'Кто-то несколько раз не смог войти под одной из учётных записей, которые вы ведёте. Чья она — в кабинете.',
  textEn: 'Somebody failed several times to sign in to one of the accounts you keep. See your cabinet for whose it is.',
};

/** Tells the operators and those who keep the accounts of its participant, once for each time it is closed. */
export async function tellOfLockOut(accountId: string, minutes: number): Promise<void> {
  if (!installed().plugins.some(({ id }) => id === 'notices')) return;
  const [accountIds, name] = await beyondReach('who keeps an account, and whose it is', async () => [
    await keepersOf(accountId),
    (await sql<{ name: string }>`SELECT name FROM core.accounts WHERE id = ${accountId}`)[0]?.name ?? '',
  ]);
  await notify({
    kind: lockedOutNotice.id,
    accountIds,
    title: `Вход для «${name}» закрыт на ${minutes} минут: слишком много неудачных попыток`,
    titleEn: `The sign-in of “${name}” is closed for ${minutes} minutes: too many failed tries`,
    link: '/app/access/users',
  });
}

async function keepersOf(accountId: string): Promise<string[]> {
  const today = todayHere();
  const rows = await sql<{ account: string }>`SELECT DISTINCT g.account_id AS account
    FROM core.grants g JOIN core.accounts a ON a.id = ${accountId}
    WHERE g.state = 'active' AND g.starts_on <= ${today}::date AND (g.ends_on IS NULL OR g.ends_on >= ${today}::date)
      AND g.account_id <> a.id
      AND (g.role = 'operator' OR g.scope = 'participant' AND g.participant_id = a.participant_id AND EXISTS (
        SELECT FROM core.role_permissions r WHERE r.role = g.role AND r.permission = 'access.manage-accounts'))
    LIMIT 1000`;
  return rows.map(({ account }) => account);
}
