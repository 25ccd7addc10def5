import { dayFrom } from '../../../core/access/test/people';
import { linkAccount } from '../../../core/people/accounts';
import { multipart, pdf } from '../../../core/files/test/samples';
import { addGuardian } from '../../../core/people/guardians';
import { writePerson } from '../../../core/people/test/builders';
import { linkPerson, sql } from '@regiso/core';
import { form } from '@regiso/core/testing';
import { digestOf } from '../../../plugins/school/server/exchange/draft-input';
import { slotsOf } from '../../../plugins/school/server/services/draft';
import { aClass, aJournal, aLesson, layYear } from '../../../plugins/school/server/test/builders';
import type { Making } from '../call';
import { guardianOf, type Ground } from '../ground';

const letters = 'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ';
let made = 0;
// A year of study stands once in a school and has four digits.
let yearsMade = 0;
let led = 0;
let told = 0;

/** A letter that no class has yet. */
const nextLetter = () => {
  made += 1;
  return `${letters[made % letters.length]}${letters[Math.floor(made / letters.length) % letters.length]}`;
};

/** The school in its year, and the teacher with a card of their own. */
export const aYear = (ground: Ground) =>
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
    const { classId, journalId, children } = await aClass(school, teacher, { letter: nextLetter(), pupils: 1 });
    const period = school.periodId;
    return { id: await aLesson(journalId, dayFrom(-1)), classId, journalId, period, pupil: children[0]?.id ?? '' };
  });
}

/** A table with one lesson of a class that has none yet, as its check has found it. */
async function aTimetable(ground: Ground) {
  const { year, classId } = await anEmptyClass(ground);
  const [row] = await ground.work(
    () => sql<{ name: string }>`SELECT grade || letter AS name FROM school.classes WHERE id = ${classId}`,
  );
  const content = Buffer.from(`Класс;Предмет;День;Урок\n${row?.name};Алгебра;Пятница;7`);
  const sent = (fields: Record<string, string>) => form(fields, { name: 'расписание.csv', content });
  const checked = await ground.callers.administrator(`/api/school/years/${year}/draft/check`, sent({}));
  const { seen } = checked.body as { seen: string };
  const { payload, headers } = sent({ seen, partly: 'yes' });
  return { params: { id: year }, payload, headers };
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

/** What a family has told of a day of its own, of a pupil's time in a class. */
const anExcuse = async (pupil: string) => {
  told += 1;
  const [row] = await sql<{
    id: string;
  }>`INSERT INTO school.excuses (pupil_id, class_id, organisation_id, participant_id,
      municipality_id, starts_on, ends_on, reason)
    SELECT id, class_id, organisation_id, participant_id, municipality_id, ${dayFrom(99 + told)}, ${dayFrom(99 + told)}, 'family'
    FROM school.pupils WHERE id = ${pupil} RETURNING id`;
  return row?.id ?? '';
};

/** A certificate of a pupil's time in a class, in the place of those before. */
async function aCertificate(pupil: string) {
  await sql`UPDATE school.certificates SET withdrawn_at = now() WHERE pupil_id = ${pupil}`;
  const [row] = await sql<{
    id: string;
  }>`INSERT INTO school.certificates (pupil_id, class_id, organisation_id, participant_id, municipality_id, note, starts_on,
      ends_on, code)
    SELECT id, class_id, organisation_id, participant_id, municipality_id, '', ${dayFrom(-3)}, ${dayFrom(-2)}, 'ill'
    FROM school.pupils WHERE id = ${pupil} RETURNING id`;
  return row?.id ?? '';
}

const ofDeparture = () => ({ reason: 'moved', orderNumber: '12-у', orderOn: dayFrom(0) });

/** A pupil has left by an order of today. */
async function aDeparture(pupil: string) {
  await sql`UPDATE school.pupils SET ends_on = ${dayFrom(0)} WHERE id = ${pupil}`;
  const [row] = await sql<{
    id: string;
  }>`INSERT INTO school.departures (pupil_id, grade, organisation_id, participant_id, municipality_id, last_day, reason,
      order_number, order_on)
    SELECT id, grade, organisation_id, participant_id, municipality_id, ends_on, 'moved', '12-у', ends_on
    FROM school.pupils WHERE id = ${pupil} RETURNING id`;
  return row?.id ?? '';
}

async function anExcuseOfFamily(ground: Ground) {
  const { params } = await aDiary(ground);
  const excuse = await ground.work(async () => {
    const [row] = await sql<{ id: string }>`SELECT id FROM school.pupils WHERE person_id = ${params.id} LIMIT 1`;
    return anExcuse(row?.id ?? '');
  });
  return { params: { id: params.id, excuse } };
}

/** Of the class that the teacher leads. */
async function anExcuseOfLed(ground: Ground) {
  const { children } = await ground.once('led class', () => aLedClass(ground));
  const [child] = children;
  return { id: await ground.work(() => anExcuse(child?.id ?? '')), personId: child?.personId ?? '' };
}

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
  const letter = nextLetter();
  const { classId } = await ground.work(() => aClass(school, teacher, { letter, pupils: 0, grade: 5 }));
  return { params: { id: classId, period } };
}

/** And closed. */
const aClosedPeriod: Making = async (ground) => {
  const { params } = await aPastPeriod(ground);
  await ground.work(
    () => sql`INSERT INTO school.closed_periods (period_id, class_id, organisation_id, participant_id)
      SELECT ${params.period}, id, organisation_id, participant_id FROM school.classes WHERE id = ${params.id}`,
  );
  const today = dayFrom(0);
  return { params, payload: { number: '12', date: today, ground: 'Исправить отметки', until: today } };
};

/** A lesson of the teacher in a closed period. */
async function aClosedLesson(ground: Ground) {
  const lesson = await aTaughtLesson(ground);
  await ground.work(
    () => sql`INSERT INTO school.closed_periods (period_id, class_id, organisation_id, participant_id)
      SELECT ${lesson.period}, id, organisation_id, participant_id FROM school.classes WHERE id = ${lesson.classId}`,
  );
  return lesson;
}

const aRequest = {
  cell: { version: 0, attendance: null, marks: [{ place: 1, value: 5 }] },
  reason: 'Не выставлена отметка за работу',
};

async function anAskedChange(ground: Ground) {
  const { id, pupil } = await aClosedLesson(ground);
  const { body } = await ground.users.teacher.call(`/api/school/lessons/${id}/pupils/${pupil}/requests`, {
    method: 'POST',
    payload: aRequest,
  });
  return (body as { id: string }).id;
}

/** A class that the teacher leads, with one pupil who has no account. */
export async function aLedClass(ground: Ground) {
  const { teacher, ...school } = await aYear(ground);
  // The only classes of grade 8: years count by the other letters, and must not reach the present one.
  const letter = `${letters[led % letters.length]}${letters[Math.floor(led / letters.length)]}`;
  led += 1;
  return ground.work(() => aClass(school, teacher, { letter, pupils: 1, grade: 8, leader: teacher }));
}

const ofLedClass: Making = async (ground) => ({
  params: { id: (await ground.once('led class', () => aLedClass(ground))).classId },
});

/** The pupil of the ground in a class, so that there is a diary. */
export const aDiary = (ground: Ground) =>
  ground.once('diary', async () => {
    const { teacher, ...school } = await aYear(ground);
    let lesson = '';
    await ground.work(async () => {
      const { classId, journalId } = await aClass(school, teacher, { letter: 'ЯЯ', pupils: 0 });
      await sql`INSERT INTO school.pupils (person_id, pseudonym, organisation_id, participant_id, class_id, grade, starts_on)
        SELECT p.id, p.pseudonym, c.organisation_id, c.participant_id, c.id, c.grade, ${dayFrom(-30)}
        FROM school.classes c, core.persons p WHERE c.id = ${classId} AND p.id = ${ground.pupil}`;
      lesson = await aLesson(journalId, dayFrom(-1));
    });
    return { params: { id: ground.pupil, lesson } };
  });

/** Homework of the pupil of the ground that may be handed in. */
async function aSetTask(ground: Ground) {
  const { params } = await aDiary(ground);
  await ground.work(() => sql`UPDATE school.lessons SET homework = '§ 1' WHERE id = ${params.lesson}`);
  return params;
}

/** A photo of it that the guardian put there. */
async function aHandedFile(ground: Ground) {
  const params = await aSetTask(ground);
  await ground.work(() => sql`DELETE FROM school.handins WHERE lesson_id = ${params.lesson}`);
  const path = `/api/school/diaries/${params.id}/lessons/${params.lesson}/handin/files`;
  const { body } = await ground.users.guardian.call(path, { method: 'POST', ...aTask() });
  return { params: { ...params, file: (body as { id: string }).id } };
}

/** Homework handed in at a lesson of the teacher. */
async function aHandin(ground: Ground) {
  const { id, pupil } = await aTaughtLesson(ground);
  const [made] = await ground.work(async () => {
    await sql`UPDATE school.lessons SET homework = '§ 1' WHERE id = ${id}`;
    return sql<{ handin: string; personId: string }>`WITH h AS (INSERT INTO school.handins (lesson_id, pupil_id,
        organisation_id, participant_id, municipality_id, text, is_late)
      SELECT ${id}, p.id, p.organisation_id, p.participant_id, p.municipality_id, 'Готово', false FROM school.pupils p
      WHERE p.id = ${pupil} RETURNING id, pupil_id)
      SELECT h.id AS handin, p.person_id AS "personId" FROM h JOIN school.pupils p ON p.id = h.pupil_id`;
  });
  return { id, handin: made?.handin ?? '', personId: made?.personId ?? '' };
}

/** A class with a journal of nobody's that nothing is written in yet. */
async function anEmptyClass(ground: Ground) {
  const { teacher: _, ...school } = await aYear(ground);
  const letter = nextLetter();
  return ground.work(async () => ({
    ...(await aClass(school, null, { letter, pupils: 1, grade: 6 })),
    year: school.yearId,
    letter,
  }));
}

/** Somebody who learns in the school and is in no class. */
const aWaitingPupil = ({ work, school: { organisationId } }: Ground) =>
  work(async () => {
    const id = await writePerson({ birthDate: '2013-03-02' });
    await linkPerson(id, { organisationId, subsystem: 'school', role: 'pupil', startsOn: dayFrom(-30) });
    return id;
  });

const aNewClass = { shift: 1, weekDays: 5, setNumber: null, teacherId: null } as const;

/** Of a class of its own, so that nobody before has changed it. */
const ofEmptyClass =
  (payload: (own: Awaited<ReturnType<typeof anEmptyClass>>) => object): Making =>
  async (ground) => {
    const own = await anEmptyClass(ground);
    return { params: { id: own.classId }, payload: payload(own) };
  };

/** The secret address of the teacher's timetable. */
async function anAddress(ground: Ground) {
  await aYear(ground);
  const { body } = await ground.users.teacher.call('/api/school/own/calendar', { method: 'POST', payload: {} });
  return (body as { address: string }).address;
}

// No file twice: each has words of its own.
const aTask = () => {
  made += 1;
  const { payload, headers } = multipart('задание.pdf', pdf(`задание ${made}`));
  return { payload, headers };
};

/** A lesson of the teacher with a file beside its homework. */
async function aTaskOf(ground: Ground) {
  const { id } = await aTaughtLesson(ground);
  return { params: { id, file: await putTask(ground, id) } };
}

async function putTask({ users }: Ground, lesson: string) {
  const { body } = await users.teacher.call(`/api/school/lessons/${lesson}/files`, { method: 'POST', ...aTask() });
  return (body as { id: string }).id;
}

export const schoolCalls: Record<string, Making> = {
  'POST /api/school/own/calendar': async (ground) => {
    await aYear(ground);
    return { by: ground.users.teacher.call };
  },
  'GET /api/school/calendars/{key}': async (ground) => ({
    params: { key: (await anAddress(ground)).split('/').at(-1) ?? '' },
  }),
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
  'PUT /api/school/lessons/{id}/homework': async (ground) => {
    const { id, pupil } = await aTaughtLesson(ground);
    return { params: { id }, payload: { version: 0, parts: [{ text: '§ 6', pupilIds: [pupil] }] } };
  },
  'POST /api/school/lessons/{id}/files': async (ground) => ({ ...(await ofLesson(ground)), ...aTask() }),
  'GET /api/school/lessons/{id}/files/{file}': (ground) => ground.once('task', () => aTaskOf(ground)),
  'DELETE /api/school/lessons/{id}/files/{file}': aTaskOf,
  'PUT /api/school/lessons/{id}/pupils/{pupil}': async (ground) => {
    const { id, pupil } = await aTaughtLesson(ground);
    return { params: { id, pupil }, payload: { version: 0, attendance: null, marks: [{ place: 1, value: 5 }] } };
  },
  'GET /api/school/lessons/{id}/pupils/{pupil}/history': ofCell,
  'POST /api/school/lessons/{id}/pupils/{pupil}/requests': async (ground) => {
    const { id, pupil } = await aClosedLesson(ground);
    return { params: { id, pupil }, payload: aRequest };
  },
  'GET /api/school/change-requests': async (ground) => ({
    record: await ground.once('change request', () => anAskedChange(ground)),
  }),
  'POST /api/school/change-requests/{id}/decision': async (ground) => ({
    params: { id: await anAskedChange(ground) },
    payload: { isGranted: true },
  }),
  'GET /api/school/journals': async (ground) => ({ record: (await once(ground)).journalId }),
  'GET /api/school/journals/{id}': ofJournal,
  'GET /api/school/journals/{id}/plan': ofJournal,
  'PUT /api/school/journals/{id}/plan': async (ground) => ({
    params: { id: (await aTaughtLesson(ground)).journalId },
    payload: { topics: ['Степени', 'Одночлены'] },
  }),
  'GET /api/school/journals/{id}/year-marks': ofJournal,
  'PUT /api/school/journals/{id}/year-marks': async (ground) => {
    const { journalId, pupil } = await aTaughtLesson(ground);
    const mark = { pupilId: pupil, kind: 'exam', version: 0, value: 5 };
    return { params: { id: journalId }, payload: { marks: [mark] } };
  },
  'GET /api/school/journals/{id}/pupils/{pupil}/results': async (ground) => {
    const { journalId, pupil } = await once(ground);
    return { params: { id: journalId, pupil } };
  },
  'GET /api/school/journals/{id}/periods/{period}/marks': ofPeriod,
  'PUT /api/school/journals/{id}/periods/{period}/marks': async (ground) => {
    const { journalId, period, pupil } = await aTaughtLesson(ground);
    return { params: { id: journalId, period }, payload: { marks: [{ pupilId: pupil, version: 0, value: 5 }] } };
  },
  'GET /api/school/classes': async (ground) => ({ record: (await once(ground)).classId }),
  'GET /api/school/classes/{id}': async (ground) => ({ params: { id: (await once(ground)).classId } }),
  'GET /api/school/own/classes': async (ground) => ({
    record: (await ground.once('led class', () => aLedClass(ground))).classId,
  }),
  'GET /api/school/classes/{id}/morning': ofLedClass,
  'GET /api/school/classes/{id}/entries': async (ground) => ({
    params: { id: (await ground.once('led class', () => aLedClass(ground))).classId },
  }),
  'POST /api/school/classes/{id}/codes': async (ground) => {
    const { classId, children } = await aLedClass(ground);
    return { params: { id: classId }, payload: { personIds: [children[0]?.personId] } };
  },
  'POST /api/school/classes/{id}/codes/renew': async (ground) => {
    const { classId, children } = await aLedClass(ground);
    return { params: { id: classId }, payload: { personId: children[0]?.personId } };
  },
  'POST /api/school/pupils/{id}/move': async (ground) => ({
    params: { id: (await aTaughtLesson(ground)).pupil },
    payload: { classId: (await aTaughtLesson(ground)).classId, from: dayFrom(1) },
  }),
  'POST /api/school/pupils/{id}/departure': async (ground) => ({
    params: { id: (await aTaughtLesson(ground)).pupil },
    payload: { on: dayFrom(0), ...ofDeparture() },
  }),
  'POST /api/school/departures/{id}/undo': async (ground) => {
    const { pupil } = await aTaughtLesson(ground);
    return { params: { id: await ground.work(() => aDeparture(pupil)) } };
  },
  'GET /api/school/years/{id}/movement': async (ground) => ({
    params: { id: (await aYear(ground)).yearId },
    query: { from: dayFrom(-30), to: dayFrom(0) },
  }),
  'POST /api/school/years/{id}/movement/file': async (ground) => ({
    params: { id: (await aYear(ground)).yearId },
    payload: { from: dayFrom(-30), to: dayFrom(0) },
  }),
  'GET /api/school/classes/{id}/movement': async (ground) => ({
    params: { id: (await once(ground)).classId },
    query: { from: dayFrom(-30), to: dayFrom(0), kind: 'start' },
  }),
  'GET /api/school/periods': async (ground) => ({ record: (await aYear(ground)).periodId }),
  'GET /api/school/periods/{id}/closing': async (ground) => ({ params: { id: (await aYear(ground)).periodId } }),
  'GET /api/school/periods/{id}/report': async (ground) => ({ params: { id: (await aYear(ground)).periodId } }),
  'POST /api/school/periods/{id}/report/file': async (ground) => ({ params: { id: (await aYear(ground)).periodId } }),
  'GET /api/school/periods/{id}/subjects': async (ground) => ({ params: { id: (await aYear(ground)).periodId } }),
  'POST /api/school/periods/{id}/subjects/file': async (ground) => ({ params: { id: (await aYear(ground)).periodId } }),
  'GET /api/school/classes/{id}/report': ofLedClass,
  'POST /api/school/classes/{id}/report/file': async (ground) => ({ ...(await ofLedClass(ground)), payload: {} }),
  'GET /api/school/classes/{id}/closing/{period}': async (ground) => {
    const { classId, period } = await once(ground);
    return { params: { id: classId, period } };
  },
  'POST /api/school/classes/{id}/closing/{period}': aPastPeriod,
  'POST /api/school/classes/{id}/closing/{period}/reopening': aClosedPeriod,
  'GET /api/school/years': async (ground) => ({ record: (await aYear(ground)).yearId }),
  'POST /api/school/years': ({ school: { organisationId } }) => {
    yearsMade += 1;
    return { payload: { organisationId, firstYear: 2030 + yearsMade } };
  },
  'GET /api/school/years/{id}': async (ground) => ({ params: { id: (await aYear(ground)).yearId } }),
  'PUT /api/school/years/{id}': async ({ work, school }) => {
    yearsMade += 1;
    const [year] = await work(
      () => sql<{
        id: string;
      }>`INSERT INTO school.years (organisation_id, participant_id, municipality_id, first_year, starts_on, ends_on)
        SELECT id, ${school.participantId}, municipality_id, ${1930 + yearsMade}, ${`${1930 + yearsMade}-09-01`}, ${`${1931 + yearsMade}-05-26`}
        FROM core.organisations WHERE id = ${school.organisationId} RETURNING id`,
    );
    const dates = { startsOn: `${1930 + yearsMade}-09-01`, endsOn: `${1931 + yearsMade}-05-20` };
    return { params: { id: year?.id ?? '' }, payload: { version: 1, ...dates, periods: [], holidays: [], bells: [] } };
  },
  'POST /api/school/years/{id}/classes': async (ground) => {
    const payload = { ...aNewClass, grade: 4, letter: nextLetter() };
    return { params: { id: (await aYear(ground)).yearId }, payload };
  },
  'PUT /api/school/classes/{id}': ofEmptyClass(({ letter }) => ({ ...aNewClass, grade: 6, letter })),
  'DELETE /api/school/classes/{id}': async (ground) => ({ params: { id: (await aPastPeriod(ground)).params.id } }),
  'GET /api/school/classes/{id}/load': async (ground) => ({ params: { id: (await once(ground)).classId } }),
  'PUT /api/school/classes/{id}/load': ofEmptyClass(() => ({ version: 1, subjects: [] })),
  'GET /api/school/classes/{id}/groups': async (ground) => ({ params: { id: (await once(ground)).classId } }),
  'PUT /api/school/classes/{id}/groups': async (ground) => {
    const { classId, children } = await anEmptyClass(ground);
    const loadId = await ground.work(() => aJournal(classId, null, { subject: 'foreign', subgroup: 1 }));
    const places = [{ pupilId: children[0]?.id, loadId }];
    return { params: { id: classId }, payload: { subject: 'foreign', places } };
  },
  'GET /api/school/classes/{id}/unplaced': async (ground) => ({ params: { id: (await once(ground)).classId } }),
  'POST /api/school/classes/{id}/pupils': async (ground) => ({
    params: { id: (await anEmptyClass(ground)).classId },
    payload: { personIds: [await aWaitingPupil(ground)], from: dayFrom(0) },
  }),
  'GET /api/school/years/{id}/draft': async (ground) => ({ params: { id: (await aYear(ground)).yearId } }),
  'POST /api/school/years/{id}/draft': async (ground) => {
    const { year, journalId } = await anEmptyClass(ground);
    return { params: { id: year }, payload: { loadId: journalId, to: { weekday: 1, number: 1, room: null } } };
  },
  'POST /api/school/years/{id}/draft/publish': async (ground) => {
    const { year, journalId } = await anEmptyClass(ground);
    await ground.work(async () => {
      // Lessons that those who came before put would meet this one.
      await sql`DELETE FROM school.draft_slots WHERE year_id = ${year}`;
      await sql`INSERT INTO school.draft_slots (year_id, load_id, organisation_id, participant_id, weekday, number)
        SELECT ${year}, id, organisation_id, participant_id, 6, 7 FROM school.loads WHERE id = ${journalId}`;
      await sql`UPDATE school.years SET draft_at = now() WHERE id = ${year}`;
    });
    return { params: { id: year }, payload: { from: dayFrom(1) } };
  },
  'POST /api/school/years/{id}/draft/file': async (ground) => ({
    params: { id: (await aYear(ground)).yearId },
    payload: { format: 'fet' },
  }),
  'POST /api/school/years/{id}/draft/check': async (ground) => aTimetable(ground),
  'POST /api/school/years/{id}/draft/take-in': async (ground) => aTimetable(ground),
  'POST /api/school/years/{id}/draft/take-back': async (ground) => {
    const { yearId } = await aYear(ground);
    await ground.work(async () => {
      const as = digestOf(await slotsOf({ id: yearId, draft_at: new Date() }));
      await sql`UPDATE school.years SET draft_at = now(), draft_before = '[]', taken_in_as = ${as}, taken_in_at = now()
        WHERE id = ${yearId}`;
    });
    return { params: { id: yearId } };
  },
  'GET /api/school/years/{id}/absent/{teacher}': async (ground) => {
    const { yearId, teacher } = await aYear(ground);
    return { params: { id: yearId, teacher }, query: { from: dayFrom(0), to: dayFrom(7) } };
  },
  'GET /api/school/years/{id}/substitutions': async (ground) => ({
    params: { id: (await aYear(ground)).yearId },
    query: { day: dayFrom(0) },
  }),
  'GET /api/school/years/{id}/pay-sheet': async (ground) => ({
    params: { id: (await aYear(ground)).yearId },
    query: { from: dayFrom(-7), to: dayFrom(0) },
  }),
  'POST /api/school/years/{id}/pay-sheet/file': async (ground) => ({
    params: { id: (await aYear(ground)).yearId },
    payload: { from: dayFrom(-7), to: dayFrom(0) },
  }),
  'PUT /api/school/lessons/{id}/teacher': async (ground) => {
    const { journalId } = await anEmptyClass(ground);
    return {
      params: { id: await ground.work(() => aLesson(journalId, dayFrom(1))) },
      payload: { teacherId: null },
    };
  },
  'PUT /api/school/lessons/{id}/cancellation': async (ground) => {
    const { journalId } = await anEmptyClass(ground);
    return {
      params: { id: await ground.work(() => aLesson(journalId, dayFrom(1))) },
      payload: { reason: 'Мороз: уроков нет' },
    };
  },
  'GET /api/school/diaries': async (ground) => ({ record: (await aDiary(ground)).params.id }),
  'GET /api/school/diaries/{id}/day': aDiary,
  'GET /api/school/diaries/{id}/marks': aDiary,
  'PUT /api/school/diaries/{id}/lessons/{lesson}/done': async (ground) => {
    const { params } = await aDiary(ground);
    await ground.work(() => sql`UPDATE school.lessons SET homework = '§ 1' WHERE id = ${params.lesson}`);
    return { params, payload: { isDone: true } };
  },
  'PUT /api/school/diaries/{id}/lessons/{lesson}/handin': async (ground) => ({
    params: await aSetTask(ground),
    payload: { text: 'Решила две задачи' },
  }),
  'POST /api/school/diaries/{id}/lessons/{lesson}/handin/files': async (ground) => {
    const params = await aSetTask(ground);
    // A homework takes five files; what those who came before put goes.
    await ground.work(() => sql`DELETE FROM school.handins WHERE lesson_id = ${params.lesson}`);
    return { params, ...aTask() };
  },
  'DELETE /api/school/diaries/{id}/lessons/{lesson}/handin/files/{file}': aHandedFile,
  'GET /api/school/diaries/{id}/lessons/{lesson}/handin/files/{file}': aHandedFile,
  'GET /api/school/lessons/{id}/handins': ofLesson,
  'POST /api/school/lessons/{id}/handins/{handin}/decide': async (ground) => ({
    params: await aHandin(ground),
    payload: { version: 1, isAccepted: false, comment: 'Перепишите вторую задачу' },
  }),
  'GET /api/school/lessons/{id}/handins/{handin}/files/{file}': (ground) =>
    ground.once('handed file of a lesson', async () => {
      const { id, handin, personId } = await aHandin(ground);
      await ground.work(() => addGuardian(personId, guardianOf(ground.parent)));
      const path = `/api/school/diaries/${personId}/lessons/${id}/handin/files`;
      const { body } = await ground.users.guardian.call(path, { method: 'POST', ...aTask() });
      return { params: { id, handin, file: (body as { id: string }).id } };
    }),
  'GET /api/school/diaries/{id}/excuses': aDiary,
  'POST /api/school/diaries/{id}/excuses': async (ground) => {
    told += 1;
    return {
      params: (await aDiary(ground)).params,
      payload: { from: dayFrom(told % 50), to: dayFrom(told % 50), reason: 'family' },
    };
  },
  'POST /api/school/diaries/{id}/excuses/{excuse}/withdraw': anExcuseOfFamily,
  'POST /api/school/diaries/{id}/excuses/{excuse}/files': async (ground) => ({
    ...(await anExcuseOfFamily(ground)),
    ...aTask(),
  }),
  'GET /api/school/diaries/{id}/excuses/{excuse}/files/{file}': (ground) =>
    ground.once('certificate', async () => {
      const { params } = await anExcuseOfFamily(ground);
      const path = `/api/school/diaries/${params.id}/excuses/${params.excuse}/files`;
      const { body } = await ground.users.guardian.call(path, { method: 'POST', ...aTask() });
      return { params: { ...params, file: (body as { id: string }).id } };
    }),
  'GET /api/school/classes/{id}/excuses': async (ground) => ({
    params: { id: (await ground.once('led class', () => aLedClass(ground))).classId },
  }),
  'POST /api/school/excuses/{id}/decide': async (ground) => ({
    params: { id: (await anExcuseOfLed(ground)).id },
    payload: { code: 'valid' },
  }),
  'GET /api/school/classes/{id}/certificates': async (ground) => ({
    params: { id: (await ground.once('led class', () => aLedClass(ground))).classId },
  }),
  'POST /api/school/classes/{id}/certificates': async (ground) => {
    const { classId, children } = await ground.once('led class', () => aLedClass(ground));
    await ground.work(() => sql`UPDATE school.certificates SET withdrawn_at = now() WHERE class_id = ${classId}`);
    const term = { from: dayFrom(-3), to: dayFrom(-2) };
    return { params: { id: classId }, payload: { pupilId: children[0]?.id, note: '№ 17', ...term } };
  },
  'POST /api/school/certificates/{id}/withdraw': async (ground) => {
    const { children } = await ground.once('led class', () => aLedClass(ground));
    return { params: { id: await ground.work(() => aCertificate(children[0]?.id ?? '')) } };
  },
  'GET /api/school/excuses/{id}/files/{file}': (ground) =>
    ground.once('certificate of led', async () => {
      const { id, personId } = await anExcuseOfLed(ground);
      await ground.work(() => addGuardian(personId, guardianOf(ground.parent)));
      const path = `/api/school/diaries/${personId}/excuses/${id}/files`;
      const { body } = await ground.users.guardian.call(path, { method: 'POST', ...aTask() });
      return { params: { id, file: (body as { id: string }).id } };
    }),
  'GET /api/school/diaries/{id}/lessons/{lesson}/files/{file}': (ground) =>
    ground.once('diary file', async () => {
      const { params } = await aDiary(ground);
      return { params: { ...params, file: await putTask(ground, params.lesson) } };
    }),
  'GET /api/school/diaries/{id}/results': aDiary,
};
