import { oneFrom, standingOf, subjectTotals, totalsOf, type ClassReport, type PeriodReport } from '../../shared';
import { newBook, spokenDay } from './workbook';

const standing = {
  excellent: 'отлично',
  good: 'хорошо',
  satisfactory: 'есть «3»',
  failing: 'не успевает',
  waiting: 'не все отметки',
} as const;
const said = (mark: number | null | undefined) => (mark === null ? 'н/а' : (mark ?? ''));

/** The report of a class: a row a pupil, and what each subject comes to. */
export async function classWorkbook(report: ClassReport): Promise<Buffer> {
  const { name, organisation, teacher, period, subjects, codes, pupils } = report;
  const { quality, success, average } = totalsOf(pupils);
  const share = (value: number | null) => (value === null ? 'нет' : `${String(value).replace('.', ',')} %`);
  const lines = [
    `${organisation}, ${spokenDay(period.startsOn)}–${spokenDay(period.endsOn)}. Классный руководитель: ${teacher ?? 'не назначен'}`,
    `Качество ${share(quality)}, успеваемость ${share(success)}, средняя отметка ${average ?? 'нет'}. Доли считаются без тех, у кого не все отметки.`,
  ];
  const heads = [
    'Ученик',
    ...subjects.map(({ title }) => title),
    'Итог',
    'Одна «4»',
    'Одна «3»',
    ...codes.map((code) => code.title),
  ];
  const { sheet, bytes } = await newBook('Отчёт', `Отчёт за период: ${name}`, lines, heads);
  const titleOf = (code: string | null) => subjects.find((one) => one.code === code)?.title ?? '';
  for (const pupil of pupils)
    sheet.addRow([
      pupil.name,
      ...subjects.map(({ code }) => said(pupil.marks[code])),
      report.isMarked ? standing[standingOf(pupil)] : '',
      titleOf(oneFrom(pupil, 4)),
      titleOf(oneFrom(pupil, 3)),
      ...codes.map(({ code }) => pupil.absences[code] ?? 0),
    ]);
  const rows = [
    ['Средняя отметка', 'average'],
    ['Качество, %', 'quality'],
    ['Успеваемость, %', 'success'],
  ] as const;
  for (const [title, figure] of rows)
    sheet.addRow([title, ...subjects.map(({ code }) => subjectTotals(pupils, code)[figure] ?? '')]).font = {
      bold: true,
    };
  return bytes();
}

const columns = [
  ['Отличники', 'excellent'],
  ['С одной «4»', 'oneFour'],
  ['Хорошисты', 'good'],
  ['С одной «3»', 'oneThree'],
  ['Не успевают', 'failing'],
  ['Не все отметки', 'waiting'],
  ['Качество, %', 'quality'],
  ['Успеваемость, %', 'success'],
  ['Средняя отметка', 'average'],
] as const;

/** All classes of a period, a row a class. */
export async function periodWorkbook({ codes, classes }: PeriodReport): Promise<Buffer> {
  const lines = ['Доли считаются без тех, у кого не все отметки за период. Пропуски — в уроках.'];
  const heads = ['Класс', 'Учеников', ...columns.map(([title]) => title), ...codes.map(({ title }) => title)];
  const { sheet, bytes } = await newBook('Отчёт', 'Отчёт по классам за период', lines, heads);
  for (const line of classes)
    sheet.addRow([
      line.name,
      line.pupils,
      ...columns.map(([, figure]) => (line.isMarked ? (line[figure] ?? '') : '')),
      ...codes.map(({ code }) => line.absences[code] ?? 0),
    ]);
  return bytes();
}
