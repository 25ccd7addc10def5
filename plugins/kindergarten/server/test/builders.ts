import { linkPerson, sql, todayHere } from '@regiso/core';
import type { TestApp } from '@regiso/core/testing';
import { somebody } from '../../../../core/access/test/people';
import { draftAgreement, signAgreement } from '../../../../core/agreements/agreements';
import { registerParticipant } from '../../../../core/agreements/participants';
import { anAgreement, anOrganisation } from '../../../../core/agreements/test/builders';
import { AgreementInput } from '../../../../core/agreements/words';
import { linkAccount } from '../../../../core/people/accounts';
import { addGuardian, GuardianInput } from '../../../../core/people/guardians';
import { writePerson } from '../../../../core/people/test/builders';
import { schoolYearOf } from '../../shared';
import { daysAfter } from '../services/days';
import { addGroup } from '../services/groups';

export const town = 'ishim-city';

/** A kindergarten of the town that is a participant, and its head. */
export async function aKindergarten(test: TestApp, municipality = town) {
  const { organisationId, participantId } = await test.work(async () => {
    const organisation = await anOrganisation(municipality);
    await sql`UPDATE core.organisations SET kind = 'kindergarten' WHERE id = ${organisation}`;
    const participant = await registerParticipant({ organisationId: organisation });
    const agreement = AgreementInput.parse(anAgreement({ subsystems: ['kindergarten'] }));
    const draft = await draftAgreement(participant, agreement);
    await signAgreement(draft.id, draft.version);
    return { organisationId: organisation, participantId: participant };
  });
  const right = { role: 'kindergarten-head', subsystem: 'kindergarten', participantId };
  return { organisationId, participantId, head: await somebody(test, [right], participantId) };
}

/** An officer of the municipality who keeps the queue. */
export const anOfficer = (test: TestApp, municipalityId = town) =>
  somebody(test, [{ role: 'preschool-specialist', subsystem: 'kindergarten', scope: 'municipality', municipalityId }]);

/** A parent with an account and children of these birth dates. */
export async function aFamily(test: TestApp, births: readonly string[]) {
  const user = await somebody(test);
  const { parent, children } = await test.work(async () => {
    const guardian = await writePerson({ birthDate: '1990-03-02' });
    await linkAccount(guardian, user.login);
    const made: string[] = [];
    for (const birthDate of births) {
      const child = await writePerson({ birthDate });
      await addGuardian(
        child,
        GuardianInput.parse({
          guardianId: guardian,
          kind: 'parent',
          startsOn: birthDate,
          ground: 'Свидетельство о рождении',
        }),
      );
      made.push(child);
    }
    return { parent: guardian, children: made };
  });
  return { ...user, parent, children };
}

export type Garden = Awaited<ReturnType<typeof aKindergarten>> & { group: string };

/** A kindergarten with a group for three and four years. */
export async function aGarden(test: TestApp, municipality?: string): Promise<Garden> {
  const garden = await aKindergarten(test, municipality);
  const group = await test.work(() =>
    addGroup({
      ...{ organisationId: garden.organisationId, schoolYear: schoolYearOf(todayHere()), name: 'Ромашка' },
      ...{ ageFrom: 3, ageTo: 4, areaM2: 40, orientation: 'general', regime: 'full', language: 'ru' },
      ...{ ownLimit: null, ownLimitGround: null },
    }),
  );
  return { ...garden, group };
}

/** A family whose first child sits in the group of a kindergarten, since a month. */
export async function attending(test: TestApp, { organisationId, group }: Garden, births?: readonly string[]) {
  const schoolYear = schoolYearOf(todayHere());
  const family = await aFamily(test, births ?? [`${schoolYear - 3}-03-01`]);
  const [child = ''] = family.children;
  await test.work(async () => {
    const startsOn = daysAfter(todayHere(), -30);
    const link = await linkPerson(child, { organisationId, subsystem: 'kindergarten', role: 'child', startsOn });
    await sql`INSERT INTO kindergarten.pupils (person_id, pseudonym, cohort, organisation_id, participant_id, municipality_id,
        group_id, link_id, starts_on)
      SELECT ${child}, p.pseudonym, ${schoolYear - 3}, g.organisation_id, g.participant_id, g.municipality_id, g.id, ${link}, ${startsOn}
      FROM kindergarten.groups g, core.persons p WHERE g.id = ${group} AND p.id = ${child}`;
  });
  return { ...family, child };
}

export const wishes = (organisations: readonly string[], given: object = {}) => ({
  desiredOn: '2026-09-01',
  choices: organisations.map((organisationId) => ({ organisationId })),
  ...given,
});

export const key = () => ({ 'idempotency-key': crypto.randomUUID() });
