import { audit, beyondReach, conflict, invalidInput, notFound, notify, part, sql, todayHere } from '@regiso/core';
import type { AbsentView, Sheet } from '../../shared';
import { teacherNames } from './names';
import { whole, within } from './reach';
import { staffOf } from './years';

type Free = Omit<AbsentView[number]['candidates'][number], 'name'>;
type Row = Omit<AbsentView[number], 'teacher' | 'candidates'> & { usualId: string | null };

const columns = part`l.id, l.cancel_reason AS cancelled, l.day::text AS day, l.number, c.grade || c.letter AS class, s.title AS subject,
    s.title_en AS "subjectEn", j.subgroup, l.room, l.teacher_id AS "teacherId",
    CASE WHEN l.is_substituted THEN l.stands_in_for ELSE j.teacher_id END AS "usualId"`;
/** Lessons `l` with their journal `j`, class `c` and subject `s`. */
export const tables = part`school.lessons l JOIN school.loads j ON j.id = l.load_id JOIN school.classes c ON c.id = l.class_id
    JOIN school.subjects s ON s.code = l.subject`;

async function organisationOf(yearId: string): Promise<string> {
  const [year] = await sql<{ organisation_id: string }>`SELECT y.organisation_id FROM school.years y
    WHERE y.id = ${yearId} AND ${whole('school.keep-classes', 'y')}`;
  if (!year) throw notFound('Учебный год не найден');
  return year.organisation_id;
}

/** Lessons to come of a teacher on these days, with who is free to give each: same subject first, then fewest lessons of the day and of the week. Throws 404. */
export async function lessonsOfAbsent(
  yearId: string,
  teacher: string,
  days: { from: string; to: string },
): Promise<AbsentView> {
  const staff = await staffOf(await organisationOf(yearId));
  const rows = await sql<Row & { free: Free[] }>`SELECT ${columns},
      (SELECT coalesce(json_agg(f ORDER BY f."isSameSubject" DESC, f.lessons, f."weekLessons", f.id), '[]') FROM (
        SELECT w.id, EXISTS (SELECT FROM school.loads o JOIN school.classes k ON k.id = o.class_id
            WHERE o.teacher_id = w.id AND o.subject = l.subject AND k.year_id = c.year_id) AS "isSameSubject",
          (SELECT count(*)::int FROM school.lessons o WHERE o.teacher_id = w.id AND o.day = l.day
            AND o.cancelled_at IS NULL) AS lessons,
          (SELECT count(*)::int FROM school.lessons o WHERE o.teacher_id = w.id
            AND o.cancelled_at IS NULL AND o.day BETWEEN date_trunc('week', l.day)::date AND date_trunc('week', l.day)::date + 6) AS "weekLessons"
        FROM unnest(${staff.map(({ id }) => id)}::uuid[]) AS w(id)
        WHERE w.id <> ${teacher} AND NOT ${isBusy(part`w.id`)}) f) AS free
    FROM ${tables} WHERE c.year_id = ${yearId} AND j.teacher_id = ${teacher} AND l.attendance_at IS NULL
      AND l.day BETWEEN greatest(${days.from}::date, ${todayHere()}::date) AND ${days.to}::date
    ORDER BY l.day, l.number, c.grade, c.letter LIMIT 150`;
  const nameOf = await teacherNames(rows.map(({ teacherId }) => teacherId));
  const names = new Map(staff.map(({ id, name }) => [id, name]));
  return rows.map(({ free, usualId: _, ...row }) => ({
    ...row,
    teacher: nameOf(row.teacherId),
    candidates: free.slice(0, 12).map((one) => ({ ...one, name: names.get(one.id) ?? '' })),
  }));
}

/** Whether somebody gives another lesson while `l` of a class `c` goes on: by bells across shifts. */
export const isBusy = (person: ReturnType<typeof part>) => part`EXISTS (SELECT FROM school.lessons o
    JOIN school.classes k ON k.id = o.class_id
    LEFT JOIN school.bells a ON a.year_id = k.year_id AND a.shift = k.shift AND a.number = o.number
    LEFT JOIN school.bells b ON b.year_id = c.year_id AND b.shift = c.shift AND b.number = l.number
    WHERE o.teacher_id = ${person} AND o.day = l.day AND o.id <> l.id AND o.cancelled_at IS NULL
      AND CASE WHEN k.shift = c.shift THEN o.number = l.number ELSE a.starts_at < b.ends_at AND b.starts_at < a.ends_at END)`;

/** Lessons of a day that somebody else than usual gives, and those that are cancelled. Throws 404. */
export async function sheetOf(yearId: string, day: string): Promise<Sheet> {
  await organisationOf(yearId);
  const rows = await sql<Row>`SELECT ${columns} FROM ${tables}
    WHERE c.year_id = ${yearId} AND l.day = ${day}::date AND (l.is_substituted OR l.cancelled_at IS NOT NULL)
    ORDER BY l.number, c.grade, c.letter LIMIT 300`;
  const nameOf = await teacherNames(rows.flatMap(({ teacherId, usualId }) => [teacherId, usualId]));
  return rows.map(({ usualId, ...row }) => ({ ...row, teacher: nameOf(row.teacherId), absent: nameOf(usualId) }));
}

type Lesson = {
  organisation_id: string;
  usual: string | null;
  day: string;
  number: number;
  class: string;
  isTaken: boolean;
  isCancelled: boolean;
};

/** Who gives a lesson to come: they get its journal for this day, and are told. Throws 400, 404, and 409 for who is busy then. */
export async function substitute(lessonId: string, teacherId: string | null): Promise<void> {
  const [lesson] = await sql<Lesson>`SELECT l.organisation_id, j.teacher_id AS usual, l.day::text AS day, l.number,
      c.grade || c.letter AS class, l.attendance_at IS NOT NULL AS "isTaken", l.cancelled_at IS NOT NULL AS "isCancelled"
    FROM ${tables} WHERE l.id = ${lessonId} AND ${within('school.keep-classes', 'l')} FOR UPDATE OF l`;
  if (!lesson) throw notFound('Урок не найден');
  if (lesson.isTaken || lesson.day < todayHere()) throw conflict('Урок уже прошёл: замену поставить нельзя');
  if (lesson.isCancelled) throw conflict('Урок отменён: замену поставить нельзя');
  const giver = teacherId ?? lesson.usual;
  // Two who give one teacher two lessons of one hour wait for each other.
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`school/substitute/${giver ?? ''}/${lesson.day}`}, 21))`;
  const [busy] = await sql`SELECT 1 AS one FROM ${tables} WHERE l.id = ${lessonId} AND ${isBusy(part`${giver}::uuid`)}`;
  if (busy) throw conflict('Этот учитель в это время ведёт другой урок');
  const staff = teacherId ? await staffOf(lesson.organisation_id) : [];
  if (teacherId && !staff.some(({ id }) => id === teacherId))
    throw invalidInput([{ path: ['payload', 'teacherId'], message: 'Этот человек в школе не работает' }]);
  const isSubstituted = giver !== lesson.usual;
  await sql`UPDATE school.lessons SET teacher_id = ${giver}, is_substituted = ${isSubstituted},
    stands_in_for = ${isSubstituted ? lesson.usual : null} WHERE id = ${lessonId}`;
  const object = { type: 'lesson', id: lessonId, organisationId: lesson.organisation_id };
  await audit('school.lesson-substituted', object, { isSubstituted });
  if (teacherId && isSubstituted) await tell(lessonId, teacherId, lesson);
}

async function tell(lessonId: string, teacherId: string, { day, number, class: name }: Lesson) {
  const accounts = await beyondReach(
    'the account of who stands in',
    () =>
      sql<{ id: string }>`SELECT account_id AS id FROM core.persons WHERE id = ${teacherId} AND account_id IS NOT NULL`,
  );
  if (!accounts.length) return;
  const [year, month, date] = day.split('-');
  await notify({
    accountIds: accounts.map(({ id }) => id),
    kind: 'school.substitution',
    title: `Замена ${date}.${month}.${year}: ${number} урок, ${name}`,
    titleEn: `You stand in on ${day}: lesson ${number}, class ${name}`,
    text: 'Журнал этого урока открыт вам на этот день.',
    textEn: 'The journal of this lesson is open to you for this day.',
    link: '/app/school/journal',
    once: `school.substitution/${lessonId}/${teacherId}`,
  });
}
