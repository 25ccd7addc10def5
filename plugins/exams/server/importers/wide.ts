import { importer, sampleSchool, sql, type ImportColumn } from '@regiso/core';
import { shippedSubjects } from '../reference/kinds';
import { countCell, meanCell, type Cell } from './cells';
import { finishRun } from './finish';
import { ExamImportOptions } from './options';
import { organisationKey, placeColumns, placeKey, placeOf } from './place-columns';
import { runOf, type Run } from './run';
import { subjectAliases } from './subject-aliases';
import { resultPages } from './see-also';
import { storeResults, type SubjectCells } from './store-results';

type Named = [string, ImportColumn];

const columnsOf = (code: string, title: string): [participants: Named, mean: Named] => {
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

// The order of the shipped ones stays as it was; what an installation has added follows.
async function subjectColumns() {
  const subjects = await sql<{ code: string; title: string }>`SELECT code, title FROM exams.subjects
    ORDER BY array_position(${shippedSubjects.map(({ code }) => code)}::text[], code), title`;
  return Object.fromEntries(subjects.flatMap(({ code, title }) => columnsOf(code, title)));
}

/** One row an organisation, with two columns a subject. */
export const examResultsWide = importer({
  kind: 'exam-results-wide',
  title: 'Результаты экзаменов: предметы в столбцах',
  describes:
    'Одна строка — одна организация; для каждого предмета столбец с числом участников и столбец со средним баллом',
  permission: 'exams.import',
  columns: placeColumns,
  moreColumns: subjectColumns,
  key: placeKey,
  matchBy: organisationKey,
  options: ExamImportOptions,
  seeAlso: resultPages,
  sample: () => {
    const { name, municipality } = sampleSchool();
    return [
      [
        'Год',
        'Муниципалитет',
        'Организация',
        'Русский язык: участников',
        'Русский язык: средний балл',
        'Математика профильная: участников',
        'Математика профильная: средний балл',
      ],
      ['2026', municipality, name, '54', '68,4', '31', '57,2'],
      ['2025', municipality, name, '7', '*', '3', '*'],
    ];
  },
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

/** Subjects that have a column in the file; all when it is not known which columns it has. */
function subjectsOfFile({ fields, subjects }: Run): WideSubject[] {
  const all = [...new Set(subjects.values())].map(({ code, title }): WideSubject => {
    const [[participants, { title: ofParticipants }], [mean, { title: ofMean }]] = columnsOf(code, title);
    return { code, participants, mean, titleOf: (name) => (name === 'mean' ? ofMean : ofParticipants) };
  });
  return fields ? all.filter(({ participants, mean }) => fields.has(participants) || fields.has(mean)) : all;
}

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
