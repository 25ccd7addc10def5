import { homeRegion } from '@regiso/core';
import { publishedMeans } from '../reference/published-means';
import { shippedThresholds } from '../reference/thresholds';

// Ours, where the pack of the region knows no share; two subjects share mathematics.
const believableChoices: Readonly<Record<string, number>> = {
  russian: 1,
  'math-base': 0.5,
  'math-pro': 0.5,
  social: 0.4,
  physics: 0.2,
  informatics: 0.18,
  biology: 0.17,
  chemistry: 0.12,
  history: 0.13,
  'foreign-lang': 0.08,
  literature: 0.07,
  geography: 0.04,
};

/** Share of a year's leavers who choose a subject of the EGE: what the region publishes, else a believable one. */
export const egeChoices = () => ({ ...believableChoices, ...homeRegion().demo.exams.egeChoices });

/** Share of a grade in a school's pupils, in the same way. */
export const cohorts = () => homeRegion().demo.exams.cohorts ?? { nine: 0.09, eleven: 0.06 };

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

/** The published mean of the home region, else the latest of the country that is not doubtful. */
export function expectedMean(subject: string): number {
  const fitting = publishedMeans(homeRegion()).filter(
    (one) => one.subject === subject && !one.note?.includes('сомнительно'),
  );
  const own = fitting.find(({ territory }) => territory !== 'country');
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
