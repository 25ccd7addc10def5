import {
  audit,
  beyondReach,
  conflict,
  filesOf,
  forbidden,
  inTransaction,
  me,
  notFound,
  sendFile,
  sql,
} from '@regiso/core';
import { todayHere } from '@regiso/core';
import type { ClassPortfolios, PortfolioDecision } from '../../shared';
import { classAccess } from '../dossiers/pupils';
import { withNames } from '../services/names';
import { within } from '../services/reach';
import { itemFor, keepStep, objectOf, ownerOfItem } from './items';
import { kindsToday } from './references';
import { tellAnswer } from './tell';
import { itemColumns, itemViews, type ItemRow } from './view';

type Class = { name: string; organisationId: string; organisation: string; reads: boolean; keeps: boolean };

/** A class that one leads or oversees. Throws 404 beyond the reach, and 403 with a record of it for a colleague's. */
async function classFor(id: string): Promise<Class> {
  const { reads, keeps } = await classAccess();
  const [row] = await sql<Class>`SELECT c.grade || c.letter AS name, c.organisation_id AS "organisationId",
      o.short_name AS organisation, ${reads} AS reads, ${keeps} AS keeps
    FROM school.classes c JOIN school.years y ON y.id = c.year_id JOIN core.organisations o ON o.id = c.organisation_id
    WHERE c.id = ${id} AND (${within('school.teach', 'c')} OR ${within('school.oversee', 'c')})`;
  if (!row) throw notFound('Класс не найден');
  if (row.reads) return row;
  // Apart, for the request itself leaves nothing behind.
  const { organisationId } = row;
  await inTransaction({}, () => audit('school.portfolio-refused', { type: 'class', id, organisationId }));
  throw forbidden('Портфолио класса открывают классный руководитель и завуч');
}

const ofPupils = 'achievements of those who are today in a class that was in reach';

/** Achievements of who is in a class today, by the alphabet of the pupils; the reading is recorded. Throws 403 and 404. */
export async function classPortfolios(id: string): Promise<ClassPortfolios> {
  const { name, organisation, organisationId, keeps } = await classFor(id);
  const rows = await beyondReach(
    ofPupils,
    () => sql<ItemRow & { personId: string }>`SELECT ${itemColumns}, i.person_id AS "personId"
      FROM school.portfolio_items i JOIN school.pupils p ON p.person_id = i.person_id
      WHERE p.class_id = ${id} AND p.starts_on <= ${todayHere()}::date AND (p.ends_on IS NULL OR p.ends_on >= ${todayHere()}::date)
      ORDER BY i.state <> 'waiting', i.id DESC LIMIT 300`,
  );
  const personIds = [...new Set(rows.map(({ personId }) => personId))];
  await audit('school.portfolios-read', { type: 'class', id, organisationId, personIds }, { items: rows.length });
  const items = await withNames(await itemViews(rows));
  return { name, organisation, mayDecide: keeps, kinds: await kindsToday(), items };
}

/** Whose achievement it is, of somebody who is in a class today. Throws 404. */
async function pupilWith(classId: string, item: string): Promise<string> {
  const [row] = await beyondReach(
    ofPupils,
    () => sql<{ person: string }>`SELECT i.person_id AS person FROM school.portfolio_items i
      JOIN school.pupils p ON p.person_id = i.person_id WHERE i.id = ${item} AND p.class_id = ${classId}
        AND p.starts_on <= ${todayHere()}::date AND (p.ends_on IS NULL OR p.ends_on >= ${todayHere()}::date)`,
  );
  if (!row) throw notFound('Достижение не найдено');
  return row.person;
}

/** Confirms an achievement, or returns it with a reason; the family is told that there is an answer. Throws 403, 404 and 409. */
export async function decideItem(classId: string, id: string, { version, isVerified, reason }: PortfolioDecision) {
  const { organisationId, keeps } = await classFor(classId);
  if (!keeps) throw forbidden('Портфолио подтверждают классный руководитель и завуч');
  const person = await pupilWith(classId, id);
  await beyondReach(ofPupils, async () => {
    const held = await itemFor(person, id);
    if (held.version !== version) throw conflict('Эту запись уже изменили: посмотрите, что в ней сейчас');
    if (held.state !== 'waiting') throw conflict('На это достижение уже ответили: обновите страницу');
    if (isVerified) await demandDocument(held);
    const what = isVerified ? 'verified' : 'returned';
    const why = isVerified ? null : reason;
    await sql`UPDATE school.portfolio_items SET state = ${what}, reason = ${why}, decided_by = ${me().accountId},
        decided_at = now(), decided_in = ${organisationId} WHERE id = ${id}`;
    await keepStep(id, { version, what, reason: why });
  });
  await audit('school.portfolio-item-decided', { ...objectOf(person, id), organisationId }, { isVerified, version });
  await tellAnswer(person, id, version);
}

async function demandDocument({ id, kind }: { id: string; kind: string }) {
  const needsFile = (await kindsToday()).find(({ code }) => code === kind)?.needsFile;
  if (needsFile && !(await filesOf(ownerOfItem(id))).length)
    throw conflict('Такое достижение подтверждают по документу, а он не приложен: верните его с причиной');
}

/** Gives a document of a pupil of the class; the reading is recorded. Throws 403, 404 and 409. */
export async function sendClassDocument(h: Parameters<typeof sendFile>[0], classId: string, id: string, file: string) {
  await classFor(classId);
  await pupilWith(classId, id);
  return sendFile(h, file, ownerOfItem(id));
}
