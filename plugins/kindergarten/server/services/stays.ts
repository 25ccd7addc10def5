import { audit, beyondReach, conflict, endLink, forIds, linkPerson, sql, todayHere } from '@regiso/core';
import { refuseClosed } from './closed-months';
import { daysAfter } from './days';
import { countChildren } from './groups';
import { newAct } from './pupil-acts';

export type Stay = {
  id: string;
  person_id: string;
  organisation_id: string;
  participant_id: string | null;
  municipality_id: string | null;
  group_id: string;
  link_id: string | null;
  starts_on: string;
  ends_on: string | null;
};

/** Where children attend today or will by an order already issued, by their ids. */
export const attendedBy = (personIds: readonly string[]) =>
  beyondReach('where the child of an application attends', async () => {
    const rows = await forIds(personIds)<{
      personId: string;
      organisationId: string;
      organisation: string;
      group: string;
    }>`
      SELECT DISTINCT ON (p.person_id) p.person_id AS "personId", p.organisation_id AS "organisationId",
        o.short_name AS organisation, g.name AS "group"
      FROM kindergarten.pupils p JOIN core.organisations o ON o.id = p.organisation_id
      JOIN kindergarten.groups g ON g.id = p.group_id
      WHERE p.person_id = ANY (${[...personIds]}::uuid[]) AND (p.ends_on IS NULL OR p.ends_on >= ${todayHere()}::date)
      ORDER BY p.person_id, p.starts_on DESC`;
    return new Map(rows.map((row) => [row.personId, row]));
  });

async function standingStay(personId: string, from: string): Promise<Stay | undefined> {
  const [stay] = await sql<Stay>`SELECT p.id, p.person_id, p.organisation_id, p.participant_id, p.municipality_id,
      p.group_id, p.link_id, p.starts_on::text, p.ends_on::text FROM kindergarten.pupils p
    WHERE p.person_id = ${personId} AND (p.ends_on IS NULL OR p.ends_on >= ${from}::date)
    ORDER BY p.starts_on DESC LIMIT 1 FOR UPDATE`;
  return stay;
}

/**
 * Ends the stay of a child in its former kindergarten the day before it begins in the new one, in the same transaction: it
 * never has two places, nor none. Gives the former stay, if there was one. Throws 409 where the days do not fit.
 */
export const leaveFormer = (personId: string, from: string): Promise<Stay | undefined> =>
  beyondReach('the former kindergarten is not that of the actor', async () => {
    const stay = await standingStay(personId, from);
    if (!stay) return undefined;
    if (stay.starts_on >= from) throw conflict('В прежний детский сад ребёнок зачислен с более позднего дня');
    await refuseClosed(stay.organisation_id, from);
    const [seen] = await sql`SELECT 1 AS one FROM kindergarten.attendance
      WHERE pupil_id = ${stay.id} AND day >= ${from}::date AND status = 'present'`;
    if (seen) throw conflict('В эти дни ребёнок отмечен в прежнем детском саду: выберите более поздний первый день');
    const on = daysAfter(from, -1);
    const ground = 'other-kindergarten';
    const act = await newAct(stay, { kind: 'release', day: on, children: 1, ground });
    await sql`UPDATE kindergarten.pupils SET ends_on = ${on}, ended_by = ${act}, left_ground = ${ground} WHERE id = ${stay.id}`;
    if (stay.link_id) await endLink(stay.link_id, on);
    await countChildren([stay.group_id]);
    const object = { type: 'person', id: personId, organisationId: stay.organisation_id };
    await audit('kindergarten.child-released', object, { act, on, ground });
    return stay;
  });

type Seat = {
  directionId: string;
  personId: string;
  organisationId: string;
  groupId: string;
  applicationNumber: string | null;
};
export type Order = { number: string; on: string; startsOn: string };

/** Seats a directed child in the group by an order; days told of beforehand come along from the former kindergarten. */
export async function seat(
  { directionId, personId, organisationId, groupId, applicationNumber }: Seat,
  order: Order,
  former?: Stay,
) {
  const { number, on, startsOn } = order;
  const linkId = await linkPerson(personId, { organisationId, subsystem: 'kindergarten', role: 'child', startsOn });
  await beyondReach('a direction that was in reach', async () => {
    const [row] = await sql<{
      id: string;
    }>`INSERT INTO kindergarten.pupils (person_id, pseudonym, cohort, organisation_id,
        participant_id, municipality_id, group_id, application_id, link_id, starts_on, contract_number, contract_on,
        order_number, order_on)
      SELECT a.child_id, a.pseudonym, a.cohort, d.organisation_id, d.participant_id, d.municipality_id, d.group_id, a.id, ${linkId},
        ${startsOn}, c.details ->> 'number', (c.details ->> 'on')::date, ${number}, ${on}
      FROM kindergarten.directions d JOIN kindergarten.applications a ON a.id = d.application_id
      LEFT JOIN LATERAL (SELECT details FROM kindergarten.application_events e WHERE e.application_id = a.id
        AND e.kind = 'contract' ORDER BY e.id DESC LIMIT 1) c ON true
      WHERE d.id = ${directionId} RETURNING id`.catch(overlapping(applicationNumber));
    if (former)
      await sql`UPDATE kindergarten.attendance a SET pupil_id = p.id, participant_id = p.participant_id,
          municipality_id = p.municipality_id FROM kindergarten.pupils p
        WHERE p.id = ${row?.id ?? null} AND a.pupil_id = ${former.id} AND a.day >= ${startsOn}::date`;
    await countChildren([groupId]);
    await sql`UPDATE kindergarten.directions SET state = 'enrolled', ended_at = now() WHERE id = ${directionId}`;
  });
  const object = { type: 'person', id: personId, organisationId };
  await audit('kindergarten.child-enrolled', object, { order: number, group: groupId, today: todayHere() });
}

const overlapping = (number: string | null) => (error: Error & { code?: string }) => {
  if (error.code !== '23P01') throw error;
  throw conflict(`Ребёнок по заявлению № ${number} в эти дни уже посещает другую группу`);
};
