import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runImport } from '../../core/imports/run';
import { innDigit, ogrnDigit } from '../../core/participants/shared/check-digits';
import { realFile } from '../../plugins/exams/server/test/real-data';
import { median, must, withApp } from './harness';
import type { Bench } from './run';

const subjects = ['Русский язык', 'Физика', 'Химия', 'Биология', 'История', 'География'];

const real = realFile('poland-e8-2021-2025.csv.gz');

/** Two importers on generated files: a registry with check digits, then the results of its schools; then the real results, where they are. */
const bench: Bench = {
  name: 'import',
  run: ({ quick }) =>
    withApp({ only: ['exams'] }, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'regiso-bench-'));
      const rounds = quick ? 1 : 5;
      const schools = quick ? 2_000 : 5_000;
      try {
        const organisations: number[] = [];
        const results: number[] = [];
        for (let round = 0; round < rounds; round += 1) {
          organisations.push(await rate('organisations', folder, registry(round, schools), {}));
          results.push(await rate('exam-results', folder, examResults(round, schools), { kind: 'ege' }));
        }
        const realSeconds = real && (await secondsOfReal(real));
        return {
          figures: {
            organisations_rows_per_s: median(organisations),
            results_rows_per_s: median(results),
            rounds,
            ...(realSeconds && { real_results_s: realSeconds }),
          },
          bars: {
            ...(realSeconds && { real_results_s: { bar: 20, at: 'most' as const } }),
            organisations_rows_per_s: { bar: 300, at: 'least' },
            results_rows_per_s: { bar: 3_000, at: 'least' },
          },
        };
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }),
};

async function rate(kind: string, folder: string, lines: string[], options: Record<string, unknown>) {
  const file = join(folder, `${kind}.csv`);
  writeFileSync(file, lines.join('\n'));
  const result = await runImport({ kind, file, options });
  must(result.created === lines.length - 1, `${kind}: ${JSON.stringify({ ...result, mapping: undefined })}`);
  return result.rows / result.seconds;
}

/** All real results into a base that holds none of them. */
async function secondsOfReal(file: string) {
  const options = { kind: 'e8', createMissing: true, region: 'PL', regionName: 'Польша' };
  const result = await runImport({ kind: 'exam-results-wide', file, options });
  must(result.created === 61_119 && result.rejected === 0, `real results: ${result.created} of ${result.rows}`);
  return result.seconds;
}

const nameOf = (round: number, at: number) => `МАОУ СОШ № ${round * 100_000 + at} (проверка скорости)`;

function registry(round: number, schools: number) {
  const rows = Array.from({ length: schools }, (_, at) => {
    const number = String(round * schools + at).padStart(5, '0');
    const inn = `7299${number}`;
    const ogrn = `12672${number}00`;
    return [
      `Муниципальное автономное общеобразовательное учреждение ${nameOf(round, at)}`,
      nameOf(round, at),
      'Школа',
      at,
      inn + innDigit(inn),
      '720001001',
      ogrn + ogrnDigit(ogrn),
      'Тюмень',
      `г. Тюмень, ул. Образцовая, ${at}`,
      (57 + at / 1e5).toFixed(5),
      (65 + at / 1e5).toFixed(5),
    ].join(';');
  });
  return [
    'Полное наименование;Краткое наименование;Тип организации;Номер;ИНН;КПП;ОГРН;Муниципалитет;Адрес;Широта;Долгота',
    ...rows,
  ];
}

const examResults = (round: number, schools: number) => [
  'Год;Муниципалитет;Организация;Предмет;Участников;Средний балл',
  ...Array.from({ length: schools }, (_, at) =>
    subjects.map((subject, of) =>
      ['2026', 'Тюмень', nameOf(round, at), subject, 10 + (at % 60), `${50 + ((at + of) % 40)},5`].join(';'),
    ),
  ).flat(),
];

export default bench;
