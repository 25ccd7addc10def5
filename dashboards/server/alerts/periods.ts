import { homeCalendar, todayHere } from '@regiso/core';
import type { AlertGrain } from '../../shared/alerts';

const grains: readonly AlertGrain[] = ['day', 'month', 'academic_year', 'school_year', 'year'];
export const isGrain = (name: string): name is AlertGrain => (grains as readonly string[]).includes(name);

/** The period a day lies in, as figures name it: 2026-09-05, 2026-09, 2026. An academic year is named by its first year. */
export function periodOf(grain: AlertGrain, day: string): string {
  if (grain === 'day') return day;
  if (grain === 'month') return day.slice(0, 7);
  const year = Number(day.slice(0, 4));
  return String(grain === 'year' || day.slice(5, 7) >= '09' ? year : year - 1);
}

const shapes = { day: /^\d{4}-\d{2}-\d{2}$/, month: /^\d{4}-\d{2}$/, year: /^\d{4}$/ } as const;

/** Whether this names a period of such steps that the calendar has. */
export function isPeriod(grain: AlertGrain, period: string): boolean {
  if (!shapes[grain === 'day' || grain === 'month' ? grain : 'year'].test(period)) return false;
  const moment = new Date(`${period}${'-01-01'.slice(period.length - 4)}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(period);
}

/** Days back that a rule looks; undefined for all there is. Figures of each organisation by day are many. */
export function firstDay(grain: AlertGrain, over: string | null, today = todayHere()): string | undefined {
  if (grain === 'day') return daysBefore(today, over === 'organisation' ? 31 : 366);
  if (grain !== 'month') return undefined;
  const [year = 0, month = 1] = today.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 - 13, 1)).toISOString().slice(0, 10);
}

export const daysBefore = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

/** Whether a period is over, or runs and running ones count; what lies ahead, as planned lessons do, never does. */
export function hasCome(grain: AlertGrain, period: string, takesRunning: boolean, today = todayHere()): boolean {
  const present = periodOf(grain, today);
  return period < present || (takesRunning && period === present);
}

/** Every period from the first to the last: of days only the worked ones. */
export function calendarOf(grain: AlertGrain, first: string, last: string): string[] {
  const periods: string[] = [];
  for (let period = first; period <= last && periods.length < 1_000; period = next(grain, period))
    if (grain !== 'day' || isWorked(period)) periods.push(period);
  return periods;
}

function next(grain: AlertGrain, period: string): string {
  if (grain === 'day') return daysBefore(period, -1);
  if (grain !== 'month') return String(Number(period) + 1);
  const [year = 0, month = 1] = period.split('-').map(Number);
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 7);
}

export function isWorked(day: string): boolean {
  try {
    return homeCalendar().isWorkingDay(day);
  } catch {
    // Of that year nobody has entered the holidays.
    return ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
  }
}
