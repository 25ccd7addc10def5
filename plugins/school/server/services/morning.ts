import { audit, guardiansOf, part, peopleBrief, sql, todayHere } from '@regiso/core';
import type { MorningBoard } from '../../shared';
import { daysAfter } from './clock';
import { dictionaryOn } from './dictionary';
import { schoolOfLed } from './entry-codes';
import { teacherNames, withNames } from './names';

const refusal = {
  event: 'school.morning-refused',
  message: 'Утро класса видит только его классный руководитель',
} as const;

/** How far the board looks back: a week, today included. */
const back = 6;

type Noted = MorningBoard['noted'][number]['lessons'][number];
type Excused = Omit<MorningBoard['excused'][number], 'name'>;
type Row = {
  id: string;
  personId: string;
  noted: (Pick<Noted, 'number' | 'subject' | 'subjectEn' | 'lateMinutes'> & { code: string })[];
  excused: Excused[];
  days: MorningBoard['toCall'][number]['days'];
  low: MorningBoard['low'][number]['marks'];
};

const subjectOf = (alias: ReturnType<typeof part>) =>
  part`(SELECT title FROM school.subjects WHERE code = ${alias}.subject)`;
const subjectEnOf = (alias: ReturnType<typeof part>) =>
  part`(SELECT title_en FROM school.subjects WHERE code = ${alias}.subject)`;
const told = part`FROM school.excuses e WHERE e.pupil_id = p.id AND e.state IN ('sent', 'accepted')`;

/** Pupils who learn in the class today, each with what there is to say, in one statement. */
const pupilsOf = (classId: string, today: string) => {
  const since = daysAfter(today, -back);
  const [a, m] = [part`a`, part`m`];
  return sql<Row>`SELECT p.id, p.person_id AS "personId",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('number', l.number, 'subject', ${subjectOf(a)}, 'subjectEn', ${subjectEnOf(a)},
        'code', a.code, 'lateMinutes', a.late_minutes) ORDER BY l.number), '[]') FROM school.attendance a
      JOIN school.lessons l ON l.id = a.lesson_id WHERE a.pupil_id = p.id AND a.day = ${today}::date) AS noted,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'from', e.starts_on, 'to', e.ends_on, 'reason', e.reason,
        'isAccepted', e.state = 'accepted')), '[]') ${told} AND ${today}::date BETWEEN e.starts_on AND e.ends_on) AS excused,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('day', d.day, 'lessons', d.n) ORDER BY d.day DESC), '[]') FROM (
      SELECT a.day, count(*)::int AS n FROM school.attendance a WHERE a.pupil_id = p.id AND a.code = 'absent'
        AND a.day BETWEEN ${since}::date AND ${today}::date
        AND NOT EXISTS (SELECT ${told} AND a.day BETWEEN e.starts_on AND e.ends_on) GROUP BY a.day) d) AS days,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('day', m.day, 'subject', ${subjectOf(m)}, 'subjectEn', ${subjectEnOf(m)},
        'value', m.value) ORDER BY m.day DESC, m.id), '[]') FROM school.marks m
      WHERE m.pupil_id = p.id AND m.value = 2 AND m.day BETWEEN ${since}::date AND ${today}::date) AS low
    FROM school.pupils p WHERE p.class_id = ${classId} AND p.starts_on <= ${today}::date
      AND (p.ends_on IS NULL OR p.ends_on >= ${today}::date) ORDER BY p.id LIMIT 60`;
};

type Lesson = Omit<MorningBoard['substitutions'][number], 'teacher' | 'absent'> & {
  isTaken: boolean;
  isCancelled: boolean;
  teacherId: string | null;
  isSubstituted: boolean;
  usualId: string | null;
};

const lessonsOf = (classId: string, today: string) => sql<Lesson>`SELECT l.id, l.number, s.title AS subject,
    s.title_en AS "subjectEn", l.room, l.attendance_at IS NOT NULL AS "isTaken",
    l.cancelled_at IS NOT NULL AS "isCancelled", l.teacher_id AS "teacherId",
    l.is_substituted AS "isSubstituted", l.stands_in_for AS "usualId"
  FROM school.lessons l JOIN school.subjects s ON s.code = l.subject
  WHERE l.class_id = ${classId} AND l.day = ${today}::date ORDER BY l.number, s.title LIMIT 40`;

/** The day of the class that one leads: who is away and late, whom to call, what was told, who stands in, failing marks; recorded. Throws 403 and 404. */
export async function morningBoard(classId: string): Promise<MorningBoard> {
  const organisationId = await schoolOfLed(classId, refusal);
  const day = todayHere();
  const rows = await pupilsOf(classId, day);
  const all = await lessonsOf(classId, day);
  const lessons = all.filter(({ isCancelled }) => !isCancelled);
  const personOf = new Map(rows.map(({ id, personId }) => [id, personId]));
  const personIds = [...personOf.values()];
  await audit(
    'school.morning-read',
    { type: 'class', id: classId, organisationId, personIds },
    { pupils: rows.length },
  );
  const pupils = await withNames(rows);
  const { codes } = await dictionaryOn(day);
  const toCall = [];
  for (const { id, name, days } of pupils)
    if (days.length) toCall.push({ id, name, days, guardians: await guardiansToCall(personOf.get(id) ?? '') });
  return {
    ...{
      day,
      pupils: rows.length,
      lessons: lessons.length,
      taken: lessons.filter(({ isTaken }) => isTaken).length,
      toCall,
    },
    substitutions: await substitutionsOf(lessons),
    cancelled: all.flatMap(({ id, number, subject, subjectEn, isCancelled }) =>
      isCancelled ? [{ id, number, subject, subjectEn }] : [],
    ),
    noted: pupils.flatMap(({ id, name, noted }) => {
      const own = noted.flatMap(({ code, ...lesson }) => {
        const { letter = code, title = code, titleEn = code } = codes.find((one) => one.code === code) ?? {};
        return { ...lesson, letter, title, titleEn };
      });
      return own.length ? [{ id, name, lessons: own }] : [];
    }),
    excused: pupils.flatMap(({ name, excused }) => excused.map((one) => ({ ...one, name }))),
    low: pupils.flatMap(({ id, name, low: marks }) => (marks.length ? [{ id, name, marks }] : [])),
  };
}

/** Those who stand for a pupil; nobody whom a court bars from seeing the child. */
async function guardiansToCall(personId: string): Promise<MorningBoard['toCall'][number]['guardians']> {
  const ids = (await guardiansOf(personId))
    .filter(({ may }) => may.includes('see'))
    .map(({ guardianId }) => guardianId);
  const people = await peopleBrief(ids, ['surname', 'name', 'patronymic', 'phone']);
  return ids.flatMap((id) => {
    const one = people.get(id);
    if (!one) return [];
    return [{ name: [one.surname, one.name, one.patronymic].filter(Boolean).join(' '), phone: one.phone }];
  });
}

async function substitutionsOf(lessons: readonly Lesson[]): Promise<MorningBoard['substitutions']> {
  const given = lessons.filter(({ isSubstituted }) => isSubstituted);
  const nameOf = await teacherNames(given.flatMap(({ teacherId, usualId }) => [teacherId, usualId]));
  return given.map(({ isTaken: _, isCancelled: __, isSubstituted: ___, teacherId, usualId, ...lesson }) => ({
    ...lesson,
    teacher: nameOf(teacherId),
    absent: nameOf(usualId),
  }));
}
