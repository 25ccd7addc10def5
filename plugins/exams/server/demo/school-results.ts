import { normal, randomOf, type Random } from '@regiso/core';
import { noCounts, type Result } from '../services/save-results';
import { cohorts, egeChoices, expectedMean, minimumOf, ogeChoices, ogeMarks, otherOgeMarks } from './calibration';

/** `grade`: the highest one it teaches, 9 or 11. */
export type DemoSchool = {
  id: string;
  label: string;
  grade: number;
  isRural: boolean;
  isInclusive: boolean;
  pupils: number;
};

type Outcome = Omit<Result, 'organisationId' | 'kind' | 'year' | 'period' | 'occurrence'>;
type Year = { random: Random; year: number; level: number; seed: number };

const deviation = 17;

/** Believable results of one school: the same for the same seed, school and year. */
export function resultsOfSchool(school: DemoSchool, years: readonly number[], seed: number): Result[] {
  const own = randomOf(`${seed}/${school.label}`);
  // Schools differ by about 6 points, villages are a little behind, as published tables of other regions show.
  const level = normal(own) * 5 + (school.isRural ? -2.5 : 1.5);
  return years.flatMap((year) => {
    const random = randomOf(`${seed}/${school.label}/${year}`);
    const yearly: Year = { random, year, seed, level: level + normal(random) * 1.5 };
    const nine = cohort(random, school.pupils * cohorts().nine);
    const eleven = school.grade === 11 ? cohort(random, school.pupils * cohorts().eleven) : 0;
    const at = { organisationId: school.id, year, period: 'all' as const, occurrence: 1 };
    return [
      ...egeOf(yearly, eleven).map((one) => ({ ...at, kind: 'ege', ...one })),
      ...ogeOf(yearly, nine).map((one) => ({ ...at, kind: 'oge', ...one })),
      ...(school.isInclusive ? gveOf(yearly, nine) : []).map((one) => ({ ...at, kind: 'gve', ...one })),
    ].filter(({ participants }) => participants !== 0 || random() < 0.1);
  });
}

const cohort = (random: Random, expected: number) =>
  Math.max(1, Math.round(expected * (0.85 + random() * 0.3) + normal(random) * 0.8));

function egeOf(year: Year, leavers: number): Outcome[] {
  if (leavers === 0) return [];
  return Object.entries(egeChoices()).map(([subject, share]) => egeResult(year, subject, sat(year, leavers, share)));
}

const ogeOf = (year: Year, pupils: number): Outcome[] =>
  Object.entries(ogeChoices).map(([subject, share]) => {
    const participants = sat(year, pupils, share);
    const shares = ogeMarks[subject] ?? otherOgeMarks;
    return missing(year, subject, 'mark', participants) ?? markResult(year, subject, participants, shares);
  });

/** The exam for pupils with limited health: few, in two subjects. */
function gveOf(year: Year, pupils: number): Outcome[] {
  const participants = binomial(year.random, pupils, 0.04);
  return ['russian', 'math'].map(
    (subject) => missing(year, subject, 'mark', participants) ?? markResult(year, subject, participants, gveMarks),
  );
}
const gveMarks = [0.02, 0.38, 0.42, 0.18] as const;

const sat = ({ random }: Year, of: number, share: number) => (share === 1 ? of : binomial(random, of, share));

function binomial(random: Random, trials: number, share: number) {
  let hits = 0;
  for (let at = 0; at < trials; at += 1) if (random() < share) hits += 1;
  return hits;
}

function egeResult(of: Year, subject: string, participants: number): Outcome {
  const unit = subject === 'math-base' ? 'mark' : 'score';
  const unknown = missing(of, subject, unit, participants);
  if (unknown) return unknown;
  if (unit === 'mark') return markResult(of, subject, participants, [0.03, 0.13, 0.35, 0.49]);
  const mean = expectedMean(subject) + of.level + weather(of, subject);
  const scores = Array.from({ length: participants }, () => score(of.random, mean));
  const among = (from: number, to: number) => scores.filter((one) => one >= from && one <= to).length;
  return {
    ...noCounts,
    subject,
    unit,
    participants,
    mean: rounded(scores.reduce((sum, one) => sum + one, 0) / participants),
    meanMissingReason: null,
    belowMinimum: among(0, minimumOf(subject, of.year) - 1),
    high: among(81, 99),
    hundred: among(100, 100),
  };
}

// Papers of one year are harder than those of another, for everybody alike.
const weather = ({ seed, year }: Year, subject: string) => normal(randomOf(`${seed}/${subject}/${year}`)) * 1.4;

// A rare excellent pupil reaches 100: the upper tail of the real results is longer than the normal one.
const score = (random: Random, mean: number) => {
  const drawn = mean + normal(random) * deviation;
  return drawn > 97 && random() < 0.06 ? 100 : Math.min(99, Math.max(0, Math.round(drawn)));
};

function markResult(of: Year, subject: string, participants: number, shares: readonly number[]): Outcome {
  const marks = [0, 0, 0, 0];
  const shift = (of.level + weather(of, subject)) / 100;
  for (let at = 0; at < participants; at += 1) {
    const mark = markAt(of.random() + shift, shares);
    marks[mark] = (marks[mark] ?? 0) + 1;
  }
  const [mark2 = 0, mark3 = 0, mark4 = 0, mark5 = 0] = marks;
  const mean = rounded((2 * mark2 + 3 * mark3 + 4 * mark4 + 5 * mark5) / participants);
  const counts = { mark2, mark3, mark4, mark5 };
  return { ...noCounts, subject, unit: 'mark', participants, mean, meanMissingReason: null, ...counts };
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
function missing({ random }: Year, subject: string, unit: Result['unit'], participants: number): Outcome | undefined {
  const base = { ...noCounts, subject, unit, participants, mean: null };
  if (participants === 0) return { ...base, meanMissingReason: 'not-held' };
  if (participants < 5 && random() < 0.35) return { ...base, meanMissingReason: 'suppressed' };
  if (random() < 0.01) return { ...base, meanMissingReason: 'absent' };
  return undefined;
}

const rounded = (value: number) => Math.round(value * 100) / 100;
