import { homeCalendar, sql } from '@regiso/core';
import type { AbsenceReason, MonthTable } from '../../shared';
import { markedGroup, withNames } from './attendance';
import { isClosed } from './closed-months';
import { daysAfter } from './days';

type Kept = {
  pupilId: string;
  personId: string;
  from: string;
  to: string;
  days: { day: string; mark: string; excused: boolean }[] | null;
};

const daysOf = (month: string) => {
  const days: { day: string; isWorked: boolean }[] = [];
  for (let day = `${month}-01`; day.startsWith(month); day = daysAfter(day, 1))
    days.push({ day, isWorked: homeCalendar().isWorkingDay(day) });
  return days;
};

/** The табель of a group: who attended on which day of a month, with totals. */
export async function monthOf(groupId: string, month: string): Promise<MonthTable> {
  const { name: group, organisation_id: organisationId } = await markedGroup(groupId);
  const days = daysOf(month);
  const [first, last] = [`${month}-01`, days.at(-1)?.day ?? ''];
  const rows = await sql<Kept>`SELECT p.id AS "pupilId", p.person_id AS "personId",
      greatest(p.starts_on, ${first}::date)::text AS "from", least(p.ends_on, ${last}::date)::text AS "to",
      (SELECT jsonb_agg(jsonb_build_object('day', a.day, 'mark', coalesce(a.reason, a.status), 'excused', a.is_excused))
        FROM kindergarten.attendance a WHERE a.pupil_id = p.id AND a.day BETWEEN greatest(p.starts_on, ${first}::date)
          AND least(p.ends_on, ${last}::date)) AS days
    FROM kindergarten.pupils p WHERE p.group_id = ${groupId} AND p.starts_on <= ${last}
      AND (p.ends_on IS NULL OR p.ends_on >= ${first}) ORDER BY p.id LIMIT 200`;
  const named = await withNames(groupId, rows);
  return { group, isClosed: await isClosed(organisationId, first), days, rows: named.map(totals) };
}

function totals({ pupilId, child, from, to, days }: Omit<Kept, 'personId'> & { child: string }) {
  const marks = days ?? [];
  const absent = marks.filter(({ mark }) => mark !== 'present');
  const reasons: Partial<Record<AbsenceReason, number>> = {};
  for (const { mark } of absent) reasons[mark as AbsenceReason] = (reasons[mark as AbsenceReason] ?? 0) + 1;
  return {
    ...{ pupilId, child, from, to, marks: Object.fromEntries(marks.map(({ day, mark }) => [day, mark])) },
    ...{ present: marks.length - absent.length, absent: absent.length, reasons },
    excused: absent.filter(({ excused }) => excused).length,
  };
}

const letters: Record<string, string> = {
  present: '+',
  illness: 'Б',
  family: 'С',
  holiday: 'О',
  quarantine: 'К',
  unknown: 'Н',
};

/** The табель for a spreadsheet in Russian: `;` between cells, a mark of UTF-8 in front. */
export function csvOf({ days, rows }: MonthTable): string {
  const head = ['Ребёнок', ...days.map(({ day }) => String(Number(day.slice(8)))), 'Присутствовал', 'Отсутствовал'];
  const lines = rows.map(({ child, marks, present, absent, excused }) => [
    ...[child, ...days.map(({ day, isWorked }) => letters[marks[day] ?? ''] ?? (isWorked ? '' : 'В'))],
    ...[present, absent, excused].map(String),
  ]);
  const text = [[...head, 'Из них не оплачивается'], ...lines].map((line) => line.map(cell).join(';')).join('\r\n');
  return `\uFEFF${text}\r\n`;
}

// Names are letters and hyphens; whatever else begins like a formula is kept from being run.
const cell = (text: string) => {
  const safe = /^[=@\t\r-]|^\+./.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
