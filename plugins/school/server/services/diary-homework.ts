import { beyondReach, notFound, part, sendFile, sql } from '@regiso/core';
import type { HomeworkFile } from '../../shared';
import { homeworkFilesOf, ownerOfLesson, ownerOfPart } from './homework-files';
import { attends } from './lessons';

/** Joins the homework `h` that a pupil `p` has of their own at a lesson `l`. */
export const ownPart = part`LEFT JOIN LATERAL (SELECT t.id, t.text FROM school.homework_pupils u
  JOIN school.homework_parts t ON t.id = u.part_id WHERE u.lesson_id = l.id AND u.pupil_id = p.id) h ON true`;

type Set = { lessonId: string; partId: string | null };
const ownerOf = ({ lessonId, partId }: Set) => (partId ? ownerOfPart(partId) : ownerOfLesson(lessonId));

/** Files of homework by lesson: those of one's own homework, or of that for the class. */
export async function filesFor(sets: readonly Set[]): Promise<Map<string, HomeworkFile[]>> {
  const [ofLessons, ofParts] = await Promise.all([
    homeworkFilesOf(
      'lesson',
      sets.flatMap(({ lessonId, partId }) => (partId ? [] : lessonId)),
    ),
    homeworkFilesOf(
      'homework',
      sets.flatMap(({ partId }) => partId ?? []),
    ),
  ]);
  return new Map(sets.map(({ lessonId, partId }) => [lessonId, partId ? ofParts(partId) : ofLessons(lessonId)]));
}

/** A file of homework that a person has. Throws 404 for one of another homework, and 409. */
export async function sendFileFor(h: Parameters<typeof sendFile>[0], person: string, lessonId: string, file: string) {
  const [set] = await beyondReach(
    'homework of oneself or of one’s own child',
    () => sql<Set>`SELECT l.id AS "lessonId", h.id AS "partId" FROM school.lessons l JOIN school.loads j ON j.id = l.load_id
      JOIN school.pupils p ON p.person_id = ${person} AND ${attends} ${ownPart} WHERE l.id = ${lessonId}`,
  );
  if (!set) throw notFound('Файл не найден');
  return sendFile(h, file, ownerOf(set));
}
