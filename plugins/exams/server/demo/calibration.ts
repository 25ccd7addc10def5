import { publishedMeans } from '../reference/published-means';
import { shippedThresholds } from '../reference/thresholds';

/** Share of a year's leavers who choose a subject of the EGE. Two of them share mathematics. */
export const egeChoices: Readonly<Record<string, number>> = {
  russian: 1,
  'math-base': 0.52,
  'math-pro': 0.48,
  social: 0.38,
  physics: 0.16,
  informatics: 0.18,
  biology: 0.18,
  chemistry: 0.13,
  history: 0.13,
  'foreign-lang': 0.13,
  literature: 0.08,
  geography: 0.05,
};

export const ogeChoices: Readonly<Record<string, number>> = {
  russian: 1,
  math: 1,
  social: 0.52,
  informatics: 0.48,
  geography: 0.42,
  biology: 0.24,
  physics: 0.11,
  chemistry: 0.1,
  'foreign-lang': 0.07,
  history: 0.03,
  literature: 0.03,
};

/** Shares of marks 2, 3, 4 and 5 at the OGE in an average school. */
export const ogeMarks: Readonly<Record<string, readonly [number, number, number, number]>> = {
  russian: [0.03, 0.3, 0.36, 0.31],
  math: [0.06, 0.44, 0.4, 0.1],
};
export const otherOgeMarks = [0.03, 0.37, 0.42, 0.18] as const;

// Physics and history were not among the published means; theirs is that of the middle of the others.
const unpublished = 56;

/** The published mean of Tyumen oblast, else the latest of the country that is not doubtful. */
export function expectedMean(subject: string): number {
  const fitting = publishedMeans.filter((one) => one.subject === subject && !one.note?.includes('сомнительно'));
  const own = fitting.find(({ territory }) => territory === 'tyumen');
  const latest = fitting.reduce<number | undefined>((_, { mean }) => mean, undefined);
  return own?.mean ?? latest ?? unpublished;
}

/** The least score that counts as passed in a year; years without a known minimum take the nearest later one. */
export function minimumOf(subject: string, year: number): number {
  const known = shippedThresholds
    .filter(({ kind, purpose }) => kind === 'ege' && (purpose === 'certificate' || purpose === 'university'))
    .filter((one) => one.subject === subject && one.unit === 'score')
    .sort((a, b) => a.validFrom.localeCompare(b.validFrom) || a.minimum - b.minimum);
  return (known.find(({ validTo }) => validTo >= `${year}-06-01`) ?? known.at(-1))?.minimum ?? 36;
}
