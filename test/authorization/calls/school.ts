import { dayFrom } from '../../../core/access/test/people';
import { linkAccount } from '../../../core/people/accounts';
import { writePerson } from '../../../core/people/test/builders';
import { sql } from '@regiso/core';
import { aClass, aLesson, layYear } from '../../../plugins/school/server/test/builders';
import type { Making } from '../call';
import type { Ground } from '../ground';

const letters = 'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ';
let made = 0;

/** The school in its year, and the teacher with a card of their own. */
const aYear = (ground: Ground) =>
  ground.once('school year', () =>
    ground.work(async () => {
      const { organisationId } = ground.school;
      const teacher = await writePerson({ birthDate: '1980-03-02' }, { organisationId, role: 'staff' });
      await linkAccount(teacher, ground.users.teacher.login);
      return { ...(await layYear(ground.school)), organisationId, teacher };
    }),
  );

/** A lesson of the teacher that has been, in a class of its own with one pupil. */
async function aTaughtLesson(ground: Ground) {
  const { teacher, ...school } = await aYear(ground);
  return ground.work(async () => {
    made += 1;
    const letter = `${letters[made % letters.length]}${letters[Math.floor(made / letters.length) % letters.length]}`;
    const { classId, journalId, children } = await aClass(school, teacher, { letter, pupils: 1 });
    const period = school.periodId;
    return { id: await aLesson(journalId, dayFrom(-1)), classId, journalId, period, pupil: children[0]?.id ?? '' };
  });
}

const once = (ground: Ground) => ground.once('lesson', () => aTaughtLesson(ground));
const ofLesson: Making = async (ground) => ({ params: { id: (await once(ground)).id } });
const ofCell: Making = async (ground) => {
  const { id, pupil } = await once(ground);
  return { params: { id, pupil } };
};
const ofPeriod: Making = async (ground) => {
  const { journalId, period } = await once(ground);
  return { params: { id: journalId, period } };
};
const ofJournal: Making = async (ground) => ({ params: { id: (await once(ground)).journalId } });

/** A class without lessons and pupils, and a period that is over: nothing stops its closing. */
async function aPastPeriod(ground: Ground) {
  const { teacher, ...school } = await aYear(ground);
  const period = await ground.once('past period', () =>
    ground.work(async () => {
      const [row] = await sql<{ id: string }>`INSERT INTO school.periods (year_id, organisation_id, participant_id,
          municipality_id, kind, number, grade_from, grade_to, starts_on, ends_on)
        SELECT id, organisation_id, participant_id, municipality_id, 'quarter', 1, 1, 11, ${dayFrom(-60)}, ${dayFrom(-45)}
        FROM school.years WHERE id = ${school.yearId} RETURNING id`;
      return row?.id ?? '';
    }),
  );
  made += 1;
  const letter = `Я${letters[made % letters.length]}`;
  const { classId } = await ground.work(() => aClass(school, teacher, { letter, pupils: 0, grade: 5 }));
  return { params: { id: classId, period } };
}

/** The pupil of the ground in a class, so that there is a diary. */
const aDiary = (ground: Ground) =>
  ground.once('diary', async () => {
    const { teacher, ...school } = await aYear(ground);
    await ground.work(async () => {
      const { classId, journalId } = await aClass(school, teacher, { letter: 'ЯЯ', pupils: 0 });
      await sql`INSERT INTO school.pupils (person_id, pseudonym, organisation_id, participant_id, class_id, grade, starts_on)
        SELECT p.id, p.pseudonym, c.organisation_id, c.participant_id, c.id, c.grade, ${dayFrom(-30)}
        FROM school.classes c, core.persons p WHERE c.id = ${classId} AND p.id = ${ground.pupil}`;
      await aLesson(journalId, dayFrom(-1));
    });
    return { params: { id: ground.pupil } };
  });

export const schoolCalls: Record<string, Making> = {
  'GET /api/school/own/lessons': async (ground) => ({
    query: { day: dayFrom(-1) },
    record: (await once(ground)).id,
  }),
  'GET /api/school/lessons/{id}': ofLesson,
  'PUT /api/school/lessons/{id}': async (ground) => ({
    params: { id: (await aTaughtLesson(ground)).id },
    payload: {
      ...{ version: 0, topic: 'Степени', homework: '§ 5', kinds: ['answer', 'homework'], isAttendanceTaken: true },
    },
  }),
  'PUT /api/school/lessons/{id}/pupils/{pupil}': async (ground) => {
    const { id, pupil } = await aTaughtLesson(ground);
    return { params: { id, pupil }, payload: { version: 0, attendance: null, marks: [{ place: 1, value: 5 }] } };
  },
  'GET /api/school/lessons/{id}/pupils/{pupil}/history': ofCell,
  'GET /api/school/journals': async (ground) => ({ record: (await once(ground)).journalId }),
  'GET /api/school/journals/{id}': ofJournal,
  'GET /api/school/journals/{id}/plan': ofJournal,
  'PUT /api/school/journals/{id}/plan': async (ground) => ({
    params: { id: (await aTaughtLesson(ground)).journalId },
    payload: { topics: ['Степени', 'Одночлены'] },
  }),
  'GET /api/school/journals/{id}/periods/{period}/marks': ofPeriod,
  'PUT /api/school/journals/{id}/periods/{period}/marks': async (ground) => {
    const { journalId, period, pupil } = await aTaughtLesson(ground);
    return { params: { id: journalId, period }, payload: { marks: [{ pupilId: pupil, version: 0, value: 5 }] } };
  },
  'GET /api/school/classes': async (ground) => ({ record: (await once(ground)).classId }),
  'GET /api/school/classes/{id}': async (ground) => ({ params: { id: (await once(ground)).classId } }),
  'POST /api/school/pupils/{id}/move': async (ground) => ({
    params: { id: (await aTaughtLesson(ground)).pupil },
    payload: { classId: (await aTaughtLesson(ground)).classId, from: dayFrom(1) },
  }),
  'GET /api/school/periods': async (ground) => ({ record: (await aYear(ground)).periodId }),
  'GET /api/school/periods/{id}/closing': async (ground) => ({ params: { id: (await aYear(ground)).periodId } }),
  'GET /api/school/classes/{id}/closing/{period}': async (ground) => {
    const { classId, period } = await once(ground);
    return { params: { id: classId, period } };
  },
  'POST /api/school/classes/{id}/closing/{period}': aPastPeriod,
  'GET /api/school/diaries': async (ground) => ({ record: (await aDiary(ground)).params.id }),
  'GET /api/school/diaries/{id}/day': aDiary,
  'GET /api/school/diaries/{id}/marks': aDiary,
};
