import { notify } from '../notices/notify';
import type { Notice } from '../server/plugin';
import { sql } from '../server/sql';
import { todayHere } from '../territory/home';

/** What those who keep the card are told when somebody who came by a provider is to be compared with it. */
export const matchRequestedNotice: Notice = {
  id: 'people.match-requested',
  title: 'Заявка на сверку личности',
  titleEn: 'A request to match a person',
  text: 'Человек вошёл через внешний сервис, и его данные надо сверить с карточкой. Заявка ждёт вас в кабинете.',
  textEn: 'Somebody came by an outside service and is to be compared with a card. The request waits in your cabinet.',
};

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
      LATERAL (SELECT CASE g.scope WHEN 'region' THEN 'r/' WHEN 'municipality' THEN 'm:' || g.municipality_id || '/'
        ELSE 'p:' || g.participant_id || '/' END || coalesce(g.subsystem, '*') AS place) m
    WHERE g.state = 'active' AND g.starts_on <= ${today}::date AND (g.ends_on IS NULL OR g.ends_on >= ${today}::date)
      AND g.account_id IS DISTINCT FROM ${accountId}::uuid
      AND (m.place = 'r/*' OR m.place = ANY ((SELECT p.places FROM core.persons p WHERE p.id = ${personId}::uuid)::text[]))
    LIMIT 1000`;
  return rows.map(({ account }) => account);
}
