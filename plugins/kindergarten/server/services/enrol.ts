import { audit, beyondReach, conflict, homeCalendar, notFound, part, sql, valueOn } from '@regiso/core';
import { demandConclusion } from '../dossiers/subject';
import { writeTaken } from '../dossiers/taken';
import { norms } from '../norms';
import type { Application } from './applications';
import { refuseDay } from './days';
import { directionsIn } from './directions';
import { note } from './history';
import { lockRing } from './live-directions';
import { recount } from './queue';
import { leaveFormer, seat, type Order } from './stays';
import { take } from './step';

type Direction = {
  id: string;
  application_id: string;
  organisation_id: string;
  participant_id: string | null;
  municipality_id: string | null;
  group_id: string;
  state: string;
  ring_id: string | null;
};

/** A direction in reach with its application, locked as everywhere: ring, application, direction. Throws 404. */
async function directionFor(id: string): Promise<{ direction: Direction; application: Application }> {
  const find = (
    lock: 'lock' | 'look',
  ) => sql<Direction>`SELECT d.id, d.application_id, d.organisation_id, d.participant_id, d.municipality_id, d.group_id, d.state,
      d.ring_id FROM kindergarten.directions d WHERE d.id = ${id} AND ${directionsIn('kindergarten.keep-groups')}
    ${lock === 'lock' ? part`FOR UPDATE` : part``}`;
  const [seen] = await find('look');
  if (!seen) throw notFound('Направление не найдено');
  await lockRing(seen.application_id);
  const application = await applicationOf(seen.application_id);
  const [direction] = await find('lock');
  if (!direction) throw notFound('Направление не найдено');
  return { direction, application };
}

const applicationOf = async (id: string): Promise<Application> => {
  const [row] = await beyondReach(
    'the application of a direction that was in reach',
    () => sql<Application>`SELECT a.* FROM kindergarten.applications a WHERE a.id = ${id} FOR UPDATE`,
  );
  if (!row) throw notFound('Заявление не найдено');
  return row;
};

/** The family came with the originals: what was checked is written down, and the term of the order begins with the contract. */
export async function takeDocuments(
  directionId: string,
  { kinds = [], ...contract }: { number: string; on: string; documents: string[]; kinds?: readonly string[] },
) {
  const { direction, application } = await directionFor(directionId);
  if (direction.state !== 'accepted') throw conflict('Семья ещё не согласилась на место или срок истёк');
  await take(application, { to: 'docs', who: 'staff' });
  const { value: days } = await valueOn(norms, 'order-days', contract.on);
  const orderBy = homeCalendar().addWorkingDays(contract.on, days);
  await note(application.id, 'staff', { kind: 'contract', details: { ...contract, orderBy } });
  const object = {
    type: 'application',
    id: application.id,
    personId: application.child_id,
    organisationId: direction.organisation_id,
  };
  await writeTaken({ ...direction, person_id: application.child_id }, kinds);
  await audit('kindergarten.documents-taken', object, { documents: contract.documents.length, orderBy });
  return { orderBy };
}

/** One order for many children: each becomes a pupil of the group, leaves the queue, and the family is told. Who attended
 * another kindergarten leaves it the day before. */
export async function enrol(directionIds: readonly string[], order: Order): Promise<number> {
  refuseDay(order.startsOn);
  for (const id of [...directionIds].sort()) await enrolOne(await directionFor(id), order);
  return directionIds.length;
}

async function enrolOne({ direction, application }: Awaited<ReturnType<typeof directionFor>>, order: Order) {
  const { number, child_id: personId } = application;
  if (application.status !== 'docs') throw conflict(`По заявлению № ${number} документы ещё не приняты`);
  if (direction.ring_id)
    throw conflict(`Место по заявлению № ${number} — часть обмена: его проводит муниципалитет одним распоряжением`);
  await refusePaused(direction.group_id, order.startsOn);
  await demandConclusion(direction.group_id, { personId, said: `По заявлению № ${number}` }, order.startsOn);
  const former = await leaveFormer(personId, order.startsOn);
  const { id: directionId, organisation_id: organisationId, group_id: groupId } = direction;
  await seat({ directionId, personId, organisationId, groupId, applicationNumber: number }, order, former);
  await take(application, { to: 'enrolled', who: 'staff' });
  // Brothers and sisters have the right of a sibling here from now on, and no longer where the child was.
  await recountSiblings([personId]);
}

/** Throws 409 for a group under quarantine on a day. */
export async function refusePaused(groupId: string, startsOn: string) {
  const [paused] = await sql<{
    name: string;
  }>`SELECT name FROM kindergarten.groups WHERE id = ${groupId} AND quarantine_until >= ${startsOn}::date`;
  if (paused) throw conflict(`Приём в группу «${paused.name}» приостановлен: карантин. Выберите другой день начала.`);
}

/** Brothers and sisters of those who begin or cease to attend gain or lose the right of a sibling. */
export async function recountSiblings(personIds: readonly string[]): Promise<void> {
  const rows = await beyondReach(
    'applications in which these children stand as the sibling',
    () =>
      sql<{
        id: string;
      }>`SELECT DISTINCT application_id AS id FROM kindergarten.choices WHERE sibling_id = ANY (${[...personIds]}::uuid[]) LIMIT 2000`,
  );
  if (rows.length) await recount({ applications: rows.map(({ id }) => id) }, 'sibling');
}
