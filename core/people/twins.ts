import { notify } from '../notices/notify';
import { context } from '../server/context';
import { beyondReach } from '../server/database';
import type { Notice } from '../server/plugin';
import { sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { placesInSql } from './reach';

/** What those who may merge two cards are told when somebody reports that they are one person. */
export const twinReportedNotice: Notice = {
  id: 'people.twin-reported',
  title: 'Сообщили о двойной карточке',
  titleEn: 'A double card was reported',
  text: 'Две карточки, похоже, об одном человеке. Сверьте их в кабинете: объедините или отметьте, что это разные люди.',
  textEn: 'Two cards seem to be of one person. Compare them in your cabinet: merge them or mark them as two people.',
};

/** Tells everybody in whose reach both cards lie and who may merge them, but for who reported; once a day for a pair. */
export async function tellMergers(first: string, second: string): Promise<void> {
  const accountIds = await beyondReach('who may merge two cards that were in reach', () => mergersOf(first, second));
  await notify({
    kind: twinReportedNotice.id,
    accountIds,
    title: 'Сообщили о двойной карточке: решите, один ли это человек',
    titleEn: 'A double card was reported: decide whether it is one person',
    link: '/app/people/duplicates',
    once: `${first}/${second}/${todayHere()}`,
  });
}

async function mergersOf(first: string, second: string): Promise<string[]> {
  const today = todayHere();
  const rows = await sql<{ account: string }>`
    SELECT DISTINCT g.account_id AS account FROM core.grants g
      JOIN core.role_permissions r ON r.role = g.role AND r.permission = 'people.merge',
      LATERAL (SELECT ${placesInSql(today)} AS places) m,
      core.persons a, core.persons b
    WHERE a.id = ${first} AND b.id = ${second} AND g.state = 'active' AND g.starts_on <= ${today}::date
      AND (g.ends_on IS NULL OR g.ends_on >= ${today}::date) AND g.account_id IS DISTINCT FROM ${context().actor?.accountId ?? null}::uuid
      AND ('r/*' = ANY (m.places) OR m.places && a.places AND m.places && b.places) LIMIT 1000`;
  return rows.map(({ account }) => account);
}
