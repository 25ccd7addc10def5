import { sql, todayHere } from '@regiso/core';
import { firstMarkedGrade, ratesOf, sumBy, type SubjectReport } from '../../shared';
import { periodFor } from './closing';
import { teacherNames } from './names';
import { within } from './reach';
import { newBook } from './workbook';

type Line = SubjectReport['lines'][number];

/** Marks of a period by journal of the classes that one oversees: who learns there at its end or today. Throws 404. */
export async function subjectReport(periodId: string): Promise<SubjectReport> {
  const { ends_on: end } = await periodFor(periodId);
  const until = end < todayHere() ? end : todayHere();
  const rows = await sql<Omit<Line, 'teacher'>>`WITH k AS MATERIALIZED (
      SELECT c.id, c.grade, c.letter FROM school.classes c JOIN school.periods p ON p.id = ${periodId} AND p.year_id = c.year_id
        AND c.grade BETWEEN p.grade_from AND p.grade_to
      WHERE c.grade >= ${firstMarkedGrade}::int AND ${within('school.oversee', 'c')}),
    sat AS MATERIALIZED (SELECT q.id, q.class_id FROM k JOIN school.pupils q ON q.class_id = k.id
      AND q.starts_on <= ${end}::date AND (q.ends_on IS NULL OR q.ends_on >= ${until}::date)),
    lrn AS (SELECT j.id AS journal, q.id AS pupil, f.id IS NOT NULL AS is_set, f.value FROM k
      JOIN school.loads j ON j.class_id = k.id JOIN sat q ON q.class_id = k.id
        AND (j.subgroup IS NULL OR EXISTS (SELECT FROM school.load_pupils h WHERE h.load_id = j.id AND h.pupil_id = q.id))
      LEFT JOIN school.period_marks f ON f.period_id = ${periodId} AND f.pupil_id = q.id AND f.subject = j.subject)
    SELECT j.id AS "journalId", j.subject, s.title, s.title_en AS "titleEn", k.id AS "classId", k.grade || k.letter AS class,
      j.subgroup, j.teacher_id AS "teacherId", count(l.pupil)::int AS pupils,
      (count(*) FILTER (WHERE l.value = 5))::int AS fives, (count(*) FILTER (WHERE l.value = 4))::int AS fours,
      (count(*) FILTER (WHERE l.value = 3))::int AS threes, (count(*) FILTER (WHERE l.value = 2))::int AS twos,
      (count(*) FILTER (WHERE l.is_set AND l.value IS NULL))::int AS unattested,
      (count(*) FILTER (WHERE NOT l.is_set))::int AS waiting
    FROM k JOIN school.loads j ON j.class_id = k.id JOIN school.subjects s ON s.code = j.subject
    LEFT JOIN lrn l ON l.journal = j.id GROUP BY j.id, s.code, k.id, k.grade, k.letter
    ORDER BY s.title, k.grade, k.letter, j.subgroup LIMIT 3000`;
  const nameOf = await teacherNames(rows.map(({ teacherId }) => teacherId));
  return { lines: rows.map((row) => ({ ...row, teacher: nameOf(row.teacherId) })) };
}

const heads = [
  ...['Предмет', 'Класс', 'Учитель', 'Учеников', '«5»', '«4»', '«3»', '«2»', 'н/а', 'Нет отметки'],
  ...['Качество, %', 'Успеваемость, %', 'Средняя отметка'],
];

/** The same as a workbook: a row a journal, and under each subject what it comes to. */
export async function subjectBook({ lines }: SubjectReport): Promise<Buffer> {
  const about = ['Доли считаются без тех, у кого нет отметки за период; «н/а» — как не успевающий.'];
  const { sheet, bytes } = await newBook('Предметы', 'Отчёт по предметам за период', about, heads);
  const add = (line: Line, who: readonly [string, string]) => {
    const { quality, success, average } = ratesOf(line);
    const { pupils, fives, fours, threes, twos, unattested, waiting } = line;
    return sheet.addRow([
      ...[line.title, ...who, pupils, fives, fours, threes, twos, unattested, waiting],
      ...[quality ?? '', success ?? '', average ?? ''],
    ]);
  };
  for (const sum of sumBy(lines, ({ subject }) => subject)) {
    for (const line of lines.filter(({ subject }) => subject === sum.subject))
      add(line, [line.subgroup ? `${line.class}, гр. ${line.subgroup}` : line.class, line.teacher ?? 'не назначен']);
    add(sum, ['Всего', '']).font = { bold: true };
  }
  return bytes();
}
