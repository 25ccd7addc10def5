import { audit, conflict, homeCalendar, homeRegion, sql, todayHere } from '@regiso/core';
import { kindOfWeek, weekOfYear } from '../../shared';
import { daysAfter } from './clock';
import { begin, refuseMet, yearFor, type Year } from './draft';

/**
 * Puts the draft in force from a day on: what was taught before, and lessons that anything is written in, stay (ADM-08). Gives
 * how many lessons were laid until the end of the year. Throws 404, and 409 with what meets.
 */
export async function publishDraft(id: string, from: string): Promise<number> {
  const year = await yearFor('write', id);
  if (from < todayHere()) throw conflict('Опубликовать расписание можно с сегодняшнего дня или позже');
  if (from < year.starts_on || from > year.ends_on) throw conflict('День вне учебного года');
  await begin(year);
  await refuseMet(year);
  await sql`DELETE FROM school.timetable t USING school.loads j, school.classes c
    WHERE j.id = t.load_id AND c.id = j.class_id AND c.year_id = ${id} AND t.valid_from >= ${from}::date`;
  await sql`UPDATE school.timetable t SET valid_to = ${from}::date - 1 FROM school.loads j, school.classes c
    WHERE j.id = t.load_id AND c.id = j.class_id AND c.year_id = ${id} AND coalesce(t.valid_to, 'infinity') >= ${from}::date`;
  await sql`INSERT INTO school.timetable (load_id, organisation_id, participant_id, municipality_id, weekday, number, weeks, room,
      reason, valid_from)
    SELECT load_id, organisation_id, participant_id, municipality_id, weekday, number, weeks, room, reason, ${from}
    FROM school.draft_slots WHERE year_id = ${id}`;
  const lessons = await layLessons(year, from);
  await sql`DELETE FROM school.draft_slots WHERE year_id = ${id}`;
  await sql`UPDATE school.years SET draft_at = NULL, draft_before = NULL, taken_in_as = NULL, taken_in_at = NULL WHERE id = ${id}`;
  const object = { type: 'year', id, organisationId: year.organisation_id };
  await audit('school.timetable-published', object, { from, lessons });
  return lessons;
}

/** Lessons to come by the timetable in force: those that nobody has written into are laid anew. */
async function layLessons({ id, starts_on, ends_on }: Year, from: string): Promise<number> {
  type Kept = {
    load: string;
    day: string;
    number: number;
    teacher: string;
    usual: string | null;
    stands: boolean;
    at: string | null;
    reason: string | null;
  };
  // Whoever stands in for a colleague still does, and what is cancelled stays so, where the lesson keeps its hour.
  const kept =
    await sql<Kept>`SELECT l.load_id AS load, l.day::text AS day, l.number, l.teacher_id AS teacher, l.stands_in_for AS usual,
      l.is_substituted AS stands, l.cancelled_at AS at, l.cancel_reason AS reason FROM school.lessons l
    JOIN school.classes c ON c.id = l.class_id AND c.year_id = ${id}
    WHERE l.day >= ${from}::date AND l.attendance_at IS NULL
      AND (l.is_substituted OR l.cancelled_at IS NOT NULL) LIMIT 5000`;
  await sql`DELETE FROM school.lessons l USING school.classes c WHERE c.id = l.class_id AND c.year_id = ${id} AND l.day >= ${from}::date
    AND l.topic IS NULL AND l.homework IS NULL AND l.attendance_at IS NULL AND l.control_subject IS NULL AND l.homework_version = 0
    AND NOT EXISTS (SELECT FROM school.cell_changes x WHERE x.lesson_id = l.id)
    AND NOT EXISTS (SELECT FROM school.marks m WHERE m.lesson_id = l.id)
    AND NOT EXISTS (SELECT FROM school.attendance a WHERE a.lesson_id = l.id)`;
  const days = schoolDays(from, ends_on);
  const rows =
    await sql`INSERT INTO school.lessons (organisation_id, participant_id, municipality_id, load_id, class_id, subject,
      grade, teacher_id, day, number, room)
    SELECT j.organisation_id, j.participant_id, j.municipality_id, j.id, c.id, j.subject, c.grade, j.teacher_id, d.day, t.number, t.room
    FROM school.timetable t JOIN school.loads j ON j.id = t.load_id JOIN school.classes c ON c.id = j.class_id AND c.year_id = ${id}
    JOIN unnest(${days}::date[], ${days.map((day) => kindOfWeek(weekOfYear(starts_on, day)))}::text[]) AS d(day, weeks)
      ON extract(isodow FROM d.day) = t.weekday AND t.weeks IN ('every', d.weeks)
    WHERE t.valid_from = ${from}::date AND t.weekday <= c.week_days
      AND EXISTS (SELECT FROM school.periods p WHERE p.year_id = ${id} AND c.grade BETWEEN p.grade_from AND p.grade_to
        AND d.day BETWEEN p.starts_on AND p.ends_on)
      AND NOT EXISTS (SELECT FROM school.holidays h WHERE h.year_id = ${id} AND c.grade BETWEEN h.grade_from AND h.grade_to
        AND d.day BETWEEN h.starts_on AND h.ends_on)
    ON CONFLICT (load_id, day, number) DO NOTHING RETURNING 1`;
  await sql`UPDATE school.lessons l SET teacher_id = k.teacher, is_substituted = k.stands, stands_in_for = k.usual,
      cancelled_at = k.at, cancel_reason = k.reason FROM jsonb_to_recordset(${JSON.stringify(kept)}::jsonb)
      AS k(load uuid, day date, number int, teacher uuid, usual uuid, stands boolean, at timestamptz, reason text)
    WHERE l.load_id = k.load AND l.day = k.day AND l.number = k.number AND l.attendance_at IS NULL`;
  return rows.length;
}

/** Days on which anybody may learn: worked days, and Saturdays that are no holiday. */
function schoolDays(from: string, to: string): string[] {
  const { holidays, transfers } = homeRegion().calendar;
  const isFree = (day: string) =>
    holidays.some(({ monthDay }) => monthDay === day.slice(5)) || transfers.some((transfer) => transfer.to === day);
  const days: string[] = [];
  for (let day = from; day <= to; day = daysAfter(day, 1)) {
    const isSaturday = new Date(`${day}T00:00:00Z`).getUTCDay() === 6;
    if (isSaturday ? !isFree(day) : homeCalendar().isWorkingDay(day)) days.push(day);
  }
  return days;
}
