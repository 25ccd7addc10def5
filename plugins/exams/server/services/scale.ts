import type { ConditionName, ScaleInput } from '../../shared';

/** Points a scale's condition asks for: literacy (criteria GK1–GK4) or geometry. */
export type ConditionPoints = Partial<Record<ConditionName, number>>;
type Scale = Pick<ScaleInput, 'bands'>;

/** The scale in force on a day, or undefined when none is known for it; never that of another year. */
export const scaleAmong = <S extends Pick<ScaleInput, 'kind' | 'subject' | 'variant' | 'validFrom' | 'validTo'>>(
  scales: readonly S[],
  { kind, subject, on, variant = '' }: { kind: string; subject: string; on: string; variant?: string | undefined },
): S | undefined =>
  scales.find(
    (scale) =>
      scale.kind === kind
      && scale.subject === subject
      && scale.variant === variant
      && (scale.validFrom ?? '') <= on
      && on <= (scale.validTo ?? '9999-12-31'),
  );

/** The most primary points that can be had. */
export const maximumOf = ({ bands }: Scale) => bands.at(-1)?.to ?? 0;

/** Test score for primary points. Throws RangeError outside 0–maximum. */
export const testScore = (scale: Scale, primary: number): number => bandOf(scale, primary).result;

/** Mark for primary points; null when a condition decides and its points or threshold are not known. */
export function markOf(scale: Scale, primary: number, points: ConditionPoints = {}): number | null {
  let band = bandOf(scale, primary);
  for (;;) {
    const { condition, result } = band;
    if (!condition) return result;
    const got = points[condition.name];
    if (got === undefined || condition.atLeast === null) return null;
    if (got >= condition.atLeast) return result;
    // The lower mark has a condition of its own, which may fail as well.
    const lower = scale.bands.find((one) => one.result === condition.otherwise);
    if (!lower || lower.result >= result) return condition.otherwise;
    band = lower;
  }
}

function bandOf(scale: Scale, primary: number) {
  const band = scale.bands.find(({ from, to }) => from <= primary && primary <= to);
  if (!band || !Number.isInteger(primary))
    throw new RangeError(`Primary points must be a whole number from 0 to ${maximumOf(scale)}, not ${primary}`);
  return band;
}
