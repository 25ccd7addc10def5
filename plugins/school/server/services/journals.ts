import { audit, notFound, ownPersonId, part, sql, todayHere } from '@regiso/core';
import { firstMarkedGrade, type JournalBrief, type JournalView } from '../../shared';
import { averagesOf } from './averages';
import { cellsOf, type CellKey } from './cells';
import { dictionaryOn } from './dictionary';
import { taught, type Place } from './lessons';
import { cardsOf, teacherNames, withNames } from './names';
import { periodOn, periodsOf } from './periods';
import { only, refuseForeign, within } from './reach';

type Row = Omit<JournalBrief, 'teacher'> & { teacherId: string | null };

const columns = (own: string | undefined) => part`j.id, c.grade || c.letter AS class, s.title AS subject,
    s.title_en AS "subjectEn", j.subgroup, o.short_name AS organisation, j.teacher_id AS "teacherId",
    ${taught(part`j.teacher_id`, own)} AS "isOwn"`;
const tables = part`school.loads j JOIN school.classes c ON c.id = j.class_id JOIN school.subjects s ON s.code = j.subject
    JOIN core.organisations o ON o.id = j.organisation_id JOIN school.years y ON y.id = c.year_id`;
const ofClass = only(part`c.grade`);
const seen = (own: string | undefined) => part`(${taught(part`j.teacher_id`, own)} OR ${taught(part`c.teacher_id`, own)}
    OR ${within('school.oversee', 'j', ofClass)})`;

/** Journals of the present year that one teaches, of a class that one leads, and those one oversees; one's own first. */
export async function journals(): Promise<JournalBrief[]> {
  const own = await ownPersonId();
  const rows = await sql<Row>`SELECT ${columns(own)} FROM ${tables}
    WHERE ${within('school.teach', 'j', ofClass)} AND ${seen(own)} AND ${todayHere()}::date BETWEEN y.starts_on AND y.ends_on
    ORDER BY "isOwn" DESC, o.short_name, c.grade, c.letter, s.title, j.subgroup LIMIT 1000`;
  const nameOf = await teacherNames(rows.map(({ teacherId }) => teacherId));
  return rows.map(({ teacherId, ...row }) => ({ ...row, teacher: nameOf(teacherId) }));
}

export type Journal = Place & { class_id: string; subject: string; grade: number; subgroup: number | null };

/** A journal that one may open. Throws 404 beyond the reach, 403 for that of a colleague. */
export async function journalFor(purpose: 'read' | 'write', id: string) {
  const own = await ownPersonId();
  const [row] = await sql<
    Row & Journal & { isSeen: boolean }
  >`SELECT ${columns(own)}, ${seen(own)} AS "isSeen", c.grade,
      j.class_id, j.subject AS subject_code, j.organisation_id, j.participant_id, j.municipality_id
    FROM ${tables} WHERE j.id = ${id} AND ${within('school.teach', 'j', ofClass)}`;
  if (!row) throw notFound('Журнал не найден');
  if (!(row.isOwn || (purpose === 'read' && row.isSeen))) await refuseForeign('journal', id, row.organisation_id);
  return row as typeof row & { subject_code: string };
}

/** Whether one may open a journal; says nothing else of it and records nothing. */
export async function isJournalSeen(id: string): Promise<boolean> {
  const own = await ownPersonId();
  const [row] = await sql`SELECT 1 AS one FROM ${tables}
    WHERE j.id = ${id} AND ${within('school.teach', 'j', ofClass)} AND ${seen(own)}`;
  return row !== undefined;
}

type LessonRow = JournalView['lessons'][number] & { kind_1: string; kind_2: string };

/** A journal over the lessons of a period: pupils by lessons; the reading is recorded. */
export async function journalView(id: string, wanted?: string): Promise<JournalView> {
  const journal = await journalFor('read', id);
  const periods = await periodsOf(journal.class_id);
  const period = wanted ? periods.find((one) => one.id === wanted) : periodOn(periods, todayHere());
  if (!period) throw notFound('Учебный период не найден');
  const lessons =
    await sql<LessonRow>`SELECT l.id, l.day::text AS day, l.number, l.topic, l.homework, l.kind_1, l.kind_2,
      l.attendance_at IS NOT NULL AS "isAttendanceTaken", l.day > ${todayHere()}::date AS "isAhead",
      l.cancelled_at IS NOT NULL AS "isCancelled"
    FROM school.lessons l WHERE l.load_id = ${id} AND l.day BETWEEN ${period.startsOn}::date AND ${period.endsOn}::date
    ORDER BY l.day, l.number LIMIT 250`;
  const pupils = await pupilsIn(journal, period);
  const personIds = await cardsOf(pupils);
  const object = { type: 'journal', id, organisationId: journal.organisation_id, personIds };
  await audit('school.journal-read', object, { pupils: pupils.length, lessons: lessons.length });
  const cells = byPupil(await cellsOf(lessons.map((lesson) => lesson.id)));
  const ids = pupils.map((pupil) => pupil.id);
  const summary = await averagesOf(ids, journal.subject_code, { from: period.startsOn, to: period.endsOn });
  const nameOf = await teacherNames([journal.teacherId]);
  const { class: name, subject, subjectEn, subgroup, organisation, isOwn, grade } = journal;
  return {
    ...{ id, class: name, subject, subjectEn, subgroup, organisation, isOwn, grade, periods, period },
    teacher: nameOf(journal.teacherId),
    isMarked: grade >= firstMarkedGrade,
    lessons: lessons.map(({ kind_1, kind_2, ...lesson }) => ({ ...lesson, kinds: [kind_1, kind_2] }) as never),
    pupils: pupils.map((pupil) => ({ ...pupil, cells: cells.get(pupil.id) ?? {}, ...summary(pupil.id) })),
    dictionary: await dictionaryOn(period.endsOn < todayHere() ? period.endsOn : todayHere()),
  };
}

type Span = { startsOn: string; endsOn: string };

/** Pupils of a journal who were in the class on some day of a period; who has left stays, with the day. */
export async function pupilsIn(
  journal: { id: string; class_id: string; subgroup: number | null },
  { startsOn, endsOn }: Span,
) {
  return withNames(
    await sql<{ id: string; personId: string; from: string; to: string | null }>`SELECT p.id, p.person_id AS "personId",
        p.starts_on::text AS "from", p.ends_on::text AS "to"
      FROM school.pupils p WHERE p.class_id = ${journal.class_id} AND p.starts_on <= ${endsOn}::date
        AND (p.ends_on IS NULL OR p.ends_on >= ${startsOn}::date) AND (${journal.subgroup}::int IS NULL
          OR EXISTS (SELECT FROM school.load_pupils h WHERE h.load_id = ${journal.id} AND h.pupil_id = p.id))
      ORDER BY p.id LIMIT 80`,
  );
}

type Cells = JournalView['pupils'][number]['cells'];

function byPupil(cells: ReadonlyMap<CellKey, Cells[string]>) {
  const found = new Map<string, Cells>();
  for (const [key, cell] of cells) {
    const [lesson = '', pupil = ''] = key.split('/');
    const own = found.get(pupil) ?? {};
    own[lesson] = cell;
    found.set(pupil, own);
  }
  return found;
}
