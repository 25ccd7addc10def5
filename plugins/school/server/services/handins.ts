import {
  audit,
  beyondReach,
  conflict,
  deleteFile,
  filesOf,
  homeRegion,
  me,
  notFound,
  part,
  sendFile,
} from '@regiso/core';
import { sql, storeFile, todayHere, type FileOwner, type FileRules, type SentFile } from '@regiso/core';
import { mostFiles, type Handin } from '../../shared';
import { isClosedOn } from './closed';
import { diaryOf } from './diary';
import { ownPart } from './diary-homework';
import { attends } from './lessons';

/** Photos and scans of a child's work: every reading is recorded. */
const rules: FileRules = {
  types: ['jpeg', 'png', 'pdf', 'docx', 'odt'],
  maxBytes: 10 * 1024 * 1024,
  isPersonal: true,
};
export const upload = { maxBytes: rules.maxBytes + 65_536 };

export const ownerOfHandin = (id: string): FileOwner => ({ plugin: 'school', type: 'handin', id });

export type HandinRow = Omit<Handin, 'sentAt' | 'decidedAt' | 'files'> & { sentAt: Date; decidedAt: Date | null };

/** Columns of a hand-in `h` as it is shown. */
export const handinColumns = part`h.id, h.text, h.state, h.is_late AS "isLate", h.version, h.sent_at AS "sentAt",
  h.decided_at AS "decidedAt", h.comment`;

/** A hand-in as it is shown, with its files in the order they were put there. */
export async function handinView({ sentAt, decidedAt, ...row }: HandinRow): Promise<Handin> {
  const files = (await filesOf(ownerOfHandin(row.id))).map(({ id, name, bytes, isGivenOut }) => ({
    ...{ id, name, bytes, isGivenOut },
  }));
  const at = { sentAt: sentAt.toISOString(), decidedAt: decidedAt?.toISOString() ?? null };
  return { ...row, ...at, files: files.reverse() };
}

/** What a person handed in at these lessons, by lesson; the diary has admitted the caller. */
export async function handinsAt(person: string, lessonIds: readonly string[]): Promise<Map<string, Handin>> {
  const rows = await sql<HandinRow & { lessonId: string }>`SELECT h.lesson_id AS "lessonId", ${handinColumns}
    FROM school.handins h JOIN school.pupils p ON p.id = h.pupil_id
    WHERE p.person_id = ${person} AND h.lesson_id = ANY (${[...lessonIds]}::uuid[]) LIMIT 40`;
  const views = new Map<string, Handin>();
  for (const { lessonId, ...row } of rows) views.set(lessonId, await handinView(row));
  return views;
}

type Task = {
  pupil: string;
  participant: string | null;
  isSet: boolean;
  isClosed: boolean;
  isPresent: boolean;
  isConnected: boolean;
  isLate: boolean;
  handin: string | null;
  state: Handin['state'] | null;
};

// Late once the next lesson of the subject has begun; without one nothing is late.
const isLate =
  () => part`coalesce((SELECT (u.day + coalesce(b.starts_at, time '23:59')) AT TIME ZONE ${homeRegion().timeZone} < now()
  FROM school.lessons u JOIN school.classes c ON c.id = u.class_id
  LEFT JOIN school.bells b ON b.year_id = c.year_id AND b.shift = c.shift AND b.number = u.number
  WHERE u.load_id = l.load_id AND (u.day, u.number) > (l.day, l.number) ORDER BY u.day, u.number LIMIT 1), false)`;

const isConnected = () => part`EXISTS (SELECT FROM core.connections k WHERE k.participant_id = l.participant_id
  AND k.subsystem = 'school' AND k.starts_on <= ${todayHere()}::date AND (k.ends_on IS NULL OR k.ends_on >= ${todayHere()}::date))`;

/** The homework of a person at a lesson while it may be handed in, held until the end of the transaction. Throws 404 and 409. */
async function taskFor(person: string, lessonId: string): Promise<Task> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`school/handin/${lessonId}/${person}`}, 24))`;
  const [task] = await sql<Task>`SELECT p.id AS pupil, l.participant_id AS participant,
      coalesce(h.text, l.homework) IS NOT NULL AS "isSet", ${isClosedOn(part`l.class_id`, part`l.day`)} AS "isClosed",
      (p.ends_on IS NULL OR p.ends_on >= ${todayHere()}::date) AS "isPresent", ${isConnected()} AS "isConnected",
      ${isLate()} AS "isLate", w.id AS handin, w.state
    FROM school.lessons l JOIN school.loads j ON j.id = l.load_id JOIN school.pupils p ON p.person_id = ${person} AND ${attends}
    ${ownPart} LEFT JOIN school.handins w ON w.lesson_id = l.id AND w.pupil_id = p.id WHERE l.id = ${lessonId}`;
  if (!task) throw notFound('Урок не найден');
  if (!task.isConnected) throw conflict('Школа сейчас не подключена: сдать работу нельзя');
  if (!task.isPresent) throw conflict('Ученик больше не числится в этом классе');
  if (!task.isSet) throw conflict('На этом уроке ничего не задано: обновите страницу');
  if (task.isClosed) throw conflict('Учебный период закрыт: работу уже не сдать');
  if (task.state === 'accepted') throw conflict('Учитель уже принял эту работу: изменить её нельзя');
  return task;
}

/** Writes that something was handed in anew: the teacher looks again. Gives the hand-in. */
async function handedIn(lessonId: string, { pupil, isLate: late }: Task): Promise<{ id: string; version: number }> {
  const [row] = await sql<{
    id: string;
    version: number;
  }>`INSERT INTO school.handins (lesson_id, pupil_id, organisation_id,
      participant_id, municipality_id, is_late, sent_by)
    SELECT ${lessonId}, id, organisation_id, participant_id, municipality_id, ${late}, ${me().accountId}
    FROM school.pupils WHERE id = ${pupil}
    ON CONFLICT (lesson_id, pupil_id) DO UPDATE SET state = 'sent', is_late = excluded.is_late, sent_by = excluded.sent_by,
      sent_at = now(), version = handins.version + 1 RETURNING id, version`;
  if (!row) throw new Error('nothing was handed in');
  return row;
}

const ofFamily = 'homework that oneself or one’s own child hands in';

const record = (id: string, person: string, isLate: boolean, version: number) =>
  audit('school.homework-handed-in', { type: 'handin', id, personId: person }, { isLate, version });

/** Writes the text of a homework handed in. Gives the version; throws 404 and 409. */
export async function writeHandin(personId: string, lessonId: string, text: string): Promise<number> {
  const person = await diaryOf(personId);
  return beyondReach(ofFamily, async () => {
    const task = await taskFor(person, lessonId);
    const { id, version } = await handedIn(lessonId, task);
    await sql`UPDATE school.handins SET text = ${text} WHERE id = ${id}`;
    await record(id, person, task.isLate, version);
    return version;
  });
}

/** Puts a photo or a file into the homework handed in. Gives its id; throws 404, 409, 413 and 415. */
export async function addHandinFile(personId: string, lessonId: string, sent: SentFile): Promise<{ id: string }> {
  const person = await diaryOf(personId);
  return beyondReach(ofFamily, async () => {
    const task = await taskFor(person, lessonId);
    if (task.handin && (await filesOf(ownerOfHandin(task.handin))).length >= mostFiles)
      throw conflict('Прикладывают не больше пяти файлов');
    const { id, version } = await handedIn(lessonId, task);
    const place = { personId: person, ...(task.participant && { participantId: task.participant }) };
    const file = await storeFile(sent, rules, ownerOfHandin(id), place);
    await record(id, person, task.isLate, version);
    return { id: file.id };
  });
}

/** Takes a file out again, while the teacher has not accepted; what holds nothing any more is gone. Throws 404 and 409. */
export async function removeHandinFile(personId: string, lessonId: string, file: string): Promise<void> {
  const person = await diaryOf(personId);
  await beyondReach(ofFamily, async () => {
    const task = await taskFor(person, lessonId);
    if (!task.handin) throw notFound('Файл не найден');
    const owner = ownerOfHandin(task.handin);
    await deleteFile(file, owner);
    const { id, version } = await handedIn(lessonId, task);
    if (!(await filesOf(owner)).length) await sql`DELETE FROM school.handins WHERE id = ${id} AND text IS NULL`;
    await record(id, person, task.isLate, version);
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
    () => sql<{ id: string }>`SELECT h.id FROM school.handins h JOIN school.pupils p ON p.id = h.pupil_id
      WHERE h.lesson_id = ${lessonId} AND p.person_id = ${person}`,
  );
  if (!own) throw notFound('Файл не найден');
  return sendFile(h, file, ownerOfHandin(own.id));
}
