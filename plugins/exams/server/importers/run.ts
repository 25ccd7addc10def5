import { context as currentContext, sql, type ImportContext, type RowOutcome } from '@regiso/core';
import type { ExamPeriod, ResultUnit } from '../../shared';
import { createOrganisations, ensureRegion, slugOf, type NewOrganisation } from '../services/create-organisations';
import { Matcher } from '../services/match-organisations';
import { normaliseName, normalisePlace } from '../services/normalise-name';
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
  readonly occurrences: Map<string, number>;
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

/** The region a row belongs to; undefined when the file names one that is not known and may not be made. */
export async function regionOf(run: Run, named: string | null): Promise<string | undefined> {
  const { region, regionName } = run.options;
  if (!named) return region ? knownRegion(run, region, regionName ?? region) : run.homeRegion;
  if (!region) return run.regions.get(normaliseName(named));
  const code = `${region}-${slugOf(named).toUpperCase()}`;
  return knownRegion(run, code, regionName ? `${named} (${regionName})` : named);
}

async function knownRegion(run: Run, code: string, name: string) {
  const known = run.regions.get(normaliseName(code));
  if (known ?? !run.options.createMissing) return known;
  const id = await ensureRegion(code, name);
  run.regions.set(normaliseName(code), id);
  return id;
}

export type PlacedRow = {
  /** The organisation a person has matched rows like this with. */
  matchedTo?: string | undefined;
  name: string | null;
  code: string | null;
  inn: string | null;
  city: string | null;
  regionId: string | undefined;
};
export type Found = { id: string } | Extract<RowOutcome, { outcome: 'staged' }>;

/** Finds every row's organisation; with `createMissing` adds unknown ones of other regions, each once. */
export async function organisationsOf(run: Run, rows: readonly PlacedRow[]): Promise<Found[]> {
  const missing = new Map<string, NewOrganisation>();
  for (const row of rows) {
    const { regionId, name, city } = row;
    if (row.matchedTo || !run.options.createMissing || !name || !regionId || regionId === run.homeRegion) continue;
    if ('id' in run.matcher.find(row)) continue;
    const key = [regionId, normaliseName(name), normalisePlace(city ?? '')].join('|');
    if (!missing.has(key)) missing.set(key, { regionId, name, city });
  }
  if (missing.size) await addOrganisations(run, [...missing.values()]);
  return rows.map((row) => {
    if (row.matchedTo) return { id: row.matchedTo };
    const match = run.matcher.find(row);
    return 'id' in match ? match : { outcome: 'staged', why: match.missing };
  });
}

async function addOrganisations(run: Run, added: readonly NewOrganisation[]) {
  const ids = await createOrganisations(added, run.options);
  added.forEach(({ regionId, name, city }, at) =>
    run.matcher.add({
      id: ids[at] ?? '',
      region_id: regionId,
      short_name: name,
      full_name: name,
      settlement: city,
      municipality: [],
      inn: null,
      codes: [],
    }),
  );
  run.created += added.length;
}

/** Which of the run's rows about the same organisation, session and subject this is, from 1. */
export function nextOccurrence(run: Run, key: string): number {
  const occurrence = (run.occurrences.get(key) ?? 0) + 1;
  run.occurrences.set(key, occurrence);
  return occurrence;
}

/** Makes sure that the session stands in the list of sessions. */
export async function ensureSession(run: Run, kind: string, year: number, period: ExamPeriod) {
  const key = `${kind}|${year}|${period}`;
  if (run.sessions.has(key)) return;
  run.sessions.add(key);
  await sql`INSERT INTO exams.sessions (kind, year, period, source) VALUES (${kind}, ${year}, ${period}, ${run.options.source})
    ON CONFLICT DO NOTHING`;
}
