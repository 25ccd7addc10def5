import {
  audit,
  beyondReach,
  conflict,
  filesOf,
  invalidInput,
  isInForce,
  me,
  notFound,
  notify,
  ownChild,
  part,
  sendFile,
  sql,
} from '@regiso/core';
import { storeFile, todayHere, type FileOwner, type FileRules, type SentFile } from '@regiso/core';
import { mostBytes, mostFiles, type ExcuseInput, type ExcuseView } from '../../shared';
import { daysAfter } from './clock';
import { diaryOf } from './diary';

const mostDays = { back: 14, ahead: 60, long: 31 };

/** Certificates: about the health of a child, so that every reading is recorded. */
const rules: FileRules = { types: ['pdf', 'jpeg', 'png'], maxBytes: mostBytes, isPersonal: true };
export const upload = { maxBytes: rules.maxBytes + 65_536 };

export const ownerOfExcuse = (id: string): FileOwner => ({ plugin: 'school', type: 'excuse', id });

export type ExcuseRow = Omit<ExcuseView, 'sentAt' | 'seenAt' | 'decidedAt' | 'files'> & {
  sentAt: Date;
  seenAt: Date | null;
  decidedAt: Date | null;
};

/** An excuse as it is shown, with its files. */
export async function excuseView({ sentAt, seenAt, decidedAt, ...row }: ExcuseRow): Promise<ExcuseView> {
  const files = (await filesOf(ownerOfExcuse(row.id))).map(({ id, name, bytes, isGivenOut }) => ({
    ...{ id, name, bytes, isGivenOut },
  }));
  const at = (instant: Date | null) => instant?.toISOString() ?? null;
  return { ...row, sentAt: sentAt.toISOString(), seenAt: at(seenAt), decidedAt: at(decidedAt), files };
}

/** What the family has told of absences of a pupil, the last first; the reading is recorded. Throws 404. */
export async function excusesOf(personId: string): Promise<ExcuseView[]> {
  const person = await diaryOf(personId);
  await audit('school.excuses-read', { type: 'person', id: person, personId: person });
  const rows = await beyondReach(
    'excuses of oneself or of one’s own child',
    () => sql<ExcuseRow>`SELECT e.id, e.starts_on::text AS "from", e.ends_on::text AS "to", e.reason, e.state, e.answer,
        e.sent_at AS "sentAt", e.seen_at AS "seenAt", e.decided_at AS "decidedAt"
      FROM school.excuses e JOIN school.pupils p ON p.id = e.pupil_id
      WHERE p.person_id = ${person} ORDER BY e.id DESC LIMIT 20`,
  );
  const views = [];
  for (const row of rows) views.push(await excuseView(row));
  return views;
}

/** Tells the class teacher that one's child is not at school on these days. Gives the id; throws 400, 404 and 409. */
export async function sendExcuse(personId: string, { from, to, reason }: ExcuseInput): Promise<string> {
  const child = await ownChild(personId);
  refuseDays(from, to);
  const id = await beyondReach('an excuse of one’s own child', async () => {
    type Stay = { id: string; teacher: string | null; isConnected: boolean };
    const [stay] =
      await sql<Stay>`SELECT p.id, c.teacher_id AS teacher, ${isInForce(part`p.participant_id`, 'school')} AS "isConnected"
      FROM school.pupils p JOIN school.classes c ON c.id = p.class_id
      WHERE p.person_id = ${child} AND p.starts_on <= ${from}::date AND (p.ends_on IS NULL OR p.ends_on >= ${to}::date)`;
    if (!stay) throw conflict('В эти дни ребёнок не числится в классе');
    refuseNotConnected(stay);
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`school/excuse/${stay.id}`}, 23))`;
    const [other] =
      await sql`SELECT 1 AS one FROM school.excuses WHERE pupil_id = ${stay.id} AND state IN ('sent', 'accepted')
      AND daterange(starts_on, ends_on, '[]') && daterange(${from}::date, ${to}::date, '[]')`;
    if (other) throw conflict('Об этих днях вы уже сообщили: посмотрите список');
    const [made] = await sql<{
      id: string;
    }>`INSERT INTO school.excuses (pupil_id, class_id, organisation_id, participant_id,
        municipality_id, starts_on, ends_on, reason, sent_by)
      SELECT id, class_id, organisation_id, participant_id, municipality_id, ${from}, ${to}, ${reason}, ${me().accountId}
      FROM school.pupils WHERE id = ${stay.id} RETURNING id`;
    if (stay.teacher) await tellTeacher(stay.teacher, made?.id ?? '');
    return made?.id ?? '';
  });
  await audit('school.excuse-sent', { type: 'excuse', id, personId: child }, { from, to });
  return id;
}

function refuseDays(from: string, to: string) {
  const wrong = (field: string, message: string) => invalidInput([{ path: ['payload', field], message }]);
  const today = todayHere();
  if (from < daysAfter(today, -mostDays.back)) throw wrong('from', 'Сообщить можно не более чем за две недели назад');
  if (to > daysAfter(today, mostDays.ahead)) throw wrong('to', 'Сообщить можно не более чем на два месяца вперёд');
  if (to > daysAfter(from, mostDays.long)) throw wrong('to', 'Не больше месяца сразу');
}

async function tellTeacher(teacher: string, id: string) {
  const accounts = await sql<{ id: string }>`SELECT account_id AS id FROM core.persons
    WHERE id = ${teacher} AND account_id IS NOT NULL`;
  if (!accounts.length) return;
  await notify({
    accountIds: accounts.map((account) => account.id),
    kind: 'school.excuse',
    title: 'Семья сообщила об отсутствии ученика',
    titleEn: 'A family has told of an absence',
    text: 'Примите или отклоните на странице «Отсутствия».',
    textEn: 'Accept or refuse it on the page of absences.',
    link: '/app/school/excuses',
    once: `school.excuse/${id}`,
  });
}

type Held = { id: string; state: ExcuseView['state']; participant: string | null; isConnected: boolean };

async function ownExcuse(child: string, id: string): Promise<Held> {
  const [row] = await sql<Held>`SELECT e.id, e.state, e.participant_id AS participant,
      ${isInForce(part`e.participant_id`, 'school')} AS "isConnected" FROM school.excuses e
    JOIN school.pupils p ON p.id = e.pupil_id WHERE e.id = ${id} AND p.person_id = ${child} FOR UPDATE OF e`;
  if (!row) throw notFound('Сообщение об отсутствии не найдено');
  return row;
}

function refuseNotConnected({ isConnected }: { isConnected: boolean }) {
  if (!isConnected) throw conflict('Школа сейчас не подключена: свяжитесь с классным руководителем сами');
}

const refuseFinal = ({ state, isConnected }: Held) => {
  refuseNotConnected({ isConnected });
  if (state !== 'sent') throw conflict('На это сообщение уже ответили: обновите страницу');
};

/** The child comes after all, while nobody has answered. Throws 404 and 409. */
export async function withdrawExcuse(personId: string, id: string): Promise<void> {
  const child = await ownChild(personId);
  await beyondReach('an excuse of one’s own child', async () => {
    refuseFinal(await ownExcuse(child, id));
    await sql`UPDATE school.excuses SET state = 'withdrawn' WHERE id = ${id}`;
  });
  await audit('school.excuse-withdrawn', { type: 'excuse', id, personId: child });
}

/** Puts a certificate beside what was told. Throws 404, 409 and 415. */
export async function addExcuseFile(personId: string, id: string, sent: SentFile): Promise<{ id: string }> {
  const child = await ownChild(personId);
  const held = await beyondReach('an excuse of one’s own child', () => ownExcuse(child, id));
  refuseFinal(held);
  if ((await filesOf(ownerOfExcuse(id))).length >= mostFiles) throw conflict('Прикладывают не больше пяти файлов');
  const place = { personId: child, ...(held.participant && { participantId: held.participant }) };
  const { id: file } = await storeFile(sent, rules, ownerOfExcuse(id), place);
  return { id: file };
}

/** Gives a certificate back to the family; the reading is recorded. Throws 404 and 409. */
export async function sendExcuseFile(h: Parameters<typeof sendFile>[0], personId: string, id: string, file: string) {
  const person = await diaryOf(personId);
  const [own] = await beyondReach(
    'an excuse of oneself or of one’s own child',
    () => sql`SELECT 1 AS one FROM school.excuses e JOIN school.pupils p ON p.id = e.pupil_id
      WHERE e.id = ${id} AND p.person_id = ${person}`,
  );
  if (!own) throw notFound('Сообщение об отсутствии не найдено');
  return sendFile(h, file, ownerOfExcuse(id));
}
