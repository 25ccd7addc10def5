import { ProblemError } from '../server/errors';
import type { ProductionCalendar } from './pack';

/** A day that differs from "weekdays are worked, weekends are free". */
export type CalendarDay = {
  day: string;
  isWorking: boolean;
  title: string;
  act: string;
  verified: boolean;
};

/** How a day of a kept year differs: a day off, a working day an hour shorter, a weekend day that is worked. */
export type DayKind = 'free' | 'short' | 'worked';
/** A year as the operator keeps it: every day that differs from "weekdays are worked, weekends are free". */
export type KeptYear = {
  readonly year: number;
  readonly days: readonly { readonly day: string; readonly kind: DayKind; readonly title: string }[];
};

/** Counts by one calendar. A year that it does not know is refused with a sentence (409), never guessed. */
export type WorkingCalendar = {
  /** Is `2026-05-11` worked? Throws for what is not a day. */
  isWorkingDay: (day: string) => boolean;
  /**
   * The n-th working day after `day`, which itself is not counted; before it when n is negative. With 0: the day itself
   * or, when it is free, the next worked one. The result is always worked.
   */
  addWorkingDays: (day: string, n: number) => string;
  /** Working days after `from` up to and including `to`; negative when `to` is earlier. */
  workingDaysBetween: (from: string, to: string) => number;
  /** False when transfers of that year are not entered, so that a term may come out a day or two early. */
  isComplete: (year: number) => boolean;
  /** True when a term between these days meets a year of which only the holidays are known: its end may still move. */
  isProvisional: (from: string, to: string) => boolean;
};

const dayMs = 86_400_000;

/** Counting of working days by one production calendar; a kept year takes the place of what the calendar says of it. */
export function workingCalendar(calendar: ProductionCalendar, keptYears: readonly KeptYear[] = []): WorkingCalendar {
  const holidays = new Set(calendar.holidays.map(({ monthDay }) => monthDay));
  const free = new Set(calendar.transfers.map(({ to }) => to));
  const worked = new Set(calendar.transfers.map(({ from }) => from));
  const kept = new Map(keptYears.map(({ year, days }) => [year, new Map(days.map(({ day, kind }) => [day, kind]))]));

  const isWorking = (time: number) => {
    const day = dayOf(time);
    const year = yearOf(day);
    const own = kept.get(year);
    if (own) return own.has(day) ? own.get(day) !== 'free' : !isWeekend(time);
    if (!calendar.years.includes(year)) throw missingYear(year);
    if (holidays.has(day.slice(5)) || free.has(day)) return false;
    return worked.has(day) || !isWeekend(time);
  };
  const addWorkingDays = (day: string, n: number) => {
    if (!Number.isInteger(n)) throw new RangeError(`Cannot add ${n} working days: give a whole number`);
    const step = n < 0 ? -dayMs : dayMs;
    let time = timeOf(day);
    if (n === 0) while (!isWorking(time)) time += step;
    for (let left = Math.abs(n); left > 0; left -= isWorking(time) ? 1 : 0) time += step;
    return dayOf(time);
  };
  const workingDaysBetween = (from: string, to: string): number => {
    const [first, last] = [timeOf(from), timeOf(to)];
    if (last < first) return -workingDaysBetween(to, from);
    let count = 0;
    for (let time = first + dayMs; time <= last; time += dayMs) if (isWorking(time)) count++;
    return count;
  };
  const isComplete = (year: number) => kept.has(year) || calendar.completeYears.includes(year);
  const isProvisional = (from: string, to: string) => {
    const [first, last] = [yearOf(from), yearOf(to)].sort((a, b) => a - b);
    for (let year = first ?? 0; year <= (last ?? 0); year += 1) if (!isComplete(year)) return true;
    return false;
  };
  return {
    isWorkingDay: (day) => isWorking(timeOf(day)),
    addWorkingDays,
    workingDaysBetween,
    isComplete,
    isProvisional,
  };
}

const missingYear = (year: number) =>
  new ProblemError({
    status: 409,
    code: 'no-calendar-year',
    title: { ru: 'Нет производственного календаря', en: 'The production calendar is missing' },
    detail: `Производственного календаря на ${year} год нет, рабочие дни не посчитать. Его вносит оператор на странице «Производственный календарь».`,
  });

/** What differs in one year, in order of days: holidays, moved days off, worked weekends. */
export function specialDays(calendar: ProductionCalendar, year: number): CalendarDay[] {
  const days = new Map<string, CalendarDay>();
  for (const { to, from, act, verified } of calendar.transfers) {
    days.set(to, { day: to, isWorking: false, title: `Выходной, перенесён с ${from}`, act, verified });
    const title = `Рабочий день, выходной перенесён на ${to}`;
    days.set(from, { day: from, isWorking: true, title, act, verified });
  }
  for (const { monthDay, title } of calendar.holidays) {
    const day = `${year}-${monthDay}`;
    days.set(day, { day, isWorking: false, title, act: calendar.holidaysAct, verified: true });
  }
  return [...days.values()].filter(({ day }) => day.startsWith(`${year}-`)).sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** The calendar day it is now in a time zone: `today('Asia/Yekaterinburg')` → `2026-09-01`. */
export function today(timeZone: string, now: Date = new Date()): string {
  const second = Math.floor(now.getTime() / 1_000);
  if (last.second === second && last.timeZone === timeZone) return last.day;
  last = { second, timeZone, day: dayIn(timeZone, now) };
  return last.day;
}

// A request asks several times, and the format takes its time.
let last = { second: Number.NaN, timeZone: '', day: '' };

function dayIn(timeZone: string, now: Date): string {
  const parts = Object.fromEntries(
    formatIn(timeZone)
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts['year']}-${parts['month']}-${parts['day']}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

// To make a format takes longer than what else a short answer does, and every request asks for the day a few times.
function formatIn(timeZone: string): Intl.DateTimeFormat {
  const made = formats.get(timeZone);
  if (made) return made;
  const format = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formats.set(timeZone, format);
  return format;
}

function timeOf(day: string) {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  // Date.parse takes 31 February for 3 March, so the day must come back as it was given.
  if (Number.isNaN(time) || dayOf(time) !== day) throw new RangeError(`"${day}" is not a day; write it as 2026-09-01`);
  return time;
}

const yearOf = (day: string) => Number(day.slice(0, 4));
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
const isWeekend = (time: number) => [0, 6].includes(new Date(time).getUTCDay());
