import { part, prepared } from '@regiso/core';
import type { PeriodView } from '../../shared';
import { isClosed } from './closed';

/** Periods of the year of a class, for its grade, in their order. */
export const periodsOf = (
  classId: string,
) => prepared<PeriodView>`SELECT p.id, p.kind, p.number, p.starts_on::text AS "startsOn",
    p.ends_on::text AS "endsOn",
    ${isClosed(part`p.id`, part`c.id`)} AS "isClosed"
  FROM school.classes c JOIN school.periods p ON p.year_id = c.year_id AND c.grade BETWEEN p.grade_from AND p.grade_to
  WHERE c.id = ${classId} ORDER BY p.starts_on LIMIT 8`;

/** The period that a day belongs to: between two the one that has ended, before the first the first. */
export const periodOn = <T extends Pick<PeriodView, 'startsOn'>>(periods: readonly T[], day: string): T | undefined =>
  [...periods].reverse().find(({ startsOn }) => startsOn <= day) ?? periods[0];
