import { sql } from '@regiso/core';
import { weekHints, type Slot } from '../../shared';
import { homeworkReference } from '../references';
import { loadsOf, normsOn, slotsOf } from '../services/draft';

type Year = { id: string; from: string; today: string };

/** Lessons and absences of each pupil by month, from a day on. */
const countMonths = ({ id, from, today }: Year) => sql`WITH sat AS MATERIALIZED (
    SELECT p.* FROM school.classes c JOIN school.pupils p ON p.class_id = c.id WHERE c.year_id = ${id}),
  taken AS MATERIALIZED (SELECT l.class_id, l.load_id, j.subgroup, l.day FROM school.classes c
    JOIN school.lessons l ON l.class_id = c.id AND l.day BETWEEN ${from}::date AND ${today}::date
      AND l.attendance_at IS NOT NULL AND l.cancelled_at IS NULL
    JOIN school.loads j ON j.id = l.load_id WHERE c.year_id = ${id}),
  whole AS (SELECT class_id, day, count(*) AS n FROM taken WHERE subgroup IS NULL GROUP BY class_id, day),
  half AS (SELECT load_id, day, count(*) AS n FROM taken WHERE subgroup IS NOT NULL GROUP BY load_id, day),
  due AS (SELECT s.id, w.day, w.n FROM sat s JOIN whole w ON w.class_id = s.class_id
      AND w.day >= s.starts_on AND (s.ends_on IS NULL OR w.day <= s.ends_on)
    UNION ALL SELECT s.id, h.day, h.n FROM sat s JOIN school.load_pupils g ON g.pupil_id = s.id
    JOIN half h ON h.load_id = g.load_id AND h.day >= s.starts_on AND (s.ends_on IS NULL OR h.day <= s.ends_on)),
  months AS (SELECT id, date_trunc('month', day)::date AS month, sum(n)::int AS n FROM due GROUP BY 1, 2),
  missed AS (SELECT s.id, date_trunc('month', a.day)::date AS month, count(*)::int AS n FROM sat s
    JOIN school.attendance a ON a.pupil_id = s.id AND a.counts_as <> 'present' AND a.day BETWEEN ${from}::date AND ${today}::date
    GROUP BY 1, 2),
  gone AS (DELETE FROM school.pupil_months x USING sat s WHERE s.id = x.pupil_id AND x.starts_on >= ${from}::date
    AND NOT EXISTS (SELECT FROM months m WHERE m.id = x.pupil_id AND m.month = x.starts_on))
  INSERT INTO school.pupil_months AS kept (pupil_id, organisation_id, participant_id, municipality_id, grade, starts_on, lessons,
    missed)
  SELECT s.id, s.organisation_id, s.participant_id, s.municipality_id, s.grade, m.month, m.n, least(m.n, coalesce(x.n, 0))
  FROM months m JOIN sat s ON s.id = m.id LEFT JOIN missed x ON x.id = m.id AND x.month = m.month
  ON CONFLICT (pupil_id, starts_on) DO UPDATE SET lessons = excluded.lessons, missed = excluded.missed
    WHERE (kept.lessons, kept.missed) IS DISTINCT FROM (excluded.lessons, excluded.missed)`;

/** Homework of each class by the day for which it was set, as the meter of a lesson counts it, from a day up to today. */
const countDays = ({ id, from, today }: Year) => sql`WITH next AS (
    SELECT l.class_id, l.subject, l.homework_minutes, l.day,
      lead(l.day) OVER (PARTITION BY l.load_id ORDER BY l.day, l.number) AS due
    FROM school.classes c JOIN school.lessons l ON l.class_id = c.id AND l.cancelled_at IS NULL
      AND l.day BETWEEN ${from}::date - 60 AND ${today}::date WHERE c.year_id = ${id}),
  subjects AS (SELECT class_id, subject, due, max(homework_minutes) AS minutes FROM next
    WHERE homework_minutes IS NOT NULL AND due > day AND due >= ${from}::date GROUP BY class_id, subject, due),
  days AS MATERIALIZED (SELECT class_id, due AS day, sum(minutes)::int AS minutes FROM subjects GROUP BY class_id, due),
  gone AS (DELETE FROM school.class_days x USING school.classes c WHERE c.id = x.class_id AND c.year_id = ${id}
    AND x.day >= ${from}::date AND NOT EXISTS (SELECT FROM days d WHERE d.class_id = x.class_id AND d.day = x.day))
  INSERT INTO school.class_days AS kept (class_id, organisation_id, participant_id, municipality_id, grade, day, minutes, norm)
  SELECT c.id, c.organisation_id, c.participant_id, c.municipality_id, c.grade, d.day, d.minutes, (r.value #>> '{}')::int
  FROM days d JOIN school.classes c ON c.id = d.class_id JOIN core.reference_rows r ON r.reference = ${homeworkReference.id}
    AND r.code = 'grade-' || c.grade AND r.withdrawn_at IS NULL AND daterange(r.valid_from, r.valid_to, '[]') @> d.day
  ON CONFLICT (class_id, day) DO UPDATE SET minutes = excluded.minutes, norm = excluded.norm
    WHERE (kept.minutes, kept.norm) IS DISTINCT FROM (excluded.minutes, excluded.norm)`;

/** Days of the timetable in force of each class, and those that the norms advise nothing against; a school has those of one year. */
async function scoreTimetable({ id, today }: Year): Promise<void> {
  const loads = new Map((await loadsOf(id)).map((load) => [load.id, load]));
  const ofClass = new Map<string, Slot[]>();
  for (const slot of await slotsOf({ id, draft_at: null })) {
    const { classId } = loads.get(slot.loadId) ?? {};
    if (classId) ofClass.set(classId, [...(ofClass.get(classId) ?? []), slot]);
  }
  const { norms } = await normsOn(today);
  const scores = [...ofClass].flatMap(([classId, slots]) => {
    const grade = [...loads.values()].find((load) => load.classId === classId)?.grade;
    const norm = norms[String(grade)];
    if (!norm) return [];
    const flawed = weekHints({ loads, slots, bells: [] }, classId, norm).flatMap((hint) =>
      hint.kind === 'unplaced' ? [] : [hint.weekday],
    );
    const days = new Set(slots.map(({ weekday }) => weekday)).size;
    return [{ classId, days, kept: days - new Set(flawed).size }];
  });
  await sql`WITH found AS (SELECT * FROM jsonb_to_recordset(${JSON.stringify(scores)}::jsonb) AS f("classId" uuid, days int, kept int)),
    gone AS (DELETE FROM school.timetable_scores x USING school.years y
      WHERE y.id = ${id} AND x.organisation_id = y.organisation_id AND NOT EXISTS (SELECT FROM found f WHERE f."classId" = x.class_id))
    INSERT INTO school.timetable_scores AS old (class_id, organisation_id, participant_id, municipality_id, grade, days, kept)
    SELECT c.id, c.organisation_id, c.participant_id, c.municipality_id, c.grade, f.days, f.kept
    FROM found f JOIN school.classes c ON c.id = f."classId"
    ON CONFLICT (class_id) DO UPDATE SET days = excluded.days, kept = excluded.kept, grade = excluded.grade
      WHERE (old.days, old.kept, old.grade) IS DISTINCT FROM (excluded.days, excluded.kept, excluded.grade)`;
}

/** Counts what figures need of a year of a school: all of it the first time, then this month and the one before. */
export async function countFigures(yearId: string, today: string): Promise<void> {
  const [year] = await sql<{ from: string }>`SELECT CASE WHEN EXISTS (SELECT FROM school.pupil_months m
      JOIN school.pupils p ON p.id = m.pupil_id JOIN school.classes c ON c.id = p.class_id WHERE c.year_id = y.id)
    THEN (date_trunc('month', ${today}::date) - interval '1 month')::date ELSE date_trunc('month', y.starts_on)::date END::text AS "from"
    FROM school.years y WHERE y.id = ${yearId}`;
  if (!year) return;
  const whole = { id: yearId, from: year.from, today };
  await countMonths(whole);
  await countDays(whole);
  await scoreTimetable(whole);
}
