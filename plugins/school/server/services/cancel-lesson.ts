import { audit, conflict, notFound, part, sql, todayHere } from '@regiso/core';
import { isClosedOn } from './closed';
import { within } from './reach';
import { isBusy, tables } from './substitutions';
import { tellCancelled } from './tell-cancelled';

type Lesson = {
  id: string;
  organisation_id: string;
  teacher_id: string | null;
  day: string;
  isCancelled: boolean;
  isClosed: boolean;
  holds: string[];
};

const has = (what: ReturnType<typeof part>, word: string) => part`CASE WHEN ${what} THEN ${word}::text END`;
const of = (table: ReturnType<typeof part>) => part`EXISTS (SELECT FROM ${table} x WHERE x.lesson_id = l.id)`;

/** Words for what is written in a lesson `l` and stands in the way of cancelling it; a topic does not. */
const holds = () => part`array_remove(ARRAY[
    ${has(part`l.attendance_at IS NOT NULL OR ${of(part`school.attendance`)}`, 'посещение')},
    ${has(of(part`school.marks`), 'отметки')},
    ${has(part`l.homework IS NOT NULL OR ${of(part`school.homework_parts`)}`, 'домашнее задание')},
    ${has(of(part`school.handins`), 'сданные работы')},
    ${has(part`'control' IN (l.kind_1, l.kind_2)`, 'контрольная работа')},
    ${has(part`EXISTS (SELECT FROM school.change_requests x WHERE x.lesson_id = l.id AND x.state = 'asked')`, 'заявление об изменении')}], NULL)`;

/**
 * Cancels a lesson of today or to come, also one whose hour has passed while nothing was written in it; without a reason the
 * lesson is to be held again. A topic of the plan is free for another lesson meanwhile. Whoever gives the lesson and the families
 * are told. Throws 404, and 409 with what stands in the way.
 */
export async function cancelLesson(id: string, reason: string | null): Promise<void> {
  const [lesson] = await sql<Lesson>`SELECT l.id, l.organisation_id, l.teacher_id, l.day::text AS day,
      l.cancelled_at IS NOT NULL AS "isCancelled", ${isClosedOn(part`l.class_id`, part`l.day`)} AS "isClosed", ${holds()} AS holds
    FROM ${tables} WHERE l.id = ${id} AND ${within('school.keep-classes', 'l')} FOR UPDATE OF l`;
  if (!lesson) throw notFound('Урок не найден');
  if (!lesson.isCancelled && reason === null) return;
  if (lesson.isClosed) throw conflict('Период закрыт: отменить или вернуть урок нельзя');
  if (reason === null) await restore(lesson);
  else await cancel(lesson, reason);
  const object = { type: 'lesson', id, organisationId: lesson.organisation_id };
  await audit(reason === null ? 'school.lesson-restored' : 'school.lesson-cancelled', object, { day: lesson.day });
  if (lesson.isCancelled !== (reason !== null)) await tellCancelled(id, reason !== null);
}

async function cancel({ id, day, holds: held, isCancelled }: Lesson, reason: string) {
  if (day < todayHere() && !isCancelled) throw conflict('Отменить можно сегодняшний урок или предстоящий');
  if (held.length) throw conflict(`Урок отменить нельзя, в нём уже есть: ${held.join('; ')}`);
  await sql`UPDATE school.lessons SET cancelled_at = coalesce(cancelled_at, now()), cancel_reason = ${reason},
      plan_topic_id = NULL, is_over = false, is_filled = false WHERE id = ${id}`;
}

async function restore({ id, day, teacher_id: teacher }: Lesson) {
  const [busy] = await sql`SELECT 1 AS one FROM ${tables} WHERE l.id = ${id} AND ${isBusy(part`${teacher}::uuid`)}`;
  if (busy) throw conflict('Этот учитель в это время ведёт другой урок');
  await sql`UPDATE school.lessons l SET cancelled_at = NULL, cancel_reason = NULL, is_over = ${day < todayHere()},
      plan_topic_id = (SELECT t.id FROM school.plan_topics t WHERE t.load_id = l.load_id AND t.title = l.topic
        AND NOT EXISTS (SELECT FROM school.lessons u WHERE u.plan_topic_id = t.id) ORDER BY t.number LIMIT 1)
    WHERE l.id = ${id}`;
}
