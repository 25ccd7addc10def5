import { sql, todayHere } from '../../../core/server';
import { attends } from '../../../plugins/school/server/services/lessons';
import { must } from '../harness';
import type { Answered, Call } from '../load/calls';
import { work } from './school';

export type Cell = { lesson: string; pupil: string; login: string };

/** Cells of lessons that have passed in which nothing stands yet, with who teaches there; a lesson comes back only after all others. */
export const emptyCells = (most: number) =>
  work(
    () => sql<Cell>`SELECT lesson, pupil, login FROM (
        SELECT l.id AS lesson, p.id AS pupil, a.login, row_number() OVER (PARTITION BY l.id ORDER BY p.id) AS nth
        FROM school.lessons l JOIN school.loads j ON j.id = l.load_id JOIN school.pupils p ON ${attends}
        JOIN core.persons t ON t.id = l.teacher_id JOIN core.accounts a ON a.id = t.account_id
        WHERE l.day < ${todayHere()}::date AND l.attendance_at IS NOT NULL
          AND NOT EXISTS (SELECT FROM school.marks m WHERE m.lesson_id = l.id AND m.pupil_id = p.id)
          AND NOT EXISTS (SELECT FROM school.attendance m WHERE m.lesson_id = l.id AND m.pupil_id = p.id)) e
      ORDER BY nth, lesson LIMIT ${most}::int`,
  );

export const placeOf = ({ lesson, pupil }: Cell) => `/api/school/lessons/${lesson}/pupils/${pupil}`;
export const aMark = (value: number, version = 0) => ({
  version,
  attendance: null,
  marks: [{ place: 1, value }],
});

const valueAt = (at: number) => 2 + (at % 4);

/** The saving of a mark into each of the cells; `teachers` are the logins in the order of the cookies. */
export const savingOf = (cells: readonly Cell[], teachers: readonly string[]): Call[] =>
  cells.map((cell, at) => ({ path: placeOf(cell), as: teachers.indexOf(cell.login), put: aMark(valueAt(at)) }));

type Found = { sum: number; marks: number; right: number; changes: number; first: number; audited: number };

/** Every mark that was accepted is there, once, as it was sent, with its history and its record; and nothing else is. */
export async function checkMarks(cells: readonly Cell[], answers: readonly Answered[]): Promise<void> {
  const sent = cells.map((cell, at) => ({ ...cell, value: valueAt(at), status: answers[at]?.[0] }));
  const accepted = sent.filter(({ status }) => status === 200);
  const [found] = await work(
    () => sql<Found>`WITH sent AS (SELECT * FROM unnest(${accepted.map(({ lesson }) => lesson)}::uuid[],
          ${accepted.map(({ pupil }) => pupil)}::uuid[], ${accepted.map(({ value }) => value)}::int[]) AS s(lesson, pupil, value))
      SELECT count(m.id)::int AS marks, coalesce(sum(m.value), 0)::int AS sum,
        count(*) FILTER (WHERE m.value = s.value AND m.place = 1)::int AS right,
        (SELECT count(*) FROM school.cell_changes)::int AS changes,
        (SELECT count(*) FROM sent JOIN school.cell_changes c ON c.lesson_id = sent.lesson AND c.pupil_id = sent.pupil
          WHERE c.version = 1)::int AS first,
        (SELECT count(*) FROM core.audit_events WHERE event = 'school.cell-changed')::int AS audited
      FROM sent s LEFT JOIN school.marks m ON m.lesson_id = s.lesson AND m.pupil_id = s.pupil`,
  );
  const count = accepted.length;
  const sum = accepted.reduce((total, { value }) => total + value, 0);
  const said = JSON.stringify({ accepted: count, sum, found });
  must(
    found?.marks === count && found.right === count && found.sum === sum,
    `marks are not as they were sent: ${said}`,
  );
  must(found?.first === count, `a mark has no history, or two changes: ${said}`);
  // What was not answered in time may have been written all the same.
  must(found?.audited === found?.changes && (found?.changes ?? 0) >= count, `not every change is audited: ${said}`);
  must((found?.changes ?? 0) <= cells.length, `more was changed than was sent: ${said}`);
}

/** Only who teaches the lesson writes in it, what was seen before a change writes over nothing, and a 6 is no mark. */
export async function checkRefusals(
  cell: Cell,
  put: (by: 'teacher' | 'colleague' | 'guardian' | 'nobody', body: object) => Promise<number>,
) {
  const tries = [
    ['nobody', aMark(5), 401],
    ['guardian', aMark(5), 403],
    ['colleague', aMark(5), 403],
    ['teacher', aMark(6), 400],
    ['teacher', aMark(5, 7), 409],
  ] as const;
  for (const [by, body, wanted] of tries) {
    const status = await put(by, body);
    must(
      status === wanted,
      `${by} is answered ${status}, not ${wanted}, for ${JSON.stringify(body)} in ${cell.lesson}`,
    );
  }
}
