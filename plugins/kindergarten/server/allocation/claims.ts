import type { AllocationInput, Applicant, FreePlaces, Key } from './input';

/** One who asks for places: a child, or twins who are to be kept together. */
export type Claimant = {
  /** Indexes of the applicants. */
  readonly members: readonly number[];
  /** Groups in the order of the wishes, as indexes of places; `score` is how it stands there, the least first. */
  readonly wishes: readonly { readonly place: number; readonly score: number }[];
};

/** Who asks for what, as plain numbers. Places and applicants stand in the canonical order of the input. */
export type Claims = { readonly claimants: readonly Claimant[]; readonly free: readonly number[] };

/** Turns lists of organisations into lists of groups that fit, and the rules of order into numbers to compare. */
export function claimsOf(input: AllocationInput): Claims {
  const groups = groupsByOrganisation(input.places);
  const nearest = nearestFirst(input);
  const score = scoring(input);
  const claimants = membersOf(input).map((members) => {
    const asked = members.map((at) =>
      wishesOf(input.applicants[at] as Applicant, at, { groups, nearest, score, input }),
    );
    const [first = [], ...others] = asked;
    // Twins stand where the last of them stands.
    const wishes = first.flatMap((wish) => {
      const theirs = others.map((list) => list.find(({ place }) => place === wish.place));
      if (theirs.some((one) => one === undefined)) return [];
      return [{ place: wish.place, score: Math.max(wish.score, ...theirs.map((one) => one?.score ?? 0)) }];
    });
    return { members, wishes };
  });
  return { claimants, free: input.places.map(({ free }) => free) };
}

type Rules = {
  groups: ReadonlyMap<string, readonly number[]>;
  nearest: (organisation: string) => readonly string[];
  score: (at: number, sibling: boolean) => number;
  input: AllocationInput;
};

function wishesOf(applicant: Applicant, at: number, { groups, nearest, score, input }: Rules) {
  const own = applicant.choices.map(({ organisation }) => organisation);
  const siblings = new Set(applicant.choices.filter(({ sibling }) => sibling).map(({ organisation }) => organisation));
  const further = applicant.anywhere && own[0] ? nearest(own[0]).filter((id) => !own.includes(id)) : [];
  return [...own, ...further].flatMap((organisation) =>
    (groups.get(organisation) ?? [])
      .filter((place) => fits(applicant, input.places[place] as FreePlaces))
      .map((place) => ({ place, score: score(at, siblings.has(organisation)) })),
  );
}

const fits = (child: Applicant, group: FreePlaces) =>
  child.age >= group.from
  && child.age <= group.to
  && child.orientation === group.orientation
  && child.regimes.includes(group.regime)
  && (child.language === null || child.language === group.language);

// The narrower group first: a place in a group of one age is not taken from who fits only there.
function groupsByOrganisation(places: readonly FreePlaces[]) {
  const groups = new Map<string, number[]>();
  for (const [at, { organisation }] of places.entries())
    groups.set(organisation, [...(groups.get(organisation) ?? []), at]);
  const span = (at: number) => (places[at]?.to ?? 0) - (places[at]?.from ?? 0);
  for (const list of groups.values()) list.sort((a, b) => span(a) - span(b) || a - b);
  return groups;
}

// Applicants stand by time of filing already, so the index is the time. Twins of one set are asked once, at the first.
function membersOf({ applicants }: AllocationInput): number[][] {
  const sets = new Map<string, number[]>();
  for (const [at, { together }] of applicants.entries()) {
    const key = together ?? `#${at}`;
    sets.set(key, [...(sets.get(key) ?? []), at]);
  }
  return [...sets.values()];
}

/** The order of keys becomes one number: the earlier a key, the heavier. */
function scoring({ keys, applicants }: AllocationInput) {
  const order: readonly Key[] = [...keys.filter((key) => key !== 'filed'), 'filed'];
  const range: Record<Key, number> = { class: 10, sibling: 2, filed: applicants.length };
  return (at: number, sibling: boolean) => {
    const value: Record<Key, number> = { class: applicants[at]?.class ?? 9, sibling: sibling ? 0 : 1, filed: at };
    return order.reduce((sum, key) => sum * range[key] + value[key], 0);
  };
}

const earthKm = 6371;

function nearestFirst({ organisations }: AllocationInput) {
  const known = new Map(organisations.map((one) => [one.id, one]));
  const kept = new Map<string, readonly string[]>();
  return (from: string): readonly string[] => {
    const there = kept.get(from);
    if (there) return there;
    const list = organisations
      .map(({ id, lat, lon }) => ({ id, far: distance(known.get(from), { lat, lon }) }))
      .sort((a, b) => a.far - b.far || (a.id < b.id ? -1 : 1))
      .map(({ id }) => id);
    kept.set(from, list);
    return list;
  };
}

type Point = { lat: number | null; lon: number | null };

// Whole metres, so that the last digits of a float never decide. Who has no point stands last.
function distance(a: Point | undefined, b: Point): number {
  if (a?.lat == null || a.lon == null || b.lat == null || b.lon == null) return Number.MAX_SAFE_INTEGER;
  const rad = Math.PI / 180;
  const north = (b.lat - a.lat) * rad;
  const east = (b.lon - a.lon) * rad * Math.cos(((a.lat + b.lat) / 2) * rad);
  return Math.round(earthKm * 1000 * Math.hypot(north, east));
}
