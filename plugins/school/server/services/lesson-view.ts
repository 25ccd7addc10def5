import { audit, notFound, part, sql, todayHere } from '@regiso/core';
import { firstMarkedGrade, type LessonView, type WorkKind } from '../../shared';
import type { z } from 'zod';
import { averagesOf } from './averages';
import { cellsOf, emptyCell, keyOf } from './cells';
import { dictionaryOn } from './dictionary';
import { excusedOn } from './excused';
import { controlDays, homeworkMeter, homeworkParts } from './homework';
import { homeworkFiles, ownerOfLesson } from './homework-files';
import { handinsOf } from './lesson-handins';
import { attends, lessonFor, lessonsWhere, type Lesson } from './lessons';
import { cardsOf, withNames } from './names';
import { periodOn, periodsOf } from './periods';

type Kind = z.infer<typeof WorkKind>;
type AttendanceCode = LessonView['pupils'][number]['excused'];

/** Pupils of a lesson by the alphabet. */
const pupilsOf = async (id: string) =>
  withNames(
    await sql<{ id: string; personId: string; excused: AttendanceCode | null }>`SELECT p.id, p.person_id AS "personId",
        ${excusedOn} AS excused FROM school.lessons l
      JOIN school.loads j ON j.id = l.load_id JOIN school.pupils p ON ${attends} WHERE l.id = ${id} ORDER BY p.id LIMIT 60`,
  );

/** A lesson with its pupils and all that is written of them; the reading is recorded. */
export async function lessonView(id: string): Promise<LessonView> {
  const lesson = await lessonFor('read', id);
  const [brief] = await lessonsWhere(part`l.id = ${id}`);
  if (!brief) throw notFound('Урок не найден');
  const pupils = await pupilsOf(id);
  const cells = await cellsOf([id]);
  const period = periodOn(await periodsOf(lesson.class_id), lesson.day);
  const days = { from: period?.startsOn ?? lesson.day, to: period?.endsOn ?? lesson.day };
  const summary = await averagesOf(
    pupils.map((pupil) => pupil.id),
    lesson.subject,
    days,
  );
  await audit(
    'school.lesson-read',
    { type: 'lesson', id, organisationId: lesson.organisation_id, personIds: await cardsOf(pupils) },
    { pupils: pupils.length },
  );
  return {
    ...brief,
    grade: lesson.grade,
    planTopicId: lesson.plan_topic_id,
    homework: lesson.homework,
    homeworkMinutes: lesson.homework_minutes,
    files: await homeworkFiles(ownerOfLesson(id)),
    parts: await homeworkParts(id),
    homeworkVersion: lesson.homework_version,
    done: await doneOf(id),
    handins: await handinsOf(id),
    meter: await homeworkMeter(lesson),
    control: await controlDays(lesson),
    kinds: [lesson.kind_1 as Kind, lesson.kind_2 as Kind],
    version: lesson.version,
    locked: lockOf(lesson),
    cancelled: lesson.mayKeep || lesson.isOwn ? lesson.cancel_reason : null,
    mayCancel: lesson.mayKeep && !lesson.isClosed && lesson.day >= todayHere(),
    isMarked: lesson.grade >= firstMarkedGrade,
    plan: await planOf(lesson),
    pupils: pupils.map((pupil) => ({
      ...pupil,
      cell: cells.get(keyOf({ lessonId: id, pupilId: pupil.id })) ?? emptyCell,
      ...summary(pupil.id),
    })),
    dictionary: await dictionaryOn(lesson.day),
  };
}

async function doneOf(lessonId: string): Promise<number> {
  const [row] = await sql<{
    done: number;
  }>`SELECT count(*)::int AS done FROM school.homework_done WHERE lesson_id = ${lessonId}`;
  return row?.done ?? 0;
}

const lockOf = ({ isOwn, isClosed, day, cancel_reason: reason }: Lesson): LessonView['locked'] => {
  if (reason !== null) return 'cancelled';
  if (!isOwn) return 'foreign';
  if (isClosed) return 'closed';
  return day > todayHere() ? 'ahead' : null;
};

/** The topic that comes next in the calendar plan, how many are left, and how many lessons without a topic. */
async function planOf({ load_id: load, day }: Lesson): Promise<LessonView['plan']> {
  type Row = { id: string | null; title: string | null; topicsLeft: number; lessonsLeft: number };
  const left = part`t.load_id = ${load} AND NOT EXISTS (SELECT FROM school.lessons u WHERE u.plan_topic_id = t.id)`;
  const [row] =
    await sql<Row>`SELECT n.id, n.title, (SELECT count(*)::int FROM school.plan_topics t WHERE ${left}) AS "topicsLeft",
      (SELECT count(*)::int FROM school.lessons u WHERE u.load_id = ${load} AND u.day >= ${day}::date AND u.topic IS NULL
        AND u.cancelled_at IS NULL)
        AS "lessonsLeft"
    FROM (VALUES (1)) one(row) LEFT JOIN LATERAL (SELECT t.id, t.title FROM school.plan_topics t WHERE ${left}
      ORDER BY t.number LIMIT 1) n ON true`;
  const { id, title, topicsLeft = 0, lessonsLeft = 0 } = row ?? {};
  return { next: id && title ? { id, title } : null, topicsLeft, lessonsLeft };
}
