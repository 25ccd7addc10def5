import type { RowOutcome } from '@regiso/core';
import { normaliseName } from '../services/normalise-name';
import { saveResults, type Result, type Saved } from '../services/save-results';
import { readNumbers, type Issue, type NumberCells } from './read-numbers';
import { ensureSession, nextOccurrence, organisationsOf, regionOf, type Kind, type Run, type Subject } from './run';

/** `titleOf` gives the heading under which the user knows a column. */
export type SubjectCells = { subject: string; cells: NumberCells; titleOf: (name: string) => string };

/** One row of a file, long or wide: whose results, of which exam, and the cells of each subject. */
export type ExamRow = {
  matchedTo?: string | undefined;
  region: string | null;
  organisation: string | null;
  code: string | null;
  inn: string | null;
  city: string | null;
  kind: string | null;
  year: number | null;
  period: Result['period'] | null;
  subjects: readonly SubjectCells[];
};

type Draft = Omit<Result, 'organisationId' | 'occurrence'>;

/** Stores a batch: rows with a fault are rejected whole, rows of unknown organisations staged, the rest saved at once. */
export async function storeResults(run: Run, rows: readonly ExamRow[]): Promise<RowOutcome[]> {
  const drafts = rows.map((row) => draftsOf(run, row));
  const placed = [];
  for (const { region, organisation, ...rest } of rows)
    placed.push({ ...rest, name: organisation, regionId: await regionOf(run, region) });
  const sound = placed.map((row, at) => ('issues' in (drafts[at] ?? { issues: [] }) ? undefined : row));
  const asked = sound.filter((row) => row !== undefined);
  const found = (await organisationsOf(run, asked)).values();
  const organisations = sound.map((row) => (row ? found.next().value : undefined));

  const results: Result[] = [];
  const owners: number[] = [];
  for (const [at, draft] of drafts.entries()) {
    const organisation = organisations[at];
    if ('issues' in draft || !organisation || !('id' in organisation)) continue;
    for (const one of draft.results) {
      results.push(placedResult(run, organisation.id, one));
      owners.push(at);
      await ensureSession(run, one.kind, one.year, one.period);
    }
  }
  const saved = await saveResults(results, run.options.source);
  const became = new Map<number, Saved>();
  saved.forEach((one, at) => {
    const owner = owners[at] ?? 0;
    if (rank[one] >= rank[became.get(owner) ?? 'unchanged']) became.set(owner, one);
  });
  return drafts.map((draft, at): RowOutcome => {
    if ('issues' in draft) return { outcome: 'rejected', issues: draft.issues };
    const organisation = organisations[at];
    if (organisation && 'outcome' in organisation) return organisation;
    return { outcome: became.get(at) ?? 'unchanged' };
  });
}

// A row of several subjects is created when any of them is, else updated when any is.
const rank: Record<Saved, number> = { unchanged: 0, updated: 1, created: 2 };

function placedResult(run: Run, organisationId: string, draft: Draft): Result {
  const { kind, year, period, subject } = draft;
  const occurrence = nextOccurrence(run, `${organisationId}|${kind}|${year}|${period}|${subject}`);
  return { ...draft, organisationId, occurrence };
}

function draftsOf(run: Run, row: ExamRow): { results: Draft[] } | { issues: Issue[] } {
  const { options } = run;
  const kind = run.kinds.get(normaliseName(row.kind ?? options.kind));
  const year = row.year ?? options.year;
  const issues: Issue[] = [];
  if (!kind) issues.push({ column: 'Экзамен', message: unknownKind(run, row.kind ?? options.kind) });
  if (!year) issues.push({ column: 'Год', message: 'Год не указан ни в строке, ни в настройке загрузки' });
  if (!kind || !year) return { issues };
  const results: Draft[] = [];
  for (const { subject: word, cells, titleOf } of row.subjects) {
    const subject = run.subjects.get(normaliseName(word));
    if (!subject) {
      issues.push({ column: 'Предмет', message: unknownSubject(word) });
      continue;
    }
    const unit = unitOf(kind, subject);
    const maximum = unit === 'mark' ? 5 : unit === kind.unit ? kind.maximum : 100;
    const read = readNumbers(cells, { codes: run.codes, suppressedBelow: options.suppressedBelow, unit, maximum });
    if ('issues' in read) issues.push(...read.issues.map((issue) => ({ ...issue, column: titleOf(issue.column) })));
    else
      results.push({
        kind: kind.code,
        year,
        period: row.period ?? options.period,
        subject: subject.code,
        unit,
        ...read.numbers,
      });
  }
  return issues.length ? { issues } : { results };
}

const unitOf = (kind: Kind, subject: Subject) => (kind.unit === 'score' ? (subject.unit ?? kind.unit) : kind.unit);

const unknownKind = ({ kinds }: Run, word: string) =>
  `Вида экзамена «${word}» нет в справочнике. Есть: ${[...new Set([...kinds.values()].map(({ code }) => code))].join(', ')}`;
const unknownSubject = (word: string) =>
  `Предмета «${word}» нет в справочнике: исправьте название или добавьте предмет в справочник`;
