import { join } from 'node:path';
import { runImport } from '../../../../core/imports/run';
import { sql } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { realFile, rowsAsPublished, rowsOf } from './real-data';

const all = realFile('poland-e8-2021-2025.csv.gz');
const published = realFile(join('as-published', 'poland-e8-2023.csv.gz'));
const suite = all && published ? describe : describe.skip;
const options = {
  kind: 'e8',
  createMissing: true,
  region: 'PL',
  regionName: 'Польша',
  source: 'Centralna Komisja Egzaminacyjna',
  attribution: 'CKE; cs50p, MIT © 2025 Tomasz Lempart',
};
const subjects = { polish: 'polish', math: 'math', english: 'foreign-lang-en' };

/** What the file says, counted without the importer. */
function expected(rows: Record<string, string>[]) {
  return ['2021', '2022', '2023', '2024', '2025'].flatMap((year) =>
    Object.entries(subjects).map(([word, subject]) => {
      const cells = rows
        .filter((row) => row.year === year)
        .map((row) => ({ count: row[`${word}_candidates`] ?? '', mean: row[`${word}_mean`] ?? '' }));
      const missing = cells.filter(({ mean }) => mean === '');
      return {
        year: Number(year),
        subject,
        results: cells.length,
        participants: cells.reduce((sum, { count }) => sum + Number(count), 0),
        suppressed: missing.filter(({ count }) => count !== '').length,
        absent: missing.filter(({ count }) => count === '').length,
        score: Math.round(cells.reduce((sum, { count, mean }) => sum + Number(count) * Number(mean), 0)),
      };
    }),
  );
}

/** What is stored, summed the same way. */
const storedSums = () =>
  sql`SELECT year, subject, count(*)::int AS results, sum(participants)::int AS participants,
      count(*) FILTER (WHERE mean_missing_reason = 'suppressed')::int AS suppressed,
      count(*) FILTER (WHERE mean_missing_reason = 'absent')::int AS absent, round(sum(score_sum))::int AS score
    FROM exams.results WHERE kind = 'e8' GROUP BY year, subject`;

async function load(file: string | undefined, more = {}) {
  const result = await runImport({ kind: 'exam-results-wide', file: file ?? '', options: { ...options, ...more } });
  console.log(`${result.rows} rows in ${result.seconds} s`);
  return result;
}

/** Runs of letters and runs of digits, «NR» before a number left out unless it is to count. */
function wordsOf(name = '', { countsNumberSign = false } = {}) {
  const words = name.toLowerCase().match(/\p{L}+|\p{N}+/gu) ?? [];
  const isSign = (at: number) => words[at] === 'nr' && /^\p{N}/u.test(words[at + 1] ?? '');
  return words.filter((_, at) => countsNumberSign || !isSign(at)).join(' ');
}
const byWords = (row: Record<string, string>) => [row.region, wordsOf(row.school), wordsOf(row.city)].join('|');
const byWordsAndSign = (row: Record<string, string>) =>
  [row.region, wordsOf(row.school, { countsNumberSign: true }), wordsOf(row.city)].join('|');
const byPunctuation = (row: Record<string, string>) =>
  [row.region, row.school, row.city]
    .map((text = '') =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim(),
    )
    .join('|');
const countBy = (keyOf: (row: Record<string, string>) => string, rows: Record<string, string>[]) =>
  new Set(rows.map(keyOf)).size;

jest.setTimeout(180_000);

suite('The real results of 61,119 school-years', () => {
  let test: TestApp;
  const read = <T>(query: () => Promise<T>) => test.work(query);
  beforeAll(async () => {
    test = await createTestApp({ only: ['exams'] });
  });
  afterAll(() => test.stop());

  it('are stored with every count right', async () => {
    const result = await load(all);
    expect(result).toMatchObject({ rows: 61_119, created: 61_119, rejected: 0, staged: 0, ignored: ['public'] });
    const stored = await test.work(storedSums);
    const wanted = expected(rowsOf(all ?? ''));
    expect(stored).toHaveLength(wanted.length);
    for (const row of wanted) expect(stored).toContainEqual(row);
    expect(wanted.find(({ year, subject }) => year === 2021 && subject === 'polish')).toMatchObject({
      suppressed: 2_716,
      absent: 3,
    });
  });

  it('keep a hidden mean unknown, with its reason', async () => {
    const [row] = await read(
      () => sql`SELECT count(*)::int AS rows, count(score_sum)::int AS weighted, count(scored)::int AS scored,
        max(participants) AS most FROM exams.results WHERE mean_missing_reason = 'suppressed'`,
    );
    expect(row).toMatchObject({ weighted: 0, scored: 0, most: 9 });
  });

  it('add every school once, in its own region', async () => {
    const [row] = await read(
      () => sql`SELECT count(*)::int AS schools, count(DISTINCT region_id)::int AS regions,
        count(*) FILTER (WHERE municipality_id IS NOT NULL OR attribution IS NULL)::int AS wrong
        FROM core.organisations WHERE region_id LIKE 'pl-%'`,
    );
    expect(row).toEqual({ schools: 14_157, regions: 16, wrong: 0 });
    // Punctuation alone would leave 14,164. Seven of those are the same school of the same town, written otherwise in other
    // years and never twice in one: six glue a number to its neighbour («NR2», «46IM.»), one leaves «NR» out.
    const rows = rowsOf(all ?? '');
    expect(countBy(byPunctuation, rows)).toBe(14_164);
    expect(countBy(byWordsAndSign, rows)).toBe(14_158);
    expect(countBy(byWords, rows)).toBe(14_157);
    const [twice] = await read(
      () => sql`SELECT max(occurrence)::int AS most, count(*) FILTER (WHERE occurrence > 1)::int AS repeated
        FROM exams.results`,
    );
    // 68 rows repeat a school of their year, each with three subjects.
    expect(rows.length - countBy((one) => `${one.year}|${byWords(one)}`, rows)).toBe(68);
    expect(twice).toEqual({ most: 2, repeated: 204 });
  });

  it('do not change when sent again', async () => {
    expect(await load(all)).toMatchObject({ created: 0, updated: 0, unchanged: 61_119, rejected: 0, staged: 0 });
  });

  it('are the same in the file as its publisher made it', async () => {
    expect(await load(published, { year: 2023 })).toMatchObject({
      rows: 12_593,
      created: 0,
      updated: 0,
      unchanged: 12_593,
    });
  });
});

suite('The real results as their publisher made them', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp({ only: ['exams'] });
  });
  afterAll(() => test.stop());

  it('are stored with every count right where nothing stood before, and the other years join them', async () => {
    expect(await load(published, { year: 2023 })).toMatchObject({
      rows: 12_593,
      created: 12_593,
      rejected: 0,
      staged: 0,
    });
    const wanted = expected(rowsAsPublished(published ?? '', 2023)).filter(({ year }) => year === 2023);
    const stored = await test.work(storedSums);
    expect(stored).toHaveLength(wanted.length);
    for (const row of wanted) expect(stored).toContainEqual(row);
    expect(await load(all)).toMatchObject({ created: 61_119 - 12_593, unchanged: 12_593, updated: 0, rejected: 0 });
  });
});
