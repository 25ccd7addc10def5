import { wishAt, type Claimant, type Claims } from './claims';

/**
 * The order many acts prescribe, version 1: one list by class of privilege and time of filing; each child in turn takes the
 * first group of its list that still has a place. It cannot know the right of siblings, which holds within one organisation
 * only. Twins stand where the last of them stands. Gives the place of every claimant, -1 for none.
 */
export function serialOrder({ claimants, free }: Claims): Int32Array {
  const left = [...free];
  const placed = new Int32Array(claimants.length).fill(-1);
  const queue = claimants
    .map(({ furtherScore }, one) => ({ one, score: furtherScore }))
    .sort((a, b) => a.score - b.score || a.one - b.one);
  for (const { one } of queue) {
    const claimant = claimants[one] as Claimant;
    const place = firstFree(claimant, left);
    if (place === undefined) continue;
    left[place] = (left[place] ?? 0) - claimant.members.length;
    placed[one] = place;
  }
  return placed;
}

function firstFree(claimant: Claimant, left: readonly number[]): number | undefined {
  for (let n = 0; ; n += 1) {
    const wish = wishAt(claimant, n);
    if (!wish || (left[wish.place] ?? 0) >= claimant.members.length) return wish?.place;
  }
}
