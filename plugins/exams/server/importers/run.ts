import { context as currentContext, sql, type ImportContext, type RowOutcome } from '@regiso/core';
import type { ExamPeriod, ResultUnit } from '../../shared';
import { createOrganisations, ensureRegion, slugOf, type NewOrganisation } from '../services/create-organisations';
import { Matcher } from '../services/match-organisations';
import { normaliseName, normalisePlace } from '../services/normalise-name';
import { lockResults } from '../services/save-results';
import { ExamImportOptions } from './options';
import { subjectAliases } from './subject-aliases';

export type Kind = { code: string; title: string; unit: ResultUnit; maximum: number };
export type Subject = { code: string; title: string; unit: ResultUnit | null };

/** What one import run knows: the register, the dictionaries, what it has counted and created so far. */
export type Run = {
  readonly options: ExamImportOptions;
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

export function runOf({ options }: ImportContext): Promise<Run> {
  const { transaction } = currentContext();
  if (!transaction) throw new Error('An import runs in a transaction');
  const known = runs.get(transaction);
  if (known) return known;
  const started = begin(ExamImportOptions.parse(options));
  runs.set(transaction, started);
  return started;
}

async function begin(options: ExamImportOptions): Promise<Run> {
  await lockResults();
  const kinds = await sql<Kind>`SELECT code, title, unit, maximum FROM exams.exam_kinds`;
  const subjects = await sql<Subject & { title_en: string }>`SELECT code, title, title_en, unit FROM exams.subjects`;
  const regions = await sql<{ id: string; code: string; name: string; name_en: string; is_home: boolean }>`
    SELECT id, code, name, name_en, is_home FROM core.regions`;
  return {
    options,
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
      regions.flatMap(({ id, code, name, name_en }) => [id, code, name, name_en].map((word) => [regionKey(word), id])),
    ),
    occurrences: new Map(),
    sessions: new Set(),
    created: 0,
  };
}

const regionKey = (word: string) => normaliseName(word);

/** The region a row belongs to; undefined when the file names one that is not known and may not be made. */
export async function regionOf(run: Run, named: string | null): Promise<string | undefined> {
  const { regionCode, regionName, createMissing } = run.options;
  if (!named) return regionCode ? regionById(run, regionCode, regionName ?? regionCode) : run.homeRegion;
  const id = regionCode ? `${regionCode}-${slugOf(named)}` : undefined;
  const known = run.regions.get(regionKey(id ?? named));
  if (known ?? !id) return known;
  return createMissing ? regionById(run, id, regionName ? `${named} (${regionName})` : named) : undefined;
}

async function regionById(run: Run, id: string, name: string) {
  const known = run.regions.get(regionKey(id));
  if (known) return known;
  if (!run.options.createMissing) return undefined;
  await ensureRegion(id, name);
  run.regions.set(regionKey(id), id);
  return id;
}

export type PlacedRow = {
  name: string | null;
  code: string | null;
  inn: string | null;
  city: string | null;
  regionId: string | undefined;
};
export type Found = { id: string } | Extract<RowOutcome, { outcome: 'staged' }>;

/** Finds every row's organisation; with `createMissing` adds unknown ones of other regions, each once. */
export async function organisationsOf(run: Run, rows: readonly PlacedRow[], source: string): Promise<Found[]> {
  const missing = new Map<string, NewOrganisation>();
  for (const row of rows) {
    const { regionId, name, city } = row;
    if (!run.options.createMissing || !name || !regionId || regionId === run.homeRegion) continue;
    if ('id' in run.matcher.find(row)) continue;
    const key = [regionId, normaliseName(name), normalisePlace(city ?? '')].join('|');
    if (!missing.has(key)) missing.set(key, { regionId, name, city });
  }
  if (missing.size) await addOrganisations(run, [...missing.values()], source);
  return rows.map((row) => {
    const match = run.matcher.find(row);
    return 'id' in match ? match : { outcome: 'staged', why: match.missing };
  });
}

async function addOrganisations(run: Run, added: readonly NewOrganisation[], source: string) {
  const ids = await createOrganisations(added, source);
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
export async function ensureSession(run: Run, kind: string, year: number, period: ExamPeriod, source: string) {
  const key = `${kind}|${year}|${period}`;
  if (run.sessions.has(key)) return;
  run.sessions.add(key);
  await sql`INSERT INTO exams.sessions (kind, year, period, source) VALUES (${kind}, ${year}, ${period}, ${source})
    ON CONFLICT DO NOTHING`;
}
