import type { AllocationInput, Applicant, FreePlaces, Key } from './input';

/** One who asks for places: a child, or twins who are to be kept together. */
export type Claimant = {
  /** Indexes of the applicants. */
  readonly members: readonly number[];
  /** Groups of the own list in the order of the wishes, as indexes of places. */
  readonly own: readonly Wish[];
  /** Further groups, the nearest first, shared by all who fit alike. Made when the own list is at its end: most never ask. */
  readonly further: () => readonly number[];
  /** How it stands in a further group, where it has no sibling. */
  readonly furtherScore: number;
};
/** A group that is wished for; `score` is how the claimant stands there, the least first. */
export type Wish = { readonly place: number; readonly score: number };

/** Who asks for what, as plain numbers. Places and applicants stand in the canonical order of the input. */
export type Claims = { readonly claimants: readonly Claimant[]; readonly free: readonly number[] };

/** The n-th wish; undefined when the list is at its end. */
export function wishAt({ own, further, furtherScore }: Claimant, n: number): Wish | undefined {
  if (n < own.length) return own[n];
  const place = further()[n - own.length];
  return place === undefined ? undefined : { place, score: furtherScore };
}

/** Turns lists of organisations into lists of groups that fit, and the rules of order into numbers to compare. */
export function claimsOf(input: AllocationInput): Claims {
  const groups = groupsByOrganisation(input.places);
  const rules: Rules = { input, groups, score: scoring(input), further: furtherGroups(input, groups) };
  return {
    claimants: membersOf(input).map((members) => claimantOf(members, rules)),
    free: input.places.map(({ free }) => free),
  };
}

type Rules = {
  input: AllocationInput;
  groups: ReadonlyMap<string, readonly number[]>;
  score: (at: number, sibling: boolean) => number;
  further: (applicant: Applicant) => readonly number[];
};

function claimantOf(members: readonly number[], rules: Rules): Claimant {
  const { input, score, further } = rules;
  const lists = members.map((at) => {
    const applicant = input.applicants[at] as Applicant;
    return { own: ownWishes(applicant, at, rules), further: () => further(applicant) };
  });
  const furtherScore = Math.max(...members.map((at) => score(at, false)));
  const [first, ...others] = lists;
  if (!first || !others.length)
    return { members, own: first?.own ?? [], further: first?.further ?? (() => []), furtherScore };
  // Twins ask only where all of them fit, and stand where the last of them stands.
  const common = (place: number) => others.map((list) => list.own.find((wish) => wish.place === place));
  return {
    members,
    own: first.own.flatMap(({ place, score: own }) => {
      const theirs = common(place);
      return theirs.every((one) => one)
        ? [{ place, score: Math.max(own, ...theirs.map((one) => one?.score ?? 0)) }]
        : [];
    }),
    further: () => first.further().filter((place) => others.every((list) => list.further().includes(place))),
    furtherScore,
  };
}

const ownWishes = ({ choices, ...applicant }: Applicant, at: number, { input, groups, score }: Rules): Wish[] =>
  choices.flatMap(({ organisation, sibling }) =>
    (groups.get(organisation) ?? [])
      .filter((place) => fits(applicant, input.places[place] as FreePlaces))
      .map((place) => ({ place, score: score(at, sibling) })),
  );

type Needs = Pick<Applicant, 'age' | 'orientation' | 'regimes' | 'language'>;

const fits = (child: Needs, group: FreePlaces) =>
  child.age >= group.from
  && child.age <= group.to
  && child.orientation === group.orientation
  && child.regimes.includes(group.regime)
  && (child.language === null || child.language === group.language);

/** One list for all who fit alike and begin at the same kindergarten: a region has few of these and many children. */
function furtherGroups(input: AllocationInput, groups: ReadonlyMap<string, readonly number[]>) {
  const nearest = nearestFirst(input);
  const fitting = new Map<string, ReadonlyMap<string, readonly number[]>>();
  const kept = new Map<string, readonly number[]>();
  return ({ anywhere, choices, age, orientation, regimes, language }: Applicant): readonly number[] => {
    const [first] = choices;
    if (!anywhere || !first) return [];
    const needs = JSON.stringify([age, orientation, regimes, language]);
    const key = `${first.organisation} ${needs}`;
    const list = kept.get(key);
    if (list) return list;
    const fit = fitting.get(needs) ?? fittingGroups(input, groups, { age, orientation, regimes, language });
    fitting.set(needs, fit);
    const made = nearest(first.organisation).flatMap((id) => fit.get(id) ?? []);
    kept.set(key, made);
    return made;
  };
}

const fittingGroups = ({ places }: AllocationInput, groups: ReadonlyMap<string, readonly number[]>, needs: Needs) =>
  new Map([...groups].map(([id, list]) => [id, list.filter((at) => fits(needs, places[at] as FreePlaces))]));

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
    const start = known.get(from);
    // Organisations stand by their ids, and the sort is stable: of two at one distance the lesser id is the first.
    const far = organisations.map((one) => distance(start, one));
    const list = [...organisations.keys()]
      .sort((a, b) => (far[a] ?? 0) - (far[b] ?? 0))
      .map((at) => organisations[at]?.id ?? '');
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
