import { importer, type ImportColumn } from '@regiso/core';
import { shippedSubjects } from '../reference/kinds';
import { countCell, meanCell, type Cell } from './cells';
import { finishRun } from './finish';
import { ExamImportOptions } from './options';
import { placeColumns, placeKey, placeOf } from './place-columns';
import { runOf } from './run';
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
      rows.map(({ values }) => ({
        ...placeOf(values),
        kind: null,
        period: null,
        subjects: subjectsOf(values as Record<string, unknown>),
      })),
    );
  },
  finish: finishRun,
});

const codes = shippedSubjects.map(({ code }) => code);

/** The subjects whose columns the file has. */
function subjectsOf(values: Record<string, unknown>): SubjectCells[] {
  return codes.flatMap((subject) => {
    const participants = values[`${subject}_participants`] as Cell | null | undefined;
    const mean = values[`${subject}_mean`] as Cell | null | undefined;
    if (participants === undefined && mean === undefined) return [];
    const cells = { ...(participants !== undefined && { participants }), ...(mean !== undefined && { mean }) };
    return [{ subject, cells, columnOf: (name: string) => `${subject}_${name}` }];
  });
}
