/** A cell by its place in the table. `parent`: the group whose total is published too, such as a school's municipality. */
export type Place = { key: readonly (string | null)[]; parent?: string | null; n: number };

/** Cells that add up to something. A hollow line's total is itself hidden, in the table of the level above. */
type Line = { places: number[]; isHollow: boolean };
type Table = { sizes: readonly number[]; lines: Line[]; through: Map<number, Line[]>; min: number };

/**
 * Places of the cells to hide: those of 1 to min − 1, then complements until nothing published gives one away. Every
 * line (cells that differ in one dimension only) counts as having a published total, and so does each parent group;
 * `nested` is the dimension of the key that has the parent.
 */
export function hiddenPlaces(places: readonly Place[], min: number, nested = 0): Set<number> {
  // In an order of its own: a table hides the same whatever the order its rows came in, alone or as totals of another.
  const names = places.map(({ key }) => JSON.stringify(key));
  const order = [...places.keys()].sort((a, b) => ((names[a] ?? '') < (names[b] ?? '') ? -1 : 1));
  const hidden = hiddenInOrder(
    order.map((at) => places[at] as Place),
    min,
    nested,
  );
  return new Set([...hidden].map((at) => order[at] as number));
}

function hiddenInOrder(places: readonly Place[], min: number, nested: number): Set<number> {
  const hidden = new Set(places.flatMap(({ n }, at) => (n > 0 && n < min ? [at] : [])));
  const hollow = hiddenParents(places, min, nested);
  if (!hidden.size && !hollow.size) return hidden;
  const lines = linesOf(places, { hollow, totals: hiddenTotals(places, min, nested) }, nested);
  const through = new Map<number, Line[]>();
  for (const line of lines) for (const at of line.places) through.set(at, [...(through.get(at) ?? []), line]);
  const table = { sizes: places.map(({ n }) => n), lines, through, min };
  closeLines(table, hidden);
  if (isCrossed(places)) closePinned(table, hidden);
  hideZeros(table, hidden);
  return hidden;
}

const isCrossed = ([first]: readonly Place[]) => first !== undefined && (first.key.length > 1 || 'parent' in first);

const groupName = (key: Place['key'], varying: number, parent?: string | null) =>
  JSON.stringify([
    varying,
    key.map((value, at) => (at === varying ? '*' : [value])),
    ...(parent === undefined ? [] : [parent]),
  ]);

const starred = (key: Place['key'], at: number) => key.map((value, place) => (place === at ? '*' : value));

const groupOf = ({ key, parent }: Place, nested: number) => groupName(key, nested, parent ?? null);

/** Names of the parent groups whose own total is hidden. */
function hiddenParents(places: readonly Place[], min: number, nested: number): Set<string> {
  if (places[0]?.parent === undefined) return new Set();
  const parents = new Map<string, Place>();
  for (const place of places) {
    const name = groupOf(place, nested);
    const key = place.key.map((value, at) => (at === nested ? (place.parent ?? null) : value));
    parents.set(name, { key, n: (parents.get(name)?.n ?? 0) + place.n });
  }
  const names = [...parents.keys()];
  return new Set([...hiddenPlaces([...parents.values()], min)].flatMap((at) => names[at] ?? []));
}

/** Names of the lines of a crossed table whose totals are hidden where they are published: in the table of the totals. */
function hiddenTotals(places: readonly Place[], min: number, nested: number): Set<string> {
  const dimensions = places[0]?.key.length ?? 0;
  const hidden = new Set<string>();
  for (let varying = 0; dimensions > 1 && varying < dimensions; varying += 1) {
    const totals = new Map<string, Place>();
    for (const { key, parent, n } of places) {
      const name = groupName(key, varying);
      const rest = key.filter((_, at) => at !== varying);
      const own = parent !== undefined && varying !== nested ? { parent } : {};
      totals.set(name, { key: rest, ...own, n: (totals.get(name)?.n ?? 0) + n });
    }
    const names = [...totals.keys()];
    for (const at of hiddenPlaces([...totals.values()], min, nested > varying ? nested - 1 : nested))
      hidden.add(names[at] ?? '');
  }
  return hidden;
}

type HiddenAbove = { hollow: ReadonlySet<string>; totals: ReadonlySet<string> };

function linesOf(places: readonly Place[], { hollow, totals }: HiddenAbove, nested: number): Line[] {
  const lines = new Map<string, Line>();
  const put = (name: string, at: number, isHollow: boolean) => {
    const line = lines.get(name) ?? { places: [], isHollow };
    line.places.push(at);
    lines.set(name, line);
  };
  places.forEach((place, at) => {
    place.key.forEach((_, varying) => {
      const name = groupName(place.key, varying);
      put(name, at, false);
      if (!totals.has(name)) return;
      put(`hidden:${name}`, at, true);
      // Hidden totals add up to something too: what is left of the line of totals once the shown ones are taken off.
      for (const [other] of place.key.entries())
        if (other !== varying) put(`totals:${groupName(starred(place.key, other), varying)}`, at, false);
    });
    if (place.parent === undefined) return;
    const group = groupOf(place, nested);
    put(group, at, hollow.has(group));
    // What is left of the total once all shown groups are taken off is known for the hidden groups together.
    if (hollow.has(group)) put(`hollow:${groupName(place.key, nested)}`, at, false);
  });
  return [...lines.values()];
}

const sumOf = ({ sizes }: Table, places: readonly number[]) => places.reduce((sum, at) => sum + (sizes[at] ?? 0), 0);

/** Hides complements in every line that has too little hidden in it. */
function closeLines(table: Table, hidden: Set<number>) {
  const waiting = new Set(table.lines);
  for (const line of waiting) {
    waiting.delete(line);
    while (!isClosed(table, line, hidden)) {
      const next = smallestShown(table, line, hidden);
      if (next === undefined) break;
      hidden.add(next);
      for (const other of table.through.get(next) ?? []) if (other !== line) waiting.add(other);
    }
  }
}

function isClosed(table: Table, { places, isHollow }: Line, hidden: ReadonlySet<number>) {
  const concealed = places.filter((at) => hidden.has(at) && (table.sizes[at] ?? 0) > 0);
  if (isHollow) return sumOf(table, concealed) >= table.min;
  return !concealed.length || (concealed.length > 1 && sumOf(table, concealed) >= table.min);
}

function smallestShown({ sizes, through }: Table, line: Line, hidden: ReadonlySet<number>): number | undefined {
  const size = (at: number) => sizes[at] ?? 0;
  const others = (at: number) => (through.get(at) ?? []).filter((other) => other !== line && !other.isHollow);
  // A cell that is alone in another line equals that line's total: hiding it hides nothing.
  const isAlone = (at: number) => others(at).some(({ places }) => places.every((one) => one === at || size(one) === 0));
  // A line without a hidden cell would need a further one.
  const opens = (at: number) =>
    others(at).filter(({ places }) => !places.some((one) => hidden.has(one) && size(one) > 0)).length;
  const shown = line.places.filter((at) => !hidden.has(at) && size(at) > 0);
  const ranked = shown.map((at) => ({ at, rank: [Number(isAlone(at)), opens(at), size(at), at] }));
  return ranked.sort((a, b) => compareRanks(a.rank, b.rank))[0]?.at;
}

const compareRanks = (a: readonly number[], b: readonly number[]) =>
  a.map((value, at) => value - (b[at] ?? 0)).find((difference) => difference !== 0) ?? 0;

type Range = { from: number; to: number };

/** In a crossed table several lines together may still pin a cell: play the attacker and hide more until none is. */
function closePinned(table: Table, hidden: Set<number>) {
  const shortestFirst = new Map<number, Line[]>();
  const linesOfCell = (at: number) => {
    const known =
      shortestFirst.get(at) ?? [...(table.through.get(at) ?? [])].sort((a, b) => a.places.length - b.places.length);
    shortestFirst.set(at, known);
    return known;
  };
  for (let rounds = 0; rounds < 16; rounds += 1) {
    const pinned = [...rangesOf(table, hidden)].filter(([, { from, to }]) => to - from < table.min - 1);
    const next = new Set<number>();
    for (const [at] of pinned) {
      // One at a time hides least; twice as many each round ends in good time on large tables.
      if (next.size >= 2 ** rounds) break;
      for (const line of linesOfCell(at)) {
        const shown = smallestShown(table, line, hidden);
        if (shown === undefined) continue;
        next.add(shown);
        break;
      }
    }
    if (!next.size) return;
    next.forEach((at) => hidden.add(at));
    closeLines(table, hidden);
  }
}

/** The range each hidden cell can be pinned to by taking shown cells off the totals, over and over. */
function rangesOf(table: Table, hidden: ReadonlySet<number>): Map<number, Range> {
  const ranges = new Map([...hidden].map((at): [number, Range] => [at, { from: 0, to: Infinity }]));
  const lines = table.lines
    .filter(({ places, isHollow }) => !isHollow && sumOf(table, places) >= table.min)
    .map(({ places }) => places.filter((at) => hidden.has(at)))
    .map((unknown) => ({ unknown, sum: sumOf(table, unknown) }));
  for (let rounds = 0, changed = true; changed && rounds < 20; rounds += 1) {
    changed = false;
    for (const line of lines) changed = narrow(line, ranges) || changed;
  }
  return new Map([...ranges].filter(([at]) => (table.sizes[at] ?? 0) > 0));
}

function narrow({ unknown, sum }: { unknown: readonly number[]; sum: number }, ranges: Map<number, Range>): boolean {
  const here = unknown.map((at) => ranges.get(at) ?? { from: 0, to: Infinity });
  const least = here.reduce((total, { from }) => total + from, 0);
  const endless = here.filter(({ to }) => to === Infinity).length;
  const most = here.reduce((total, { to }) => total + (to === Infinity ? 0 : to), 0);
  let changed = false;
  here.forEach(({ from, to }, place) => {
    const others = endless > (to === Infinity ? 1 : 0) ? Infinity : most - (to === Infinity ? 0 : to);
    const next = { from: Math.max(from, sum - others), to: Math.min(to, sum - (least - from)) };
    if (next.from <= from && next.to >= to) return;
    ranges.set(unknown[place] as number, next);
    changed = true;
  });
  return changed;
}

// Were zeros shown beside hidden cells, each hidden cell would hold at least one: eleven of them and a total of twelve
// would give all of them away.
function hideZeros({ lines, sizes }: Table, hidden: Set<number>) {
  const positive = new Set(hidden);
  for (const { places } of lines) {
    if (!places.some((at) => positive.has(at))) continue;
    for (const at of places) if (sizes[at] === 0) hidden.add(at);
  }
}
