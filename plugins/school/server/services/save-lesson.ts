import { audit, conflict, invalidInput, sql, todayHere } from '@regiso/core';
import type { LessonInput } from '../../shared';
import { changedMeanwhile, refuseOfAnother } from './changed';
import { dictionaryOn } from './dictionary';
import { reserveControl } from './homework';
import { attends, lessonFor, type Lesson } from './lessons';

/** Writes topic, homework, kinds of works, and that the attendance was taken. Gives the new version; throws 403, 404, 409. */
export async function saveLesson(id: string, input: LessonInput): Promise<number> {
  refuseOfAnother(input);
  const lesson = await lessonFor('write', id);
  if (lesson.isClosed) throw conflict('Период закрыт. Изменение возможно только по заявлению завучу.');
  if (lesson.version !== input.version)
    throw changedMeanwhile('Тему или задание этого урока уже изменили. Посмотрите, что записано сейчас.');
  await refuseTopic(lesson, input.planTopicId);
  const held = [lesson.kind_1, lesson.kind_2].includes('control');
  if (input.kinds.includes('control') && !held) await reserveControl(lesson);
  await changeKinds(lesson, input.kinds);
  await changeTaking(lesson, input.isAttendanceTaken);
  const [kept] = await sql<{ version: number }>`UPDATE school.lessons SET topic = ${input.topic || null},
      plan_topic_id = ${input.topic ? input.planTopicId : null}, homework = ${input.homework || null},
      homework_minutes = ${input.homework ? input.homeworkMinutes : null}, kind_1 = ${input.kinds[0]}, kind_2 = ${input.kinds[1]},
      control_subject = CASE WHEN NOT ${input.kinds.includes('control')} THEN NULL WHEN ${held} THEN control_subject
        ELSE subject END, version = version + 1
    WHERE id = ${id} RETURNING version`;
  await fill(id);
  const object = { type: 'lesson', id, organisationId: lesson.organisation_id };
  await audit('school.lesson-changed', object, {
    hasTopic: Boolean(input.topic),
    hasHomework: Boolean(input.homework),
    isAttendanceTaken: input.isAttendanceTaken,
  });
  return kept?.version ?? 0;
}

async function refuseTopic(lesson: Lesson, topicId: string | null) {
  if (!topicId || topicId === lesson.plan_topic_id) return;
  const [topic] = await sql<{
    used: boolean;
  }>`SELECT EXISTS (SELECT FROM school.lessons u WHERE u.plan_topic_id = t.id) AS used
    FROM school.plan_topics t WHERE t.id = ${topicId} AND t.load_id = ${lesson.load_id}`;
  if (!topic) throw invalidInput([{ path: ['payload', 'planTopicId'], message: 'Такой темы в плане журнала нет' }]);
  if (topic.used) throw conflict('Эта тема плана уже дана на другом уроке');
}

/** A column is one work: its kind decides about all its marks. */
async function changeKinds(lesson: Lesson, kinds: LessonInput['kinds']) {
  const known = (await dictionaryOn(lesson.day)).kinds;
  for (const [at, code] of kinds.entries()) {
    if (code === (at === 0 ? lesson.kind_1 : lesson.kind_2)) continue;
    const kind = known.find((one) => one.code === code);
    if (!kind) throw conflict('Такого вида работы в справочнике на день урока нет');
    await sql`UPDATE school.marks SET kind = ${code}, weight = ${kind.weight}
      WHERE lesson_id = ${lesson.id} AND place = ${at + 1}`;
  }
}

async function changeTaking(lesson: Lesson, isTaken: boolean | null) {
  if (isTaken === null || isTaken === Boolean(lesson.attendance_at)) return undefined;
  if (isTaken && lesson.day > todayHere()) throw conflict('Урок ещё не наступил: отмечать в нём пока нечего');
  if (isTaken) return takeAttendance(lesson.id);
  const [marked] = await sql`SELECT 1 AS one FROM school.attendance WHERE lesson_id = ${lesson.id} LIMIT 1`;
  if (marked) throw conflict('На уроке уже отмечены отсутствующие');
  await sql`UPDATE school.lessons SET attendance_at = NULL, expected = 0, is_filled = false WHERE id = ${lesson.id}`;
  return undefined;
}

/** Who is not marked was there. */
export async function takeAttendance(id: string): Promise<void> {
  await sql`UPDATE school.lessons l SET attendance_at = now(), is_over = true,
      expected = (SELECT count(*) FROM school.loads j JOIN school.pupils p ON ${attends} WHERE j.id = l.load_id)
    WHERE l.id = ${id}`;
  await fill(id);
}

// Once filled on its day a lesson stays so, whatever is corrected later.
const fill = (id: string) =>
  sql`UPDATE school.lessons SET is_filled = true WHERE id = ${id} AND NOT is_filled AND topic IS NOT NULL
    AND attendance_at IS NOT NULL AND day = ${todayHere()}::date`;
