import { conflict, deleteFile, filesOf, filesOfEach, notFound, sendFile, storeFile, sql } from '@regiso/core';
import type { FileOwner, FileRules, SentFile, StoredFile } from '@regiso/core';
import { mostBytes, mostFiles, type HomeworkFile } from '../../shared';
import { lessonFor } from './lessons';

/** Tasks, of nobody in particular; judged by content. */
const rules: FileRules = {
  types: ['pdf', 'jpeg', 'png', 'docx', 'xlsx', 'odt', 'ods'],
  maxBytes: mostBytes,
  isPersonal: false,
};
export const upload = { maxBytes: rules.maxBytes + 65_536 };

type Sender = Parameters<typeof sendFile>[0];

export const ownerOfLesson = (id: string): FileOwner => ({ plugin: 'school', type: 'lesson', id });
export const ownerOfPart = (id: string): FileOwner => ({ plugin: 'school', type: 'homework', id });

const viewOf = ({ id, name, bytes, isGivenOut }: StoredFile): HomeworkFile => ({ id, name, bytes, isGivenOut });

/** Files of a homework, in the order they were put there. */
export const homeworkFiles = async (owner: FileOwner) => (await filesOf(owner)).map(viewOf).reverse();

/** Files of much homework of one sort by the id of each, in the order they were put there. */
export async function homeworkFilesOf(
  type: 'lesson' | 'homework',
  ids: readonly string[],
): Promise<(id: string) => HomeworkFile[]> {
  const files = ids.length ? await filesOfEach({ plugin: 'school', type }, ids) : new Map<string, StoredFile[]>();
  return (id) => (files.get(id) ?? []).map(viewOf).reverse();
}

/** Puts a file beside the homework of a lesson, or beside a part of it for some pupils. Throws 403, 404, 409 and 415. */
export async function addHomeworkFile(
  lessonId: string,
  part: string | undefined,
  sent: SentFile,
): Promise<{ id: string }> {
  const { isClosed, participant_id: participantId } = await lessonFor('write', lessonId);
  if (isClosed) throw conflict('Период закрыт. Изменение возможно только по заявлению завучу.');
  if (part && !(await partsOf(lessonId)).includes(part)) throw notFound('Задание не найдено');
  const owner = part ? ownerOfPart(part) : ownerOfLesson(lessonId);
  if ((await filesOf(owner)).length >= mostFiles) throw conflict('К заданию прикладывают не больше пяти файлов');
  await touch(lessonId);
  const { id } = await storeFile(sent, rules, owner, participantId ? { participantId } : {});
  return { id };
}

// A lesson with anything beside its homework is one that was written in: a new timetable leaves it.
const touch = (lessonId: string) =>
  sql`UPDATE school.lessons SET homework_version = homework_version + 1 WHERE id = ${lessonId}`;

async function partsOf(lessonId: string): Promise<string[]> {
  const rows = await sql<{ id: string }>`SELECT id FROM school.homework_parts WHERE lesson_id = ${lessonId} LIMIT 10`;
  return rows.map(({ id }) => id);
}

async function ownerAmong(owners: readonly FileOwner[], file: string): Promise<FileOwner> {
  for (const owner of owners) if ((await filesOf(owner)).some(({ id }) => id === file)) return owner;
  throw notFound('Файл не найден');
}

const ownersIn = async (lessonId: string) => [ownerOfLesson(lessonId), ...(await partsOf(lessonId)).map(ownerOfPart)];

/** Takes a file away from a homework of a lesson. Throws 403, 404 and 409. */
export async function removeHomeworkFile(lessonId: string, file: string): Promise<void> {
  const { isClosed } = await lessonFor('write', lessonId);
  if (isClosed) throw conflict('Период закрыт. Изменение возможно только по заявлению завучу.');
  await touch(lessonId);
  await deleteFile(file, await ownerAmong(await ownersIn(lessonId), file));
}

/** Gives a file of a homework to who may read the lesson. Throws 403, 404 and 409. */
export async function sendHomeworkFile(h: Sender, lessonId: string, file: string) {
  await lessonFor('read', lessonId);
  return sendFile(h, file, await ownerAmong(await ownersIn(lessonId), file));
}
