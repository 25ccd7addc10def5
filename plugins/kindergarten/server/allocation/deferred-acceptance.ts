import { wishAt, type Claims } from './claims';

/**
 * Deferred acceptance, applicants proposing (Gale and Shapley 1962), version 1. Every child asks down its list; a group keeps
 * the best up to its places and refuses the others, who ask on. Nobody gains by a false list, and no child is refused where
 * one who stands behind it was taken.
 *
 * Twins ask as one, stand where the last of them stands and are taken or refused whole. What stays empty because a set did
 * not fit is then given, in the order of the queue, to those who would rather have it. Gives the place of every claimant, -1
 * for none.
 */
export function deferredAcceptance({ claimants, free }: Claims): Int32Array {
  const placed = new Int32Array(claimants.length).fill(-1);
  const next = new Int32Array(claimants.length);
  const groups = free.map((places) => keeper(places));
  const asking = claimants.map((_, at) => claimants.length - 1 - at);
  for (let one = asking.pop(); one !== undefined; one = asking.pop()) {
    const claimant = claimants[one];
    const wish = claimant && wishAt(claimant, next[one] ?? 0);
    if (!wish) continue;
    next[one] = (next[one] ?? 0) + 1;
    placed[one] = wish.place;
    for (const refused of groups[wish.place]?.offer({ one, score: wish.score, size: claimant.members.length }) ?? []) {
      placed[refused] = -1;
      asking.push(refused);
    }
  }
  if (claimants.some(({ members }) => members.length > 1)) fillGaps({ claimants, free }, placed);
  return placed;
}

type Held = { one: number; score: number; size: number };

/** Keeps the best that fit. A heap with the last at the top: most offers meet a full group and are settled by one look. */
function keeper(places: number) {
  const heap: Held[] = [];
  let taken = 0;
  let hasSets = false;
  const offer = (held: Held): number[] => {
    hasSets ||= held.size > 1;
    if (taken + held.size <= places) {
      push(heap, held);
      taken += held.size;
      return [];
    }
    if (hasSets) return again(held);
    const last = heap[0];
    if (!last || before(last, held)) return [held.one];
    pop(heap);
    push(heap, held);
    return [last.one];
  };
  // With sets the whole list is looked through: a set that does not fit lets the next one by.
  const again = (held: Held): number[] => {
    const all = [...heap, held].sort((a, b) => (before(a, b) ? -1 : 1));
    heap.length = 0;
    taken = 0;
    const refused: number[] = [];
    for (const each of all) {
      if (taken + each.size > places) refused.push(each.one);
      else {
        push(heap, each);
        taken += each.size;
      }
    }
    return refused;
  };
  return { offer };
}

const before = (a: Held, b: Held) => a.score < b.score || (a.score === b.score && a.one < b.one);

function push(heap: Held[], held: Held) {
  let at = heap.length;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent] as Held;
    if (before(held, above)) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = held;
}

function pop(heap: Held[]) {
  const last = heap.pop();
  if (!last || !heap.length) return;
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    if (left >= heap.length) break;
    const right = left + 1;
    const later = right < heap.length && before(heap[left] as Held, heap[right] as Held) ? right : left;
    if (before(heap[later] as Held, last)) break;
    heap[at] = heap[later] as Held;
    at = later;
  }
  heap[at] = last;
}

// Each move takes only what is empty, so somebody gains, nobody loses, and it comes to an end.
function fillGaps({ claimants, free }: Claims, placed: Int32Array) {
  const left = [...free];
  const count = (place: number, by: number) => place >= 0 && (left[place] = (left[place] ?? 0) + by);
  for (const [one, { members }] of claimants.entries()) count(placed[one] ?? -1, -members.length);
  const queue = claimants
    .map(({ own, furtherScore }, one) => ({ one, score: Math.min(furtherScore, ...own.map(({ score }) => score)) }))
    .sort((a, b) => a.score - b.score || a.one - b.one);
  const better = (one: number): number | undefined => {
    const claimant = claimants[one] as Claims['claimants'][number];
    for (let n = 0; ; n += 1) {
      const wish = wishAt(claimant, n);
      if (!wish || wish.place === placed[one]) return undefined;
      if ((left[wish.place] ?? 0) >= claimant.members.length) return wish.place;
    }
  };
  for (let moved = true; moved;) {
    moved = false;
    for (const { one } of queue) {
      const place = better(one);
      if (place === undefined) continue;
      const size = claimants[one]?.members.length ?? 0;
      count(placed[one] ?? -1, size);
      count(place, -size);
      placed[one] = place;
      moved = true;
    }
  }
}
