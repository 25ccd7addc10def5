import {
  audit,
  beyondReach,
  conflict,
  inReach,
  invalidInput,
  notFound,
  notify,
  part,
  sql,
  todayHere,
} from '@regiso/core';
import type { Decision } from '../allocation/allocate';
import type { MunicipalRules } from '../norms';
import { applicationFor, type Application } from './applications';
import { note } from './history';
import { termOf } from './days';
import { lockRing, seeAt } from './live-directions';
import { agreeInRing } from './ring-agreement';
import { rulesOn } from './rules';
import { take } from './step';

type Run = { id: string; municipality_id: string };

/** Makes a direction of every place of a protocol; gives how many. */
export async function issueDirections(
  run: Run,
  decisions: readonly Decision[],
  rules: MunicipalRules,
): Promise<number> {
  let issued = 0;
  for (const { number, place } of decisions) {
    if (!place) continue;
    const [application] =
      await sql<Application>`SELECT a.* FROM kindergarten.applications a WHERE a.number = ${number} FOR UPDATE`;
    if (application?.status !== 'queued') throw conflict(`Заявление № ${number} больше не ждёт направления`);
    await offer(application, { groupId: place.group, choice: place.choice, runId: run.id, rules });
    issued++;
  }
  return issued;
}

type Offer = { groupId: string; choice: number; rules: MunicipalRules; runId?: string; orderDetails?: string };

async function offer(application: Application, { groupId, choice, rules, runId, orderDetails }: Offer) {
  const answerBy = termOf(rules.answerDays);
  await beyondReach('the kindergarten of a place is not the officer’s own', async () => {
    const [made] = await sql<{ participant: string | null }>`
      INSERT INTO kindergarten.directions (number, application_id, run_id, order_details, organisation_id, participant_id,
        municipality_id, group_id, choice, class, answer_by)
      SELECT ${application.number} || '/' || (SELECT count(*) + 1 FROM kindergarten.directions d WHERE d.application_id = ${application.id}),
        ${application.id}, ${runId ?? null}, ${orderDetails ?? null}, g.organisation_id, g.participant_id, g.municipality_id, g.id,
        ${choice}, ${application.class}, ${answerBy}
      FROM kindergarten.groups g WHERE g.id = ${groupId} RETURNING participant_id AS participant`;
    if (!made) throw notFound('Группа не найдена');
    await seeAt(application.id);
  });
  await take(application, { to: 'offered', who: runId ? 'system' : 'staff', cause: 'offered' });
}

/** A place given outside any run: only with the order that says so, and marked in the audit. */
export async function directByHand(applicationId: string, groupId: string, orderDetails: string): Promise<void> {
  const application = await applicationFor('kindergarten.allocate', applicationId);
  if (application.status !== 'queued') throw conflict('Направить можно только того, кто ждёт направления');
  const [group] = await beyondReach(
    'how many places a group has',
    () => sql<{
      free: number;
      isPaused: boolean;
      fits: boolean;
    }>`SELECT coalesce(g.quarantine_until >= ${todayHere()}::date, false) AS "isPaused", g.capacity - (SELECT count(*)::int FROM kindergarten.pupils p WHERE p.group_id = g.id
        AND (p.ends_on IS NULL OR p.ends_on >= ${todayHere()}::date))
      - (SELECT count(*)::int FROM kindergarten.directions d WHERE d.group_id = g.id AND d.state IN ('offered', 'accepted')
        AND d.ring_id IS NULL) AS free, g.school_year - ${application.cohort}::int BETWEEN g.age_from AND g.age_to AS fits
    FROM kindergarten.groups g WHERE g.id = ${groupId} AND g.municipality_id IS NOT DISTINCT FROM ${application.municipality_id} FOR UPDATE`,
  );
  if (!group) throw invalidInput([{ path: ['payload', 'groupId'], message: 'Такой группы в муниципалитете нет' }]);
  if (group.isPaused) throw conflict('Приём в группу приостановлен: карантин');
  if (!group.fits) throw conflict('Группа другого возраста: ребёнок не подходит по возрасту на 1 сентября');
  if (group.free < 1) throw conflict('В группе нет свободных мест');
  const { rules } = await rulesOn(application.municipality_id, todayHere());
  await offer(application, { groupId, choice: 0, rules, orderDetails });
  const object = { type: 'application', id: applicationId, personId: application.child_id };
  await audit('kindergarten.directed-by-hand', object, { group: groupId }, { purpose: orderDetails });
}

type Standing = { id: string; group_id: string; answer_by: string; state: string; ring_id: string | null };

/** The offer that a family may answer now; of a ring also one it has agreed to while the others think. Throws 409. */
async function standing(applicationId: string, accepts: boolean): Promise<Standing> {
  const [row] = await beyondReach(
    'the direction of an application that was in reach',
    () => sql<Standing>`SELECT id, group_id, answer_by::text, state, ring_id FROM kindergarten.directions
      WHERE application_id = ${applicationId} AND (state = 'offered' OR (${!accepts} AND state = 'accepted' AND ring_id IS NOT NULL))
      FOR UPDATE`,
  );
  if (!row) throw nothingToAnswer();
  return row;
}

const nothingToAnswer = () =>
  conflict('Предложения, на которое можно ответить, нет: оно уже принято, отклонено или истекло');

/** Who let a ring fail is not asked again until the family says so. */
const swapNoMore = (applicationId: string) =>
  beyondReach(
    'an application that was in reach',
    () => sql`UPDATE kindergarten.applications SET swaps = false WHERE id = ${applicationId}`,
  );

const end = (id: string, state: string) =>
  beyondReach('the direction of an application that was in reach', async () => {
    const [row] = await sql<{
      application: string;
    }>`UPDATE kindergarten.directions SET state = ${state}, ended_at = now()
      WHERE id = ${id} RETURNING application_id AS application`;
    if (row) await seeAt(row.application);
  });

/** The family agrees: the child is directed, and the last day for the documents is said; in a ring once all have agreed. */
export async function acceptOffer(application: Application): Promise<void> {
  const direction = await standing(application.id, true);
  const { rules } = await rulesOn(application.municipality_id, todayHere());
  if (direction.ring_id) return agreeInRing(direction.ring_id, direction.id, rules);
  const documentsBy = termOf(rules.documentsDays);
  await beyondReach(
    'the direction of one’s own child',
    () =>
      sql`UPDATE kindergarten.directions SET state = 'accepted', answered_at = now(), documents_by = ${documentsBy} WHERE id = ${direction.id}`,
  );
  await take(application, { to: 'directed', who: 'guardian' });
}

/** The family refuses: the child goes back to the queue by the municipality's rule about the time of filing. */
export async function declineOffer(application: Application, reason: string, desiredOn?: string): Promise<void> {
  if (!['offered', 'directed'].includes(application.status)) throw nothingToAnswer();
  const direction = await standing(application.id, false);
  if (application.status === 'directed' && !direction.ring_id) throw nothingToAnswer();
  await end(direction.id, 'declined');
  const { rules } = await rulesOn(application.municipality_id, todayHere());
  // An exchange is a favour to others: refusing it costs nothing.
  if (direction.ring_id) await swapNoMore(application.id);
  const keepsTime = rules.declineKeepsTime || direction.ring_id !== null;
  await backToQueue(application, { keepsTime, ...(desiredOn && { desiredOn }) });
  await note(application.id, 'guardian', { kind: 'declined', comment: reason });
  await take(application, { to: 'queued', who: 'guardian', cause: 'declined' });
}

const backToQueue = ({ id }: Application, { keepsTime, desiredOn }: { keepsTime: boolean; desiredOn?: string }) =>
  beyondReach(
    'an application that was in reach',
    () => sql`UPDATE kindergarten.applications SET filed_at = CASE WHEN ${keepsTime} THEN filed_at ELSE now() END,
      desired_on = coalesce(${desiredOn ?? null}::date, desired_on) WHERE id = ${id}`,
  );

/** Offers and directions whose term is over: the place returns, the child stays registered. Gives how many. */
export async function endOverdue(): Promise<number> {
  const rows = await sql<{ id: string }>`SELECT application_id AS id FROM kindergarten.directions
    WHERE ${overdue()} ORDER BY answer_by, id LIMIT 500`;
  let ended = 0;
  for (const { id: applicationId } of rows) {
    await lockRing(applicationId);
    const [application] =
      await sql<Application>`SELECT a.* FROM kindergarten.applications a WHERE a.id = ${applicationId} FOR UPDATE`;
    // An answer may have come meanwhile, and a ring that broke has sent everybody home.
    const [direction] = await sql<{ id: string; state: string; ring_id: string | null }>`SELECT id, state, ring_id
      FROM kindergarten.directions WHERE application_id = ${applicationId} AND ${overdue()} FOR UPDATE`;
    if (!direction || !application || !['offered', 'directed'].includes(application.status)) continue;
    await end(direction.id, 'expired');
    if (direction.ring_id) await swapNoMore(applicationId);
    const ground = direction.state === 'offered' ? 'term-over' : 'documents-not-brought';
    await take(application, { to: 'queued', who: 'system', ground, cause: 'term-over' });
    ended += 1;
  }
  return ended;
}

const overdue = () => part`((state = 'offered' AND answer_by < ${todayHere()}::date)
  OR (state = 'accepted' AND documents_by < ${todayHere()}::date))`;

/** Three days before the last day for the documents the family is reminded, once. */
export async function remind(): Promise<number> {
  const rows = await sql<{ id: string; number: string; accounts: string[]; applicationId: string; by: string }>`
    SELECT d.id, a.number, a.accounts, a.id AS "applicationId", d.documents_by::text AS by FROM kindergarten.directions d
    JOIN kindergarten.applications a ON a.id = d.application_id
    WHERE d.state = 'accepted' AND d.documents_by BETWEEN ${todayHere()}::date AND ${todayHere()}::date + 3 LIMIT 5000`;
  for (const { id, number, accounts, applicationId, by } of rows)
    await notify({
      kind: 'kindergarten.documents',
      accountIds: accounts,
      title: `Заявление № ${number}: принесите документы в детский сад до ${by.split('-').reverse().join('.')}`,
      titleEn: `Application ${number}: bring the documents to the kindergarten by ${by}`,
      link: `/app/kindergarten/own/${applicationId}`,
      once: `documents-${id}`,
    });
  return rows.length;
}

/** Directions `d` of the kindergartens in reach. */
export const directionsIn = (permission: string) =>
  inReach(permission, { participant: part`d.participant_id`, municipality: part`d.municipality_id` });
