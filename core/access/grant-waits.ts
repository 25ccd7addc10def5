import { notify } from '../notices/notify';
import { beyondReach } from '../server/database';
import { installed } from '../server/installed';
import type { Notice } from '../server/plugin';
import { sql } from '../server/sql';
import { todayHere } from '../territory/home';

/** What the second person is told when a right waits for them. */
export const grantWaitsNotice: Notice = {
  id: 'access.grant-waits',
  title: 'Право ждёт вашего подтверждения',
  titleEn: 'A right waits for your confirmation',
  text: 'Другой человек запросил право, которое назначают двое. Подтвердите его или откажите в кабинете.',
  textEn: 'Somebody asked for a right that takes two people. Confirm or refuse it in your cabinet.',
};

type Waiting = { id: string; accountId: string; givenBy: string; endsOn: string | null };

/** Tells whoever may confirm a right that it waits for them, once: neither who asked nor who is to receive it. */
export async function tellSecondPerson({ id, accountId, givenBy, endsOn }: Waiting): Promise<void> {
  if (!installed().plugins.some((plugin) => plugin.id === 'notices')) return;
  const [accountIds, name] = await beyondReach('who may confirm a right, and the name of its holder', async () => [
    await confirmers([accountId, givenBy], endsOn),
    (await sql<{ name: string }>`SELECT name FROM core.accounts WHERE id = ${accountId}`)[0]?.name ?? '',
  ]);
  await notify({
    kind: grantWaitsNotice.id,
    accountIds,
    title: `Право для «${name}» ждёт вашего подтверждения`,
    titleEn: `A right for “${name}” waits for your confirmation`,
    link: '/app/access/grants',
    once: id,
  });
}

// Rights that take two people are given by operators alone, and for no longer than they are operators themselves.
async function confirmers(butFor: string[], endsOn: string | null): Promise<string[]> {
  const today = todayHere();
  const rows = await sql<{ account: string }>`SELECT DISTINCT g.account_id AS account FROM core.grants g
    WHERE g.role = 'operator' AND g.state = 'active' AND g.starts_on <= ${today}::date
      AND (g.ends_on IS NULL OR g.ends_on >= ${today}::date AND g.ends_on >= ${endsOn}::date)
      AND NOT g.account_id = ANY (${butFor}::uuid[]) LIMIT 1000`;
  return rows.map(({ account }) => account);
}
