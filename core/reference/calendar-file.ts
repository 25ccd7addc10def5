import { invalidInput } from '../server/errors';
import type { DayKind, KeptYear } from '../territory/calendar';

type Days = KeptYear['days'][number][];

const kinds: Readonly<Record<string, DayKind>> = {
  выходной: 'free',
  сокращённый: 'short',
  сокращенный: 'short',
  рабочий: 'worked',
  free: 'free',
  short: 'short',
  worked: 'worked',
};
const months = 12;

/**
 * Days of a year from the text of a CSV file, in one of two forms: a line for each day that differs (`2027-01-01;выходной;Новогодние
 * каникулы`, as this page writes it), or the open data of the Ministry of Labour (a line for each year, a column for each
 * month, days off by commas, `*` after a shortened day, `+` after a moved day off). Throws 400 with the line that cannot be read.
 */
export function readCalendarFile(text: string, year: number): Days {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim());
  const byMonths = lines.find((line) => new RegExp(`^"?${year}"?[,;]`).test(line));
  return byMonths ? fromMonths(byMonths, year) : fromDays(lines, year);
}

const refuse = (message: string) => invalidInput([{ path: ['payload', 'text'], message }]);

function fromDays(lines: readonly string[], year: number): Days {
  const days: Days = [];
  for (const [at, line] of lines.entries()) {
    if (!line || (at === 0 && !/^"?\d/.test(line))) continue;
    const [first = '', word = '', title = ''] = line.split(/[;\t]/).map((cell) => cell.trim().replace(/^"|"$/g, ''));
    const day = first.replace(/^(\d{2})\.(\d{2})\.(\d{4})$/, '$3-$2-$1');
    const kind = kinds[word.toLowerCase()];
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw refuse(`Строка ${at + 1}: день пишется как 01.01.2027 или 2027-01-01`);
    if (!day.startsWith(`${year}-`)) throw refuse(`Строка ${at + 1}: это день другого года`);
    if (!kind) throw refuse(`Строка ${at + 1}: вид дня — выходной, сокращённый или рабочий`);
    days.push({ day, kind, title: title.slice(0, 200) });
  }
  if (days.length === 0) throw refuse('В файле нет ни одного дня этого года');
  return days;
}

// Quoted cells hold commas; ordinary weekends are listed too and say nothing new.
function fromMonths(line: string, year: number): Days {
  const cells = [...line.matchAll(/"([^"]*)"|([^,;"]+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  const days: Days = [];
  for (let month = 1; month <= months; month += 1) {
    const off = new Set<number>();
    for (const entry of (cells[month] ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean)) {
      const [, number = '', mark = ''] = /^(\d{1,2})([*+]?)$/.exec(entry) ?? [];
      const day = dayOf(year, month, Number(number));
      if (!day) throw refuse(`«${entry.slice(0, 20)}» — не день месяца ${month}`);
      if (mark === '*') days.push({ day, kind: 'short', title: 'Сокращённый день' });
      else off.add(Number(number));
      if (mark === '*' || isWeekend(day)) continue;
      days.push({ day, kind: 'free', title: mark === '+' ? 'Перенесённый выходной' : '' });
    }
    for (let number = 1; number <= 31; number += 1) {
      const day = dayOf(year, month, number);
      const isShort = day !== undefined && days.some((one) => one.day === day);
      if (!day || !isWeekend(day) || off.has(number) || isShort) continue;
      days.push({ day, kind: 'worked', title: 'Перенесённый рабочий день' });
    }
  }
  return days.sort((a, b) => (a.day < b.day ? -1 : 1));
}

function dayOf(year: number, month: number, number: number): string | undefined {
  const day = new Date(Date.UTC(year, month - 1, number));
  return number > 0 && day.getUTCMonth() === month - 1 ? day.toISOString().slice(0, 10) : undefined;
}

export const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
