import { sql } from '@regiso/core';
import type { TestApp } from '@regiso/core/testing';
import { aParticipant } from '../../core/access/test/people';
import { linkAccount } from '../../core/people/accounts';
import { addGuardian, GuardianInput } from '../../core/people/guardians';
import { writePerson } from '../../core/people/test/builders';
import { aUser, type Caller, type Right, type User } from './people';

/** Everybody here is somewhere relative to a school, which is a participant in Ishim: every record is the school's. */
export const whos = [
  'operator',
  /** Administers the school. */
  'administrator',
  /** Works in the same school, with the right to read. */
  'teacher',
  /** Administers another school of the same municipality. */
  'neighbour',
  /** Administers a school of another municipality. */
  'stranger',
  /** The authorised body of the municipality. */
  'authority',
  /** Administers the subsystem of schools within the municipality. */
  'municipal',
  /** Stands for a pupil of the school; holds no right. */
  'guardian',
  /** Has not signed in. */
  'nobody',
] as const;
export type Who = (typeof whos)[number];

type School = { participantId: string; organisationId: string };
export type Ground = {
  test: TestApp;
  school: School;
  users: Record<Exclude<Who, 'nobody'>, User>;
  callers: Record<Who, Caller>;
  /** A second operator, for what two people do. */
  second: User;
  /** A pupil of the school, and who stands for the pupil. */
  pupil: string;
  parent: string;
  /** Work that leaves a record, as a command would do it. */
  work: TestApp['work'];
  /** Somebody who works in the school, with no right as yet. */
  aColleague: () => Promise<User>;
  /** Makes a record that stands for all who ask for it; once for each name. */
  once: <T>(name: string, make: () => Promise<T>) => Promise<T>;
};

export async function layGround(test: TestApp): Promise<Ground> {
  const school = await aSchool(test, 'ishim-city');
  // Nothing that is shipped gives a teacher the right to read cards; subsystems will.
  await test.work(
    () => sql`INSERT INTO core.role_permissions VALUES ('teacher', 'people.read'), ('teacher', 'agreements.read')`,
  );
  const users = await everybody(test, school);
  const nobody: Caller = (url, options) => test.call(url, options);
  const callers = Object.fromEntries(Object.entries(users).map(([who, { call }]) => [who, call]));
  const kept = new Map<string, Promise<unknown>>();
  return {
    test,
    school,
    users,
    callers: { ...callers, nobody } as Ground['callers'],
    second: await aUser(test, [{ role: 'operator', scope: 'region' }]),
    ...(await aFamily(test, school, users.guardian)),
    work: (job) => test.work(job),
    aColleague: () => aUser(test, [], school.participantId),
    once: <T>(name: string, make: () => Promise<T>) => {
      const made = (kept.get(name) as Promise<T> | undefined) ?? make();
      kept.set(name, made);
      return made;
    },
  };
}

const aSchool = (test: TestApp, municipality: string): Promise<School> =>
  test.work(async () => {
    const participantId = await aParticipant({}, municipality);
    const [row] = await sql<{ id: string }>`SELECT organisation_id AS id FROM core.participants
      WHERE id = ${participantId}`;
    return { participantId, organisationId: row?.id ?? '' };
  });

async function everybody(test: TestApp, school: School): Promise<Ground['users']> {
  const municipality = { subsystem: 'school', scope: 'municipality', municipalityId: 'ishim-city' } as const;
  const inSchool = async (role: string, { participantId }: School) => {
    const right: Right = { role, subsystem: 'school', scope: 'participant', participantId };
    return aUser(test, [right], participantId);
  };
  return {
    operator: await aUser(test, [{ role: 'operator', scope: 'region' }]),
    administrator: await inSchool('participant-administrator', school),
    teacher: await inSchool('teacher', school),
    neighbour: await inSchool('participant-administrator', await aSchool(test, 'ishim-city')),
    stranger: await inSchool('participant-administrator', await aSchool(test, 'tobolsk-city')),
    authority: await aUser(test, [{ role: 'authority', scope: 'municipality', municipalityId: 'ishim-city' }]),
    municipal: await aUser(test, [{ role: 'subsystem-administrator', ...municipality }]),
    guardian: await aUser(test),
  };
}

const aFamily = (test: TestApp, { organisationId }: School, guardian: User) =>
  test.work(async () => {
    const pupil = await writePerson({}, { organisationId });
    const parent = await writePerson({ birthDate: '1985-03-02' });
    await linkAccount(parent, guardian.login);
    await addGuardian(pupil, guardianOf(parent));
    return { pupil, parent };
  });

export const guardianOf = (guardianId: string) =>
  GuardianInput.parse({ guardianId, kind: 'parent', startsOn: '2020-01-01', ground: 'Свидетельство о рождении' });
