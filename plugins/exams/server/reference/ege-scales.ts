import type { ScaleInput } from '../../shared';

/** Test scores of the EGE by primary points 1, 2, 3 …; 0 points give 0. */
const testScores = {
  'math-pro': '6 11 17 22 27 34 40 46 52 58 64 70 72 74 76 78 80 82 84 86 88 90 92 94 95 96 97 98 99 100 100 100',
  russian:
    '3 5 8 10 12 15 17 20 22 24 27 29 32 34 36 37 39 40 42 43 45 46 48 49 51 52 54 55 57 58 60 61 63 64 66 67 69 70 72 73 75 78 81 83 86 89 91 94 97 100',
  biology:
    '3 5 7 10 12 14 17 19 21 24 26 28 31 33 36 38 40 41 43 45 46 48 50 51 53 55 56 58 60 61 63 65 66 68 70 71 72 73 74 75 76 77 78 79 80 81 83 85 86 88 90 91 93 95 96 98 100',
  physics:
    '5 9 14 18 23 27 32 36 39 41 43 44 46 48 49 51 53 54 56 58 59 61 62 64 65 67 68 70 71 73 74 76 77 79 80 82 84 86 88 90 92 94 96 98 100',
  history:
    '4 8 12 16 20 24 28 32 34 36 38 40 42 44 45 47 49 51 53 55 57 58 60 62 64 66 68 70 72 74 76 78 80 82 84 87 89 91 93 95 97 100',
  literature:
    '3 5 8 10 13 15 18 20 23 25 28 30 32 34 35 36 37 38 39 40 41 42 43 44 45 46 47 49 50 51 52 53 54 55 56 57 58 59 60 61 63 68 73 78 84 89 94 100',
  social:
    '2 4 6 8 10 12 14 16 18 20 22 24 26 28 30 32 34 36 38 40 42 44 45 47 48 49 51 52 53 55 56 57 59 60 62 63 64 66 67 68 70 71 72 73 75 77 79 81 83 85 86 88 90 92 94 96 98 100',
  informatics: '7 14 20 27 34 40 43 46 48 51 54 56 59 62 64 67 70 72 75 78 80 83 85 88 90 93 95 98 100',
  geography:
    '5 9 13 17 21 25 29 33 37 39 40 41 43 44 45 47 48 49 51 53 54 55 57 58 59 61 62 63 65 66 68 72 77 81 86 90 95 100',
  'foreign-lang':
    '2 3 4 5 7 8 9 10 11 13 14 15 16 18 19 20 21 22 24 25 26 27 28 29 30 31 32 33 34 36 37 38 39 40 41 42 43 44 45 46 48 49 50 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 67 68 69 70 71 73 74 75 76 77 78 79 80 81 82 84 86 88 90 92 94 96 98 100',
  chinese:
    '2 3 4 5 7 8 9 10 12 13 14 15 17 18 19 20 22 23 24 25 27 28 29 30 32 33 34 35 37 38 39 40 42 43 44 45 47 48 49 50 52 53 54 55 57 58 59 60 62 63 64 65 67 68 69 70 72 73 74 75 77 78 79 80 82 83 84 85 87 88 89 90 92 93 94 95 97 98 99 100',
  chemistry:
    '4 7 10 14 17 20 23 27 30 33 36 38 39 40 42 43 44 46 47 48 49 51 52 53 55 56 57 58 60 61 62 64 65 66 68 69 70 71 73 74 75 77 78 79 80 82 84 86 88 90 91 93 95 97 99 100',
} as const;

/** Subjects whose table of 2025 is the same as that of 2026. */
const sameIn2025 = new Set([
  'russian',
  'math-pro',
  'biology',
  'physics',
  'history',
  'literature',
  'social',
  'informatics',
  'chemistry',
]);

const source = 'github.com/ValeryFilip/school-media, июнь 2026 (пересказ таблиц Рособрнадзора)';
const act = 'Соответствие первичных и тестовых баллов ЕГЭ, Рособрнадзор';

const scoreScales = Object.entries(testScores).map(([subject, scores]): ScaleInput => ({
  kind: 'ege',
  subject,
  variant: '',
  unit: 'score',
  bands: [0, ...scores.split(' ').map(Number)].map((result, primary) => ({ from: primary, to: primary, result })),
  validFrom: sameIn2025.has(subject) ? '2025-01-01' : '2026-01-01',
  validTo: '2026-12-31',
  act,
  source: subject === 'russian' ? `${source}; для 49 баллов взято 97 по второй таблице 2025 года` : source,
  verified: false,
}));

const baseMathematics: ScaleInput = {
  kind: 'ege',
  subject: 'math-base',
  variant: '',
  unit: 'mark',
  bands: [
    { from: 0, to: 6, result: 2 },
    { from: 7, to: 11, result: 3 },
    { from: 12, to: 16, result: 4 },
    { from: 17, to: 21, result: 5 },
  ],
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  act: 'Шкала отметок ЕГЭ по базовой математике, Рособрнадзор',
  source,
  verified: false,
};

export const egeScales: readonly ScaleInput[] = [...scoreScales, baseMathematics];
