/**
 * Divides a whole among places by their weights: everyone gets at least `least`, fractions go to the largest remainders,
 * ties to the first. The parts always sum to the whole, or to the least of all when that is more.
 */
export function allocate(whole: number, weights: readonly number[], least = 0): number[] {
  const rest = Math.max(0, whole - least * weights.length);
  const sum = weights.reduce((total, weight) => total + weight, 0) || 1;
  const shares = weights.map((weight) => (rest * weight) / sum);
  const parts = shares.map((share) => Math.floor(share));
  let left = rest - parts.reduce((total, part) => total + part, 0);
  const byRemainder = shares
    .map((share, at) => ({ at, part: share % 1 }))
    .sort((a, b) => b.part - a.part || a.at - b.at);
  for (const { at } of byRemainder) {
    if (left-- <= 0) break;
    parts[at] = (parts[at] ?? 0) + 1;
  }
  return parts.map((part) => part + least);
}
