import {
  beyondReach,
  part,
  sql,
  todayHere,
  type PublicGroup,
  type PublicLine,
  type PublicLines,
  type PublicPlaces,
  type PublicQueue,
} from '@regiso/core';
import { schoolYearOf } from '../shared';
import { freeOn } from './services/groups';

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
        (SELECT concat_ws('+', count(*), sum(ends_on - date '2000-01-01')) FROM kindergarten.pupils),
        (SELECT max(id) FROM kindergarten.queue_moves),
        (SELECT concat_ws('+', count(*) FILTER (WHERE state IN ('offered', 'accepted')), max(offered_at), max(answered_at),
          max(ended_at)) FROM kindergarten.directions)) AS stamp`;
      return row?.stamp ?? '';
    }),
  lines: async (organisations) => linesOf(await placesOf(organisations)),
  places: () => placesOf(null),
};

/** Groups and queues of these organisations, or of all of them. Queues are never summed: a sum gives small ones away. */
function placesOf(organisations: readonly string[] | null): Promise<PublicPlaces> {
  const ids = organisations && [...organisations];
  const schoolYear = schoolYearOf(todayHere());
  // A place of a year to come is free when nobody stands in the group on its first day.
  const day = part`greatest(${todayHere()}::date, make_date(g.school_year, 9, 1))`;
  return beyondReach('only numbers, and small ones hidden', async () => {
    const groups = await sql<PublicGroup>`
      SELECT g.organisation_id AS "organisationId", g.school_year AS "schoolYear", g.age_from AS "ageFrom", g.age_to AS "ageTo",
        g.orientation, g.regime, g.language, CASE WHEN g.announced_at IS NOT NULL THEN ${freeOn(day)} END AS free
      FROM kindergarten.groups g
      WHERE (${ids}::uuid[] IS NULL OR g.organisation_id = ANY (${ids}::uuid[])) AND g.state <> 'closed'
        AND g.school_year >= ${schoolYear} ORDER BY g.organisation_id, g.school_year, g.age_from, g.id`;
    const queues = await sql<PublicQueue>`
      SELECT organisation_id AS "organisationId", age::int, CASE WHEN count(*) >= ${leastShown} THEN count(*)::int END AS waiting
      FROM kindergarten.queue_entries
      WHERE ${ids}::uuid[] IS NULL OR organisation_id = ANY (${ids}::uuid[])
      GROUP BY organisation_id, age ORDER BY organisation_id, age`;
    return { schoolYear, fewerThan: leastShown, groups, queues };
  });
}

function linesOf({ schoolYear, groups, queues }: PublicPlaces): PublicLine[] {
  const told = groups.filter(({ free }) => free !== null);
  const organisations = [...new Set([...told, ...queues].map(({ organisationId }) => organisationId))].sort();
  return organisations.flatMap((organisationId) => {
    const own = told.filter((group) => group.organisationId === organisationId);
    const waiting = new Map(
      queues.filter((queue) => queue.organisationId === organisationId).map((queue) => [queue.age, queue.waiting]),
    );
    const ages = new Set([...waiting.keys(), ...own.flatMap(agesOf)]);
    return [...ages]
      .sort((one, other) => one - other)
      .map((age) => lineOf({ organisationId, age, own, queue: waiting.get(age), schoolYear }));
  });
}

const agesOf = ({ ageFrom, ageTo }: PublicGroup) =>
  Array.from({ length: ageTo - ageFrom + 1 }, (_, at) => ageFrom + at);

type Line = {
  organisationId: string;
  age: number;
  own: readonly PublicGroup[];
  queue: number | null | undefined;
  schoolYear: number;
};

function lineOf({ organisationId, age, own, queue = 0, schoolYear }: Line): PublicLine {
  const ofAge = own.filter(({ ageFrom, ageTo }) => ageFrom <= age && age <= ageTo);
  const sum = (groups: readonly PublicGroup[]) => groups.reduce((total, { free }) => total + (free ?? 0), 0);
  const later = ofAge.filter((group) => group.schoolYear > schoolYear);
  const now = sum(ofAge.filter((group) => group.schoolYear === schoolYear));
  const next = later[0]?.schoolYear;
  const [afterwards, afterwardsEn] = next
    ? [`, с 1 сентября ${next} года ${sum(later)}`, `, from 1 September ${next} ${sum(later)}`]
    : ['', ''];
  return {
    organisationId,
    text: `${years.ru(age)}: свободных мест ${now}${afterwards}, в очереди ${queue ?? `меньше ${leastShown}`}`,
    textEn: `${years.en(age)}: free places ${now}${afterwardsEn}, waiting ${queue ?? `fewer than ${leastShown}`}`,
  };
}
