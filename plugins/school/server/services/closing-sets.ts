import { homeCalendar, part, todayHere } from '@regiso/core';
import { firstMarkedGrade, type ClosingCells, type Thresholds } from '../../shared';
import { daysAfter } from './clock';
import { isReopened } from './closed';
import { rulesOn, thresholdsOn } from './dictionary';
import { within } from './reach';

export type Period = { id: string; starts_on: string; ends_on: string };
export type Norms = ClosingCells['norms'];
/** What is looked at: a period up to today, of its classes in reach or of one of them, by these numbers. */
export type Look = { period: Period; until: string; only: string | null; norms: Norms & Thresholds };

/** A look at a period by the rules in force on its last day. Throws 409 when the reference lacks one. */
export async function lookAt(period: Period, only: string | null = null): Promise<Look> {
  const codes = ['marks-least', 'hours-share', 'works-share', 'marks-late-days', 'missed-share'] as const;
  const rules = await rulesOn(period.ends_on, codes);
  const norms = {
    least: rules['marks-least'],
    hoursShare: rules['hours-share'],
    worksShare: rules['works-share'],
    lateDays: rules['marks-late-days'],
    missedShare: rules['missed-share'],
    ...(await thresholdsOn(period.ends_on)),
  };
  return { period, until: period.ends_on < todayHere() ? period.ends_on : todayHere(), only, norms };
}

/** Days of the period on which nobody learns anywhere: Sundays and holidays. A Saturday is the school's own matter. */
function freeDays({ period: { starts_on: from, ends_on: to } }: Look): string[] {
  const free: string[] = [];
  for (let day = from; day <= to; day = daysAfter(day, 1))
    if (!homeCalendar().isWorkingDay(day) && new Date(`${day}T00:00:00Z`).getUTCDay() !== 6) free.push(day);
  return free;
}

const rests = part`EXISTS (SELECT FROM school.holidays o WHERE o.year_id = k.year_id
  AND k.grade BETWEEN o.grade_from AND o.grade_to AND d.day::date BETWEEN o.starts_on AND o.ends_on)`;

const classesIn = ({ period: { id }, only }: Look) => part`k AS MATERIALIZED (
  SELECT c.id AS class_id, c.grade, c.letter, c.year_id, c.week_days, x.closed_at,
    NOT EXISTS (SELECT FROM school.periods z WHERE z.year_id = p.year_id AND c.grade BETWEEN z.grade_from AND z.grade_to
      AND z.starts_on > p.starts_on) AS is_last,
    x.closed_at IS NOT NULL AND NOT ${isReopened()} AS is_closed,
    (SELECT r.until FROM school.reopenings r WHERE r.period_id = x.period_id AND r.class_id = x.class_id AND r.closed_at IS NULL
      AND r.until >= ${todayHere()}::date) AS open_until
  FROM school.classes c JOIN school.periods p ON p.id = ${id} AND p.year_id = c.year_id
    AND c.grade BETWEEN p.grade_from AND p.grade_to
  LEFT JOIN school.closed_periods x ON x.period_id = p.id AND x.class_id = c.id
  WHERE (${only}::uuid IS NULL OR c.id = ${only}) AND ${within('school.oversee', 'c')})`;

const lessonsIn = (look: Look) => part`free AS MATERIALIZED (
    SELECT k.class_id, d.day::date AS day FROM k, generate_series(${look.period.starts_on}::date, ${look.until}::date,
      interval '1 day') d(day) WHERE d.day::date = ANY (${freeDays(look)}::date[]) OR ${rests}),
  les AS MATERIALIZED (
    SELECT l.id, l.load_id, l.class_id, l.subject, l.grade, l.teacher_id, l.day, l.number, l.topic, l.homework, l.kind_1, l.kind_2,
      l.attendance_at IS NOT NULL AS is_taken, l.is_filled, 'control' IN (l.kind_1, l.kind_2) AS is_control
    FROM k JOIN school.lessons l ON l.class_id = k.class_id
      AND l.cancelled_at IS NULL AND l.day BETWEEN ${look.period.starts_on}::date AND ${look.until}::date),
  att AS MATERIALIZED (
    SELECT l.id AS lesson_id, l.load_id, a.pupil_id, a.code, a.counts_as <> 'present' AS is_away
    FROM les l JOIN school.attendance a ON a.lesson_id = l.id),
  mk AS MATERIALIZED (
    SELECT m.lesson_id, m.pupil_id, m.place, m.is_late FROM les l JOIN school.marks m ON m.lesson_id = l.id)`;

/** Whoever learns in a class at the end of the period or today; marks of a former class of the school count. */
const learners = ({ period, until }: Look) => part`sat AS MATERIALIZED (
    SELECT q.id AS pupil_id, q.person_id, q.class_id, q.starts_on, q.ends_on FROM k JOIN school.pupils q
      ON q.class_id = k.class_id AND q.starts_on <= ${period.ends_on}::date AND (q.ends_on IS NULL OR q.ends_on >= ${until}::date)),
  got AS (
    SELECT w.person_id, m.subject, count(*)::int AS n, sum(m.value * m.weight)::int AS product, sum(m.weight)::int AS weight
    FROM (SELECT DISTINCT person_id FROM sat) w JOIN school.pupils q ON q.person_id = w.person_id
    JOIN school.marks m ON m.pupil_id = q.id AND m.day BETWEEN ${period.starts_on}::date AND ${period.ends_on}::date
    GROUP BY w.person_id, m.subject),
  missed AS (SELECT load_id, pupil_id, count(*)::int AS n FROM att WHERE is_away GROUP BY load_id, pupil_id),
  lrn AS MATERIALIZED (
    SELECT j.class_id, j.id AS load_id, j.subject, j.teacher_id, s.pupil_id, s.starts_on, coalesce(g.n, 0) AS n, g.product, g.weight,
      coalesce(i.n, 0) AS missed, f.id IS NOT NULL AS is_set, f.id IS NOT NULL AND f.value IS NULL AS is_waived, f.value, f.average
    FROM k JOIN school.loads j ON j.class_id = k.class_id JOIN sat s ON s.class_id = k.class_id
      AND (j.subgroup IS NULL OR EXISTS (SELECT FROM school.load_pupils h WHERE h.load_id = j.id AND h.pupil_id = s.pupil_id))
    LEFT JOIN got g ON g.person_id = s.person_id AND g.subject = j.subject
    LEFT JOIN missed i ON i.load_id = j.id AND i.pupil_id = s.pupil_id
    LEFT JOIN school.period_marks f ON f.period_id = ${period.id} AND f.pupil_id = s.pupil_id AND f.subject = j.subject
    WHERE k.grade >= ${firstMarkedGrade}::int)`;

const journalsIn = ({ period, until }: Look) => part`days AS (
    SELECT k.class_id, count(*) AS n FROM k, generate_series(${period.starts_on}::date, ${until}::date, interval '1 day') d(day)
    WHERE extract(isodow FROM d.day) <= k.week_days
      AND NOT EXISTS (SELECT FROM free f WHERE f.class_id = k.class_id AND f.day = d.day::date) GROUP BY k.class_id),
  jr AS MATERIALIZED (
    SELECT j.class_id, j.id AS load_id, j.subject, j.teacher_id, k.grade, count(l.id)::int AS lessons,
      count(l.homework)::int AS homeworks, (count(*) FILTER (WHERE l.is_control))::int AS controls,
      (count(*) FILTER (WHERE l.is_control OR l.kind_1 IN ('independent', 'test', 'project')
        OR l.kind_2 IN ('independent', 'test', 'project')))::int AS works,
      j.hours::numeric * max(d.n) / k.week_days AS due
    FROM k JOIN school.loads j ON j.class_id = k.class_id LEFT JOIN les l ON l.load_id = j.id
    LEFT JOIN days d ON d.class_id = k.class_id GROUP BY j.id, k.grade, k.week_days)`;

/** What the rules ask: classes `k`, lessons `les` with `att` and `mk`, who learns what `lrn`, journals `jr`. */
export const setsOf = (look: Look) =>
  part`${classesIn(look)}, ${lessonsIn(look)}, ${learners(look)}, ${journalsIn(look)}`;
