import { homeCalendar, part, sql, todayHere } from '@regiso/core';
import { bent, chance } from './chance';
import { daysAfter } from '../services/clock';
import type { DemoSchool } from './schools';
import { planSchool, type DemoClass } from './timetable';
import { topics } from './topics';

const topicsInPlan = 34;

/** The same text for the same lesson in every load of the demo: its id is another every time. */
const lessonText = part`concat_ws('/', c.organisation_id, c.grade, c.letter, j.subject, j.subgroup, l.day, l.number)`;

/** Loads, halves, timetable and calendar plans of the classes of a school. */
export async function layTimetable(school: DemoSchool): Promise<void> {
  const { id, participant, municipality, year, hasSets } = school;
  const classes =
    await sql<DemoClass>`SELECT id, grade, shift FROM school.classes WHERE year_id = ${year} ORDER BY grade, letter`;
  const staff = await sql<{ id: string }>`SELECT l.person_id AS id FROM core.person_organisations l
    WHERE l.organisation_id = ${id} AND l.role = 'staff' AND l.ends_on IS NULL ORDER BY l.starts_on, l.person_id`;
  const { led, loads } = await planSchool(
    classes,
    staff.map((one) => one.id),
    hasSets,
  );
  await sql`UPDATE school.classes c SET teacher_id = l.teacher
    FROM unnest(${[...led.keys()]}::uuid[], ${[...led.values()]}::uuid[]) AS l(class, teacher) WHERE c.id = l.class`;
  await sql`WITH given AS (SELECT * FROM jsonb_to_recordset(${JSON.stringify(loads)}::jsonb)
      AS g(class uuid, subject text, subgroup int, teacher uuid, hours int, home int, slots jsonb)), made AS (
    INSERT INTO school.loads (organisation_id, participant_id, municipality_id, class_id, subject, subgroup, teacher_id, hours)
    SELECT ${id}, ${participant}, ${municipality}, class, subject, subgroup, teacher, hours FROM given RETURNING *)
    INSERT INTO school.timetable (load_id, organisation_id, participant_id, municipality_id, weekday, number, room, valid_from)
    SELECT m.id, m.organisation_id, m.participant_id, m.municipality_id, s.weekday, s.number,
      (CASE WHEN c.grade <= 4 OR m.subject NOT IN ('pe', 'informatics', 'labour') THEN
        (100 + 100 * (g.home % 3) + g.home * 2 + coalesce(m.subgroup, 0))::text
        WHEN m.subject = 'pe' THEN 'спортзал' WHEN m.subject = 'informatics' THEN '215' ELSE 'мастерская' END), y.starts_on
    FROM made m JOIN given g ON g.class = m.class_id AND g.subject = m.subject AND g.subgroup IS NOT DISTINCT FROM m.subgroup
    JOIN school.classes c ON c.id = m.class_id JOIN school.years y ON y.id = c.year_id
    CROSS JOIN LATERAL jsonb_to_recordset(g.slots) AS s(weekday int, number int)`;
  await sql`INSERT INTO school.load_pupils (load_id, pupil_id, organisation_id, participant_id, municipality_id)
    SELECT j.id, p.id, p.organisation_id, p.participant_id, p.municipality_id
    FROM school.loads j JOIN (SELECT *, row_number() OVER (PARTITION BY class_id ORDER BY person_id) % 2 + 1 AS half
      FROM school.pupils WHERE organisation_id = ${id}) p ON p.class_id = j.class_id AND p.half = j.subgroup
    JOIN school.classes c ON c.id = j.class_id AND c.year_id = ${year} WHERE j.subgroup IS NOT NULL`;
  // Only who can open a journal needs its plan.
  await sql`INSERT INTO school.plan_topics (load_id, organisation_id, participant_id, municipality_id, number, title)
    SELECT j.id, j.organisation_id, j.participant_id, j.municipality_id, n,
      ${JSON.stringify(topics)}::jsonb -> j.subject ->> ((n - 1) % jsonb_array_length(${JSON.stringify(topics)}::jsonb -> j.subject))
    FROM school.loads j JOIN school.classes c ON c.id = j.class_id AND c.year_id = ${year},
      generate_series(1, ${topicsInPlan}::int) n
    WHERE j.participant_id IS NOT NULL`;
}

/** How much of a school year is written: the present quarter, or all that have begun. */
export type Span = 'quarter' | 'year';

/** Lessons by the timetable: those before today with topic, homework and the attendance taken. Gives how many. */
export async function layLessons({ year, first }: DemoSchool, span: Span): Promise<number> {
  const today = todayHere();
  const rows = await sql`WITH quarters AS (
      SELECT p.starts_on, p.ends_on FROM school.years y
      JOIN school.periods p ON p.year_id = y.id AND p.kind = 'quarter' AND p.starts_on <= greatest(${today}::date, y.starts_on)
      WHERE y.id = ${year} ORDER BY p.starts_on DESC LIMIT ${span === 'year' ? 4 : 1}::int), due AS (
      SELECT j.*, t.number, t.room, d.day,
        row_number() OVER (PARTITION BY j.id ORDER BY d.day, t.number) AS nth,
        ('x' || left(md5(concat_ws('/', c.organisation_id, c.grade, c.letter, j.subject, j.subgroup, d.day, t.number)), 4))::bit(16)::int
          % 100 AS chance
      FROM school.loads j JOIN school.classes c ON c.id = j.class_id AND c.year_id = ${year} CROSS JOIN quarters q
      JOIN school.timetable t ON t.load_id = j.id
      JOIN unnest(${schoolDays(first)}::date[]) AS d(day) ON d.day BETWEEN q.starts_on AND q.ends_on
        AND extract(isodow FROM d.day) = t.weekday AND d.day >= t.valid_from AND (t.valid_to IS NULL OR d.day <= t.valid_to))
    INSERT INTO school.lessons (organisation_id, participant_id, municipality_id, load_id, class_id, subject, grade, teacher_id, day,
      number, room, topic, plan_topic_id, homework, homework_minutes, kind_1, attendance_at, expected, is_over, is_filled, is_demo)
    SELECT due.organisation_id, due.participant_id, due.municipality_id, due.id, due.class_id, due.subject, due.grade,
      due.teacher_id, due.day, due.number, due.room,
      CASE WHEN held AND chance <> 3 THEN coalesce(n.title, ${JSON.stringify(topics)}::jsonb -> due.subject ->>
        ((nth - 1) % jsonb_array_length(${JSON.stringify(topics)}::jsonb -> due.subject))::int) END,
      CASE WHEN held AND chance <> 3 THEN n.id END,
      CASE WHEN held AND chance % 10 < 7 AND due.subject NOT IN ('pe', 'art', 'music', 'labour')
        THEN format('§ %s, задания %s–%s', nth, nth % 7 + 1, nth % 7 + 3) END,
      CASE WHEN held AND chance % 10 < 7 AND due.subject NOT IN ('pe', 'art', 'music', 'labour') THEN 10 + chance / 4 END,
      CASE WHEN nth % 8 = 0 THEN 'control' WHEN nth % 5 = 0 THEN 'independent' ELSE 'answer' END,
      CASE WHEN held AND chance NOT IN (3, 4) THEN due.day + time '12:00' END,
      CASE WHEN held AND chance NOT IN (3, 4) THEN (SELECT count(*) FROM school.pupils p WHERE p.class_id = due.class_id
        AND due.day BETWEEN p.starts_on AND coalesce(p.ends_on, 'infinity') AND (due.subgroup IS NULL OR EXISTS (SELECT FROM school.load_pupils h
          WHERE h.load_id = due.id AND h.pupil_id = p.id))) ELSE 0 END,
      held, held AND chance NOT IN (3, 4, 11, 12, 13, 14), true
    FROM due CROSS JOIN LATERAL (SELECT due.day < ${today}::date AS held) h
    LEFT JOIN school.plan_topics n ON n.load_id = due.id AND n.number = nth
    ON CONFLICT DO NOTHING RETURNING 1`;
  return rows.length;
}

/** Worked days of a school year. */
function schoolDays(first: number): string[] {
  const days = Array.from({ length: 273 }, (_, at) => daysAfter(`${first}-09-01`, at));
  return days.filter((day) => homeCalendar().isWorkingDay(day));
}

/** Everyone of a class or half at every lesson of a year whose attendance was taken; `what` and `who` tell lessons and people apart. */
const present = (year: string) => part`
    l AS MATERIALIZED (
      SELECT l.id, l.organisation_id, l.participant_id, l.municipality_id, l.class_id, l.load_id, l.day, l.number, l.subject,
        l.grade, l.kind_1, j.subgroup, hashtextextended(${lessonText}, 0) AS what
      FROM school.lessons l JOIN school.loads j ON j.id = l.load_id JOIN school.classes c ON c.id = l.class_id
      WHERE c.year_id = ${year} AND l.attendance_at IS NOT NULL AND l.is_demo),
    p AS MATERIALIZED (
      SELECT p.id, p.class_id, p.starts_on, p.ends_on, hashtextextended(p.person_id::text, 0) AS who
      FROM school.pupils p JOIN school.classes c ON c.id = p.class_id WHERE c.year_id = ${year}),
    at AS (
      SELECT l.*, p.id AS pupil_id, p.who FROM l JOIN p ON p.class_id = l.class_id AND l.day BETWEEN p.starts_on AND coalesce(p.ends_on, 'infinity')
      WHERE l.subgroup IS NULL OR EXISTS (SELECT FROM school.load_pupils h WHERE h.load_id = l.load_id AND h.pupil_id = p.id))`;

/** Absences: weeks of illness, days at home, a few who come late; the same for the same people and days. */
export const layAttendance = ({ year }: DemoSchool) => sql`WITH ${present(year)}, drawn AS (
    SELECT *, ${chance(part`who + (day - date '2000-01-03') / 7`, 1, 100)} AS of_week,
      ${chance(part`who + (day - date '2000-01-03')`, 2, 100)} AS of_day, ${chance(part`who # what`, 3, 200)} AS of_lesson
    FROM at), coded AS (
    SELECT *, CASE WHEN of_week < 4 THEN 'ill' WHEN of_day < 1 THEN 'valid' WHEN of_day < 2 THEN 'absent'
      WHEN of_lesson < 1 THEN 'unexcused' WHEN of_lesson < 2 AND number = 1 THEN 'late' END AS code FROM drawn)
  INSERT INTO school.attendance (lesson_id, pupil_id, organisation_id, participant_id, municipality_id, day, subject, grade, code,
    counts_as, late_minutes, is_demo)
  SELECT id, pupil_id, organisation_id, participant_id, municipality_id, day, subject, grade, code,
    CASE WHEN code IN ('ill', 'valid') THEN 'excused' WHEN code = 'late' THEN 'present' ELSE 'absent' END,
    CASE WHEN code = 'late' THEN 5 END, true
  FROM coded WHERE code IS NOT NULL ON CONFLICT DO NOTHING`;

/** Marks of those who were there: of some at a usual lesson, of nearly all at a control work; each pupil has a bent. */
export const layMarks = ({ year }: DemoSchool) => sql`WITH ${present(year)}, asked AS (
    SELECT * FROM at WHERE grade > 1
      AND ${chance(part`who # what`, 4, 100)} < CASE kind_1 WHEN 'control' THEN 96 WHEN 'independent' THEN 70 ELSE 20 END
      AND NOT EXISTS (SELECT FROM school.attendance a
        WHERE a.lesson_id = at.id AND a.pupil_id = at.pupil_id AND a.counts_as <> 'present')),
    scored AS (SELECT *, 0.5 * ${bent} + ${chance(part`who # hashtextextended(subject, 0)`, 6, 40)}
      + 0.4 * ${chance(part`who # what`, 7, 100)} AS score FROM asked)
  INSERT INTO school.marks (lesson_id, pupil_id, organisation_id, participant_id, municipality_id, day, subject, grade, place, value,
    kind, weight, is_demo)
  SELECT id, pupil_id, organisation_id, participant_id, municipality_id, day, subject, grade, 1,
    CASE WHEN score > 78 THEN 5 WHEN score > 45 THEN 4 WHEN score > 18 THEN 3 ELSE 2 END, kind_1,
    CASE kind_1 WHEN 'control' THEN 3 WHEN 'independent' THEN 2 ELSE 1 END, true
  FROM scored ON CONFLICT DO NOTHING RETURNING 1`;
