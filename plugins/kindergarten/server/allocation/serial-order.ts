import type { Claims } from './claims';

/**
 * The order many acts prescribe, version 1: one list by class of privilege and time of filing; each child in turn takes the
 * first group of its list that still has a place. It cannot know the right of siblings, which holds within one organisation
 * only. Twins stand where the last of them stands. Gives the place of every claimant, -1 for none.
 */
export function serialOrder({ claimants, free }: Claims): Int32Array {
  const left = [...free];
  const placed = new Int32Array(claimants.length).fill(-1);
  const queue = claimants
    .map(({ wishes }, one) => ({ one, score: wishes[0]?.score ?? Number.POSITIVE_INFINITY }))
    .sort((a, b) => a.score - b.score || a.one - b.one);
  for (const { one } of queue) {
    const { wishes, members } = claimants[one] as Claims['claimants'][number];
    const wish = wishes.find(({ place }) => (left[place] ?? 0) >= members.length);
    if (!wish) continue;
    left[wish.place] = (left[wish.place] ?? 0) - members.length;
    placed[one] = wish.place;
  }
  return placed;
}
