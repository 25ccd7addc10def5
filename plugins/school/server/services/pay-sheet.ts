import { notFound, sql } from '@regiso/core';
import { hourNames, type PaySheet, type PaySpan } from '../../shared';
import { teacherNames } from './names';
import { whole } from './reach';
import { newBook, spokenDay } from './workbook';

type Row = Omit<PaySheet['rows'][number], 'teacher'>;

const collator = new Intl.Collator('ru');

/**
 * Hours of the teachers of a year over some days: by the timetable, of others, taken by others, cancelled, and given in all; nobody
 * gives a cancelled lesson. An hour is a lesson by the bell; whose it is was kept when somebody began to stand in. Throws 404.
 */
export async function paySheetOf(yearId: string, { from, to }: PaySpan): Promise<PaySheet> {
  const [year] = await sql<{ organisation: string }>`SELECT o.short_name AS organisation FROM school.years y
    JOIN core.organisations o ON o.id = y.organisation_id WHERE y.id = ${yearId} AND ${whole('school.keep-classes', 'y')}`;
  if (!year) throw notFound('Учебный год не найден');
  // Classes that sit together are two lessons of one hour.
  const rows = await sql<Row>`WITH hours AS (
      SELECT (l.day, c.shift, l.number) AS hour, CASE WHEN l.cancelled_at IS NULL THEN l.teacher_id END AS giver,
        CASE WHEN l.is_substituted THEN l.stands_in_for ELSE l.teacher_id END AS usual
      FROM school.lessons l JOIN school.classes c ON c.id = l.class_id
      WHERE c.year_id = ${yearId} AND l.day BETWEEN ${from}::date AND ${to}::date)
    SELECT w.id AS "teacherId",
      count(DISTINCT hour) FILTER (WHERE usual = w.id)::int AS planned,
      count(DISTINCT hour) FILTER (WHERE giver = w.id AND usual IS DISTINCT FROM w.id)::int AS replaced,
      count(DISTINCT hour) FILTER (WHERE usual = w.id AND giver <> w.id)::int AS taken,
      count(DISTINCT hour) FILTER (WHERE usual = w.id AND giver IS NULL)::int AS cancelled,
      count(DISTINCT hour) FILTER (WHERE giver = w.id)::int AS given
    FROM hours CROSS JOIN LATERAL (SELECT giver UNION SELECT usual) w(id)
    WHERE w.id IS NOT NULL GROUP BY w.id ORDER BY w.id LIMIT 500`;
  const nameOf = await teacherNames(rows.map(({ teacherId }) => teacherId));
  const named = rows.map((row) => ({ ...row, teacher: nameOf(row.teacherId) ?? '' }));
  return { ...year, from, to, rows: named.sort((one, other) => collator.compare(one.teacher, other.teacher)) };
}

const heads: Record<(typeof hourNames)[number], string> = {
  planned: 'По расписанию',
  replaced: 'Замены: провёл за других',
  taken: 'Его уроки провели другие',
  cancelled: 'Отменены: никто не вёл',
  given: 'Всего ведёт',
};

/** The sheet as a workbook, with its days and what an hour is. */
export async function workbookOf({ organisation, from, to, rows }: PaySheet): Promise<Buffer> {
  const lines = [
    `Часы учителей с ${spokenDay(from)} по ${spokenDay(to)}`,
    'Час — урок по звонку; классы, которые сидят вместе, считаются один раз.',
    'Переданный журнал: проведённые уроки остаются за прежним учителем.',
  ];
  const { sheet, bytes } = await newBook('Часы', organisation, lines, [
    'Учитель',
    ...hourNames.map((name) => heads[name]),
  ]);
  for (const row of rows) sheet.addRow([row.teacher, ...hourNames.map((name) => row[name])]);
  return bytes();
}
