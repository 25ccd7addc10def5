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
  readsEn: 'participants whose mean is known (in points or per cent)',
} as const;
const marked = {
  of: examResults,
  sum: 'marked',
  reads: 'участники, по которым известны отметки',
  readsEn: 'participants whose marks are known',
} as const;

export const participants = indicator({
  id: 'exams.participants',
  title: 'Участников (человеко-экзаменов)',
  titleEn: 'Participants (person-exams)',
  unit: 'count',
  better: 'neither',
  numerator: {
    of: examResults,
    sum: 'participants',
    reads: 'участники экзаменов, по каждому предмету отдельно',
    readsEn: 'participants of exams, each subject apart',
  },
  act: gia,
  method: 'Сумма по организациям. Где число скрыто или не передано, оно не прибавляется и нулём не считается.',
  methodEn:
    'Summed over organisations. Where the number is hidden or was not sent, it is not added and does not count as zero.',
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
    readsEn: 'sum of points: the mean of an organisation times the number of its participants',
  },
  denominator: scored,
  act: gia,
  method:
    'Средневзвешенный по участникам. Организации со скрытым или неизвестным средним не входят ни в числитель, ни в знаменатель.',
  methodEn:
    'Weighted by participants. Organisations whose mean is hidden or not known are in neither the numerator nor the denominator.',
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
    readsEn: 'participants below the minimum set for the year',
  },
  denominator: {
    of: examResults,
    sum: 'below_known',
    reads: 'участники, по которым это число известно',
    readsEn: 'participants for whom this number is known',
  },
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
  numerator: {
    of: examResults,
    sum: 'high_or_hundred',
    reads: 'участники с результатом от 81 до 100 баллов',
    readsEn: 'participants with 81 to 100 points',
  },
  denominator: {
    of: examResults,
    sum: 'high_known',
    reads: 'участники, по которым это число известно',
    readsEn: 'participants for whom this number is known',
  },
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
  numerator: {
    of: examResults,
    sum: 'hundred',
    reads: 'результаты ровно 100 баллов',
    readsEn: 'results of exactly 100 points',
  },
  n: {
    of: examResults,
    sum: 'high_known',
    reads: 'участники, по которым это число известно',
    readsEn: 'participants for whom this number is known',
  },
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
  numerator: {
    of: examResults,
    sum: 'mark_sum',
    reads: 'сумма отметок участников',
    readsEn: 'sum of the marks of participants',
  },
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
  numerator: {
    of: examResults,
    sum: 'good',
    reads: 'участники с отметкой 4 или 5',
    readsEn: 'participants with mark 4 or 5',
  },
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
  numerator: {
    of: examResults,
    sum: 'passed',
    reads: 'участники с отметкой не ниже 3',
    readsEn: 'participants with mark 3 or higher',
  },
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
