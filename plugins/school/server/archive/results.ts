import { peopleBrief, sql } from '@regiso/core';
import type { YearKind } from '../../shared';
import type { Journal } from './gather';

export type Period = {
  id: string;
  kind: 'quarter' | 'trimester' | 'half-year';
  number: number;
  startsOn: string;
  endsOn: string;
  closedAt: Date | null;
};
export type ArchivedPupil = { id: string; name: string; from: string; to: string | null };

const collator = new Intl.Collator('ru');

/** Everybody who was in the journal in its year, also who has left its group, by the alphabet, with names in full. */
export async function pupilsOf({ id, classId, subgroup }: Journal): Promise<ArchivedPupil[]> {
  const rows = await sql<ArchivedPupil & { personId: string }>`SELECT p.id, p.person_id AS "personId",
      p.starts_on::text AS "from", p.ends_on::text AS "to"
    FROM school.pupils p WHERE p.class_id = ${classId} AND (${subgroup}::int IS NULL
      OR EXISTS (SELECT FROM school.load_pupils h WHERE h.load_id = ${id} AND h.pupil_id = p.id)
      OR p.id IN (SELECT w.pupil_id FROM school.lessons l CROSS JOIN LATERAL (
        SELECT pupil_id FROM school.marks WHERE lesson_id = l.id
        UNION ALL SELECT pupil_id FROM school.attendance WHERE lesson_id = l.id
        UNION ALL SELECT pupil_id FROM school.cell_changes WHERE lesson_id = l.id) w WHERE l.load_id = ${id}))
    ORDER BY p.starts_on, p.id LIMIT 100`;
  const people = await peopleBrief(
    rows.map(({ personId }) => personId),
    ['surname', 'name', 'patronymic'],
  );
  const named = rows.map(({ personId, ...row }) => {
    const { surname = '', name = '', patronymic = null } = people.get(personId) ?? {};
    return { ...row, name: [surname, name, patronymic].filter(Boolean).join(' ') };
  });
  return named.sort((one, other) => collator.compare(one.name, other.name));
}

type Given = { pupilId: string; value: number | null };

/** Marks of the periods and of the year; those of a former class of the school count as well. */
export async function resultsOf(
  { code }: Journal,
  pupils: readonly ArchivedPupil[],
  periods: readonly Period[],
): Promise<{
  period: (pupil: string, period: string) => Given | undefined;
  year: (pupil: string, kind: YearKind) => Given | undefined;
}> {
  const ids = pupils.map(({ id }) => id);
  const ofPeriods = await sql<Given & { periodId: string }>`SELECT p.id AS "pupilId", f.period_id AS "periodId", f.value
    FROM school.pupils p JOIN school.pupils q ON q.person_id = p.person_id AND q.organisation_id = p.organisation_id
    JOIN school.period_marks f ON f.pupil_id = q.id AND f.subject = ${code}
      AND f.period_id = ANY (${periods.map(({ id }) => id)}::uuid[])
    WHERE p.id = ANY (${ids}::uuid[]) ORDER BY f.id LIMIT 2000`;
  const ofYear = await sql<Given & { kind: YearKind }>`SELECT pupil_id AS "pupilId", kind, value FROM school.year_marks
    WHERE pupil_id = ANY (${ids}::uuid[]) AND subject = ${code} ORDER BY id LIMIT 1000`;
  const found = new Map(ofPeriods.map((row) => [`${row.pupilId}/${row.periodId}`, row]));
  const years = new Map(ofYear.map((row) => [`${row.pupilId}/${row.kind}`, row]));
  return {
    period: (pupil, period) => found.get(`${pupil}/${period}`),
    year: (pupil, kind) => years.get(`${pupil}/${kind}`),
  };
}
