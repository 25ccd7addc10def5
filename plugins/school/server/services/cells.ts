import { part, prepared } from '@regiso/core';
import type { CellView } from '../../shared';

type Key = { lessonId: string; pupilId: string };
export type CellKey = `${string}/${string}`;

export const emptyCell: CellView = { version: 0, attendance: null, lateMinutes: null, marks: [] };
export const keyOf = ({ lessonId, pupilId }: Key): CellKey => `${lessonId}/${pupilId}`;

/** Cells of which there is something to say, of these lessons, of all pupils or of one; in one statement, for every save asks for it. */
export async function cellsOf(lessons: readonly string[], pupil?: string): Promise<Map<CellKey, CellView>> {
  // Two texts: of one that fits both PostgreSQL makes no plan to keep.
  const these = part`lesson_id = ANY (${[...lessons]}::uuid[]) ${pupil ? part`AND pupil_id = ${pupil}` : part``}`;
  const rows = await prepared<Key & CellView>`SELECT lesson_id AS "lessonId", pupil_id AS "pupilId",
      coalesce(c.version, 0) AS version, a.code AS attendance, a.late_minutes AS "lateMinutes", coalesce(m.marks, '[]') AS marks
    FROM (SELECT lesson_id, pupil_id, code, late_minutes FROM school.attendance WHERE ${these}) a
    FULL JOIN (SELECT lesson_id, pupil_id, json_agg(json_build_object('place', place, 'value', value, 'kind', kind,
        'weight', weight, 'isLate', is_late, 'comment', comment) ORDER BY place) AS marks
      FROM school.marks WHERE ${these} GROUP BY lesson_id, pupil_id) m USING (lesson_id, pupil_id)
    FULL JOIN (SELECT lesson_id, pupil_id, max(version) AS version FROM school.cell_changes WHERE ${these}
      GROUP BY lesson_id, pupil_id) c USING (lesson_id, pupil_id) LIMIT 20000`;
  return new Map(rows.map(({ lessonId, pupilId, ...cell }) => [keyOf({ lessonId, pupilId }), cell]));
}
