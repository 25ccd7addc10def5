import { inReach, part, sql, todayHere } from '@regiso/core';
import { ageIn, schoolAge, schoolYearOf, type Occupancy } from '../../shared';
import { gardenFor, gardensIn } from './gardens';

const read = 'kindergarten.read-groups';
const monthsBack = 11;
const monthsAhead = 12;

type Stay = {
  cohort: number;
  from: string;
  to: string | null;
  /** Begun or ended by a move within the kindergarten: nobody came and nobody left. */
  goesOn: boolean;
  isGoneOn: boolean;
  toSchool: boolean;
};

const staysOf = (organisation: string | undefined) => sql<Stay>`
  SELECT p.cohort, p.starts_on::text AS "from", p.ends_on::text AS "to",
    coalesce(p.left_ground = 'to-school', false) AS "toSchool",
    EXISTS (SELECT FROM kindergarten.pupils q WHERE q.person_id = p.person_id
      AND q.organisation_id = p.organisation_id AND q.ends_on = p.starts_on - 1) AS "goesOn",
    EXISTS (SELECT FROM kindergarten.pupils q WHERE q.person_id = p.person_id
      AND q.organisation_id = p.organisation_id AND q.starts_on = p.ends_on + 1) AS "isGoneOn"
  FROM kindergarten.pupils p WHERE (${organisation ?? null}::uuid IS NULL OR p.organisation_id = ${organisation ?? null})
    AND ${inReach(read, { participant: part`p.participant_id`, municipality: part`p.municipality_id` })}`;

async function placesOf(organisation: string | undefined, today: string) {
  const [row] = await sql<{ capacity: number; accepted: number }>`
    SELECT coalesce(sum(g.capacity), 0)::int AS capacity, coalesce(sum((SELECT count(*) FROM kindergarten.directions d
      WHERE d.group_id = g.id AND d.state = 'accepted' AND d.ring_id IS NULL)), 0)::int AS accepted
    FROM kindergarten.groups g WHERE g.state = 'open' AND g.school_year = ${schoolYearOf(today)}
      AND (${organisation ?? null}::uuid IS NULL OR g.organisation_id = ${organisation ?? null})
      AND ${inReach(read, { participant: part`g.participant_id`, municipality: part`g.municipality_id` })}`;
  return row ?? { capacity: 0, accepted: 0 };
}

/** The first day of the month so many months from a day. */
const monthFrom = (day: string, months: number) => {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
};

const isThere = ({ from, to }: Stay, day: string) => from <= day && (to === null || to >= day);
const isAtSchool = ({ cohort }: Stay, day: string) => ageIn(schoolYearOf(day), cohort) >= schoolAge;

/** How many came and left a year before the months from today to a day; school leavers are known by their age. */
function yearAgo(stays: readonly Stay[], today: string, day: string) {
  const [from, to] = [monthFrom(today, -12), monthFrom(day, -12)];
  return {
    came: stays.filter((stay) => !stay.goesOn && stay.from > from && stay.from <= to).length,
    // Who has the last day of a month is there on it, and gone on the first of the next.
    left: stays.filter((one) => !one.isGoneOn && !one.toSchool && one.to !== null && one.to >= from && one.to < to)
      .length,
  };
}

function ahead(stays: readonly Stay[], accepted: number, capacity: number, today: string, day: string) {
  const planned = stays.filter((stay) => isThere(stay, day) && !isAtSchool(stay, day)).length + accepted;
  const here = stays.filter((stay) => isThere(stay, today) && !isAtSchool(stay, day));
  const known = {
    came: stays.filter((stay) => stay.from > today && !stay.goesOn && isThere(stay, day)).length + accepted,
    left: here.filter((stay) => !stay.isGoneOn && !isThere(stay, day)).length,
  };
  const usual = yearAgo(stays, today, day);
  const expected = here.length + Math.max(known.came, usual.came) - Math.max(known.left, usual.left);
  return { planned, forecast: Math.max(0, capacity ? Math.min(capacity, expected) : expected) };
}

/** Months of history before today, a year at most. */
function historyOf(stays: readonly Stay[], today: string): number {
  const first = stays.reduce((least, { from }) => (from < least ? from : least), today);
  for (let months = 12; months > 0; months--) if (first <= monthFrom(today, -months)) return months;
  return 0;
}

const tested = 6;

/** The forecast made half a year ago from what was recorded until then, held against what came: its mean error. */
function backtestOf(stays: readonly Stay[], capacity: number, today: string): Occupancy['backtest'] {
  const then = monthFrom(today, -tested);
  // Of what came later nothing was known; who left later was still there.
  const known = stays
    .filter(({ from }) => from <= then)
    .map((stay) => (stay.to !== null && stay.to > then ? { ...stay, to: null, isGoneOn: false } : stay));
  if (!historyOf(known, then)) return null;
  const days = Array.from({ length: tested }, (_, at) => monthFrom(then, at + 1));
  const facts = days.map((day) => stays.filter((stay) => isThere(stay, day)).length);
  const errors = days.map((day, at) => Math.abs(ahead(known, 0, capacity, then, day).forecast - (facts[at] ?? 0)));
  const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
  return { months: tested, error: mean(errors), children: mean(facts) };
}

/** How full a kindergarten, or all in reach, was, is known to be and may be, by month (KDG-16). Throws 404. */
export async function occupancyOf(organisation?: string, today = todayHere()): Promise<Occupancy> {
  if (organisation) await gardenFor(read, organisation);
  const stays = await staysOf(organisation);
  const { capacity, accepted } = await placesOf(organisation, today);
  const past = Array.from({ length: monthsBack + 1 }, (_, at) => monthFrom(today, at - monthsBack));
  const future = Array.from({ length: monthsAhead }, (_, at) => monthFrom(today, at + 1));
  const fact = (day: string) => stays.filter((stay) => isThere(stay, day)).length;
  const now = fact(today);
  return {
    today,
    organisations: (await gardensIn(read)).map(({ id, name }) => ({ id, name })),
    ...{ organisation: organisation ?? null, capacity, history: historyOf(stays, today) },
    backtest: backtestOf(stays, capacity, today),
    points: [
      ...past.filter((day) => day < today).map((day) => ({ day, fact: fact(day), planned: null, forecast: null })),
      { day: today, fact: now, planned: now, forecast: now },
      ...future.map((day) => ({ day, fact: null, ...ahead(stays, accepted, capacity, today, day) })),
    ],
  };
}
