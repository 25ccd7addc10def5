import { part, sql } from '@regiso/core';
import { firstMarkedGrade } from '../../shared';

type Piece = ReturnType<typeof part>;
/** In which subjects, with the figure of each. */
type Subjects = Record<string, number | null>;

/** What a look goes by: days back and ahead, and the school's rules of marks. */
export type Look = {
  today: string;
  missedDays: number;
  twosDays: number;
  unattestedDays: number;
  /** Fewest marks that count as an average, the average below which one fails, the share of missed lessons that attests nobody. */
  least: number;
  three: number;
  missedShare: number;
};

export type Row = {
  id: string;
  personId: string;
  classId: string;
  class: string;
  organisationId: string;
  organisation: string;
  lessons: number;
  missed: number;
  unexcused: number;
  streak: number;
  awaySince: string | null;
  average: number | null;
  averageBefore: number | null;
  failing: Subjects;
  unattested: Subjects;
  twos: Subjects;
  failed: Subjects;
};

const periodOf = (
  more: Piece,
) => part`SELECT z.id, z.starts_on, z.ends_on FROM school.periods z WHERE z.year_id = c.year_id
  AND c.grade BETWEEN z.grade_from AND z.grade_to AND ${more} ORDER BY z.starts_on DESC LIMIT 1`;

/** Classes `k` of the year with the period that goes on, the one before it and the last that has ended; who learns there, `sat`. */
const pupilsIn = (which: Piece, { today }: Look) => part`k AS MATERIALIZED (
    SELECT c.id AS class_id, c.grade, c.letter, c.organisation_id, p.starts_on AS period_from, p.ends_on AS period_to,
      w.starts_on AS before_from, CASE WHEN p.ends_on <= ${today}::date THEN p.id ELSE w.id END AS ended_id
    FROM school.classes c JOIN school.years y ON y.id = c.year_id AND ${today}::date BETWEEN y.starts_on AND y.ends_on
    LEFT JOIN LATERAL (${periodOf(part`z.starts_on <= ${today}::date`)}) p ON true
    LEFT JOIN LATERAL (${periodOf(part`z.starts_on < p.starts_on`)}) w ON true WHERE ${which}),
  sat AS MATERIALIZED (SELECT q.id, q.person_id, k.* FROM k JOIN school.pupils q ON q.class_id = k.class_id
    AND q.starts_on <= ${today}::date AND (q.ends_on IS NULL OR q.ends_on >= ${today}::date)),
  -- Who came from another class of the school brings absences and marks along.
  own AS MATERIALIZED (SELECT s.id, q.id AS time_id, q.class_id, q.starts_on, least(q.ends_on, ${today}::date) AS ends_on
    FROM sat s JOIN school.pupils q ON q.person_id = s.person_id AND q.organisation_id = s.organisation_id
      AND (q.ends_on IS NULL OR q.ends_on > ${today}::date - 366))`;

/** Lessons of each pupil at which the attendance was taken, and what of them was missed. */
const lessonsIn = ({ today, missedDays }: Look) => part`since AS (
    SELECT least(min(period_from), ${today}::date - ${missedDays}::int) AS day FROM k),
  halves AS MATERIALIZED (SELECT h.load_id, h.pupil_id FROM school.load_pupils h
    WHERE h.pupil_id = ANY (ARRAY(SELECT time_id FROM own))),
  les AS MATERIALIZED (SELECT l.id, l.class_id, l.load_id, l.subject, l.day, j.subgroup
    FROM school.lessons l JOIN school.loads j ON j.id = l.load_id
    WHERE l.class_id = ANY (ARRAY(SELECT DISTINCT class_id FROM own)) AND l.attendance_at IS NOT NULL AND l.cancelled_at IS NULL
      AND l.day BETWEEN (SELECT day FROM since) AND ${today}::date),
  att AS MATERIALIZED (SELECT o.id, a.lesson_id, a.counts_as FROM own o JOIN school.attendance a ON a.pupil_id = o.time_id
    AND a.counts_as <> 'present' AND a.day BETWEEN (SELECT day FROM since) AND ${today}::date),
  due AS MATERIALIZED (SELECT o.id, l.subject, l.day, a.counts_as FROM own o JOIN les l ON l.class_id = o.class_id
      AND l.day BETWEEN o.starts_on AND o.ends_on
      AND (l.subgroup IS NULL OR (l.load_id, o.time_id) IN (SELECT load_id, pupil_id FROM halves))
    LEFT JOIN att a ON a.id = o.id AND a.lesson_id = l.id),
  away AS (SELECT id, count(*)::int AS lessons, count(counts_as)::int AS missed,
      (count(*) FILTER (WHERE counts_as = 'absent'))::int AS unexcused
    FROM due WHERE day > ${today}::date - ${missedDays}::int GROUP BY id),
  days AS MATERIALIZED (SELECT id, day, count(*) = count(counts_as) AS is_away FROM due GROUP BY id, day),
  came AS (SELECT id, max(day) FILTER (WHERE NOT is_away) AS last FROM days GROUP BY id),
  streak AS (SELECT d.id, count(*)::int AS days, min(d.day)::text AS since FROM days d JOIN came c ON c.id = d.id
    WHERE c.last IS NULL OR d.day > c.last GROUP BY d.id)`;

/** Averages of this period and the one before, by subject. */
const marksIn = ({ today, least, three, twosDays }: Look) => part`got AS MATERIALIZED (
    SELECT s.id, m.subject, m.day >= s.period_from AS is_now, count(*)::int AS n, sum(m.value * m.weight)::numeric AS product,
      sum(m.weight)::numeric AS weight
    FROM sat s JOIN own o ON o.id = s.id JOIN school.marks m ON m.pupil_id = o.time_id
      AND m.day BETWEEN coalesce(s.before_from, s.period_from) AND least(s.period_to, ${today}::date) GROUP BY 1, 2, 3),
  low AS (SELECT id, jsonb_object_agg(subject, round(product / weight, 2)) AS subjects FROM got
    WHERE is_now AND n >= ${least}::int AND product < ${three}::numeric * weight GROUP BY id),
  -- Over the subjects that have marks in both, so that a new subject is no fall.
  mean AS (SELECT g.id, round(avg(g.product / g.weight), 2)::float8 AS now, round(avg(b.product / b.weight), 2)::float8 AS before
    FROM got g JOIN got b ON b.id = g.id AND b.subject = g.subject AND NOT b.is_now AND b.n >= ${least}::int
    WHERE g.is_now AND g.n >= ${least}::int GROUP BY g.id),
  two AS (SELECT t.id, jsonb_object_agg(t.subject, t.n) AS subjects FROM (
    SELECT o.id, m.subject, count(*)::int AS n FROM own o JOIN school.marks m ON m.pupil_id = o.time_id AND m.value = 2
      AND m.day > ${today}::date - ${twosDays}::int AND m.day <= ${today}::date GROUP BY 1, 2) t GROUP BY t.id)`;

/** Subjects that this period may leave without a mark, and those that the last one ended badly in. */
const outcomesIn = ({ today, least, missedShare, unattestedDays }: Look) => part`learnt AS (
    SELECT d.id, d.subject, count(*)::int AS lessons, count(d.counts_as)::int AS missed, s.period_to
    FROM due d JOIN sat s ON s.id = d.id AND s.grade >= ${firstMarkedGrade}::int AND s.period_to >= ${today}::date
    WHERE d.day >= s.period_from GROUP BY d.id, d.subject, s.period_to),
  thin AS (SELECT l.id, jsonb_object_agg(l.subject, round(l.missed::numeric / l.lessons, 2)) AS subjects
    FROM learnt l LEFT JOIN got g ON g.id = l.id AND g.subject = l.subject AND g.is_now
    WHERE (l.lessons >= ${least}::int AND l.missed >= ${missedShare}::numeric * l.lessons)
      OR (l.missed > 0 AND coalesce(g.n, 0) < ${least}::int AND l.period_to <= ${today}::date + ${unattestedDays}::int)
    GROUP BY l.id),
  bad AS (SELECT s.id, jsonb_object_agg(f.subject, f.value) AS subjects FROM sat s JOIN own o ON o.id = s.id
    JOIN school.period_marks f ON f.pupil_id = o.time_id AND f.period_id = s.ended_id
    WHERE f.value IS NULL OR f.value = 2 GROUP BY s.id)`;

/** The figures of every pupil who learns in the classes `c` of this year, in one statement. */
export const figuresOf = (which: Piece, look: Look) => sql<Row>`WITH ${pupilsIn(which, look)}, ${lessonsIn(look)},
    ${marksIn(look)}, ${outcomesIn(look)}
  SELECT s.id, s.person_id AS "personId", s.class_id AS "classId", s.grade || s.letter AS class,
    s.organisation_id AS "organisationId", o.short_name AS organisation, coalesce(a.lessons, 0) AS lessons,
    coalesce(a.missed, 0) AS missed, coalesce(a.unexcused, 0) AS unexcused, coalesce(t.days, 0) AS streak,
    t.since AS "awaySince", m.now AS average, m.before AS "averageBefore", coalesce(l.subjects, '{}') AS failing,
    coalesce(n.subjects, '{}') AS unattested, coalesce(w.subjects, '{}') AS twos, coalesce(b.subjects, '{}') AS failed
  FROM sat s JOIN core.organisations o ON o.id = s.organisation_id LEFT JOIN away a ON a.id = s.id
  LEFT JOIN streak t ON t.id = s.id LEFT JOIN mean m ON m.id = s.id LEFT JOIN low l ON l.id = s.id
  LEFT JOIN thin n ON n.id = s.id LEFT JOIN two w ON w.id = s.id LEFT JOIN bad b ON b.id = s.id ORDER BY s.id LIMIT 8000`;
