import { part, todayHere } from '@regiso/core';

type Piece = ReturnType<typeof part>;

/** Whether an act holds a closed period `x` open today. */
export const isReopened = () => part`EXISTS (SELECT FROM school.reopenings r WHERE r.class_id = x.class_id
  AND r.period_id = x.period_id AND r.closed_at IS NULL AND r.until >= ${todayHere()}::date)`;

/** Whether nothing changes any more in a period of a class. */
export const isClosed = (period: Piece, classId: Piece) => part`EXISTS (SELECT FROM school.closed_periods x
  WHERE x.period_id = ${period} AND x.class_id = ${classId} AND NOT ${isReopened()})`;

/** Whether the period that covers a day is closed for a class. */
export const isClosedOn = (classId: Piece, day: Piece) => part`EXISTS (SELECT FROM school.closed_periods x
  JOIN school.periods p ON p.id = x.period_id WHERE x.class_id = ${classId} AND ${day} BETWEEN p.starts_on AND p.ends_on
    AND NOT ${isReopened()})`;
