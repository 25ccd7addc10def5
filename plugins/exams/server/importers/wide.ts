import { importer, type ImportColumn } from '@regiso/core';
import { shippedSubjects } from '../reference/kinds';
import { countCell, meanCell, type Cell } from './cells';
import { finishRun } from './finish';
import { ExamImportOptions } from './options';
import { organisationKey, placeColumns, placeKey, placeOf } from './place-columns';
import { runOf, type Run } from './run';
import { subjectAliases } from './subject-aliases';
import { resultPages } from './see-also';
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
  seeAlso: resultPages,
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
    const subjects = subjectsOfFile(run);
    return storeResults(
      run,
      rows.map(({ values, matchedTo }) => ({
        ...placeOf(values),
        matchedTo,
        kind: null,
        period: null,
        subjects: cellsOf(values as Record<string, unknown>, subjects, run.fields !== undefined),
      })),
    );
  },
  finish: finishRun,
});

type WideSubject = {
  code: string;
  participants: string;
  mean: string;
  titleOf: (name: string) => string;
};
const wideSubjects = shippedSubjects.map(({ code }): WideSubject => ({
  code,
  participants: `${code}_participants`,
  mean: `${code}_mean`,
  titleOf: (name) => subjectColumns[`${code}_${name}`]?.title ?? name,
}));

/** Subjects that have a column in the file; all when it is not known which columns it has. */
const subjectsOfFile = ({ fields }: Run) =>
  fields ? wideSubjects.filter(({ participants, mean }) => fields.has(participants) || fields.has(mean)) : wideSubjects;

function cellsOf(values: Record<string, unknown>, subjects: readonly WideSubject[], isEmptyMeant: boolean) {
  const found: SubjectCells[] = [];
  for (const { code, participants, mean, titleOf } of subjects) {
    const cells = { participants: cellOf(values[participants]), mean: cellOf(values[mean]) };
    if (isEmptyMeant || cells.participants !== null || cells.mean !== null)
      found.push({ subject: code, cells, titleOf });
  }
  return found;
}

const cellOf = (value: unknown) => (value ?? null) as Cell | null;
