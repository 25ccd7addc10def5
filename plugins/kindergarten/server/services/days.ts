import { conflict, homeCalendar, todayHere } from '@regiso/core';

const dayMs = 86_400_000;

/** The day so many days later. */
export const daysAfter = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** Days within which an act can be taken back, or entered late. */
export const undoDays = 30;

/** A day long past or far ahead is a slip of the pen. Throws 409. */
export function refuseDay(day: string) {
  if (day < daysAfter(todayHere(), -undoDays) || day > daysAfter(todayHere(), 366))
    throw conflict('День должен быть не раньше чем месяц назад и не позже чем через год');
}

/** Whether a last day may still move: the production calendar of its year is not whole yet. */
export const mayMove = (last: string | null): boolean => last !== null && homeCalendar().isProvisional(last, last);

/** The last day of a term in calendar days: it ends on a worked day. */
export const termOf = (days: number, from = todayHere()) => homeCalendar().addWorkingDays(daysAfter(from, days), 0);
