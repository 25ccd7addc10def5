import { sql } from '@regiso/core';
import type { TestApp } from '@regiso/core/testing';
import { aParticipant } from '../../core/access/test/people';
import { linkAccount } from '../../core/people/accounts';
import { addGuardian, GuardianInput } from '../../core/people/guardians';
import { writePerson } from '../../core/people/test/builders';
import { aUser, type Caller, type Right, type User } from './people';

/**
 * Everybody here is somewhere relative to a school, which is a participant in Ishim, and in the same way to a kindergarten
 * beside it: every record is theirs.
 */
export const whos = [
  'operator',
  /** Administers the school and answers for its exams; heads the kindergarten. */
  'administrator',
  /** Teaches in the same school, with the right to read cards; marks who came to the kindergarten. */
  'teacher',
  /** Administers another school of the same municipality, with its exams; heads another kindergarten there. */
  'neighbour',
  /** Administers a school of another municipality, with its exams; heads a kindergarten and keeps the queue there. */
  'stranger',
  /** The authorised body of the municipality. */
  'authority',
  /** Administers the subsystem of schools within the municipality; keeps its queue for kindergartens. */
  'municipal',
  /** Stands for a pupil of the school and for who applies to the kindergarten; holds no right. */
  'guardian',
  /** Has not signed in. */
  'nobody',
] as const;
export type Who = (typeof whos)[number];

type Place = { participantId: string; organisationId: string };
export type Ground = {
  test: TestApp;
  school: Place;
  kindergarten: Place;
  users: Record<Exclude<Who, 'nobody'>, User>;
  callers: Record<Who, Caller>;
  /** A second operator, for what two people do. */
  second: User;
  /** A second officer who keeps the queue of Ishim. */
  secondOfficer: User;
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
  const school = await aPlace(test, 'school', 'ishim-city');
  const kindergarten = await aPlace(test, 'kindergarten', 'ishim-city');
  // Nothing that is shipped gives a teacher the right to read cards; a school may.
  await test.work(
    () =>
      sql`INSERT INTO core.role_permissions VALUES ('card-reader', 'people.read'), ('card-reader', 'agreements.read')`,
  );
  const users = await everybody(test, school, kindergarten);
  const nobody: Caller = (url, options) => test.call(url, options);
  const callers = Object.fromEntries(Object.entries(users).map(([who, { call }]) => [who, call]));
  const kept = new Map<string, Promise<unknown>>();
  return {
    test,
    school,
    kindergarten,
    users,
    callers: { ...callers, nobody } as Ground['callers'],
    second: await aUser(test, [{ role: 'operator', scope: 'region' }]),
    secondOfficer: await aUser(test, [officerOf('ishim-city')]),
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

const aPlace = (test: TestApp, kind: 'school' | 'kindergarten', municipality: string): Promise<Place> =>
  test.work(async () => {
    // A school takes part in the portal too: there stand its exams.
    const subsystems = kind === 'school' ? [kind, 'portal'] : [kind];
    const participantId = await aParticipant({ subsystems }, municipality);
    const [row] = await sql<{ id: string }>`UPDATE core.organisations SET kind = ${kind}
      WHERE id = (SELECT organisation_id FROM core.participants WHERE id = ${participantId}) RETURNING id`;
    return { participantId, organisationId: row?.id ?? '' };
  });

const officerOf = (municipalityId: string): Right => ({
  role: 'preschool-specialist',
  subsystem: 'kindergarten',
  scope: 'municipality',
  municipalityId,
});

async function everybody(test: TestApp, school: Place, kindergarten: Place): Promise<Ground['users']> {
  const municipality = { subsystem: 'school', scope: 'municipality', municipalityId: 'ishim-city' } as const;
  const within = { scope: 'participant' } as const;
  const inSchool = (role: string, { participantId }: Place, also: Right[]) =>
    aUser(test, [{ role, subsystem: 'school', ...within, participantId }, ...also], participantId);
  const inKindergarten = (role: string, { participantId }: Place): Right => {
    return { role, subsystem: 'kindergarten', ...within, participantId };
  };
  const head = (place: Place) => inKindergarten('kindergarten-head', place);
  const exams = ({ participantId }: Place): Right => ({
    role: 'school-exams',
    subsystem: 'portal',
    ...within,
    participantId,
  });
  const administrator = async (town: string, also: Right[]) => {
    const place = await aPlace(test, 'school', town);
    const rights = [head(await aPlace(test, 'kindergarten', town)), exams(place), ...also];
    return inSchool('participant-administrator', place, rights);
  };
  return {
    operator: await aUser(test, [{ role: 'operator', scope: 'region' }]),
    administrator: await inSchool('participant-administrator', school, [head(kindergarten), exams(school)]),
    teacher: await inSchool('teacher', school, [
      { role: 'card-reader', subsystem: 'school', ...within, participantId: school.participantId },
      inKindergarten('kindergarten-teacher', kindergarten),
    ]),
    neighbour: await administrator('ishim-city', []),
    stranger: await administrator('tobolsk-city', [officerOf('tobolsk-city')]),
    authority: await aUser(test, [{ role: 'authority', scope: 'municipality', municipalityId: 'ishim-city' }]),
    municipal: await aUser(test, [{ role: 'subsystem-administrator', ...municipality }, officerOf('ishim-city')]),
    guardian: await aUser(test),
  };
}

const aFamily = (test: TestApp, { organisationId }: Place, guardian: User) =>
  test.work(async () => {
    const pupil = await writePerson({}, { organisationId });
    const parent = await writePerson({ birthDate: '1985-03-02' });
    await linkAccount(parent, guardian.login);
    await addGuardian(pupil, guardianOf(parent));
    return { pupil, parent };
  });

export const guardianOf = (guardianId: string) =>
  GuardianInput.parse({ guardianId, kind: 'parent', startsOn: '2020-01-01', ground: 'Свидетельство о рождении' });
