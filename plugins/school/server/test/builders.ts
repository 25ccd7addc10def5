import { linkPerson, pseudonymsOf, sql, todayHere } from '@regiso/core';
import type { TestApp } from '@regiso/core/testing';
import { somebody } from '../../../../core/access/test/people';
import { draftAgreement, signAgreement } from '../../../../core/agreements/agreements';
import { registerParticipant } from '../../../../core/agreements/participants';
import { anAgreement, anOrganisation } from '../../../../core/agreements/test/builders';
import { AgreementInput } from '../../../../core/agreements/words';
import { linkAccount } from '../../../../core/people/accounts';
import { addGuardian, GuardianInput } from '../../../../core/people/guardians';
import { writePerson } from '../../../../core/people/test/builders';
import { daysAfter } from '../services/clock';

type Place = { organisationId: string; participantId: string };
export type School = Awaited<ReturnType<typeof aSchool>>;

/** A school that is a participant, in its year, which has one period for all grades and bells of the first shift. */
export async function aSchool(test: TestApp, municipality = 'ishim-city') {
  const place = await test.work(async () => {
    const organisationId = await anOrganisation(municipality);
    const participantId = await registerParticipant({ organisationId });
    const given = AgreementInput.parse(anAgreement({ subsystems: ['school'] }));
    const { id, version } = await draftAgreement(participantId, given);
    await signAgreement(id, version);
    return { organisationId, participantId };
  });
  const right = { role: 'head-teacher', subsystem: 'school', participantId: place.participantId };
  return {
    ...place,
    ...(await test.work(() => layYear(place))),
    head: await somebody(test, [right], place.participantId),
  };
}

/** A deputy whose right ends with grade 4. */
export const aPrimaryDeputy = (test: TestApp, { participantId }: Place) =>
  somebody(
    test,
    [{ role: 'head-teacher', subsystem: 'school', participantId, narrowing: { grades: { from: 1, to: 4 } } }],
    participantId,
  );

export async function layYear({ organisationId, participantId }: Place) {
  const today = todayHere();
  const [year] = await sql<{
    id: string;
  }>`INSERT INTO school.years (organisation_id, participant_id, municipality_id, first_year,
      starts_on, ends_on) SELECT o.id, ${participantId}, o.municipality_id, ${Number(today.slice(0, 4))},
      ${daysAfter(today, -60)}, ${daysAfter(today, 120)} FROM core.organisations o WHERE o.id = ${organisationId} RETURNING id`;
  const [period] = await sql<{
    id: string;
  }>`INSERT INTO school.periods (year_id, organisation_id, participant_id, municipality_id,
      kind, number, grade_from, grade_to, starts_on, ends_on)
    SELECT id, organisation_id, participant_id, municipality_id, 'quarter', 2, 1, 11, ${daysAfter(today, -40)}, ${daysAfter(today, 30)}
    FROM school.years WHERE id = ${year?.id} RETURNING id`;
  await sql`INSERT INTO school.bells (year_id, organisation_id, participant_id, municipality_id, shift, number, starts_at, ends_at)
    SELECT y.id, y.organisation_id, y.participant_id, y.municipality_id, 1, n, time '08:30' + (n - 1) * interval '55 minutes',
      time '09:10' + (n - 1) * interval '55 minutes' FROM school.years y, generate_series(1, 7) n WHERE y.id = ${year?.id}`;
  return { yearId: year?.id ?? '', periodId: period?.id ?? '' };
}

/** A teacher of a school, whose card is linked to the account. */
export async function aTeacher(test: TestApp, { organisationId, participantId }: Place) {
  const user = await somebody(test, [{ role: 'teacher', subsystem: 'school', participantId }], participantId);
  const personId = await test.work(async () => {
    const id = await writePerson({ birthDate: '1980-03-02' }, { organisationId, role: 'staff' });
    await linkAccount(id, user.login);
    return id;
  });
  return { ...user, personId };
}

type Given = { grade?: number; letter?: string; pupils?: number; subject?: string; hours?: number; leader?: string };

/** A class with pupils who attend it since long ago, and a journal of it; must run in a transaction. */
export async function aClass(
  school: Pick<School, 'organisationId' | 'yearId'>,
  teacher: string | null,
  { grade = 7, letter = 'А', pupils = 3, subject = 'algebra', hours = 3, leader }: Given = {},
) {
  const [made] = await sql<{
    id: string;
  }>`INSERT INTO school.classes (organisation_id, participant_id, municipality_id, year_id,
      grade, letter, teacher_id)
    SELECT organisation_id, participant_id, municipality_id, id, ${grade}, ${letter}, ${leader ?? null}
    FROM school.years WHERE id = ${school.yearId} RETURNING id`;
  const classId = made?.id ?? '';
  const children: { id: string; personId: string }[] = [];
  for (let n = 0; n < pupils; n += 1) children.push(await aPupil(school.organisationId, classId, n));
  return { classId, children, journalId: await aJournal(classId, teacher, { subject, hours }) };
}

const names = ['Арсений', 'Борис', 'Вера', 'Глеб', 'Дарья', 'Егор', 'Жанна', 'Зоя'];

/** A pupil of a class since long ago. */
export async function aPupil(
  organisationId: string,
  classId: string,
  nth = 0,
  since = daysAfter(todayHere(), -60),
  age = 13,
) {
  const born = `${Number(todayHere().slice(0, 4)) - age}-03-0${(nth % 9) + 1}`;
  const personId = await writePerson({ birthDate: born, surname: 'Ученик', name: names[nth % names.length] });
  await linkPerson(personId, { organisationId, subsystem: 'school', role: 'pupil', startsOn: since });
  const [row] = await sql<{
    id: string;
  }>`INSERT INTO school.pupils (person_id, pseudonym, organisation_id, participant_id,
      municipality_id, class_id, grade, starts_on)
    SELECT ${personId}, ${(await pseudonymsOf([personId])).get(personId)}, organisation_id, participant_id, municipality_id, id, grade,
      ${since} FROM school.classes WHERE id = ${classId} RETURNING id`;
  return { id: row?.id ?? '', personId };
}

export async function aJournal(
  classId: string,
  teacher: string | null,
  { subject = 'algebra', hours = 3, subgroup = null as number | null } = {},
) {
  const [row] = await sql<{
    id: string;
  }>`INSERT INTO school.loads (organisation_id, participant_id, municipality_id, class_id, subject,
      subgroup, teacher_id, hours)
    SELECT organisation_id, participant_id, municipality_id, id, ${subject}, ${subgroup}, ${teacher}, ${hours}
    FROM school.classes WHERE id = ${classId} RETURNING id`;
  return row?.id ?? '';
}

/** A lesson of a journal on a day; today's is the first unless said. */
export async function aLesson(journalId: string, day = todayHere(), number = 1) {
  const [row] = await sql<{
    id: string;
  }>`INSERT INTO school.lessons (organisation_id, participant_id, municipality_id, load_id,
      class_id, subject, grade, teacher_id, day, number, room)
    SELECT j.organisation_id, j.participant_id, j.municipality_id, j.id, j.class_id, j.subject, c.grade, j.teacher_id, ${day},
      ${number}, '207' FROM school.loads j JOIN school.classes c ON c.id = j.class_id WHERE j.id = ${journalId} RETURNING id`;
  return row?.id ?? '';
}

/** Somebody with an account who stands for these children. */
export async function aGuardian(test: TestApp, children: readonly string[]) {
  const user = await somebody(test);
  await test.work(async () => linkAccount(await aGuardianCard(children), user.login));
  return user;
}

/** The card of somebody who stands for these children and has no account; must run in a transaction. */
export async function aGuardianCard(children: readonly string[]) {
  const guardianId = await writePerson({ birthDate: '1985-03-02' });
  const given = { guardianId, kind: 'parent', startsOn: '2020-01-01', ground: 'Свидетельство о рождении' };
  for (const child of children) await addGuardian(child, GuardianInput.parse(given));
  return guardianId;
}
