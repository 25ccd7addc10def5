import { audit, beyondReach, inReach, notFound, part, sentenceIn, sql } from '@regiso/core';
import type { languageOf } from '@regiso/core';
import type { FederalBoard, FederalDetail, FederalRow } from '../../shared';
import { namesOf } from '../services/names-of';
import { csvOf } from './csv';
import { freshCount, statusContent } from './feedback';
import { exchange, openProblems } from './load';
import { most } from './form';

type Piece = ReturnType<typeof part>;
type Language = ReturnType<typeof languageOf>;
type View = FederalBoard['files'][number];
type Stored = Omit<View, 'by' | 'problems' | 'from' | 'to'> & {
  account: string | null;
  municipalityId: string | null;
  sealed: Buffer | null;
  after: string | null;
  until: string | null;
};

const of = (state: string) => part`count(*) FILTER (WHERE r.state = ${state})::int`;

const stored = (where: Piece) => sql<Stored>`SELECT f.id, f.kind, f.name, f.municipality_id AS "municipalityId",
    m.short_name AS municipality, f.rows, f.made_at AS "madeAt", f.account_id AS account, f.unchanged,
    f.problems AS sealed, f.after_event AS after, f.until_event AS until, c.*
  FROM kindergarten.federal_files f LEFT JOIN core.municipalities m ON m.id = f.municipality_id, LATERAL (
    SELECT ${of('waiting')} AS waiting, ${of('asked')} AS asked, ${of('taken')} AS taken, ${of('rejected')} AS rejected
    FROM kindergarten.federal_rows r WHERE r.file_id = f.id) c
  WHERE ${where} AND ${inReach(exchange, { municipality: part`f.municipality_id` })} ORDER BY f.id DESC LIMIT 100`;

async function viewsOf(rows: readonly Stored[]): Promise<View[]> {
  const names = await namesOf(rows.flatMap(({ account }) => account ?? []));
  return rows.map(({ account, municipalityId: _, sealed, after, until, ...row }) => ({
    ...row,
    by: account ? (names.get(account) ?? null) : null,
    problems: openProblems(row.id, sealed).length,
    from: after === null ? null : Number(after) + 1,
    to: until === null ? null : Number(until),
  }));
}

/** The last hundred files of the exchange within reach, and how much waits to be given to the portal. */
export const federalBoard = async (): Promise<FederalBoard> => ({
  verified: false,
  files: await viewsOf(await stored(part`true`)),
  fresh: await freshCount(),
});

async function fileFor(id: string): Promise<Stored> {
  const [file] = await stored(part`f.id = ${id}`);
  if (!file) throw notFound('Файл не найден');
  return file;
}

/** A file with what became of each of its rows, by line; the reading is recorded. Throws 404. */
export async function federalFile(id: string, language: Language): Promise<FederalDetail> {
  const file = await fileFor(id);
  const [view] = await viewsOf([file]);
  if (!view) throw notFound('Файл не найден');
  const rows = file.kind === 'applications' ? await rowsOf(file, language) : [];
  await audit('kindergarten.federal-file-read', { type: 'federal-file', id }, { rows: rows.length });
  return { file: view, rows };
}

type Row = Omit<FederalRow, 'issues'> & { issue: string | null };

async function rowsOf({ id, sealed }: Stored, language: Language): Promise<FederalRow[]> {
  const rows = await beyondReach(
    'rows of a file that was in reach',
    () => sql<Row>`SELECT r.line, r.portal_id AS "portalId", r.number, r.state, r.application_id AS "applicationId",
        r.issue FROM kindergarten.federal_rows r WHERE r.file_id = ${id} ORDER BY r.line LIMIT ${most.rows}`,
  );
  const said = (message: string) => sentenceIn(language, message);
  return [
    ...rows.map(({ issue, ...row }) => ({ ...row, issues: issue ? [{ column: null, message: said(issue) }] : [] })),
    ...openProblems(id, sealed).map(({ line, portalId, issues }) => ({
      ...{ line, portalId, number: null, state: 'rejected' as const, applicationId: null },
      issues: issues.map(({ column, message }) => ({ column: column ?? null, message: said(message) })),
    })),
  ].sort((a, b) => a.line - b.line);
}

const answers: Readonly<Record<FederalRow['state'], string>> = {
  waiting: 'Обрабатывается',
  asked: 'Ждёт решения специалиста',
  taken: 'Принято',
  rejected: 'Не принято',
};

/** What is given to the portal: the answer to its applications, row by row, or the statuses since the file before. */
export async function federalContent(id: string): Promise<{ name: string; content: Buffer }> {
  const file = await fileFor(id);
  if (file.kind === 'statuses') {
    const span = { after: Number(file.after), until: Number(file.until), municipality: file.municipalityId };
    return { name: file.name, content: await statusContent(id, span) };
  }
  const rows = await rowsOf(file, 'ru');
  await audit('kindergarten.federal-file-exported', { type: 'federal-file', id }, { rows: rows.length });
  const lines = rows.map(({ line, portalId, number, state, issues }) => [
    ...[String(line), portalId ?? '', number ?? '', state, answers[state]],
    issues.map(({ column, message }) => (column ? `${column}: ${message}` : message)).join('; '),
  ]);
  const heads = ['Строка', 'Номер на портале', 'Номер заявления', 'Код ответа', 'Ответ', 'Что исправить'];
  return { name: `Ответ на ${file.name.replace(/\.[^.]*$/, '')}.csv`, content: csvOf([heads, ...lines]) };
}
