import {
  audit,
  beyondReach,
  childrenOf,
  notFound,
  ownOrChild,
  ownPersonId,
  part,
  peopleBrief,
  prepared,
  sql,
  todayHere,
} from '@regiso/core';
import type { DiaryDay, DiaryLesson, DiaryOwner, Dictionary, Handing, HomeworkFile } from '../../shared';
import { cellsOf, keyOf } from './cells';
import { dictionaryOn, markWith } from './dictionary';
import { filesFor, ownPart } from './diary-homework';
import { handingsOf } from './handed';
import { attends, brief, briefFrom } from './lessons';
import { teacherNames } from './names';

/** Whose diaries one may open: one's own as a pupil, and those of the children one stands for. */
export async function diaryOwners(): Promise<DiaryOwner[]> {
  const own = await ownPersonId();
  if (!own) return [];
  const wards = (await childrenOf(own)).filter(({ may }) => may.includes('see')).map(({ childId }) => childId);
  const ids = [own, ...wards];
  const rows = await beyondReach(
    'classes of oneself and of one’s own children',
    () => sql<Pick<DiaryOwner, 'id' | 'class' | 'organisation'>>`SELECT DISTINCT ON (p.person_id) p.person_id AS id,
        c.grade || c.letter AS class, o.short_name AS organisation
      FROM school.pupils p JOIN school.classes c ON c.id = p.class_id JOIN core.organisations o ON o.id = p.organisation_id
      WHERE p.person_id = ANY (${ids}::uuid[]) AND p.starts_on <= ${todayHere()}::date + 14
      ORDER BY p.person_id, p.starts_on DESC`,
  );
  const people = await peopleBrief(ids, ['surname', 'name']);
  const nameOf = (id: string) => [people.get(id)?.name, people.get(id)?.surname].filter(Boolean).join(' ');
  const owners = rows.map((row) => ({ ...row, name: nameOf(row.id), isSelf: row.id === own }));
  return owners.sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id));
}

/** The person whose diary it is. Throws 404 for somebody else's, as for nobody's. */
export const diaryOf = (personId: string): Promise<string> =>
  beyondReach('one’s own card and those of one’s own children, asked in one go', () =>
    ownOrChild(personId).catch(() => Promise.reject(notFound('Дневник не найден'))),
  );

type Row = Omit<DiaryLesson, 'attendance' | 'marks' | 'teacher' | 'files' | 'handing'> & {
  pupilId: string;
  teacherId: string | null;
  partId: string | null;
};

const mine = (person: string) =>
  part`${briefFrom} JOIN school.pupils p ON p.person_id = ${person}::uuid AND ${attends}`;

/** A day of the diary: lessons with rooms, homework, marks and absences, and what was set for it; the reading is recorded. */
export async function diaryDay(personId: string, wanted?: string): Promise<DiaryDay> {
  const person = await diaryOf(personId);
  return beyondReach('the diary of oneself or of one’s own child', async () => {
    const day = wanted ?? (await openingDay(person));
    // Sent together, like what stands beside them below.
    const [around, rows, due, dictionary] = await Promise.all([
      daysAround(person, day),
      lessonsOn(person, day),
      dueOn(person, day),
      dictionaryOn(day),
      audit('school.diary-read', { type: 'person', id: person }),
    ]);
    const [beside, cells, nameOf] = await Promise.all([
      besideOf(person, rows, due),
      cellsOf(
        rows.map(({ id }) => id),
        rows[0]?.pupilId,
      ),
      teacherNames(rows.map(({ teacherId }) => teacherId)),
    ]);
    return {
      day,
      ...around,
      lessons: rows.map((row) => lessonWith({ ...beside, cells, nameOf, dictionary }, row)),
      due: due.map(({ partId: _, ...row }) => ({
        ...row,
        files: beside.files.get(row.lessonId) ?? [],
        handing: beside.handings.get(row.lessonId) ?? notHandedIn,
      })),
    };
  });
}

type Beside = { files: Map<string, HomeworkFile[]>; handings: Map<string, Handing> };

/** What stands beside the homework of a day, of its lessons and due for it: files, and what was handed in. */
async function besideOf(person: string, rows: readonly Row[], due: readonly Due[]): Promise<Beside> {
  const set = rows.filter(({ homework }) => homework !== null).map(({ id }) => id);
  const lessons = new Set([...set, ...due.map(({ lessonId }) => lessonId)]);
  const [files, handings] = await Promise.all([
    filesFor([...rows.map(({ id: lessonId, partId }) => ({ lessonId, partId })), ...due]),
    handingsOf(person, [...lessons]),
  ]);
  return { files, handings };
}

async function daysAround(person: string, day: string) {
  const [around] = await prepared<{ previous: string | null; next: string | null }>`SELECT
      ${nearest(person, 'before', day)} AS previous, ${nearest(person, 'after', day)} AS next`;
  return { previous: around?.previous ?? null, next: around?.next ?? null };
}

/** Without a day today, or the next day with lessons: on a free day one looks ahead. */
async function openingDay(person: string): Promise<string> {
  const today = todayHere();
  const [row] = await prepared<{ first: string | null; last: string | null }>`SELECT
      ${nearest(person, 'from', today)} AS first, ${nearest(person, 'before', today)} AS last`;
  return row?.first ?? row?.last ?? today;
}

const sides = {
  before: (day: string) => part`l.day < ${day}::date ORDER BY l.day DESC`,
  from: (day: string) => part`l.day >= ${day}::date ORDER BY l.day`,
  after: (day: string) => part`l.day > ${day}::date ORDER BY l.day`,
};

/** The nearest day on one side of a day with lessons of a person: of each class one was in the first that the index finds. */
const nearest = (person: string, side: keyof typeof sides, day: string) =>
  part`(SELECT ${side === 'before' ? part`max(n.day)` : part`min(n.day)`}::text FROM school.pupils p
    CROSS JOIN LATERAL (SELECT l.day FROM school.lessons l JOIN school.loads j ON j.id = l.load_id
      WHERE ${attends} AND ${sides[side](day)} LIMIT 1) n WHERE p.person_id = ${person}::uuid)`;

const lessonsOn = (
  person: string,
  day: string,
) => prepared<Row>`SELECT ${brief}, coalesce(h.text, l.homework) AS homework,
      h.id AS "partId", 'control' IN (l.kind_1, l.kind_2) AS "isControl", p.id AS "pupilId", l.teacher_id AS "teacherId",
      l.cancelled_at IS NULL AND l.is_substituted AS "isSubstituted"
    FROM ${mine(person)} ${ownPart} WHERE l.day = ${day}::date ORDER BY l.number LIMIT 20`;

type Around = Beside & {
  cells: Awaited<ReturnType<typeof cellsOf>>;
  nameOf: Awaited<ReturnType<typeof teacherNames>>;
  dictionary: Dictionary;
};

function lessonWith({ files, handings, cells, nameOf, dictionary: { codes, kinds } }: Around, row: Row): DiaryLesson {
  const cell = cells.get(keyOf({ lessonId: row.id, pupilId: row.pupilId }));
  const code = codes.find((one) => one.code === cell?.attendance);
  const { id, number, startsAt, endsAt, subject, subjectEn, room, isSubstituted, isCancelled, isControl, homework } =
    row;
  return {
    ...{ id, number, startsAt, endsAt, subject, subjectEn, room, isSubstituted, isCancelled, isControl, homework },
    topic: isCancelled ? null : row.topic,
    files: files.get(id) ?? [],
    handing: handings.get(id) ?? null,
    teacher: nameOf(row.teacherId),
    attendance: code ? { code: code.code, letter: code.letter, title: code.title, titleEn: code.titleEn } : null,
    marks: (cell?.marks ?? []).map(markWith(kinds)),
  };
}

type Due = Omit<DiaryDay['due'][number], 'files' | 'handing'> & { partId: string | null };

/** Homework set for the pupil at the lesson before of every subject of the day. */
const dueOn = (
  person: string,
  day: string,
) => prepared<Due>`SELECT b.id AS "lessonId", t.title AS subject, t.title_en AS "subjectEn",
      b.homework, b.part_id AS "partId", b.done AS "isDone"
    FROM (SELECT l.load_id, l.day, l.number, s.title, s.title_en FROM ${mine(person)}
      WHERE l.cancelled_at IS NULL AND l.day = ${day}::date) t
    CROSS JOIN LATERAL (SELECT l.id, coalesce(h.text, l.homework) AS homework, h.id AS part_id,
        EXISTS (SELECT FROM school.homework_done d WHERE d.lesson_id = l.id AND d.pupil_id = p.id) AS done
      FROM school.lessons l JOIN school.loads j ON j.id = l.load_id
      JOIN school.pupils p ON p.person_id = ${person}::uuid AND ${attends} ${ownPart}
      WHERE l.load_id = t.load_id AND l.cancelled_at IS NULL AND l.day BETWEEN ${day}::date - 21 AND ${day}::date
        AND (l.day, l.number) < (t.day, t.number) ORDER BY l.day DESC, l.number DESC LIMIT 1) b
    WHERE b.homework IS NOT NULL ORDER BY t.number LIMIT 20`;

const notHandedIn: Handing = { dueAt: null, ended: null, handin: null };
