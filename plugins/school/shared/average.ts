/** One mark as an average takes it. */
export type Weighed = { value: number; weight: number };
/** The least averages of a 3, a 4 and a 5, by the rule of the school. */
export type Thresholds = { three: number; four: number; five: number };

const scale = 100;

type Sums = { product: number; weight: number };

/** Σ(mark · weight) ÷ Σ weight, rounded half up to hundredths; null for no marks. */
export const averageOf = (marks: readonly Weighed[]): number | null => averageOfSums(sumsOf(marks));

/** The same of sums that were made already; null for none. */
export const averageOfSums = ({ product, weight }: Sums): number | null =>
  // Whole numbers until the last step: 4.505 in floats would round down.
  weight ? Math.floor((2 * scale * product + weight) / (2 * weight)) / scale : null;

export function sumsOf(marks: readonly Weighed[]): Sums {
  return marks.reduce(
    (sum, { value, weight }) => ({ product: sum.product + value * weight, weight: sum.weight + weight }),
    { product: 0, weight: 0 },
  );
}

/** Whether marks reach an average; compared without division, so that exactly 4.5 is 4.5. */
export function reaches({ product, weight }: Sums, threshold: number): boolean {
  return product * scale >= Math.round(threshold * scale) * weight;
}

/** What the average suggests by the thresholds; the teacher decides. Null for no marks. */
export function suggestionOf(marks: readonly Weighed[], { three, four, five }: Thresholds): number | null {
  const sums = sumsOf(marks);
  if (!sums.weight) return null;
  if (reaches(sums, five)) return 5;
  if (reaches(sums, four)) return 4;
  return reaches(sums, three) ? 3 : 2;
}

const most = 12;

/** How many marks of this value and weight lift the average to a threshold; 0: it is there, null: a dozen would not do. */
export function howMany(marks: readonly Weighed[], threshold: number, { value, weight }: Weighed): number | null {
  const sums = sumsOf(marks);
  for (let count = 0; count <= most; count += 1) {
    const together = { product: sums.product + count * value * weight, weight: sums.weight + count * weight };
    if (together.weight && reaches(together, threshold)) return count;
  }
  return null;
}
