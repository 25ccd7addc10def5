import { homeRegion } from '@regiso/core';

/** Municipalities of the home region that samples of results speak of: the most and the least populous. */
export function samplePlaces() {
  const bySize = homeRegion().municipalities.toSorted((a, b) => (b.population ?? 0) - (a.population ?? 0));
  return { large: bySize[0]?.shortName ?? '', small: bySize.at(-1)?.name ?? '' };
}
