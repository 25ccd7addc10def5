import { prepared } from '@regiso/core';
import { averageOf, type Weighed } from '../../shared';

export type Summary = { average: number | null; marks: number };

type Days = { from: string; to: string };

/** Marks of each pupil in a subject over days; those of a former class of the same school count too. */
export async function marksOf(
  pupils: readonly string[],
  subject: string,
  { from, to }: Days,
): Promise<(pupil: string) => readonly Weighed[]> {
  const rows = await prepared<Weighed & { pupil: string }>`SELECT p.id AS pupil, m.value, m.weight
    FROM school.pupils p JOIN school.pupils q ON q.person_id = p.person_id AND q.organisation_id = p.organisation_id
    JOIN school.marks m ON m.pupil_id = q.id AND m.subject = ${subject} AND m.day BETWEEN ${from}::date AND ${to}::date
    WHERE p.id = ANY (${[...pupils]}::uuid[]) ORDER BY m.id LIMIT 20000`;
  const marks = new Map<string, Weighed[]>();
  for (const { pupil, ...mark } of rows) marks.set(pupil, [...(marks.get(pupil) ?? []), mark]);
  return (pupil) => marks.get(pupil) ?? [];
}

/** The weighted average of each pupil in a subject over days. */
export async function averagesOf(
  pupils: readonly string[],
  subject: string,
  days: Days,
): Promise<(pupil: string) => Summary> {
  const marks = await marksOf(pupils, subject, days);
  return (pupil) => ({ average: averageOf(marks(pupil)), marks: marks(pupil).length });
}
