import { sql } from '@regiso/core';
import { grouped } from './grouped';
import type { Time } from './look';

/** A lesson of a pupil at which the attendance was taken, and as what it was missed; `null`: it was not. */
export type Attended = { day: string; subject: string; missed: 'absent' | 'excused' | null };

type Taken = { id: string; classId: string; loadId: string; isHalf: boolean; subject: string; day: string };

const takenIn = (classes: readonly string[], since: string, today: string) => sql<Taken>`SELECT l.id,
    l.class_id AS "classId", l.load_id AS "loadId", j.subgroup IS NOT NULL AS "isHalf", l.subject, l.day::text AS day
  FROM school.lessons l JOIN school.loads j ON j.id = l.load_id
  WHERE l.class_id = ANY (${[...classes]}::uuid[]) AND l.attendance_at IS NOT NULL AND l.cancelled_at IS NULL
    AND l.day BETWEEN ${since}::date AND ${today}::date LIMIT 200000`;

/** Lessons of each pupil from a day up to today, by the pupil. */
export async function lessonsOf(
  times: readonly Time[],
  since: string,
  today: string,
): Promise<ReadonlyMap<string, Attended[]>> {
  const ids = times.map(({ timeId }) => timeId);
  const taken = await takenIn([...new Set(times.map(({ classId }) => classId))], since, today);
  const halves = await sql<{
    load: string;
    pupil: string;
  }>`SELECT load_id AS load, pupil_id AS pupil FROM school.load_pupils
    WHERE pupil_id = ANY (${ids}::uuid[]) LIMIT 200000`;
  type Away = { pupil: string; lesson: string; as: 'absent' | 'excused' };
  const away = await sql<Away>`SELECT pupil_id AS pupil, lesson_id AS lesson, counts_as AS "as" FROM school.attendance
    WHERE pupil_id = ANY (${ids}::uuid[]) AND counts_as <> 'present' AND day BETWEEN ${since}::date AND ${today}::date LIMIT 500000`;
  const inHalf = new Set(halves.map(({ load, pupil }) => `${load}/${pupil}`));
  const missed = new Map(away.map(({ pupil, lesson, as }) => [`${pupil}/${lesson}`, as]));
  const ofClass = grouped(taken, ({ classId }) => classId);
  const found = new Map<string, Attended[]>();
  for (const { id, timeId, classId, startsOn, endsOn } of times) {
    const own = found.get(id) ?? [];
    for (const lesson of ofClass.get(classId) ?? []) {
      if (lesson.day < startsOn || lesson.day > endsOn) continue;
      if (lesson.isHalf && !inHalf.has(`${lesson.loadId}/${timeId}`)) continue;
      own.push({ day: lesson.day, subject: lesson.subject, missed: missed.get(`${timeId}/${lesson.id}`) ?? null });
    }
    found.set(id, own);
  }
  return found;
}
