import { linkPerson, sql } from '@regiso/core';
import { dayFrom } from '../../../core/access/test/people';
import { anOrganisation } from '../../../core/agreements/test/builders';
import { writePerson } from '../../../core/people/test/builders';
import { acceptOffer } from '../../../plugins/kindergarten/server/services/directions';
import { takeDocuments } from '../../../plugins/kindergarten/server/services/enrol';
import { findRings } from '../../../plugins/kindergarten/server/services/rings';
import type { Making } from '../call';
import type { Ground } from '../ground';
import { aChild, aGroup, anApplication, aSentOne, found, goOn, headers, make } from './kindergarten';

const town = 'ishim-city';

/** A kindergarten that is no participant. */
const aGarden = ({ work }: Ground, municipality = town) =>
  work(async () => {
    const id = await anOrganisation(municipality);
    await sql`UPDATE core.organisations SET kind = 'kindergarten' WHERE id = ${id}`;
    return id;
  });

/** A group like another one, in another kindergarten. */
const aTwinGroup = ({ work }: Ground, like: string, organisation: string) =>
  work(async () => {
    const [row] = await sql<{
      id: string;
    }>`INSERT INTO kindergarten.groups (organisation_id, municipality_id, school_year,
        name, age_from, age_to, orientation, regime, language, area_m2, capacity)
      SELECT ${organisation}, municipality_id, school_year, name, age_from, age_to, orientation, regime, language, area_m2,
        capacity FROM kindergarten.groups WHERE id = ${like} RETURNING id`;
    return row?.id ?? '';
  });

/** A child who sits in a group and would swap for a place in another kindergarten: its application, in the queue. */
async function aSwapper(ground: Ground, group: string, wanted: string): Promise<string> {
  const guardianId = await ground.work(() => writePerson({ birthDate: '1990-03-02' }));
  const childId = await aChild(ground, guardianId);
  await ground.work(async () => {
    const [place] = await sql<{ organisationId: string }>`SELECT organisation_id AS "organisationId"
      FROM kindergarten.groups WHERE id = ${group}`;
    const startsOn = dayFrom(-30);
    const organisationId = place?.organisationId ?? '';
    const link = await linkPerson(childId, { organisationId, subsystem: 'kindergarten', role: 'child', startsOn });
    await sql`INSERT INTO kindergarten.pupils (person_id, pseudonym, cohort, organisation_id, participant_id, municipality_id,
        group_id, link_id, starts_on)
      SELECT ${childId}, p.pseudonym, g.school_year - 3, g.organisation_id, g.participant_id, g.municipality_id, g.id, ${link},
        ${startsOn} FROM kindergarten.groups g, core.persons p WHERE g.id = ${group} AND p.id = ${childId}`;
  });
  const wishes = { desiredOn: dayFrom(-1), swaps: true, choices: [{ organisationId: wanted }] };
  const id = await make(ground.callers.municipal, '/applications', { childId, guardianId, wishes });
  await goOn(ground, id, ['received', 'queued']);
  return id;
}

/** A ring of two families: offered, or agreed with all documents taken. */
async function aRing(ground: Ground, until: 'offered' | 'documents') {
  const garden = await aGarden(ground);
  const here = (await aGroup(ground)).params.id;
  const there = await aTwinGroup(ground, here, garden);
  const both = [
    await aSwapper(ground, here, garden),
    await aSwapper(ground, there, ground.kindergarten.organisationId),
  ];
  return ground.work(async () => {
    await findRings(town);
    const [row] = await sql<{ id: string }>`SELECT ring_id AS id FROM kindergarten.directions
      WHERE application_id = ${both[0]} AND ring_id IS NOT NULL`;
    if (until === 'documents') {
      for (const id of both) await acceptOffer(await found(id));
      const directions = await sql<{ id: string }>`SELECT id FROM kindergarten.directions WHERE ring_id = ${row?.id}`;
      const contract = { number: 'Д-9', on: dayFrom(0), documents: ['Свидетельство о рождении'] };
      for (const { id } of directions) await takeDocuments(id, contract);
    }
    return { params: { id: row?.id ?? '' } };
  });
}

const elsewhere = async (ground: Ground) => ({
  desiredOn: dayFrom(-1),
  choices: [{ organisationId: await aGarden(ground, 'tobolsk-city') }],
});

export const ringCalls: Record<string, Making> = {
  'GET /api/kindergarten/municipal-rules/{municipality}': () => ({ params: { municipality: town } }),
  'POST /api/kindergarten/own/applications/{id}/move': async (ground) => ({
    ...(await aSentOne(ground)),
    payload: await elsewhere(ground),
  }),
  'POST /api/kindergarten/applications/{id}/move': async (ground) => ({
    ...(await anApplication(ground)),
    payload: await elsewhere(ground),
  }),
  'GET /api/kindergarten/rings': async (ground) => ({
    record: (await ground.once('ring', () => aRing(ground, 'offered'))).params.id,
  }),
  'POST /api/kindergarten/rings/search': () => ({ payload: { municipalityId: town } }),
  'POST /api/kindergarten/rings/{id}/perform': async (ground) => ({
    ...(await aRing(ground, 'documents')),
    payload: { number: '5-р', on: dayFrom(0), startsOn: dayFrom(1) },
    headers: headers(),
  }),
  'POST /api/kindergarten/rings/{id}/end': async (ground) => ({
    ...(await aRing(ground, 'offered')),
    payload: { reason: 'Семья переехала' },
  }),
  'POST /api/kindergarten/rings/{id}/replay': (ground) => aRing(ground, 'offered'),
};
