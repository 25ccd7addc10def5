import { audit, conflict, invalidInput, me, notFound, part, seal, sql, todayHere } from '@regiso/core';
import type { CertificateInput, Recoded } from '../../shared';
import { daysAfter } from './clock';
import { isClosedOn } from './closed';
import { schoolOfLed } from './entry-codes';
import { within } from './reach';
import { recode, type Absence } from './recode';

export const refusal = {
  event: 'school.certificates-refused',
  message: 'Справки записывает только классный руководитель',
} as const;

const mostAhead = 31;
/** As what the reference notes an absence that a certificate explains. */
const code = 'ill';
export const placeOfNote = (id: string) => `school.certificates|note|${id}`;

type Piece = ReturnType<typeof part>;
type Term = { pupil: string; from: string; to: string };
type Found = Absence & { isClosed: boolean };

/** Absences `a` of a pupil at lessons `l` of a term that have another code, their lessons locked. */
const unlike = ({ pupil, from, to }: Term) => sql<Found>`SELECT l.id AS lesson, l.day::text AS day, ${code}::text AS to,
    ${isClosedOn(part`l.class_id`, part`l.day`)} AS "isClosed"
  FROM school.attendance a JOIN school.lessons l ON l.id = a.lesson_id
  WHERE a.pupil_id = ${pupil} AND a.day BETWEEN ${from}::date AND ${to}::date AND ${isAway(part`a`)} AND a.code <> ${code}
  ORDER BY l.id FOR UPDATE OF l`;

/**
 * What a change `h` by a certificate has made of a cell: the absence as it stood. One that was noted while the certificate held was
 * meant as an absence without a reason.
 */
export const stood = part`CASE WHEN h.before ->> 'attendance' IN ('unexcused', 'valid') THEN h.before ->> 'attendance'
  ELSE 'absent' END`;

export const isAway = (a: Piece) => part`${a}.counts_as <> 'present'`;

/** Recodes what stands in open periods. Gives how many, and the days that are left. */
async function settle(of: Parameters<typeof recode>[0], found: readonly Found[]): Promise<Recoded> {
  const open = found.filter(({ isClosed }) => !isClosed);
  await recode(of, open);
  const left = new Set(found.flatMap(({ day, isClosed }) => (isClosed ? [day] : [])));
  return { noted: open.length, left: [...left].sort() };
}

/**
 * Records a certificate of a pupil of the own class: absences of its days in open periods are noted as illness, those noted later
 * too; what they were stays in the history of each cell. Gives its id, how many were recoded, and days of closed periods, which
 * change by request alone (CLT-02). Throws 400, 403, 404 and 409.
 */
export async function recordCertificate(
  classId: string,
  { pupilId, note, from, to }: CertificateInput,
): Promise<Recoded & { id: string }> {
  const organisationId = await schoolOfLed(classId, refusal);
  if (to > daysAfter(todayHere(), mostAhead))
    throw invalidInput([{ path: ['payload', 'to'], message: 'Справка — не больше чем на месяц вперёд' }]);
  const [pupil] = await sql<{ person: string; isThere: boolean }>`SELECT person_id AS person,
      starts_on <= ${to}::date AND (ends_on IS NULL OR ends_on >= ${from}::date) AS "isThere"
    FROM school.pupils WHERE id = ${pupilId} AND class_id = ${classId} FOR UPDATE`;
  if (!pupil) throw notFound('Ученик не найден');
  if (!pupil.isThere) throw conflict('В эти дни ребёнок не числится в классе');
  const [met] = await sql`SELECT 1 AS one FROM school.certificates WHERE pupil_id = ${pupilId} AND withdrawn_at IS NULL
    AND daterange(starts_on, ends_on, '[]') && daterange(${from}::date, ${to}::date, '[]')`;
  if (met) throw conflict('Справка на эти дни уже записана: посмотрите список');
  const [made] = await sql<{ id: string }>`SELECT uuidv7()::text AS id`;
  const id = made?.id ?? '';
  await sql`INSERT INTO school.certificates (id, pupil_id, class_id, organisation_id, participant_id, municipality_id, note,
      starts_on, ends_on, code, recorded_by)
    SELECT ${id}, p.id, p.class_id, p.organisation_id, p.participant_id, p.municipality_id, ${seal(Buffer.from(note), placeOfNote(id))},
      ${from}, ${to}, ${code}, ${me().accountId} FROM school.pupils p WHERE p.id = ${pupilId}`;
  const recoded = await settle(
    { pupil: pupilId, person: pupil.person, certificate: id },
    await unlike({ pupil: pupilId, from, to }),
  );
  const object = { type: 'certificate', id, personId: pupil.person, organisationId };
  await audit('school.certificate-recorded', object, { from, to, noted: recoded.noted, left: recoded.left.length });
  return { id, ...recoded };
}

type Held = { pupil: string; person: string; class_id: string; organisation_id: string; withdrawn_at: Date | null };

/**
 * Takes a certificate back: cells it has recoded get their former codes, unless somebody has changed the absence since. Gives how
 * many, and days of closed periods that are left. Throws 403, 404 and 409.
 */
export async function withdrawCertificate(id: string): Promise<Recoded> {
  const [held] =
    await sql<Held>`SELECT k.pupil_id AS pupil, p.person_id AS person, k.class_id, k.organisation_id, k.withdrawn_at
    FROM school.certificates k JOIN school.pupils p ON p.id = k.pupil_id
    WHERE k.id = ${id} AND ${within('school.teach', 'p')} FOR UPDATE OF k`;
  if (!held) throw notFound('Справка не найдена');
  await schoolOfLed(held.class_id, refusal);
  if (held.withdrawn_at) throw conflict('Справка уже отозвана: обновите страницу');
  await sql`UPDATE school.certificates SET withdrawn_at = now() WHERE id = ${id}`;
  const attendance = (change: Piece, which: Piece) => part`${change}.${which} ->> 'attendance'`;
  const found = await sql<Found>`SELECT l.id AS lesson, l.day::text AS day, ${stood} AS to,
      ${isClosedOn(part`l.class_id`, part`l.day`)} AS "isClosed"
    FROM school.cell_changes h JOIN school.lessons l ON l.id = h.lesson_id
    JOIN school.attendance a ON a.lesson_id = h.lesson_id AND a.pupil_id = h.pupil_id
    WHERE h.certificate_id = ${id} AND a.code = ${attendance(part`h`, part`after`)}
      AND NOT EXISTS (SELECT FROM school.cell_changes n WHERE n.lesson_id = h.lesson_id AND n.pupil_id = h.pupil_id
        AND n.version > h.version AND ${attendance(part`n`, part`before`)} IS DISTINCT FROM ${attendance(part`n`, part`after`)})
    ORDER BY l.id FOR UPDATE OF l`;
  const recoded = await settle({ pupil: held.pupil, person: held.person, certificate: id }, found);
  const object = { type: 'certificate', id, personId: held.person, organisationId: held.organisation_id };
  await audit('school.certificate-withdrawn', object, { noted: recoded.noted, left: recoded.left.length });
  return recoded;
}
