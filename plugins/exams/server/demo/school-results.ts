import { noCounts, type Result } from '../services/save-results';
import { egeChoices, expectedMean, minimumOf, ogeChoices, ogeMarks, otherOgeMarks } from './calibration';
import { normal, randomOf, type Random } from './random';

export type DemoSchool = { id: string; label: string; isRural: boolean; pupils: number };

const deviation = 17;

/** Believable results of one school: the same for the same seed, school and year. */
export function resultsOfSchool(school: DemoSchool, years: readonly number[], seed: number): Result[] {
  const own = randomOf(`${seed}/${school.label}`);
  // Schools differ by about 6 points, villages are a little behind, as published tables of other regions show.
  const level = normal(own) * 5 + (school.isRural ? -2.5 : 1.5);
  const hasGradeEleven = school.pupils >= 80 || own() < 0.3;
  return years.flatMap((year) => {
    const random = randomOf(`${seed}/${school.label}/${year}`);
    const yearly = level + normal(random) * 1.5;
    const nine = cohort(random, school.pupils * 0.095);
    const eleven = hasGradeEleven ? cohort(random, school.pupils * 0.045) : 0;
    const at = (kind: string) => ({ organisationId: school.id, kind, year, period: 'all' as const, occurrence: 1 });
    const sat = (share: number, of: number) => (share === 1 ? of : binomial(random, of, share));
    const ege = Object.entries(egeChoices).flatMap(([subject, share]) =>
      eleven === 0 ? [] : [{ ...at('ege'), ...egeResult(random, subject, year, sat(share, eleven), yearly) }],
    );
    const oge = Object.entries(ogeChoices).map(([subject, share]) => ({
      ...at('oge'),
      ...ogeResult(random, subject, sat(share, nine), yearly),
    }));
    return [...ege, ...oge].filter(({ participants }) => participants !== 0 || random() < 0.1);
  });
}

type Outcome = Omit<Result, 'organisationId' | 'kind' | 'year' | 'period' | 'occurrence'>;

const cohort = (random: Random, expected: number) =>
  Math.max(1, Math.round(expected * (0.85 + random() * 0.3) + normal(random) * 0.8));

function binomial(random: Random, trials: number, share: number) {
  let hits = 0;
  for (let at = 0; at < trials; at += 1) if (random() < share) hits += 1;
  return hits;
}

function egeResult(random: Random, subject: string, year: number, participants: number, level: number): Outcome {
  const unit = subject === 'math-base' ? 'mark' : 'score';
  const unknown = missing(random, subject, unit, participants);
  if (unknown) return unknown;
  if (unit === 'mark') return markResult(random, subject, participants, [0.03, 0.13, 0.35, 0.49], level);
  const scores = Array.from({ length: participants }, () => score(random, expectedMean(subject) + level));
  const among = (from: number, to: number) => scores.filter((one) => one >= from && one <= to).length;
  return {
    ...noCounts,
    subject,
    unit,
    participants,
    mean: rounded(scores.reduce((sum, one) => sum + one, 0) / participants),
    meanMissingReason: null,
    belowMinimum: among(0, minimumOf(subject, year) - 1),
    high: among(81, 99),
    hundred: among(100, 100),
  };
}

// A rare excellent pupil reaches 100: the upper tail of the real results is longer than the normal one.
const score = (random: Random, mean: number) => {
  const drawn = mean + normal(random) * deviation;
  return drawn > 95 && random() < 0.12 ? 100 : Math.min(99, Math.max(0, Math.round(drawn)));
};

const ogeResult = (random: Random, subject: string, participants: number, level: number): Outcome =>
  missing(random, subject, 'mark', participants)
  ?? markResult(random, subject, participants, ogeMarks[subject] ?? otherOgeMarks, level);

function markResult(
  random: Random,
  subject: string,
  participants: number,
  shares: readonly number[],
  level: number,
): Outcome {
  const marks = [0, 0, 0, 0];
  for (let at = 0; at < participants; at += 1) {
    const mark = markAt(random() + level / 100, shares);
    marks[mark] = (marks[mark] ?? 0) + 1;
  }
  const [mark2 = 0, mark3 = 0, mark4 = 0, mark5 = 0] = marks;
  const mean = rounded((2 * mark2 + 3 * mark3 + 4 * mark4 + 5 * mark5) / participants);
  return {
    ...noCounts,
    subject,
    unit: 'mark',
    participants,
    mean,
    meanMissingReason: null,
    mark2,
    mark3,
    mark4,
    mark5,
  };
}

/** Place of a point of [0, 1] among shares that follow each other. */
function markAt(point: number, shares: readonly number[]) {
  let reached = 0;
  for (const [at, share] of shares.entries()) {
    reached += share;
    if (point < reached) return at;
  }
  return shares.length - 1;
}

// Some sources hide the smallest groups, some reports never come, and some exams had nobody.
function missing(random: Random, subject: string, unit: Result['unit'], participants: number): Outcome | undefined {
  const base = { ...noCounts, subject, unit, participants, mean: null };
  if (participants === 0) return { ...base, meanMissingReason: 'not-held' };
  if (participants < 5 && random() < 0.35) return { ...base, meanMissingReason: 'suppressed' };
  if (random() < 0.01) return { ...base, meanMissingReason: 'absent' };
  return undefined;
}

const rounded = (value: number) => Math.round(value * 100) / 100;
