import { importer, type ImportColumn } from '@regiso/core';
import { shippedSubjects } from '../reference/kinds';
import { countCell, meanCell, type Cell } from './cells';
import { finishRun } from './finish';
import { ExamImportOptions } from './options';
import { organisationKey, placeColumns, placeKey, placeOf } from './place-columns';
import { runOf, type Run } from './run';
import { subjectAliases } from './subject-aliases';
import { storeResults, type SubjectCells } from './store-results';

const columnsOf = (code: string, title: string): [string, ImportColumn][] => {
  const names = [code, title, ...(subjectAliases[code] ?? [])];
  const named = (...words: string[]) => names.flatMap((name) => words.map((word) => `${name} ${word}`));
  return [
    [
      `${code}_participants`,
      {
        title: `${title}: участников`,
        aliases: named('participants', 'candidates', 'участников', 'участники', 'количество участников'),
        value: countCell,
      },
    ],
    [
      `${code}_mean`,
      {
        title: `${title}: средний балл`,
        aliases: named('mean', 'average', 'средний балл', 'средний', 'балл'),
        value: meanCell,
      },
    ],
  ];
};
const subjectColumns = Object.fromEntries(shippedSubjects.flatMap(({ code, title }) => columnsOf(code, title)));

/** One row an organisation, with two columns a subject. */
export const examResultsWide = importer({
  kind: 'exam-results-wide',
  title: 'Результаты экзаменов: предметы в столбцах',
  describes:
    'Одна строка — одна организация; для каждого предмета столбец с числом участников и столбец со средним баллом',
  permission: 'exams.import',
  columns: { ...placeColumns, ...subjectColumns },
  key: placeKey,
  matchBy: organisationKey,
  options: ExamImportOptions,
  sample: () => [
    [
      'Год',
      'Муниципалитет',
      'Организация',
      'Русский язык: участников',
      'Русский язык: средний балл',
      'Математика профильная: участников',
      'Математика профильная: средний балл',
    ],
    ['2026', 'Тюмень', 'МАОУ СОШ № 1', '54', '68,4', '31', '57,2'],
    ['2026', 'Абатский округ', 'МАОУ Абатская СОШ', '7', '*', '3', '*'],
  ],
  apply: async (rows, context) => {
    const run = await runOf(context);
    return storeResults(
      run,
      rows.map(({ values, matchedTo }) => ({
        ...placeOf(values),
        matchedTo,
        kind: null,
        period: null,
        subjects: subjectsOf(run, values as Record<string, unknown>),
      })),
    );
  },
  finish: finishRun,
});

const codes = shippedSubjects.map(({ code }) => code);

/** The subjects whose columns the file has. */
function subjectsOf({ fields }: Run, values: Record<string, unknown>): SubjectCells[] {
  return codes.flatMap((subject) => {
    const cell = (name: string) => (values[`${subject}_${name}`] ?? null) as Cell | null;
    const cells = { participants: cell('participants'), mean: cell('mean') };
    const isGiven = fields
      ? fields.has(`${subject}_participants`) || fields.has(`${subject}_mean`)
      : cells.participants !== null || cells.mean !== null;
    if (!isGiven) return [];
    return [{ subject, cells, titleOf: (name: string) => subjectColumns[`${subject}_${name}`]?.title ?? name }];
  });
}
