import type { RowOutcome } from '@regiso/core';
import { saveResults, type Result, type Saved } from '../services/save-results';
import { findOrganisations, type Found, type NamedRow } from './find-organisations';
import { readNumbers, type Issue, type NumberCells } from './read-numbers';
import { ensureSessions, nextOccurrence, type Kind, type Run, type Subject } from './run';

/** `titleOf` gives the heading under which the user knows a column. */
export type SubjectCells = { subject: string; cells: NumberCells; titleOf: (name: string) => string };

/** One row of a file, long or wide: whose results, of which exam, and the cells of each subject. */
export type ExamRow = NamedRow & {
  kind: string | null;
  year: number | null;
  period: Result['period'] | null;
  subjects: readonly SubjectCells[];
};

type Draft = { results: Result[] } | { issues: Issue[] };

/** Stores a batch: rows with a fault are rejected whole, rows of unknown organisations staged, the rest saved at once. */
export async function storeResults(run: Run, rows: readonly ExamRow[]): Promise<RowOutcome[]> {
  const drafts = rows.map((row) => draftOf(run, row));
  const found = await organisationsOfSound(run, rows, drafts);
  const results: Result[] = [];
  const owners: number[] = [];
  for (const [at, draft] of drafts.entries()) {
    const organisation = found[at];
    if ('issues' in draft || !organisation || !('id' in organisation)) continue;
    for (const result of draft.results) {
      result.organisationId = organisation.id;
      result.occurrence = nextOccurrence(run, organisation.id, result);
      results.push(result);
      owners.push(at);
    }
  }
  await ensureSessions(run, results);
  const became = together(owners, await saveResults(results, run.options.source));
  return drafts.map((draft, at): RowOutcome => {
    if ('issues' in draft) return { outcome: 'rejected', issues: draft.issues };
    const organisation = found[at];
    if (organisation && 'outcome' in organisation) return organisation;
    return { outcome: became.get(at) ?? 'unchanged' };
  });
}

// A rejected row must not add its organisation to the register.
async function organisationsOfSound(run: Run, rows: readonly ExamRow[], drafts: readonly Draft[]): Promise<Found[]> {
  const places = rows.flatMap((_, at) => ('issues' in drafts[at]! ? [] : [at]));
  const sound = await findOrganisations(
    run,
    places.map((at) => rows[at]!),
  );
  const found: Found[] = [];
  for (const [at, place] of places.entries()) found[place] = sound[at]!;
  return found;
}

// A row of several subjects is created when any of them is, else updated when any is.
const rank: Record<Saved, number> = { unchanged: 0, updated: 1, created: 2 };

function together(owners: readonly number[], saved: readonly Saved[]) {
  const became = new Map<number, Saved>();
  for (const [at, one] of saved.entries()) {
    const owner = owners[at] ?? 0;
    if (rank[one] >= rank[became.get(owner) ?? 'unchanged']) became.set(owner, one);
  }
  return became;
}

function draftOf(run: Run, row: ExamRow): Draft {
  const { options } = run;
  const kind = run.kinds.get(run.matcher.normal(row.kind ?? options.kind));
  const year = row.year ?? options.year;
  const issues: Issue[] = [];
  if (!kind) issues.push({ column: 'Экзамен', message: unknownKind(run, row.kind ?? options.kind) });
  if (!year) issues.push({ column: 'Год', message: 'Год не указан ни в строке, ни в настройке загрузки' });
  if (!kind || !year) return { issues };
  const results: Result[] = [];
  const period = row.period ?? options.period;
  for (const { subject: word, cells, titleOf } of row.subjects) {
    const subject = run.subjects.get(run.matcher.normal(word));
    if (!subject) {
      issues.push({ column: 'Предмет', message: unknownSubject(word) });
      continue;
    }
    const unit = unitOf(kind, subject);
    const session = { kind: kind.code, year, period, subject: subject.code, unit };
    const maximum = unit === 'mark' ? 5 : unit === kind.unit ? kind.maximum : 100;
    const read = readNumbers(cells, { codes: run.codes, suppressedBelow: options.suppressedBelow, unit, maximum });
    // Whose it is and which occurrence is filled in once the organisation is known: one object serves all the way.
    if ('numbers' in read) results.push({ organisationId: '', occurrence: 0, ...session, ...read.numbers });
    else for (const issue of read.issues) issues.push({ ...issue, column: titleOf(issue.column) });
  }
  return issues.length ? { issues } : { results };
}

const unitOf = (kind: Kind, subject: Subject) => (kind.unit === 'score' ? (subject.unit ?? kind.unit) : kind.unit);

const unknownKind = ({ kinds }: Run, word: string) =>
  `Вида экзамена «${word}» нет в справочнике. Есть: ${[...new Set([...kinds.values()].map(({ code }) => code))].join(', ')}`;
const unknownSubject = (word: string) =>
  `Предмета «${word}» нет в справочнике: исправьте название или добавьте предмет в справочник`;
