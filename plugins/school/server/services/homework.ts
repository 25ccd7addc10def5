import { audit, conflict, deleteFile, filesOf, invalidInput, part, sql, todayHere, valueOn } from '@regiso/core';
import type { z } from 'zod';
import type { ControlDays, HomeworkMeter, HomeworkPart, HomeworkPartsInput } from '../../shared';
import { homeworkReference } from '../references';
import { changedMeanwhile } from './changed';
import { homeworkFiles, ownerOfPart } from './homework-files';
import { attends, lessonFor, type Lesson } from './lessons';

type Part = Omit<HomeworkPart, 'files'>;

/** Homework for some pupils of a lesson, with its files. */
export async function homeworkParts(lessonId: string): Promise<HomeworkPart[]> {
  const parts = [];
  for (const one of await partsOf(lessonId)) parts.push({ ...one, files: await homeworkFiles(ownerOfPart(one.id)) });
  return parts;
}

const partsOf = (lessonId: string) => sql<Part>`SELECT t.id, t.text,
    coalesce((SELECT json_agg(u.pupil_id ORDER BY u.pupil_id) FROM school.homework_pupils u WHERE u.part_id = t.id), '[]')
      AS "pupilIds"
  FROM school.homework_parts t WHERE t.lesson_id = ${lessonId} ORDER BY t.id LIMIT 10`;

/** Writes all homework for some pupils of a lesson. Gives the new version; throws 400, 403, 404 and 409. */
export async function saveHomeworkParts(id: string, { version, parts }: HomeworkPartsInput): Promise<number> {
  const lesson = await lessonFor('write', id);
  if (lesson.isClosed) throw conflict('Период закрыт. Изменение возможно только по заявлению завучу.');
  if (lesson.homework_version !== version)
    throw changedMeanwhile('Отдельные задания этого урока уже изменили. Посмотрите, что записано сейчас.');
  const present = (await partsOf(id)).map((one) => one.id);
  await refuseStrangers(id, present, parts);
  const kept = parts.flatMap((one) => one.id ?? []);
  for (const gone of present.filter((one) => !kept.includes(one))) {
    for (const file of await filesOf(ownerOfPart(gone))) await deleteFile(file.id, ownerOfPart(gone));
    await sql`DELETE FROM school.homework_parts WHERE id = ${gone}`;
  }
  await sql`DELETE FROM school.homework_pupils WHERE lesson_id = ${id}`;
  for (const one of parts) await writePart(lesson, one);
  await sql`UPDATE school.lessons SET homework_version = homework_version + 1 WHERE id = ${id}`;
  const object = { type: 'lesson', id, organisationId: lesson.organisation_id };
  const pupils = parts.reduce((sum, { pupilIds }) => sum + pupilIds.length, 0);
  await audit('school.homework-parts-changed', object, { parts: parts.length, pupils });
  return version + 1;
}

async function refuseStrangers(id: string, present: readonly string[], parts: HomeworkPartsInput['parts']) {
  const attending = await sql<{ id: string }>`SELECT p.id FROM school.lessons l JOIN school.loads j ON j.id = l.load_id
    JOIN school.pupils p ON ${attends} WHERE l.id = ${id} LIMIT 80`;
  const own = new Set(attending.map((pupil) => pupil.id));
  for (const [at, one] of parts.entries()) {
    if (one.id && !present.includes(one.id))
      throw invalidInput([{ path: ['payload', 'parts', at, 'id'], message: 'Такого задания у урока нет' }]);
    if (one.pupilIds.some((pupil) => !own.has(pupil)))
      throw invalidInput([{ path: ['payload', 'parts', at, 'pupilIds'], message: 'Не все эти ученики на уроке' }]);
  }
}

async function writePart(lesson: Lesson, { id, text, pupilIds }: HomeworkPartsInput['parts'][number]) {
  const { organisation_id: organisation, participant_id: participant, municipality_id: municipality } = lesson;
  const [kept] = id
    ? await sql<{ id: string }>`UPDATE school.homework_parts SET text = ${text} WHERE id = ${id} RETURNING id`
    : await sql<{
        id: string;
      }>`INSERT INTO school.homework_parts (lesson_id, organisation_id, participant_id, municipality_id,
        text) VALUES (${lesson.id}, ${organisation}, ${participant}, ${municipality}, ${text}) RETURNING id`;
  await sql`INSERT INTO school.homework_pupils (part_id, lesson_id, pupil_id, organisation_id, participant_id, municipality_id)
    SELECT ${kept?.id}, ${lesson.id}, u.id, ${organisation}, ${participant}, ${municipality}
    FROM unnest(${pupilIds}::uuid[]) AS u(id)`;
}

/**
 * Minutes of homework of the other subjects for the day of the next lesson of a journal, by what was set at the lesson before
 * of each; of subgroups the longest. Nothing without a next lesson.
 */
export async function homeworkMeter(lesson: Lesson): Promise<z.infer<typeof HomeworkMeter> | null> {
  const [row] = await sql<{ dueOn: string; others: number }>`SELECT d.day::text AS "dueOn",
      coalesce((SELECT sum(minutes) FROM (SELECT max(b.homework_minutes) AS minutes FROM school.lessons t
        CROSS JOIN LATERAL (SELECT o.homework_minutes FROM school.lessons o WHERE o.load_id = t.load_id AND o.day < t.day
            AND o.cancelled_at IS NULL
          ORDER BY o.day DESC, o.number DESC LIMIT 1) b
        WHERE t.class_id = ${lesson.class_id} AND t.day = d.day AND t.cancelled_at IS NULL AND t.subject <> ${lesson.subject} GROUP BY t.subject) s), 0)::int
        AS others
    FROM (SELECT min(u.day) AS day FROM school.lessons u WHERE u.load_id = ${lesson.load_id} AND u.day > ${lesson.day}::date
      AND u.cancelled_at IS NULL) d
    WHERE d.day IS NOT NULL`;
  if (!row) return null;
  const { value, act, clause, verified } = await valueOn(homeworkReference, `grade-${lesson.grade}`, row.dueOn);
  return { ...row, norm: value, act, clause, isVerified: verified };
}

// The kinds say it, also of lessons that were written before days were reserved.
const controlOfOther = (l: ReturnType<typeof part>) => part`o.class_id = ${l}.class_id AND o.day = ${l}.day
  AND o.subject <> ${l}.subject AND 'control' IN (o.kind_1, o.kind_2)`;

/** Whether the day is taken by a control work of another subject of the class, and the next lessons of the journal on free days. */
export async function controlDays({ id, load_id: load }: Lesson): Promise<z.infer<typeof ControlDays>> {
  type Meets = NonNullable<z.infer<typeof ControlDays>['meets']>;
  const [meets] = await sql<Meets>`SELECT s.title AS subject, s.title_en AS "subjectEn" FROM school.lessons l
    JOIN school.lessons o ON ${controlOfOther(part`l`)} JOIN school.subjects s ON s.code = o.subject WHERE l.id = ${id} LIMIT 1`;
  const free = meets
    ? await sql<{ id: string; day: string }>`SELECT l.id, l.day::text AS day FROM school.lessons l
        WHERE l.load_id = ${load} AND l.id <> ${id} AND l.day >= ${todayHere()}::date AND l.cancelled_at IS NULL
          AND NOT EXISTS (SELECT FROM school.lessons o WHERE ${controlOfOther(part`l`)}) ORDER BY l.day, l.number LIMIT 4`
    : [];
  return { meets: meets ?? null, free };
}

/** Throws 409 when another subject of the class has a control work on the day; holds the day until the end of the transaction. */
export async function reserveControl({ id, class_id: classId, day }: Lesson): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`school/control/${classId}/${day}`}, 22))`;
  const [other] = await sql`SELECT 1 AS one FROM school.lessons l JOIN school.lessons o ON ${controlOfOther(part`l`)}
    WHERE l.id = ${id} LIMIT 1`;
  if (other)
    throw conflict('В этот день у класса уже есть контрольная работа по другому предмету: выберите свободный день');
}
