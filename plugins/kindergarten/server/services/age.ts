import { part, todayHere } from '@regiso/core';
import { schoolYearOf } from '../../shared';

type Piece = ReturnType<typeof part>;

const yearOf = (day: Piece) => part`(extract(year FROM ${day})::int - (to_char(${day}, 'MM-DD') < '09-01')::int)`;

/** Full years of an application `a` on 1 September of the school year in which a place is wanted, the present one at least. */
export const ageNow = (): Piece =>
  part`greatest(0, greatest(${schoolYearOf(todayHere())}::int, ${yearOf(part`a.desired_on`)}) - a.cohort)`;
