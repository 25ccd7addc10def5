import type { RegionPack } from '@regiso/core';
import type { ResultUnit } from '../../shared';

export type PublishedMean = {
  /** `country`, or the id of a region pack. */
  territory: string;
  year: number;
  subject: string;
  mean: number;
  unit: ResultUnit;
  source: string;
  note: string | null;
};

const means = (
  territory: string,
  year: number,
  source: string,
  bySubject: Readonly<Record<string, number>>,
  notes: Record<string, string> = {},
) =>
  Object.entries(bySubject).map(([subject, mean]): PublishedMean => ({
    territory,
    year,
    subject,
    mean,
    unit: subject === 'math-base' ? 'mark' : 'score',
    source,
    note: notes[subject] ?? null,
  }));

// Published means of the EGE.
const ofCountry: readonly PublishedMean[] = [
  ...means(
    'country',
    2016,
    'examwiki.ru',
    { 'math-base': 4.15, 'math-pro': 46.2 },
    { 'math-pro': '15,33 % ниже порога; 2,69 % с 81–100; 296 результатов по 100 баллов' },
  ),
  ...means('country', 2021, 'klops.ru 06.07.2022', {
    biology: 51.1,
    'foreign-lang-en': 72.2,
    geography: 59.1,
    informatics: 62.8,
    literature: 66,
    russian: 71.4,
  }),
  ...means(
    'country',
    2022,
    'klops.ru 06.07.2022',
    { biology: 50.2, 'foreign-lang-en': 78.3, informatics: 59.5, literature: 60.8, russian: 68.3, social: 59.9 },
    { 'foreign-lang-en': 'сомнительно: отличается от соседних лет на 6 баллов' },
  ),
  ...means('country', 2024, 'vesti.ru article 4557271', { 'math-pro': 62.6 }),
  ...means('country', 2025, 'vesti.ru article 4557271', { 'math-pro': 62 }),
];

/** Published means of the EGE: of the country, and of a region by its pack. */
export const publishedMeans = ({ id, publishedExamMeans }: RegionPack): PublishedMean[] => [
  ...ofCountry,
  ...publishedExamMeans.flatMap(({ year, source, bySubject }) => means(id, year, source, bySubject)),
];
