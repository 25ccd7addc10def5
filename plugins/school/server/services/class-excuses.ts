import { audit, beyondReach, conflict, guardiansOf, me, notFound, notify, part, sendFile, sql } from '@regiso/core';
import type { ClassExcuse, excusingCodes, ExcuseDecision } from '../../shared';
import { isClosedOn } from './closed';
import { schoolOfLed } from './entry-codes';
import { excuseView, ownerOfExcuse, type ExcuseRow } from './excuses';
import { withNames } from './names';
import { within } from './reach';
import { recode, type Absence } from './recode';

const refusal = {
  event: 'school.excuses-refused',
  message: 'Сообщения об отсутствии принимает только классный руководитель',
} as const;

type Row = ExcuseRow & { personId: string; absences: number };

const unexplained = part`a.pupil_id = e.pupil_id AND a.day BETWEEN e.starts_on AND e.ends_on AND a.code = 'absent'`;

/** What families of a class that one leads have told of absences, the unanswered first; that they are read is kept. Throws 403 and 404. */
export async function classExcuses(classId: string): Promise<ClassExcuse[]> {
  const organisationId = await schoolOfLed(classId, refusal);
  await sql`UPDATE school.excuses SET seen_at = now() WHERE class_id = ${classId} AND state = 'sent' AND seen_at IS NULL`;
  const rows =
    await sql<Row>`SELECT e.id, e.starts_on::text AS "from", e.ends_on::text AS "to", e.reason, e.state, e.answer,
      e.sent_at AS "sentAt", e.seen_at AS "seenAt", e.decided_at AS "decidedAt", p.person_id AS "personId",
      (SELECT count(*)::int FROM school.attendance a WHERE ${unexplained}) AS absences
    FROM school.excuses e JOIN school.pupils p ON p.id = e.pupil_id
    WHERE e.class_id = ${classId} AND e.state <> 'withdrawn' ORDER BY e.state <> 'sent', e.id DESC LIMIT 100`;
  const personIds = [...new Set(rows.map(({ personId }) => personId))];
  await audit(
    'school.class-excuses-read',
    { type: 'class', id: classId, organisationId, personIds },
    { excuses: rows.length },
  );
  const named = new Map((await withNames(rows)).map(({ id, name }) => [id, name]));
  const views = [];
  for (const { personId: _, absences, ...row } of rows)
    views.push({ ...(await excuseView(row)), absences, name: named.get(row.id) ?? '' });
  return views;
}

type Held = {
  id: string;
  state: string;
  class_id: string;
  pupil_id: string;
  person_id: string;
  organisation_id: string;
};

async function excuseFor(id: string): Promise<Held> {
  const [row] =
    await sql<Held>`SELECT e.id, e.state, e.class_id, e.pupil_id, p.person_id, e.organisation_id FROM school.excuses e
    JOIN school.pupils p ON p.id = e.pupil_id WHERE e.id = ${id} AND ${within('school.teach', 'p')} FOR UPDATE OF e`;
  if (!row) throw notFound('Сообщение об отсутствии не найдено');
  await schoolOfLed(row.class_id, refusal);
  return row;
}

/**
 * The class teacher's answer. Accepted, it gives the absences of these days their reason: those noted already now, in open
 * periods, and those to come as they are noted. Gives how many were noted anew; throws 403, 404 and 409.
 */
export async function decideExcuse(id: string, { code, reason }: ExcuseDecision): Promise<number> {
  const excuse = await excuseFor(id);
  if (excuse.state !== 'sent') throw conflict('На это сообщение уже ответили: обновите страницу');
  const isAccepted = code !== null;
  await sql`UPDATE school.excuses SET state = ${isAccepted ? 'accepted' : 'refused'}, code = ${code}, answer = ${reason},
      decided_by = ${me().accountId}, decided_at = now(), seen_at = coalesce(seen_at, now()) WHERE id = ${id}`;
  const noted = code ? await noteAnew(excuse, code) : 0;
  const object = { type: 'excuse', id, personId: excuse.person_id, organisationId: excuse.organisation_id };
  await audit('school.excuse-decided', object, { isAccepted, noted });
  await tellFamily(excuse, isAccepted);
  return noted;
}

/** Absences without a reason get one. */
async function noteAnew({ id, pupil_id: pupil, person_id: person }: Held, code: (typeof excusingCodes)[number]) {
  const absences =
    await sql<Absence>`SELECT l.id AS lesson, l.day::text AS day, ${code}::text AS to FROM school.excuses e
    JOIN school.attendance a ON ${unexplained} JOIN school.lessons l ON l.id = a.lesson_id
    WHERE e.id = ${id} AND NOT ${isClosedOn(part`l.class_id`, part`l.day`)} ORDER BY l.id FOR UPDATE OF l`;
  await recode({ pupil, person }, absences);
  return absences.length;
}

async function tellFamily({ id, person_id: person }: Held, isAccepted: boolean) {
  const guardians = (await guardiansOf(person)).filter(({ may }) => may.includes('see'));
  const accounts = await beyondReach(
    'accounts of those who stand for the pupil',
    () => sql<{ id: string }>`SELECT account_id AS id FROM core.persons
      WHERE id = ANY (${guardians.map(({ guardianId }) => guardianId)}::uuid[]) AND account_id IS NOT NULL`,
  );
  if (!accounts.length) return;
  await notify({
    accountIds: accounts.map((account) => account.id),
    kind: 'school.excuse-answered',
    title: isAccepted ? 'Классный руководитель принял сообщение об отсутствии' : 'Сообщение об отсутствии отклонено',
    titleEn: isAccepted ? 'The class teacher has accepted the absence' : 'What you told of an absence was refused',
    text: 'Ответ — в дневнике, раздел «Пропуски».',
    textEn: 'The answer stands in the diary, under absences.',
    link: `/app/school/diary/${person}`,
    once: `school.excuse-answered/${id}`,
  });
}

/** Gives a certificate to the class teacher; the reading is recorded. Throws 403, 404 and 409. */
export async function sendClassExcuseFile(h: Parameters<typeof sendFile>[0], id: string, file: string) {
  await excuseFor(id);
  return sendFile(h, file, ownerOfExcuse(id));
}
