import { indicator } from '@regiso/core';
import { examResults } from './facts';

const by = [
  'year',
  'subject',
  'kind',
  'period',
  'region',
  'municipality',
  'organisation_kind',
  'organisation',
] as const;
// Marks 2–5 and scores 0–100 must not fall into one mean: base mathematics of the EGE is a mark.
const scores = { unit: { in: ['score', 'percent'] } };
const gia = 'Порядок проведения ГИА-11 (приказ 233/552) и ГИА-9 (приказ 232/551)';

const scored = {
  of: examResults,
  sum: 'scored',
  where: scores,
  reads: 'участники, по которым известен средний балл (в баллах или процентах)',
} as const;
const marked = { of: examResults, sum: 'marked', reads: 'участники, по которым известны отметки' } as const;

export const participants = indicator({
  id: 'exams.participants',
  title: 'Участников (человеко-экзаменов)',
  titleEn: 'Participants (person-exams)',
  unit: 'count',
  better: 'neither',
  numerator: { of: examResults, sum: 'participants', reads: 'участники экзаменов, по каждому предмету отдельно' },
  act: gia,
  method: 'Сумма по организациям. Где число скрыто или не передано, оно не прибавляется и нулём не считается.',
  public: true,
  by,
});

export const meanScore = indicator({
  id: 'exams.mean-score',
  title: 'Средний балл',
  titleEn: 'Mean score',
  unit: 'score',
  better: 'higher',
  numerator: {
    of: examResults,
    sum: 'score_sum',
    where: scores,
    reads: 'сумма баллов: средний балл организации, умноженный на число её участников',
  },
  denominator: scored,
  act: gia,
  method:
    'Средневзвешенный по участникам. Организации со скрытым или неизвестным средним не входят ни в числитель, ни в знаменатель.',
  public: true,
  by,
});

export const belowMinimumShare = indicator({
  id: 'exams.below-minimum-share',
  title: 'Доля не преодолевших минимум',
  titleEn: 'Share below the minimum',
  unit: 'percent',
  better: 'lower',
  numerator: {
    of: examResults,
    sum: 'below_minimum',
    reads: 'участники с результатом ниже минимального, установленного на этот год',
  },
  denominator: { of: examResults, sum: 'below_known', reads: 'участники, по которым это число известно' },
  act: gia,
  public: true,
  by,
});

export const highShare = indicator({
  id: 'exams.high-share',
  title: 'Доля высоких результатов (81–100)',
  titleEn: 'Share of high results (81–100)',
  unit: 'percent',
  better: 'higher',
  numerator: { of: examResults, sum: 'high_or_hundred', reads: 'участники с результатом от 81 до 100 баллов' },
  denominator: { of: examResults, sum: 'high_known', reads: 'участники, по которым это число известно' },
  act: gia,
  public: true,
  by,
});

export const hundredPoint = indicator({
  id: 'exams.hundred-point',
  title: 'Стобалльных результатов',
  titleEn: 'Hundred-point results',
  unit: 'count',
  better: 'higher',
  numerator: { of: examResults, sum: 'hundred', reads: 'результаты ровно 100 баллов' },
  n: { of: examResults, sum: 'high_known', reads: 'участники, по которым это число известно' },
  act: gia,
  public: true,
  by,
});

export const meanMark = indicator({
  id: 'exams.mean-mark',
  title: 'Средняя отметка',
  titleEn: 'Mean mark',
  unit: 'mark',
  decimals: 2,
  better: 'higher',
  numerator: { of: examResults, sum: 'mark_sum', reads: 'сумма отметок участников' },
  denominator: marked,
  act: gia,
  public: true,
  by,
});

export const quality = indicator({
  id: 'exams.quality',
  title: 'Качество (отметки 4 и 5)',
  titleEn: 'Marks 4 and 5',
  unit: 'percent',
  better: 'higher',
  numerator: { of: examResults, sum: 'good', reads: 'участники с отметкой 4 или 5' },
  denominator: marked,
  act: gia,
  public: true,
  by,
});

export const success = indicator({
  id: 'exams.success',
  title: 'Успеваемость (отметки 3, 4 и 5)',
  titleEn: 'Marks 3, 4 and 5',
  unit: 'percent',
  better: 'higher',
  numerator: { of: examResults, sum: 'passed', reads: 'участники с отметкой не ниже 3' },
  denominator: marked,
  act: gia,
  public: true,
  by,
});

export const indicators = [
  participants,
  meanScore,
  belowMinimumShare,
  highShare,
  hundredPoint,
  meanMark,
  quality,
  success,
];
