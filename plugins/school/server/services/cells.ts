import { part, sql } from '@regiso/core';
import type { CellView, MarkView } from '../../shared';

type Key = { lessonId: string; pupilId: string };
export type CellKey = `${string}/${string}`;

export const emptyCell: CellView = { version: 0, attendance: null, lateMinutes: null, marks: [] };
export const keyOf = ({ lessonId, pupilId }: Key): CellKey => `${lessonId}/${pupilId}`;

/** Cells of which there is something to say, of these lessons, of all pupils or of one. */
export async function cellsOf(lessons: readonly string[], pupil?: string): Promise<Map<CellKey, CellView>> {
  const these = part`lesson_id = ANY (${[...lessons]}::uuid[])
    AND (${pupil ?? null}::uuid IS NULL OR pupil_id = ${pupil ?? null})`;
  const cells = new Map<CellKey, CellView>();
  const at = (key: Key) => {
    const cell = cells.get(keyOf(key)) ?? { ...emptyCell, marks: [] };
    cells.set(keyOf(key), cell);
    return cell;
  };
  type Kept = Pick<CellView, 'attendance' | 'lateMinutes'>;
  const absences = await sql<Key & Kept>`SELECT lesson_id AS "lessonId", pupil_id AS "pupilId", code AS attendance,
      late_minutes AS "lateMinutes" FROM school.attendance WHERE ${these} ORDER BY id LIMIT 20000`;
  for (const { attendance, lateMinutes, ...key } of absences) Object.assign(at(key), { attendance, lateMinutes });
  const marks = await sql<
    Key & MarkView
  >`SELECT lesson_id AS "lessonId", pupil_id AS "pupilId", place, value, kind, weight,
      is_late AS "isLate", comment FROM school.marks WHERE ${these} ORDER BY place, id LIMIT 20000`;
  for (const { lessonId, pupilId, ...mark } of marks) at({ lessonId, pupilId }).marks.push(mark);
  const versions = await sql<Key & { version: number }>`SELECT lesson_id AS "lessonId", pupil_id AS "pupilId",
      max(version) AS version FROM school.cell_changes WHERE ${these} GROUP BY lesson_id, pupil_id LIMIT 20000`;
  for (const { version, ...key } of versions) at(key).version = version;
  return cells;
}
