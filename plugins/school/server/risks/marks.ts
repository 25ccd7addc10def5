import { sql } from '@regiso/core';
import { grouped } from './grouped';
import type { Look, Sat, Subjects, Time } from './look';

/** Marks of a pupil in a subject: of this period, of the one before, and the failing of the last days. */
export type Marks = {
  id: string;
  subject: string;
  n: number;
  product: number;
  weight: number;
  nBefore: number;
  productBefore: number;
  weightBefore: number;
  twos: number;
};

/** Marks of each pupil by subject, and the subjects that the last period ended badly in. */
export async function marksOf(pupils: readonly Sat[], times: readonly Time[], { today, twosDays }: Look) {
  const periods = new Map(pupils.map((pupil) => [pupil.id, pupil]));
  const own = times.flatMap(({ id, timeId }) => {
    const { from, beforeFrom, endedId } = periods.get(id) ?? {};
    return from ? [{ id, timeId, from, since: beforeFrom ?? from, endedId: endedId ?? null }] : [];
  });
  const of = <K extends keyof (typeof own)[number]>(key: K) => own.map((one) => one[key]);
  const marks = await sql<Marks>`SELECT u.id, m.subject, (count(*) FILTER (WHERE m.day >= u.first))::int AS n,
      coalesce(sum(m.value * m.weight) FILTER (WHERE m.day >= u.first), 0)::int AS product,
      coalesce(sum(m.weight) FILTER (WHERE m.day >= u.first), 0)::int AS weight,
      (count(*) FILTER (WHERE m.day < u.first))::int AS "nBefore",
      coalesce(sum(m.value * m.weight) FILTER (WHERE m.day < u.first), 0)::int AS "productBefore",
      coalesce(sum(m.weight) FILTER (WHERE m.day < u.first), 0)::int AS "weightBefore",
      (count(*) FILTER (WHERE m.value = 2 AND m.day > ${today}::date - ${twosDays}::int))::int AS twos
    FROM unnest(${of('id')}::uuid[], ${of('timeId')}::uuid[], ${of('from')}::date[], ${of('since')}::date[])
      AS u(id, time_id, first, since)
    JOIN school.marks m ON m.pupil_id = u.time_id AND m.day BETWEEN u.since AND ${today}::date
    GROUP BY u.id, m.subject LIMIT 200000`;
  type Bad = { id: string; subject: string; value: number | null };
  const bad = await sql<Bad>`SELECT u.id, f.subject, f.value
    FROM unnest(${of('id')}::uuid[], ${of('timeId')}::uuid[], ${of('endedId')}::uuid[]) AS u(id, time_id, ended_id)
    JOIN school.period_marks f ON f.period_id = u.ended_id AND f.pupil_id = u.time_id
    WHERE f.value IS NULL OR f.value = 2 ORDER BY u.id, f.subject LIMIT 50000`;
  const failed = new Map<string, Subjects>();
  for (const { id, subject, value } of bad) failed.set(id, { ...failed.get(id), [subject]: value });
  return { marks: grouped(marks, ({ id }) => id), failed };
}
