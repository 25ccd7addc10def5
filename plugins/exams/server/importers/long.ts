import { importer, sampleSchool } from '@regiso/core';
import { z } from 'zod';
import { examPeriods } from '../../shared';
import { countCell, meanCell, textCell } from './cells';
import { finishRun } from './finish';
import { ExamImportOptions } from './options';
import { organisationKey, placeColumns, placeKey, placeOf } from './place-columns';
import { runOf } from './run';
import { resultPages } from './see-also';
import { storeResults } from './store-results';

const periodWords: Readonly<Record<string, (typeof examPeriods)[number]>> = {
  'весь год': 'all',
  досрочный: 'early',
  основной: 'main',
  дополнительный: 'additional',
};
const periodCell = z.string().transform((text, issues) => {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/ (период|этап)$/, '');
  const period = periodWords[word] ?? examPeriods.find((one) => one === word);
  if (period) return period;
  issues.addIssue({ code: 'custom', message: `«${text}»: период бывает досрочный, основной или дополнительный` });
  return z.NEVER;
});

const columns = {
  ...placeColumns,
  kind: { title: 'Экзамен', aliases: ['exam', 'вид экзамена', 'форма ГИА'], value: textCell },
  period: { title: 'Период', aliases: ['period', 'этап'], value: periodCell },
  subject: { title: 'Предмет', aliases: ['subject', 'учебный предмет'], required: true, value: textCell },
  participants: {
    title: 'Участников',
    aliases: ['participants', 'candidates', 'количество участников', 'число участников'],
    value: countCell,
  },
  mean: { title: 'Средний балл', aliases: ['mean', 'average', 'средний', 'средняя отметка'], value: meanCell },
  belowMinimum: { title: 'Ниже минимума', aliases: ['below_minimum', 'не преодолели минимум'], value: countCell },
  high: { title: '81–99 баллов', aliases: ['high', '81-99'], value: countCell },
  hundred: { title: '100 баллов', aliases: ['hundred', '100', 'стобалльников'], value: countCell },
  mark2: { title: 'Отметок 2', aliases: ['mark2', 'двоек'], value: countCell },
  mark3: { title: 'Отметок 3', aliases: ['mark3', 'троек'], value: countCell },
  mark4: { title: 'Отметок 4', aliases: ['mark4', 'четверок', 'четвёрок'], value: countCell },
  mark5: { title: 'Отметок 5', aliases: ['mark5', 'пятерок', 'пятёрок'], value: countCell },
} as const;

const titleOf = (name: string) => columns[name as keyof typeof columns]?.title ?? name;

/** One row an organisation and subject. */
export const examResults = importer({
  kind: 'exam-results',
  title: 'Результаты экзаменов: предмет в строке',
  describes:
    'Одна строка — одна организация и один предмет: участники, средний балл, сколько ниже минимума, 81–99, 100 баллов или отметок',
  permission: 'exams.import',
  columns,
  key: [...placeKey, 'kind', 'period', 'subject'],
  matchBy: organisationKey,
  options: ExamImportOptions,
  seeAlso: resultPages,
  sample: () => {
    const { name, municipality } = sampleSchool();
    return [
      [
        'Год',
        'Экзамен',
        'Муниципалитет',
        'Организация',
        'Предмет',
        'Участников',
        'Средний балл',
        'Ниже минимума',
        '81–99 баллов',
        '100 баллов',
      ],
      ['2026', 'ЕГЭ', municipality, name, 'Русский язык', '54', '68,4', '0', '11', '1'],
      ['2026', 'ЕГЭ', municipality, name, 'Физика', '4', '*', '*', '*', '*'],
    ];
  },
  apply: async (rows, context) => {
    const run = await runOf(context);
    return storeResults(
      run,
      rows.map(({ values, matchedTo }) => ({
        ...placeOf(values),
        matchedTo,
        kind: values.kind ?? null,
        period: values.period ?? null,
        subjects: [{ subject: values.subject, cells: values, titleOf }],
      })),
    );
  },
  finish: finishRun,
});
