import {
  audit,
  beyondReach,
  conflict,
  homeCalendar,
  linkPerson,
  notFound,
  sql,
  todayHere,
  valueOn,
} from '@regiso/core';
import { norms } from '../norms';
import type { Application } from './applications';
import { directionsIn } from './directions';
import { countChildren } from './groups';
import { note } from './history';
import { recount } from './queue';
import { take } from './step';

type Direction = {
  id: string;
  application_id: string;
  organisation_id: string;
  group_id: string;
  state: string;
};

async function directionFor(id: string): Promise<Direction> {
  const [row] = await sql<Direction>`SELECT d.id, d.application_id, d.organisation_id, d.group_id, d.state
    FROM kindergarten.directions d WHERE d.id = ${id} AND ${directionsIn('kindergarten.keep-groups')} FOR UPDATE`;
  if (!row) throw notFound('Направление не найдено');
  return row;
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
  contract: { number: string; on: string; documents: string[] },
) {
  const direction = await directionFor(directionId);
  if (direction.state !== 'accepted') throw conflict('Семья ещё не согласилась на место или срок истёк');
  const application = await applicationOf(direction.application_id);
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
  await audit('kindergarten.documents-taken', object, { documents: contract.documents.length, orderBy });
  return { orderBy };
}

type Order = { number: string; on: string; startsOn: string };

/** One order for many children: each becomes a pupil of the group, leaves the queue, and the family is told. */
export async function enrol(directionIds: readonly string[], order: Order): Promise<number> {
  for (const id of [...directionIds].sort()) await enrolOne(await directionFor(id), order);
  return directionIds.length;
}

async function enrolOne(direction: Direction, { number, on, startsOn }: Order) {
  const application = await applicationOf(direction.application_id);
  if (application.status !== 'docs') throw conflict(`По заявлению № ${application.number} документы ещё не приняты`);
  await refusePaused(direction.group_id, startsOn);
  const { child_id: personId } = application;
  const linkId = await linkPerson(personId, {
    ...{ organisationId: direction.organisation_id, subsystem: 'kindergarten', role: 'child', startsOn },
  });
  await beyondReach('a direction that was in reach', async () => {
    await sql`INSERT INTO kindergarten.pupils (person_id, pseudonym, cohort, organisation_id, participant_id, municipality_id,
        group_id, application_id, link_id, starts_on, contract_number, contract_on, order_number, order_on)
      SELECT a.child_id, a.pseudonym, a.cohort, d.organisation_id, d.participant_id, d.municipality_id, d.group_id, a.id, ${linkId},
        ${startsOn}, c.details ->> 'number', (c.details ->> 'on')::date, ${number}, ${on}
      FROM kindergarten.directions d JOIN kindergarten.applications a ON a.id = d.application_id
      LEFT JOIN LATERAL (SELECT details FROM kindergarten.application_events e WHERE e.application_id = a.id
        AND e.kind = 'contract' ORDER BY e.id DESC LIMIT 1) c ON true
      WHERE d.id = ${direction.id}`.catch(overlapping(application.number));
    await countChildren([direction.group_id]);
    await sql`UPDATE kindergarten.directions SET state = 'enrolled', ended_at = now() WHERE id = ${direction.id}`;
  });
  await take(application, { to: 'enrolled', who: 'staff' });
  // Brothers and sisters have the right of a sibling here from now on.
  await recountSiblings([personId]);
  const object = { type: 'person', id: personId, organisationId: direction.organisation_id };
  await audit('kindergarten.child-enrolled', object, { order: number, group: direction.group_id, today: todayHere() });
}

async function refusePaused(groupId: string, startsOn: string) {
  const [paused] = await sql<{
    name: string;
  }>`SELECT name FROM kindergarten.groups WHERE id = ${groupId} AND quarantine_until >= ${startsOn}::date`;
  if (paused) throw conflict(`Приём в группу «${paused.name}» приостановлен: карантин. Выберите другой день начала.`);
}

const overlapping = (number: string | null) => (error: Error & { code?: string }) => {
  if (error.code !== '23P01') throw error;
  throw conflict(`Ребёнок по заявлению № ${number} в эти дни уже посещает другую группу`);
};

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
