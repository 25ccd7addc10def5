import { context as currentContext, sql, type ImportContext } from '@regiso/core';
import type { ExamPeriod, ResultUnit } from '../../shared';
import { Matcher } from '../services/match-organisations';
import { normaliseName } from '../services/normalise-name';
import { lockResults } from '../services/save-results';
import { ExamImportOptions, readCodes, type CodeTable } from './options';
import { subjectAliases } from './subject-aliases';

export type Kind = { code: string; title: string; unit: ResultUnit; maximum: number };
export type Subject = { code: string; title: string; unit: ResultUnit | null };

/** What one import run knows: the register, the dictionaries, what it has counted and created so far. */
export type Run = {
  readonly options: ExamImportOptions;
  readonly codes: CodeTable;
  /** Fields that have a column in the file; undefined when that is not known. */
  readonly fields: ReadonlySet<string> | undefined;
  readonly matcher: Matcher;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly subjects: ReadonlyMap<string, Subject>;
  readonly homeRegion: string;
  /** Region ids by the words that may name them. */
  readonly regions: Map<string, string>;
  /** How many rows each organisation has had of each session and subject. */
  readonly occurrences: Map<string, Map<string, number>>;
  readonly sessions: Set<string>;
  created: number;
};

// A run is one transaction, so what it knows lives exactly as long as that.
const runs = new WeakMap<object, Promise<Run>>();

export function runOf({ options, runId }: ImportContext): Promise<Run> {
  const { transaction } = currentContext();
  if (!transaction) throw new Error('An import runs in a transaction');
  const known = runs.get(transaction);
  if (known) return known;
  const started = begin(ExamImportOptions.parse(options), runId);
  runs.set(transaction, started);
  return started;
}

async function begin(options: ExamImportOptions, runId: string): Promise<Run> {
  await lockResults();
  const kinds = await sql<Kind>`SELECT code, title, unit, maximum FROM exams.exam_kinds`;
  const subjects = await sql<Subject & { title_en: string }>`SELECT code, title, title_en, unit FROM exams.subjects`;
  const regions = await sql<{ id: string; code: string; name: string; name_en: string; is_home: boolean }>`
    SELECT id, code, name, name_en, is_home FROM core.regions`;
  const codes = readCodes(options.missingCodes);
  return {
    options,
    codes: 'problem' in codes ? new Map() : codes,
    fields: await fieldsOf(runId),
    matcher: await Matcher.read(),
    kinds: new Map(kinds.flatMap((kind) => [kind.code, kind.title].map((word) => [normaliseName(word), kind]))),
    subjects: new Map(
      subjects.flatMap((one) =>
        [one.code, one.title, one.title_en, ...(subjectAliases[one.code] ?? [])].map((word) => [
          normaliseName(word),
          one,
        ]),
      ),
    ),
    homeRegion: regions.find((region) => region.is_home)?.id ?? '',
    regions: new Map(
      regions.flatMap(({ id, code, name, name_en }) =>
        [id, code, name, name_en].map((word) => [normaliseName(word), id]),
      ),
    ),
    occurrences: new Map(),
    sessions: new Set(),
    created: 0,
  };
}

// An empty cell and a column that the file does not have both come as null; the run's mapping tells them apart.
async function fieldsOf(runId: string): Promise<ReadonlySet<string> | undefined> {
  const [run] = await sql<{ mapping: Record<string, string> | null }>`
    SELECT mapping FROM core.import_runs WHERE id::text = ${runId}`;
  return run?.mapping ? new Set(Object.keys(run.mapping)) : undefined;
}

type Session = { kind: string; year: number; period: ExamPeriod; subject: string };

/** Which of the run's rows about the same organisation, session and subject this is, from 1. */
export function nextOccurrence(run: Run, organisationId: string, { kind, year, period, subject }: Session): number {
  let seen = run.occurrences.get(organisationId);
  if (!seen) run.occurrences.set(organisationId, (seen = new Map<string, number>()));
  const session = `${kind}|${year}|${period}|${subject}`;
  const occurrence = (seen.get(session) ?? 0) + 1;
  seen.set(session, occurrence);
  return occurrence;
}

/** Makes sure that the sessions of these results stand in the list of sessions. */
export async function ensureSessions(run: Run, results: readonly Session[]) {
  for (const { kind, year, period } of results) {
    const session = `${kind}|${year}|${period}`;
    if (run.sessions.has(session)) continue;
    run.sessions.add(session);
    await sql`INSERT INTO exams.sessions (kind, year, period, source)
      VALUES (${kind}, ${year}, ${period}, ${run.options.source}) ON CONFLICT DO NOTHING`;
  }
}
