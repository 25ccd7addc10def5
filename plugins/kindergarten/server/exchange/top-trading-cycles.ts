import { canonicalExchange, ExchangeInput, type Swapper } from './input';

/** A ring by numbers of applications: each takes the place of the next, the last that of the first. */
export type Ring = string[];

/** The rings of a frozen input, the same whenever it is run. */
export const replayRings = (inputText: string): Ring[] => ringsOf(ExchangeInput.parse(JSON.parse(inputText)));

/**
 * Top trading cycles (Shapley and Scarf 1974), version 1: everybody points at the place they want most among those still
 * there; who stands on a cycle takes it and leaves; the others point anew. Of equal places, which are those of one
 * kindergarten that fit, the one whose child stands first in the queue. Nobody gets a place they did not ask for, nobody
 * gains by a false list, and no set of families could do better among themselves.
 */
export function ringsOf(given: ExchangeInput): Ring[] {
  const { swappers } = JSON.parse(canonicalExchange(given)) as ExchangeInput;
  const wishes = wishesOf(swappers);
  const left = new Set(swappers.keys());
  const rings: number[][] = [];
  for (let moved = true; moved;) {
    moved = false;
    const points = new Map<number, number>();
    for (const one of left) {
      const to = wishes[one]?.find((other) => left.has(other));
      if (to !== undefined) points.set(one, to);
    }
    for (const one of [...left]) {
      // Who wants nothing that is left keeps the own place, and nobody may point at it any more.
      if (points.has(one)) continue;
      left.delete(one);
      moved = true;
    }
    if (moved) continue;
    for (const ring of cyclesOf(points)) {
      rings.push(ring);
      for (const one of ring) left.delete(one);
      moved = true;
    }
  }
  return rings.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0)).map((ring) => ring.map((at) => swappers[at]?.number ?? ''));
}

/** For each, the places that fit in the order of the wishes, as indexes of who sits there. */
function wishesOf(swappers: readonly Swapper[]): number[][] {
  const seats = new Map<string, number[]>();
  for (const [at, { group }] of swappers.entries())
    seats.set(group.organisation, [...(seats.get(group.organisation) ?? []), at]);
  return swappers.map((one) =>
    one.choices.flatMap((organisation) =>
      (seats.get(organisation) ?? []).filter((other) => fits(one, (swappers[other] as Swapper).group)),
    ),
  );
}

const fits = ({ cohort, orientation, regimes, language, group: own }: Swapper, group: Swapper['group']) =>
  group.organisation !== own.organisation
  && group.schoolYear - cohort >= group.from
  && group.schoolYear - cohort <= group.to
  && orientation === group.orientation
  && regimes.includes(group.regime)
  && (language === null || language === group.language);

/** The cycles of a map in which everybody points at one; each begins with its least. */
function cyclesOf(points: ReadonlyMap<number, number>): number[][] {
  const seen = new Set<number>();
  const cycles: number[][] = [];
  for (const start of points.keys()) {
    const path: number[] = [];
    let at: number | undefined = start;
    while (at !== undefined && !seen.has(at)) {
      seen.add(at);
      path.push(at);
      at = points.get(at);
    }
    const from = at === undefined ? -1 : path.indexOf(at);
    if (from < 0) continue;
    const cycle = path.slice(from);
    const least = cycle.indexOf(Math.min(...cycle));
    cycles.push([...cycle.slice(least), ...cycle.slice(0, least)]);
  }
  return cycles;
}
