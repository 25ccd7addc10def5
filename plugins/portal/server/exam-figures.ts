import { homeRegion, sql } from '@regiso/core';
import { answer, type Answer, type AnswerRow } from '@regiso/dashboards/api';
import { examIndicators } from '@regiso/exams';
import type { Language } from './visit';

export type ExamKind = { code: string; title: string; titleEn: string; unit: string };
export type Offer = { year: number; kind: string; region: string };
/** One exam of one year in one region: the unit that is published and protected as a whole. */
export type Sitting = { kind: ExamKind; year: number; region: string };
/** `n`: results behind the whole table, where that total is public. */
export type Figures = { rows: AnswerRow[]; at: string | null; n?: number | null };

const { meanMark, meanScore, participants } = examIndicators;

export const examKinds = () => sql<ExamKind>`
  SELECT code, title, title_en AS "titleEn", unit FROM exams.exam_kinds ORDER BY grade DESC NULLS LAST, code`;

/** How the result of an exam is measured: marks and points have a mean of their own. */
export const measureOf = (unit: string) => (unit === 'mark' ? meanMark : meanScore);

/** Which years, exams and regions have results at all, the latest first. */
export async function offers(): Promise<Offer[]> {
  const { rows } = await answer(participants.id, { by: ['year', 'kind', 'region'] }, { audience: 'public' });
  const known = rows.flatMap(({ key: [year, kind, region] }) =>
    year && kind && region ? [{ year: Number(year), kind, region }] : [],
  );
  return known.sort((one, other) => other.year - one.year);
}

/** The region asked for, else the home region when it has results, else the first that has. */
export function regionOf(all: readonly Offer[], asked: string | undefined): string {
  const has = (region: string) => all.some((offer) => offer.region === region);
  if (asked && has(asked)) return asked;
  const home = homeRegion().id;
  return has(home) ? home : (all[0]?.region ?? home);
}

/**
 * Everything public about one sitting comes from tables crossed by subject and place only. Exam and year bound the rows
 * instead of crossing the table: no total over years or exams is published here, so none can be subtracted from.
 */
const ask = ({ kind, year, region }: Sitting, by: string[], language: Language): Promise<Answer> =>
  answer(
    measureOf(kind.unit).id,
    { by },
    { audience: 'public', language, scope: [{ kind: [kind.code], year: [String(year)], region: [region] }] },
  );

/** Subjects of the region; hidden ones last, the best first. */
export async function subjectsOfRegion(sitting: Sitting, language: Language): Promise<Figures> {
  const { rows, asOf, total } = await ask(sitting, ['subject'], language);
  return { rows: sorted(rows), at: asOf.at, n: total?.n ?? null };
}

const isHidden = ({ flags }: AnswerRow) => flags.includes('c');

// Where the region's figure of a subject is hidden, that of a place must not give it back.
async function places(by: 'municipality' | 'organisation', sitting: Sitting, language: Language): Promise<Figures> {
  const region = await ask(sitting, ['subject'], language);
  const { rows, asOf } = await ask(sitting, [by, 'subject'], language);
  const concealed = new Set(region.rows.filter(isHidden).map(({ key }) => key[0]));
  return { rows: rows.map((row) => (concealed.has(row.key[1] ?? null) ? hidden(row) : row)), at: asOf.at };
}

const hidden = (row: AnswerRow): AnswerRow => ({
  ...row,
  value: null,
  numerator: null,
  denominator: null,
  n: null,
  flags: ['c'],
});

/** Keeps one part of a crossed table and leaves that part out of the keys. */
const part = (rows: readonly AnswerRow[], at: number, value: string): AnswerRow[] =>
  rows
    .filter(({ key }) => key[at] === value)
    .map((row) => ({ ...row, key: row.key.toSpliced(at, 1), titles: row.titles.toSpliced(at, 1) }));

/** Highest first; figures that are hidden or absent say nothing by their place: they come last, by name. */
const sorted = (rows: readonly AnswerRow[]) =>
  [...rows].sort(
    (one, other) =>
      (other.value ?? -Infinity) - (one.value ?? -Infinity)
      || (one.titles[0] ?? '').localeCompare(other.titles[0] ?? ''),
  );

export async function subjectsOfMunicipality(
  sitting: Sitting,
  municipality: string,
  language: Language,
): Promise<Figures> {
  const { rows, at } = await places('municipality', sitting, language);
  return { rows: sorted(part(rows, 0, municipality)), at };
}

/** One subject in every municipality. */
export async function municipalitiesOf(sitting: Sitting, subject: string, language: Language): Promise<Figures> {
  const { rows, at } = await places('municipality', sitting, language);
  return { rows: sorted(part(rows, 1, subject)), at };
}

type Years = { kind: ExamKind; years: readonly number[]; region: string; municipality?: string | undefined };

/** One subject by year, in the region or in one municipality: the same figures as on the pages of those years. */
export async function yearsOf({ kind, years, region, municipality }: Years, subject: string, language: Language) {
  const rows: AnswerRow[] = [];
  // One after the other: all of them read through the one transaction of the page.
  for (const year of [...years].sort()) {
    const sitting = { kind, year, region };
    const figures = municipality
      ? await subjectsOfMunicipality(sitting, municipality, language)
      : await subjectsOfRegion(sitting, language);
    const row = figures.rows.find(({ key }) => key[0] === subject);
    if (row) rows.push({ ...row, key: [String(year)], titles: [String(year)] });
  }
  return rows;
}

export type OrganisationResults = { kind: ExamKind; years: { year: number; rows: AnswerRow[] }[] };

/** Subjects of one organisation in the latest years of every exam it has results of. */
export async function resultsOf(organisation: string, region: string, language: Language) {
  const held = await sql<{ kind: string; year: number }>`
    SELECT DISTINCT kind, year FROM exams.results WHERE organisation_id = ${organisation} ORDER BY year DESC`;
  const results: OrganisationResults[] = [];
  for (const kind of held.length ? await examKinds() : []) {
    const years = held.filter((one) => one.kind === kind.code).slice(0, mostYears);
    const found: OrganisationResults['years'] = [];
    for (const { year } of years.reverse()) {
      const sitting = await sittingOf({ kind, year, region }, language);
      found.push({ year, rows: sitting.get(organisation) ?? [] });
    }
    if (found.length) results.push({ kind, years: found });
  }
  return results;
}

const mostYears = 5;
type ByOrganisation = Map<string, AnswerRow[]>;
const sittings = new Map<string, { tick: string; rows: Promise<ByOrganisation> }>();
const mostSittings = 60;

// One table serves the cards of all organisations, so it is sorted by organisation once a tick.
async function sittingOf(sitting: Sitting, language: Language): Promise<ByOrganisation> {
  const tick = await figuresTick();
  const key = [sitting.kind.code, sitting.year, sitting.region, language].join(' ');
  const kept = sittings.get(key);
  if (kept?.tick === tick) return kept.rows;
  const rows = places('organisation', sitting, language).then(groupedByOrganisation);
  sittings.delete(key);
  sittings.set(key, { tick, rows });
  rows.catch(() => sittings.delete(key));
  const [oldest] = sittings.keys();
  if (sittings.size > mostSittings && oldest !== undefined) sittings.delete(oldest);
  return rows;
}

function groupedByOrganisation({ rows }: Figures): ByOrganisation {
  const grouped: ByOrganisation = new Map();
  for (const row of rows) {
    const organisation = row.key[0] ?? '';
    const own = grouped.get(organisation) ?? [];
    own.push({ ...row, key: row.key.slice(1), titles: row.titles.slice(1) });
    grouped.set(organisation, own);
  }
  return grouped;
}

/** Moves on when figures shown to the public may have changed. */
export const figuresTick = async () => String((await answer(participants.id, {}, { audience: 'public' })).asOf.tick);

/** The subject most people took: what a reader sees before choosing one. */
export const largest = (rows: readonly AnswerRow[]) =>
  rows.reduce<AnswerRow | undefined>((best, row) => ((row.n ?? 0) > (best?.n ?? 0) ? row : best), undefined)?.key[0];
