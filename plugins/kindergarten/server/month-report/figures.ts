import { homeCalendar, sql } from '@regiso/core';
import { countNames, schoolYearOf, type Counts, type MonthFigures } from '../../shared';
import type { Garden } from '../services/gardens';
import { groupsIn } from '../services/groups';
import { daysAfter } from '../services/days';

/** The first and the last day of a month, `2026-09`. */
function boundsOf(month: string) {
  const first = `${month}-01`;
  const next = `${daysAfter(first, 31).slice(0, 7)}-01`;
  return { first, last: daysAfter(next, -1) };
}

const workedDaysOf = (first: string, last: string) => {
  const days: string[] = [];
  for (let day = first; day <= last; day = daysAfter(day, 1)) if (homeCalendar().isWorkingDay(day)) days.push(day);
  return days;
};

type Moves = Pick<Counts, 'before' | 'came' | 'left' | 'after'> & {
  /** Of them by a transfer within the kindergarten, and by one over the edge of the month. */
  came_within: number;
  left_within: number;
  came_at_edge: number;
  left_at_edge: number;
};
type Marks = Omit<Counts, 'capacity' | 'before' | 'came' | 'left' | 'after'>;
type GroupRow = {
  id: string;
  organisationId: string;
  name: string;
  ageFrom: number;
  ageTo: number;
  orientation: string;
  regime: string;
  capacity: number;
  moves: Moves | null;
  marks: Marks | null;
};

/** Groups of a month with their counts; days count from the first day of a stay to its last, on worked days alone. */
const groupsOf = (ids: readonly string[], first: string, last: string, worked: readonly string[]) => sql<GroupRow>`
  WITH stays AS (
    SELECT p.id, p.group_id, p.starts_on, coalesce(p.ends_on, 'infinity') AS ends_on,
      EXISTS (SELECT FROM kindergarten.pupils q WHERE q.person_id = p.person_id
        AND q.organisation_id = p.organisation_id AND q.ends_on = p.starts_on - 1) AS goes_on,
      EXISTS (SELECT FROM kindergarten.pupils q WHERE q.person_id = p.person_id
        AND q.organisation_id = p.organisation_id AND q.starts_on = p.ends_on + 1) AS is_gone_on
    FROM kindergarten.pupils p WHERE p.organisation_id = ANY (${[...ids]}::uuid[])
      AND p.starts_on <= ${last} AND (p.ends_on IS NULL OR p.ends_on >= ${first})),
  moves AS (
    SELECT group_id, count(*) FILTER (WHERE starts_on < ${first}) AS before,
      count(*) FILTER (WHERE starts_on >= ${first}) AS came, count(*) FILTER (WHERE ends_on <= ${last}) AS "left",
      count(*) FILTER (WHERE ends_on > ${last}) AS after,
      count(*) FILTER (WHERE starts_on >= ${first} AND goes_on) AS came_within,
      count(*) FILTER (WHERE ends_on <= ${last} AND is_gone_on) AS left_within,
      count(*) FILTER (WHERE starts_on = ${first} AND goes_on) AS came_at_edge,
      count(*) FILTER (WHERE ends_on = ${last} AND is_gone_on) AS left_at_edge
    FROM stays GROUP BY group_id),
  marks AS (
    SELECT s.group_id, count(*) AS days, count(*) FILTER (WHERE a.status = 'present') AS present,
      count(*) FILTER (WHERE a.reason = 'illness') AS illness, count(*) FILTER (WHERE a.reason = 'family') AS family,
      count(*) FILTER (WHERE a.reason = 'holiday') AS holiday,
      count(*) FILTER (WHERE a.reason = 'quarantine') AS quarantine,
      count(*) FILTER (WHERE a.reason = 'unknown') AS unknown, count(*) FILTER (WHERE a.is_excused) AS excused,
      count(*) FILTER (WHERE a.status IS NULL) AS unmarked
    FROM stays s JOIN unnest(${[...worked]}::date[]) d(day) ON d.day >= s.starts_on AND d.day <= s.ends_on
      LEFT JOIN kindergarten.attendance a ON a.pupil_id = s.id AND a.day = d.day GROUP BY s.group_id)
  SELECT g.id, g.organisation_id AS "organisationId", g.name, g.age_from AS "ageFrom", g.age_to AS "ageTo", g.orientation,
    g.regime, g.capacity, to_jsonb(m) - 'group_id' AS moves, to_jsonb(n) - 'group_id' AS marks
  FROM kindergarten.groups g LEFT JOIN moves m ON m.group_id = g.id LEFT JOIN marks n ON n.group_id = g.id
  WHERE g.organisation_id = ANY (${[...ids]}::uuid[]) AND ${groupsIn('kindergarten.read-groups')}
    AND (m.group_id IS NOT NULL OR (g.state = 'open' AND g.school_year = ${schoolYearOf(last)}))
  ORDER BY g.age_from, g.name, g.id`;

const none = { before: 0, came: 0, left: 0, after: 0 };
const noMarks = {
  ...{ days: 0, present: 0, illness: 0, family: 0, holiday: 0, quarantine: 0, unknown: 0, excused: 0, unmarked: 0 },
};
const within = { came_within: 0, left_within: 0, came_at_edge: 0, left_at_edge: 0 };

const countsOf = ({ capacity, moves, marks }: GroupRow): Counts => {
  const all = { capacity, ...none, ...moves, ...noMarks, ...marks };
  return Object.fromEntries(countNames.map((name) => [name, all[name]])) as Counts;
};

/** The groups together. Who moved within the kindergarten neither came to it nor left it. */
function totalOf(rows: readonly GroupRow[]): Counts {
  const total = Object.fromEntries(
    countNames.map((name) => [name, rows.reduce((sum, row) => sum + countsOf(row)[name], 0)]),
  ) as Counts;
  for (const { moves } of rows) {
    const { came_within: came, left_within: left, came_at_edge: first, left_at_edge: last } = moves ?? within;
    total.came -= came;
    total.left -= left;
    // A transfer on the first day: the child was there the day before, in another group.
    total.before += first;
    total.after += last;
  }
  return total;
}

/** What the records say today of a month of each of these kindergartens. */
export async function figuresOf(gardens: readonly Garden[], month: string): Promise<Map<string, MonthFigures>> {
  const { first, last } = boundsOf(month);
  const worked = workedDaysOf(first, last);
  const ids = gardens.map(({ id }) => id);
  const rows = await groupsOf(ids, first, last, worked);
  const closed = await sql<{ id: string }>`SELECT organisation_id AS id FROM kindergarten.closed_months
    WHERE month = ${first} AND organisation_id = ANY (${ids}::uuid[])`;
  const isClosed = new Set(closed.map(({ id }) => id));
  return new Map(
    gardens.map(({ id, name }) => {
      const own = rows.filter(({ organisationId }) => organisationId === id);
      const groups = own.map((row) => ({
        ...{
          id: row.id,
          name: row.name,
          ages: row.ageFrom === row.ageTo ? `${row.ageFrom}` : `${row.ageFrom}–${row.ageTo}`,
        },
        ...{ orientation: row.orientation, regime: row.regime, ...countsOf(row) },
      }));
      const figures: MonthFigures = {
        ...{ form: 'kindergarten.month/1', month, organisationId: id, organisation: name, workedDays: worked.length },
        ...{ isClosed: isClosed.has(id), total: totalOf(own), groups },
      };
      return [id, figures];
    }),
  );
}
