import { part, sql } from '@regiso/core';
import { averageOfSums, firstMarkedGrade, reaches } from '../../shared';
import { daysAfter } from '../services/clock';
import { grouped } from './grouped';
import { lessonsOf, type Attended } from './lessons';
import type { Look, Sat, Subjects, Time } from './look';
import { marksOf, type Marks } from './marks';

type Piece = ReturnType<typeof part>;
const periodOf = (
  more: Piece,
) => part`SELECT z.id, z.starts_on, z.ends_on FROM school.periods z WHERE z.year_id = c.year_id
  AND c.grade BETWEEN z.grade_from AND z.grade_to AND ${more} ORDER BY z.starts_on DESC LIMIT 1`;

const pupilsIn = (which: Piece, today: string) => sql<Sat>`WITH k AS MATERIALIZED (
    SELECT c.id, c.grade, c.letter, o.id AS organisation_id, o.short_name, p.starts_on, p.ends_on, w.starts_on AS before_from,
      CASE WHEN p.ends_on <= ${today}::date THEN p.id ELSE w.id END AS ended_id
    FROM school.classes c JOIN core.organisations o ON o.id = c.organisation_id
    JOIN school.years y ON y.id = c.year_id AND ${today}::date BETWEEN y.starts_on AND y.ends_on
    LEFT JOIN LATERAL (${periodOf(part`z.starts_on <= ${today}::date`)}) p ON true
    LEFT JOIN LATERAL (${periodOf(part`z.starts_on < p.starts_on`)}) w ON true WHERE ${which})
  SELECT q.id, q.person_id AS "personId", k.id AS "classId", k.grade || k.letter AS class, k.grade,
    k.organisation_id AS "organisationId", k.short_name AS organisation, k.starts_on::text AS "from", k.ends_on::text AS "to",
    k.before_from::text AS "beforeFrom", k.ended_id AS "endedId"
  FROM k JOIN school.pupils q ON q.class_id = k.id AND q.starts_on <= ${today}::date
    AND (q.ends_on IS NULL OR q.ends_on >= ${today}::date) ORDER BY q.id LIMIT 8000`;

const timesOf = (
  pupils: readonly Sat[],
  today: string,
) => sql<Time>`SELECT s.id, q.id AS "timeId", q.class_id AS "classId",
    q.starts_on::text AS "startsOn", least(q.ends_on, ${today}::date)::text AS "endsOn"
  FROM school.pupils s JOIN school.pupils q ON q.person_id = s.person_id AND q.organisation_id = s.organisation_id
    AND (q.ends_on IS NULL OR q.ends_on > ${today}::date - 366)
  WHERE s.id = ANY (${pupils.map(({ id }) => id)}::uuid[]) LIMIT 20000`;

/**
 * The figures of every pupil who learns in the classes `c` of this year. Lessons, absences and marks are asked for apart and put
 * together here: in one statement the database, which cannot know how many rows each part has, joins them row by row.
 */
export async function figuresOf(which: Piece, look: Look) {
  const pupils = await pupilsIn(which, look.today);
  const times = await timesOf(pupils, look.today);
  const first = daysAfter(look.today, 1 - look.missedDays);
  const since = pupils.reduce((day, { from }) => (from && from < day ? from : day), first);
  const lessons = await lessonsOf(times, since, look.today);
  const { marks, failed } = await marksOf(pupils, times, look);
  return pupils.map((pupil) => ({
    ...pupil,
    ...awayOf(lessons.get(pupil.id) ?? [], first),
    ...averagesOf(marks.get(pupil.id) ?? [], look),
    unattested: unattestedOf(pupil, lessons.get(pupil.id) ?? [], marks.get(pupil.id) ?? [], look),
    failed: failed.get(pupil.id) ?? {},
  }));
}
export type Row = Awaited<ReturnType<typeof figuresOf>>[number];

/** What was missed since a day, and how many days in a row the pupil has missed every lesson, up to the last one. */
function awayOf(all: readonly Attended[], first: string) {
  const lessons = all.filter(({ day }) => day >= first);
  const days = new Map<string, boolean>();
  for (const { day, missed } of all) days.set(day, (days.get(day) ?? true) && missed !== null);
  let streak = 0;
  let awaySince: string | null = null;
  for (const [day, isAway] of [...days].sort(([one], [other]) => other.localeCompare(one))) {
    if (!isAway) break;
    streak += 1;
    awaySince = day;
  }
  return {
    lessons: lessons.length,
    missed: lessons.filter(({ missed }) => missed !== null).length,
    unexcused: lessons.filter(({ missed }) => missed === 'absent').length,
    ...{ streak, awaySince },
  };
}

const hundredths = (value: number) => Math.round(value * 100) / 100;
const mean = (values: readonly number[]) =>
  values.length ? hundredths(values.reduce((sum, value) => sum + value, 0) / values.length) : null;

/** Averages below a 3, new failing marks, and the mean of the averages now and before over the subjects that have both. */
function averagesOf(marks: readonly Marks[], { least, three }: Look) {
  const now = marks.filter(({ n }) => n >= least);
  const both = now.filter(({ nBefore }) => nBefore >= least);
  const low = now.filter((one) => !reaches(one, three));
  return {
    average: mean(both.map(({ product, weight }) => product / weight)),
    averageBefore: mean(both.map(({ productBefore, weightBefore }) => productBefore / weightBefore)),
    failing: bySubject(low, (one) => averageOfSums(one) ?? 0),
    twos: bySubject(
      marks.filter(({ twos }) => twos > 0),
      ({ twos }) => twos,
    ),
  };
}

const bySubject = <T extends { subject: string }>(of: readonly T[], figure: (one: T) => number): Subjects =>
  Object.fromEntries(of.map((one) => [one.subject, figure(one)]));

/** Subjects that this period may leave without a mark: too much missed, or near its end too few marks after an absence. */
function unattestedOf(
  { grade, from, to }: Sat,
  lessons: readonly Attended[],
  marks: readonly Marks[],
  look: Look,
): Subjects {
  const { today, least, missedShare, unattestedDays } = look;
  if (!from || !to || to < today || grade < firstMarkedGrade) return {};
  const isNear = to <= daysAfter(today, unattestedDays);
  const learnt = grouped(
    lessons.filter(({ day }) => day >= from),
    ({ subject }) => subject,
  );
  const found: Subjects = {};
  for (const [subject, own] of learnt) {
    const missed = own.filter((one) => one.missed !== null).length;
    const given = marks.find((one) => one.subject === subject)?.n ?? 0;
    const isMissed = own.length >= least && missed >= missedShare * own.length;
    if (isMissed || (missed > 0 && given < least && isNear)) found[subject] = hundredths(missed / own.length);
  }
  return found;
}
