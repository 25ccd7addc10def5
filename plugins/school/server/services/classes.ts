import { audit, conflict, notFound, part, peopleBrief, sql, todayHere } from '@regiso/core';
import type { ClassBrief, ClassView, Move } from '../../shared';
import type { Keeping } from './class-load';
import { daysAfter } from './clock';
import { departed, noteOf, type Departed } from './departed';
import { teacherNames, withNames } from './names';
import { within } from './reach';

type Piece = ReturnType<typeof part>;
type Row = Omit<ClassBrief, 'teacher'> & { teacherId: string | null };

const membersOn = (day: string) => part`(SELECT count(*)::int FROM school.pupils p WHERE p.class_id = c.id
  AND p.starts_on <= ${day}::date AND (p.ends_on IS NULL OR p.ends_on >= ${day}::date))`;

const classesWhere = (where: Piece) => sql<Row>`SELECT c.id, c.grade || c.letter AS name, c.grade,
      c.organisation_id AS "organisationId", o.short_name AS organisation, c.teacher_id AS "teacherId",
      ${membersOn(todayHere())} AS pupils
    FROM school.classes c JOIN school.years y ON y.id = c.year_id JOIN core.organisations o ON o.id = c.organisation_id
    WHERE ${where} ORDER BY o.short_name, c.grade, c.letter LIMIT 1000`;

/** Classes of the present year in reach. */
export async function classes(): Promise<ClassBrief[]> {
  const rows = await classesWhere(
    part`${within('school.oversee', 'c')} AND ${todayHere()}::date BETWEEN y.starts_on AND y.ends_on`,
  );
  const nameOf = await teacherNames(rows.map(({ teacherId }) => teacherId));
  return rows.map(({ teacherId, ...row }) => ({ ...row, teacher: nameOf(teacherId) }));
}

/** A class with all who were in it this year; the reading is recorded. Throws 404. */
export async function classView(id: string): Promise<ClassView> {
  const [row] = await classesWhere(part`c.id = ${id} AND ${within('school.oversee', 'c')}`);
  if (!row) throw notFound('Класс не найден');
  const { teacherId, ...brief } = row;
  const members = await membersOf(id);
  const births = await peopleBrief(
    members.map(({ personId }) => personId),
    ['birthDate'],
  );
  const personIds = members.map(({ personId }) => personId);
  const object = { type: 'class', id, organisationId: brief.organisationId, personIds };
  await audit('school.class-read', object, { pupils: members.length });
  const others = await sql<
    ClassView['others'][number]
  >`SELECT c.id, c.grade || c.letter AS name, ${membersOn(todayHere())} AS pupils
    FROM school.classes c JOIN school.classes mine ON mine.id = ${id} AND mine.year_id = c.year_id AND mine.grade = c.grade
    WHERE c.id <> ${id} ORDER BY c.letter LIMIT 40`;
  const nameOf = await teacherNames([teacherId]);
  return {
    ...brief,
    teacher: nameOf(teacherId),
    members: await withNames(
      members.map((member) => ({ ...member, birthDate: births.get(member.personId)?.birthDate ?? null })),
    ),
    others,
  };
}

type Member = { id: string; personId: string; from: string; to: string | null; movedTo: string | null };

/** Whoever was in a class this year, with the order by which they left or the class of the school they went to. */
async function membersOf(classId: string) {
  const rows = await sql<
    Member & { departure: Departed | null; note: Buffer | null }
  >`SELECT p.id, p.person_id AS "personId",
      p.starts_on::text AS "from", p.ends_on::text AS "to", d.note, CASE WHEN d.id IS NOT NULL THEN ${departed()} END AS departure,
      (SELECT c.grade || c.letter FROM school.pupils n JOIN school.classes c ON c.id = n.class_id
        WHERE n.person_id = p.person_id AND n.organisation_id = p.organisation_id AND n.starts_on = p.ends_on + 1 LIMIT 1) AS "movedTo"
    FROM school.pupils p LEFT JOIN school.departures d ON d.pupil_id = p.id AND d.undone_at IS NULL
    WHERE p.class_id = ${classId} ORDER BY p.id LIMIT 100`;
  return rows.map(({ departure, note, ...member }) => ({
    ...member,
    departure: departure && { ...departure, note: noteOf(departure.id, note) },
  }));
}

type Stay = { person_id: string; class_id: string; organisation_id: string; starts_on: string; ends_on: string | null };

/** Locks the time of a pupil in a class, which goes on. Throws 404 and 409. */
export async function stayFor(id: string, permission: Keeping): Promise<Stay> {
  const [stay] = await sql<Stay>`SELECT p.person_id, p.class_id, p.organisation_id, p.starts_on::text, p.ends_on::text
    FROM school.pupils p WHERE p.id = ${id} AND ${within(permission, 'p')} FOR UPDATE`;
  if (!stay) throw notFound('Ученик не найден');
  if (stay.ends_on) throw conflict('Ученик уже выбыл из этого класса: обновите список');
  return stay;
}

/** A pupil goes to another class of the grade from a day on; what was written in the old one stays there. Throws 404 and 409. */
export async function movePupil(
  id: string,
  { classId, from }: Move,
  permission: Keeping = 'school.keep-classes',
): Promise<void> {
  const stay = await stayFor(id, permission);
  const [target] = await sql`SELECT c.id FROM school.classes c JOIN school.classes mine ON mine.id = ${stay.class_id}
    WHERE c.id = ${classId} AND c.id <> mine.id AND c.year_id = mine.year_id AND c.grade = mine.grade`;
  if (!target) throw conflict('Перевести можно в другой класс той же параллели');
  if (from <= stay.starts_on) throw conflict('Перевод не может начаться раньше, чем на второй день в классе');
  if (from > daysAfter(todayHere(), 366)) throw conflict('Перевести можно не более чем на год вперёд');
  await refuseWritten(id, from);
  await sql`UPDATE school.pupils SET ends_on = ${from}::date - 1 WHERE id = ${id}`;
  const [made] = await sql<{
    id: string;
  }>`INSERT INTO school.pupils (person_id, pseudonym, organisation_id, participant_id,
      municipality_id, class_id, grade, starts_on, is_demo)
    SELECT person_id, pseudonym, organisation_id, participant_id, municipality_id, ${classId}, grade, ${from}, is_demo
    FROM school.pupils WHERE id = ${id} RETURNING id`;
  await joinHalves(made?.id ?? '', classId);
  const object = { type: 'class', id: classId, personId: stay.person_id, organisationId: stay.organisation_id };
  await audit('school.pupil-moved', object, { before: stay.class_id, from });
}

async function refuseWritten(id: string, from: string) {
  const [written] = await sql`SELECT 1 AS one FROM school.marks WHERE pupil_id = ${id} AND day >= ${from}::date
    UNION ALL SELECT 1 FROM school.attendance WHERE pupil_id = ${id} AND day >= ${from}::date LIMIT 1`;
  if (written)
    throw conflict('С этого дня в прежнем классе уже есть отметки или пропуски: выберите более поздний день');
}

/** Where a subject is taught in halves, the newcomer joins the smaller one. */
export const joinHalves = (pupil: string, classId: string) => sql`
  INSERT INTO school.load_pupils (load_id, pupil_id, organisation_id, participant_id, municipality_id)
  SELECT DISTINCT ON (j.subject) j.id, ${pupil}, j.organisation_id, j.participant_id, j.municipality_id FROM school.loads j
  WHERE j.class_id = ${classId} AND j.subgroup IS NOT NULL
  ORDER BY j.subject, (SELECT count(*) FROM school.load_pupils h WHERE h.load_id = j.id), j.subgroup`;
