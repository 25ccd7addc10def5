/** Signs by which a pupil needs attention, in the order of reading. */
export const riskSigns = [
  'missed',
  'unexcused',
  'streak',
  'failing',
  'unattested',
  'falling',
  'twos',
  'failed',
] as const;
export type RiskSign = (typeof riskSigns)[number];

/** From which figure a sign counts, from which it counts twice, and how many points it weighs. */
export type RiskNorm = { from: number; twiceFrom: number; weight: number };
/** A sign that the reference does not hold is not looked at. */
export type RiskNorms = Partial<Record<RiskSign, RiskNorm>>;
/** What is known of a pupil by each sign: shares, lessons, days, subjects or hundredths of an average; `null`: nothing is known. */
export type RiskFigures = Record<RiskSign, number | null>;
export type FoundSign = { sign: RiskSign; value: number; points: number; isGrave: boolean };

/** The signs that a pupil's figures reach, each with its points; their sum is the score. */
export function signsOf(figures: RiskFigures, norms: RiskNorms): FoundSign[] {
  return riskSigns.flatMap((sign) => {
    const [value, norm] = [figures[sign], norms[sign]];
    if (value === null || !norm || value < norm.from) return [];
    const isGrave = value >= norm.twiceFrom;
    return [{ sign, value, isGrave, points: isGrave ? 2 * norm.weight : norm.weight }];
  });
}

/** The points of all signs together. */
export const scoreOf = (signs: readonly Pick<FoundSign, 'points'>[]) =>
  signs.reduce((sum, { points }) => sum + points, 0);
