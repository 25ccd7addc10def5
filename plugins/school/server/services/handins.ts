import { audit, beyondReach, conflict, deleteFile, filesOf, me, notFound, sendFile } from '@regiso/core';
import { sql, storeFile, type FileRules, type SentFile } from '@regiso/core';
import { mostBytes, mostFiles, type Handing } from '../../shared';
import { diaryOf } from './diary';
import { endOf, ownerOfHandin, tasksOf, type Task } from './handed';

/** Photos and scans of a child's work: every reading is recorded. */
const rules: FileRules = {
  types: ['pdf', 'jpeg', 'png', 'docx', 'xlsx', 'odt', 'ods'],
  maxBytes: mostBytes,
  isPersonal: true,
};
export const upload = { maxBytes: rules.maxBytes + 65_536 };

const refuseEnded: Record<NonNullable<Handing['ended']>, () => Error> = {
  school: () => conflict('Школа сейчас не подключена: сдать работу нельзя'),
  left: () => conflict('Ученик больше не числится в этом классе'),
  period: () => conflict('Учебный период закрыт: работу уже не сдать'),
  accepted: () => conflict('Учитель уже принял эту работу: изменить её нельзя'),
};

/** The homework of a person at a lesson while it may be handed in, held until the end of the transaction. Throws 404 and 409. */
async function taskFor(person: string, lessonId: string): Promise<Task> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`school/handin/${lessonId}/${person}`}, 24))`;
  const [task] = await tasksOf(person, [lessonId]);
  if (!task) throw notFound('Урок не найден');
  const ended = endOf(task);
  if (ended) throw refuseEnded[ended]();
  if (!task.isSet) throw conflict('На этом уроке ничего не задано: обновите страницу');
  return task;
}

type Change = { id: string; version: number; isLate: boolean };

/** Writes that something was handed in anew: the teacher looks again. What was returned is late only if it was at first. */
async function handedIn(lessonId: string, { pupil, isPast }: Task): Promise<Change> {
  const [row] = await sql<Change>`INSERT INTO school.handins AS w (lesson_id, pupil_id, organisation_id, participant_id,
      municipality_id, is_late, sent_by)
    SELECT ${lessonId}, id, organisation_id, participant_id, municipality_id, ${isPast}, ${me().accountId}
    FROM school.pupils WHERE id = ${pupil}
    ON CONFLICT (lesson_id, pupil_id) DO UPDATE SET state = 'sent', sent_by = excluded.sent_by, sent_at = now(),
      is_late = CASE WHEN w.decided_at IS NULL THEN excluded.is_late ELSE w.is_late END, version = w.version + 1
    RETURNING id, version, is_late AS "isLate"`;
  if (!row) throw new Error('nothing was handed in');
  return row;
}

const ofFamily = 'homework that oneself or one’s own child hands in';

const record = (person: string, { id, isLate, version }: Change) =>
  audit('school.homework-handed-in', { type: 'handin', id, personId: person }, { isLate, version });

/** Writes the text of a homework handed in. Gives the version; throws 404 and 409. */
export async function writeHandin(personId: string, lessonId: string, text: string): Promise<number> {
  const person = await diaryOf(personId);
  return beyondReach(ofFamily, async () => {
    const change = await handedIn(lessonId, await taskFor(person, lessonId));
    await sql`UPDATE school.handins SET text = ${text} WHERE id = ${change.id}`;
    await record(person, change);
    return change.version;
  });
}

/** Puts a photo or a file into the homework handed in. Gives its id; throws 404, 409, 413 and 415. */
export async function addHandinFile(personId: string, lessonId: string, sent: SentFile): Promise<{ id: string }> {
  const person = await diaryOf(personId);
  return beyondReach(ofFamily, async () => {
    const task = await taskFor(person, lessonId);
    if (task.handin && (await filesOf(ownerOfHandin(task.handin))).length >= mostFiles)
      throw conflict('Прикладывают не больше пяти файлов');
    const change = await handedIn(lessonId, task);
    const place = { personId: person, ...(task.participant && { participantId: task.participant }) };
    const file = await storeFile(sent, rules, ownerOfHandin(change.id), place);
    await record(person, change);
    return { id: file.id };
  });
}

/**
 * Takes a file out again, while the teacher has not accepted. What was returned stays so: taking away hands nothing in. What
 * holds nothing and was never answered is gone. Throws 404 and 409.
 */
export async function removeHandinFile(personId: string, lessonId: string, file: string): Promise<void> {
  const person = await diaryOf(personId);
  await beyondReach(ofFamily, async () => {
    const { handin } = await taskFor(person, lessonId);
    if (!handin) throw notFound('Файл не найден');
    const owner = ownerOfHandin(handin);
    await deleteFile(file, owner);
    const [change] = await sql<Change>`UPDATE school.handins SET version = version + 1 WHERE id = ${handin}
      RETURNING id, version, is_late AS "isLate"`;
    if (change) await record(person, change);
    if (!(await filesOf(owner)).length)
      await sql`DELETE FROM school.handins WHERE id = ${handin} AND text IS NULL AND decided_at IS NULL`;
  });
}

/** Gives a file back to the family; the reading is recorded. Throws 404 and 409. */
export async function sendHandinFile(
  h: Parameters<typeof sendFile>[0],
  personId: string,
  lessonId: string,
  file: string,
) {
  const person = await diaryOf(personId);
  const [own] = await beyondReach(
    ofFamily,
    () => sql<{ id: string }>`SELECT w.id FROM school.handins w JOIN school.pupils p ON p.id = w.pupil_id
      WHERE w.lesson_id = ${lessonId} AND p.person_id = ${person}`,
  );
  if (!own) throw notFound('Файл не найден');
  return sendFile(h, file, ownerOfHandin(own.id));
}
