import { part, sql, todayHere } from '@regiso/core';
import { averagesOf } from '../services/averages';
import { cellsOf, emptyCell, keyOf } from '../services/cells';
import { dictionaryOn } from '../services/dictionary';
import { teacherNames } from '../services/names';
import { actsOf, changesOf } from './changes';
import type { JournalContents } from './contents';
import { pupilsOf, resultsOf, type ArchivedPupil, type Period } from './results';
import { markSaid, saidOf, titleOf, yearTitle } from './words';

/** A journal as its archive needs it. */
export type Journal = {
  id: string;
  organisationId: string;
  participantId: string | null;
  municipalityId: string | null;
  organisation: string;
  classId: string;
  class: string;
  grade: number;
  code: string;
  subject: string;
  subgroup: number | null;
  teacherId: string | null;
  leaderId: string | null;
  firstYear: number;
  startsOn: string;
  endsOn: string;
};

/** The journal with its class and year, or nothing of one that is gone; the caller has checked the right. */
export async function archivedJournal(id: string): Promise<Journal | undefined> {
  const [journal] = await sql<Journal>`SELECT j.id, j.organisation_id AS "organisationId",
      j.participant_id AS "participantId", j.municipality_id AS "municipalityId", o.full_name AS organisation,
      c.id AS "classId", c.grade || c.letter AS class, c.grade, s.code, s.title AS subject, j.subgroup,
      j.teacher_id AS "teacherId", c.teacher_id AS "leaderId", y.first_year AS "firstYear",
      y.starts_on::text AS "startsOn", y.ends_on::text AS "endsOn"
    FROM school.loads j JOIN school.classes c ON c.id = j.class_id JOIN school.years y ON y.id = c.year_id
    JOIN school.subjects s ON s.code = j.subject JOIN core.organisations o ON o.id = j.organisation_id
    WHERE j.id = ${id} FOR NO KEY UPDATE OF j`;
  return journal;
}

type LessonRow = Omit<JournalContents['lessons'][number], 'teacher' | 'kinds'> & {
  id: string;
  teacherId: string | null;
  isSubstituted: boolean;
  kind_1: string;
  kind_2: string;
};

const lessonsOf = (id: string) => sql<LessonRow>`SELECT l.id, l.day::text AS day, l.number, l.teacher_id AS "teacherId",
    l.is_substituted AS "isSubstituted", l.topic, l.homework, l.kind_1, l.kind_2, l.attendance_at IS NOT NULL AS "isTaken", l.cancel_reason AS cancelled,
    coalesce((SELECT jsonb_agg(h.text ORDER BY h.id) FROM school.homework_parts h WHERE h.lesson_id = l.id), '[]') AS parts
  FROM school.lessons l WHERE l.load_id = ${id} AND l.day <= ${todayHere()}::date ORDER BY l.day, l.number LIMIT 1000`;

const periodsOf = ({ classId }: Journal) => sql<Period>`SELECT p.id, p.kind, p.number, p.starts_on::text AS "startsOn",
    p.ends_on::text AS "endsOn", x.closed_at AS "closedAt"
  FROM school.classes c JOIN school.periods p ON p.year_id = c.year_id AND c.grade BETWEEN p.grade_from AND p.grade_to
  LEFT JOIN school.closed_periods x ON x.period_id = p.id AND x.class_id = c.id
  WHERE c.id = ${classId} ORDER BY p.starts_on LIMIT 8`;

/** Everything that a journal holds up to today, ready to be printed and to be counted together. */
export async function contentsOf(journal: Journal): Promise<JournalContents> {
  const pupils = await pupilsOf(journal);
  const lessons = await lessonsOf(journal.id);
  const periods = await periodsOf(journal);
  const today = todayHere();
  const dictionary = await dictionaryOn(journal.endsOn < today ? journal.endsOn : today);
  const cells = await cellsIn(lessons.map(({ id }) => id));
  const nameOf = await teacherNames([journal.teacherId, journal.leaderId, ...lessons.map((one) => one.teacherId)]);
  const kindOf = (code: string) => dictionary.kinds.find((one) => one.code === code)?.title ?? code;
  const named = ({ id, days }: { id: string; days: string[] }) => ({ name: nameOf(id) ?? '', days });
  const held = lessons.filter(({ cancelled }) => cancelled === null);
  const given = await resultsOf(journal, pupils, periods);
  const averages = await Promise.all(
    periods.map(({ startsOn, endsOn }) =>
      averagesOf(
        pupils.map(({ id }) => id),
        journal.code,
        { from: startsOn, to: endsOn },
      ),
    ),
  );
  return {
    ...{ organisation: journal.organisation, year: yearTitle(journal.firstYear), class: journal.class },
    ...{ subject: journal.subject, subgroup: journal.subgroup },
    teacher: nameOf(journal.teacherId),
    classTeacher: nameOf(journal.leaderId),
    substitutes: daysBy(held.filter((one) => one.isSubstituted)).map(named),
    formerTeachers: daysBy(held.filter((one) => !one.isSubstituted && one.teacherId !== journal.teacherId)).map(named),
    pupils: pupils.map(({ name, from, to }) => ({ name, from, to })),
    lessons: lessons.map(({ id: _, teacherId, isSubstituted: __, kind_1, kind_2, ...lesson }) => ({
      ...lesson,
      teacher: nameOf(teacherId),
      kinds: [kind_1, kind_2].map(kindOf),
    })),
    cells: pupils.map((pupil) =>
      lessons.map((lesson) =>
        saidOf(dictionary, cells.get(keyOf({ lessonId: lesson.id, pupilId: pupil.id })) ?? emptyCell),
      ),
    ),
    remarks: remarksOf(pupils, lessons, cells),
    periods: periods.map((period, at) => ({
      ...{ title: titleOf(period), startsOn: period.startsOn, endsOn: period.endsOn },
      closed: period.closedAt?.toISOString() ?? null,
      results: pupils.map(({ id }) => ({
        average: averages[at]?.(id).average ?? null,
        mark: markSaid(given.period(id, period.id)),
      })),
    })),
    yearMarks: pupils.map(({ id }) => ({
      year: markSaid(given.year(id, 'year')),
      exam: markSaid(given.year(id, 'exam')),
      final: markSaid(given.year(id, 'final')),
    })),
    acts: await actsOf(journal),
    changes: await changesOf(journal, pupils, dictionary),
    legend: dictionary.codes.map(({ letter, title }) => ({ letter, title })),
  };
}

type Cells = Awaited<ReturnType<typeof cellsOf>>;

/** Cells a month's worth of lessons at a time: one answer has a limit. */
async function cellsIn(lessons: readonly string[]): Promise<Cells> {
  const found: Cells = new Map();
  for (let at = 0; at < lessons.length; at += 100)
    for (const [key, cell] of await cellsOf(lessons.slice(at, at + 100))) found.set(key, cell);
  return found;
}

/** What teachers have written to marks, in the order of lessons. */
const remarksOf = (pupils: readonly ArchivedPupil[], lessons: readonly LessonRow[], cells: Cells) =>
  lessons.flatMap(({ id: lessonId, day, number }) =>
    pupils.flatMap(({ id: pupilId, name }) =>
      (cells.get(keyOf({ lessonId, pupilId }))?.marks ?? []).flatMap(({ value, comment }) =>
        comment ? [{ day, number, pupil: name, mark: String(value), text: comment }] : [],
      ),
    ),
  );

function daysBy(lessons: readonly LessonRow[]) {
  const days = new Map<string, string[]>();
  for (const { teacherId: id, day } of lessons) if (id) days.set(id, [...(days.get(id) ?? []), day]);
  return [...days].map(([id, own]) => ({ id, days: [...new Set(own)] }));
}

/** Whether anything was ever written into a journal `j`: of an empty one there is nothing to keep. */
export const isWritten = () => part`EXISTS (SELECT FROM school.lessons l WHERE l.load_id = j.id
  AND (l.attendance_at IS NOT NULL OR l.topic IS NOT NULL OR l.homework IS NOT NULL
    OR EXISTS (SELECT FROM school.marks m WHERE m.lesson_id = l.id)
    OR EXISTS (SELECT FROM school.cell_changes h WHERE h.lesson_id = l.id)
    OR EXISTS (SELECT FROM school.homework_parts h WHERE h.lesson_id = l.id)))`;
