/** Bounds of up to five classes with about as many values each; equal bounds are joined. */
export function quantiles(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  if (sorted.length < 2) return sorted;
  return [...new Set([0, 0.2, 0.4, 0.6, 0.8, 1].map(at))];
}

/** Which class a value falls into. */
export function classOf(value: number, limits: readonly number[]): number {
  const last = Math.max(limits.length - 2, 0);
  const found = limits.slice(1).findIndex((limit) => value < limit);
  return found === -1 ? last : found;
}
