import { beyondReach, part, sql, todayHere, type PublicLine, type PublicLines } from '@regiso/core';
import { schoolYearOf } from '../shared';
import { freeOn } from './services/groups';

type Row = { organisationId: string; age: number; free: number | null; waiting: number | null };

/** Fewer children than this are not told as a number. */
const leastShown = 5;

const russian = new Intl.PluralRules('ru');
const forms: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'год', few: 'года' };
const years = {
  ru: (age: number) => `${age} ${forms[russian.select(age)] ?? 'лет'}`,
  en: (age: number) => `${age} ${age === 1 ? 'year' : 'years'}`,
};

/** Free places that were announced and how many wait, by age on 1 September, as everybody may read. */
export const vacancies: PublicLines = {
  title: 'Свободные места и очередь',
  titleEn: 'Free places and queue',
  stamp: () =>
    beyondReach('a moment says nothing about anybody', async () => {
      const [row] = await sql<{
        stamp: string;
      }>`SELECT concat_ws('/', ${todayHere()}::text, (SELECT max(changed_at) FROM kindergarten.groups),
        (SELECT count(*) FROM kindergarten.pupils), (SELECT max(id) FROM kindergarten.queue_moves),
        (SELECT count(*) FROM kindergarten.directions WHERE state IN ('offered', 'accepted'))) AS stamp`;
      return row?.stamp ?? '';
    }),
  lines: (organisations) =>
    beyondReach('only numbers, and small ones hidden', async () => {
      const rows = await sql<Row>`
        WITH free AS (
          SELECT g.organisation_id, age, sum(${freeOn(part`${todayHere()}::date`)})::int AS free
          FROM kindergarten.groups g, generate_series(g.age_from::int, g.age_to::int) age
          WHERE g.organisation_id = ANY (${[...organisations]}::uuid[]) AND g.announced_at IS NOT NULL AND g.state <> 'closed'
            AND g.school_year >= ${schoolYearOf(todayHere())} GROUP BY g.organisation_id, age),
        waiting AS (
          SELECT organisation_id, age::int, count(*)::int AS waiting FROM kindergarten.queue_entries
          WHERE organisation_id = ANY (${[...organisations]}::uuid[]) GROUP BY organisation_id, age)
        SELECT organisation_id AS "organisationId", age, free, waiting FROM free FULL JOIN waiting USING (organisation_id, age)
        ORDER BY organisation_id, age LIMIT 2000`;
      return rows.map(lineOf);
    }),
};

function lineOf({ organisationId, age, free, waiting }: Row): PublicLine {
  const queue = waiting === null ? 0 : waiting;
  const few = queue > 0 && queue < leastShown;
  return {
    organisationId,
    text: `${years.ru(age)}: свободных мест ${free ?? 0}, в очереди ${few ? `меньше ${leastShown}` : queue}`,
    textEn: `${years.en(age)}: free places ${free ?? 0}, waiting ${few ? `fewer than ${leastShown}` : queue}`,
  };
}
