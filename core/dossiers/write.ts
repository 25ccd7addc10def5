import { seal } from '../access/sealing';
import { filesOf, sendFile, storeFile, type FileRules, type SentFile } from '../files/api';
import { audit } from '../server/audit';
import { context } from '../server/context';
import { conflict, forbidden, invalidInput, notFound } from '../server/errors';
import { sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { linesOn, type DossierChecklist } from './checklist';
import { maxFileBytes, mostFiles, mostItems, type EndItem, type NewItem } from './shapes';
import type { DossierSubject } from './subject';
import { isLocked, ownerOf, placeOf } from './view';

/** Scans and photographs; judged by content. */
const rules: FileRules = { types: ['pdf', 'jpeg', 'png'], maxBytes: maxFileBytes, isPersonal: true };

const byNow = (path: 'receivedOn' | 'on', day: string) => {
  if (day > todayHere())
    throw invalidInput([{ path: ['payload', path], message: 'День ещё не наступил: внесите документ, когда он есть' }]);
};

function demandOpen(subject: DossierSubject) {
  demandKeeper(subject);
  if (isLocked(subject))
    throw conflict('Личное дело закрыто: человек выбыл. Его можно смотреть, а документы — только выдать');
}

function demandKeeper({ mayKeep = true }: DossierSubject) {
  if (!mayKeep) throw forbidden('Личное дело ведёт другой работник: вам можно только смотреть');
}

const objectOf = ({ personId, organisationId }: DossierSubject, id: string) => ({
  type: 'dossier-item',
  ...{ id, personId, organisationId },
});

/** Writes down a paper that has come; gives its id. Throws 400 for what the checklist does not know, 403 and 409. */
export async function addItem(checklist: DossierChecklist, subject: DossierSubject, given: NewItem): Promise<string> {
  demandOpen(subject);
  const line = (await linesOn(checklist, todayHere())).find(({ kind }) => kind === given.kind);
  if (!line) throw invalidInput([{ path: ['payload', 'kind'], message: 'Такого документа в перечне нет' }]);
  byNow('receivedOn', given.receivedOn);
  if (line.hasTerm && !given.validUntil)
    throw invalidInput([{ path: ['payload', 'validUntil'], message: 'Скажите, до какого дня действует документ' }]);
  if (given.validUntil && given.validUntil < given.receivedOn)
    throw invalidInput([{ path: ['payload', 'validUntil'], message: 'Срок кончился раньше, чем документ получен' }]);
  await demandRoom(checklist, subject);
  return write(checklist, subject, given);
}

async function demandRoom({ id: dossier }: DossierChecklist, { personId, organisationId }: DossierSubject) {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`dossier/${personId}/${organisationId}`}, 7214031))`;
  const [row] = await sql<{ count: number }>`SELECT count(*)::int AS count FROM core.dossier_items
    WHERE person_id = ${personId} AND organisation_id = ${organisationId} AND dossier = ${dossier} AND ended_as IS NULL`;
  if ((row?.count ?? 0) >= mostItems) throw conflict(`В личном деле не больше ${mostItems} документов`);
}

/** Writes a paper without asking whether the file is open: for whoever has just taken the paper themselves. */
export async function write(
  { id: dossier }: DossierChecklist,
  subject: DossierSubject,
  given: NewItem,
): Promise<string> {
  const { personId, organisationId, participantId, municipalityId } = subject;
  const [made] = await sql<{ id: string }>`SELECT uuidv7() AS id`;
  const id = made?.id ?? '';
  const note = given.note ? seal(Buffer.from(given.note), placeOf('note', id)) : null;
  await sql`INSERT INTO core.dossier_items (id, person_id, organisation_id, participant_id, municipality_id, dossier, kind,
      received_on, valid_until, note, recorded_by)
    VALUES (${id}, ${personId}, ${organisationId}, ${participantId}, ${municipalityId}, ${dossier}, ${given.kind},
      ${given.receivedOn}, ${given.validUntil}, ${note}, ${context().actor?.accountId ?? null})`;
  await audit('dossiers.item-added', objectOf(subject, id), { dossier, kind: given.kind });
  return id;
}

type Held = { id: string; kind: string; endedAs: string | null };

async function itemFor({ id: dossier }: DossierChecklist, { personId, organisationId }: DossierSubject, id: string) {
  const [row] = await sql<Held>`SELECT id, kind, ended_as AS "endedAs" FROM core.dossier_items
    WHERE id = ${id} AND person_id = ${personId} AND organisation_id = ${organisationId} AND dossier = ${dossier} FOR UPDATE`;
  if (!row) throw notFound('Документ не найден');
  return row;
}

/** Hands a paper back, or takes it out as a mistake; the row stays with the reason. Throws 403, 404 and 409. */
export async function endItem(checklist: DossierChecklist, subject: DossierSubject, id: string, given: EndItem) {
  // Papers are handed back when somebody leaves, and often after it.
  if (given.as === 'returned') demandKeeper(subject);
  else demandOpen(subject);
  const item = await itemFor(checklist, subject, id);
  if (item.endedAs) throw conflict('Этот документ уже выдан или убран');
  byNow('on', given.on);
  const reason = seal(Buffer.from(given.reason), placeOf('end_reason', id));
  await sql`UPDATE core.dossier_items SET ended_as = ${given.as}, ended_on = ${given.on}, end_reason = ${reason},
    ended_by = ${context().actor?.accountId ?? null} WHERE id = ${id}`;
  const details = { dossier: checklist.id, kind: item.kind, as: given.as, on: given.on };
  await audit('dossiers.item-ended', objectOf(subject, id), details);
}

/** Puts a scan beside a paper that is here. Throws 400, 403, 404, 409, 413 and 415. */
export async function addScan(checklist: DossierChecklist, subject: DossierSubject, id: string, sent: SentFile) {
  demandOpen(subject);
  const item = await itemFor(checklist, subject, id);
  if (item.endedAs) throw conflict('Этот документ уже выдан или убран');
  if ((await filesOf(ownerOf(id))).length >= mostFiles)
    throw conflict(`К документу прикладывают не больше ${mostFiles} файлов`);
  const { personId, participantId } = subject;
  const file = await storeFile(sent, rules, ownerOf(id), { personId, ...(participantId && { participantId }) });
  return { id: file.id };
}

/** Gives a scan out, of a paper that has gone too; the reading is recorded. */
export async function sendScan(
  h: Parameters<typeof sendFile>[0],
  checklist: DossierChecklist,
  subject: DossierSubject,
  { item, file }: { item: string; file: string },
) {
  await itemFor(checklist, subject, item);
  return sendFile(h, file, ownerOf(item));
}
