import { notify } from '../notices/notify';
import type { Notice } from '../server/plugin';
import { sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { placesInSql } from './reach';

/** What those who keep the card are told when somebody who came by a provider is to be compared with it. */
export const matchRequestedNotice: Notice = {
  id: 'people.match-requested',
  title: 'Заявка на сверку личности',
  titleEn: 'A request to match a person',
  text: 'Человек вошёл через внешний сервис, и его данные надо сверить с карточкой. Заявка ждёт вас в кабинете.',
  textEn: 'Somebody came by an outside service and is to be compared with a card. The request waits in your cabinet.',
};

/** What whoever came is told when somebody has decided. */
export const matchDecidedNotice: Notice = {
  id: 'people.match-decided',
  title: 'Сверка личности закончена',
  titleEn: 'The match of your person is decided',
  text: 'Ваши данные сверили с карточкой. Что решено — в кабинете.',
  textEn: 'Your data were compared with a card. See your cabinet for what was decided.',
};

/** Tells the holder of the account what was decided about who they are, once for a request. */
export const tellHolder = (request: string, accountId: string, outcome: 'linked' | 'refused') =>
  notify({
    kind: matchDecidedNotice.id,
    accountIds: [accountId],
    ...(outcome === 'linked'
      ? {
          title: 'Личность подтверждена: вход через внешний сервис связан с вашей карточкой',
          titleEn: 'Your identity is confirmed: the outside way in is linked to your card',
        }
      : {
          title:
            'Личность не подтверждена: вход через внешний сервис не связан с карточкой. Обратитесь в организацию с документом',
          titleEn:
            'Your identity is not confirmed: the outside way in is linked to no card. Come to the organisation with a document',
        }),
    link: '/app/access/account',
    once: request,
  });

/** Tells everybody who may change the card, or cards of the whole region where none was found; once for a request. */
export async function tellDeciders(
  request: string,
  personId: string | null,
  accountId: string | null,
): Promise<number> {
  return notify({
    kind: matchRequestedNotice.id,
    accountIds: await decidersOf(personId, accountId),
    title: 'Сверьте человека с карточкой по документу и решите, он ли это',
    titleEn: 'Compare a person with the card by a document and decide whether it is the same one',
    link: '/app/people/matches',
    once: `${request}/${personId ?? ''}`,
  });
}

async function decidersOf(personId: string | null, accountId: string | null): Promise<string[]> {
  const today = todayHere();
  const rows = await sql<{ account: string }>`
    SELECT DISTINCT g.account_id AS account FROM core.grants g
      JOIN core.role_permissions r ON r.role = g.role AND r.permission = 'people.edit',
      LATERAL (SELECT ${placesInSql(today)} AS places) m
    WHERE g.state = 'active' AND g.starts_on <= ${today}::date AND (g.ends_on IS NULL OR g.ends_on >= ${today}::date)
      AND g.account_id IS DISTINCT FROM ${accountId}::uuid
      AND ('r/*' = ANY (m.places) OR m.places && (SELECT p.places FROM core.persons p WHERE p.id = ${personId}::uuid))
    LIMIT 1000`;
  return rows.map(({ account }) => account);
}
