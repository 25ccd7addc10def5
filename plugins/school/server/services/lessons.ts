import { conflict, notFound, ownPersonId, part, prepared, sql } from '@regiso/core';
import type { LessonBrief } from '../../shared';
import { isClosedOn } from './closed';
import { refuseForeign, within } from './reach';

type Piece = ReturnType<typeof part>;

/** What a lesson is called and when it is, for `l` of lessons joined by `briefFrom`. */
export const brief = part`l.id, l.load_id AS "journalId", c.grade || c.letter AS class, s.title AS subject,
    s.title_en AS "subjectEn", j.subgroup, l.day::text AS day, l.number, to_char(b.starts_at, 'HH24:MI') AS "startsAt",
    to_char(b.ends_at, 'HH24:MI') AS "endsAt", l.room, l.topic, l.attendance_at IS NOT NULL AS "isAttendanceTaken",
    l.cancelled_at IS NOT NULL AS "isCancelled"`;
export const briefFrom = part`school.lessons l JOIN school.loads j ON j.id = l.load_id
    JOIN school.classes c ON c.id = l.class_id JOIN school.subjects s ON s.code = l.subject
    LEFT JOIN school.bells b ON b.year_id = c.year_id AND b.shift = c.shift AND b.number = l.number`;

/** Lessons by a condition on `l`, in the order of the day. */
export const lessonsWhere = (where: Piece) => sql<LessonBrief>`SELECT ${brief} FROM ${briefFrom}
    WHERE ${where} ORDER BY l.day, b.starts_at, l.number, c.grade, c.letter LIMIT 500`;

export type Place = { organisation_id: string; participant_id: string | null; municipality_id: string | null };

export type Lesson = Place & {
  id: string;
  load_id: string;
  class_id: string;
  subject: string;
  grade: number;
  subgroup: number | null;
  day: string;
  topic: string | null;
  plan_topic_id: string | null;
  homework: string | null;
  homework_minutes: number | null;
  homework_version: number;
  kind_1: string;
  kind_2: string;
  attendance_at: Date | null;
  version: number;
  isOwn: boolean;
  isClosed: boolean;
  cancel_reason: string | null;
  mayKeep: boolean;
};

/** Whether a row `l` or `j` of journals is taught by somebody: the teacher of the journal, or who stands in. */
export const taught = (column: Piece, person: string | null | undefined) =>
  part`coalesce(${column} = ${person ?? null}::uuid, false)`;

/**
 * A lesson that one teaches; to read, also one that one oversees or of a class that one leads. Throws 404 beyond the reach,
 * and 403 with a record of it for that of a colleague. What is to be written is locked, and 409 when it is cancelled.
 */
export async function lessonFor(purpose: 'read' | 'write', id: string): Promise<Lesson> {
  const own = await ownPersonId();
  const [row] = await prepared<
    Lesson & { isSeen: boolean }
  >`SELECT l.id, l.organisation_id, l.participant_id, l.municipality_id,
      l.load_id, l.class_id, l.subject, l.grade, j.subgroup, l.day::text AS day, l.topic, l.plan_topic_id, l.homework,
      l.homework_minutes, l.homework_version,
      l.kind_1, l.kind_2, l.attendance_at, l.version, l.cancel_reason,
      ${within('school.keep-classes', 'l')} AS "mayKeep",
      ${taught(part`l.teacher_id`, own)} OR ${taught(part`j.teacher_id`, own)} AS "isOwn",
      ${within('school.oversee', 'l')} OR ${taught(part`c.teacher_id`, own)} AS "isSeen",
      ${isClosedOn(part`l.class_id`, part`l.day`)} AS "isClosed"
    FROM school.lessons l JOIN school.loads j ON j.id = l.load_id JOIN school.classes c ON c.id = l.class_id
    WHERE l.id = ${id} AND ${within('school.teach', 'l')} ${purpose === 'write' ? part`FOR UPDATE OF l` : part``}`;
  if (!row) throw notFound('Урок не найден');
  const { isSeen, ...lesson } = row;
  if (!lesson.isOwn && !(purpose === 'read' && isSeen)) await refuseForeign('lesson', id, lesson.organisation_id);
  if (purpose === 'write' && lesson.cancel_reason !== null) throw conflict('Урок отменён: в нём ничего не записывают');
  return lesson;
}

/** Pupils `p` of a lesson `l` of a journal `j`: who is in the class on its day, and in its half. */
export const attends = part`p.class_id = l.class_id AND p.starts_on <= l.day AND (p.ends_on IS NULL OR p.ends_on >= l.day)
  AND (j.subgroup IS NULL OR EXISTS (SELECT FROM school.load_pupils h WHERE h.load_id = j.id AND h.pupil_id = p.id))`;
