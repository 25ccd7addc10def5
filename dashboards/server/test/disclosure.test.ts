import fc from 'fast-check';
import { protect, ruleOf, type Cell } from '../disclosure';
import { hiddenPlaces, type Place } from '../suppression';
import { passedShare, schoolsTested } from './fixture';

const cell = (key: (string | null)[], n: number): Cell => ({
  key,
  value: n,
  numerator: n,
  denominator: null,
  n,
  flags: [],
});

type Range = { from: number; to: number };
/** What an attacker knows: these unknowns add up to this sum; `whole` is an unknown total, if it is one. */
type Equation = { unknown: string[]; sum: number; whole?: string };

/** Subtracts shown cells from totals until nothing grows narrower; gives the range each unknown is pinned to. */
function attack(equations: readonly Equation[]): Map<string, Range> {
  const ranges = new Map<string, Range>();
  const rangeOf = (name: string) => ranges.get(name) ?? { from: 0, to: Infinity };
  const narrow = (name: string, from: number, to: number) => {
    const own = rangeOf(name);
    const next = { from: Math.max(own.from, from), to: Math.min(own.to, to) };
    ranges.set(name, next);
    return next.from > own.from || next.to < own.to;
  };
  for (let changed = true, rounds = 0; changed && rounds < 1_000; rounds += 1) {
    changed = false;
    for (const { unknown, sum, whole } of equations) {
      const total = whole ? rangeOf(whole) : { from: 0, to: 0 };
      for (const name of unknown) {
        const others = unknown.filter((other) => other !== name).map(rangeOf);
        const from = sum + total.from - others.reduce((most, { to }) => most + to, 0);
        const to = sum + total.to - others.reduce((least, { from: low }) => least + low, 0);
        changed = narrow(name, from, to) || changed;
      }
      if (!whole) continue;
      const all = unknown.map(rangeOf);
      const lowest = all.reduce((sum_, { from }) => sum_ + from, 0) - sum;
      changed = narrow(whole, lowest, all.reduce((sum_, { to }) => sum_ + to, 0) - sum) || changed;
    }
  }
  return ranges;
}

const total = (places: readonly Place[]) => places.reduce((sum, { n }) => sum + n, 0);
const name = ({ key }: Place) => JSON.stringify(key);

/** One published line: its total is known unless it is small. */
function equation(line: readonly Place[], isHidden: (place: Place) => boolean, min: number): Equation[] {
  const unknown = line.filter(isHidden);
  return total(line) < min && total(line) > 0 ? [] : [{ unknown: unknown.map(name), sum: total(unknown) }];
}

const grouped = (places: readonly Place[], by: (place: Place) => string) => {
  const groups = new Map<string, Place[]>();
  for (const place of places) groups.set(by(place), [...(groups.get(by(place)) ?? []), place]);
  return groups;
};

/** Hidden cells with persons in them that the attack has pinned to fewer possible sizes than the rule allows. */
const pinned = (places: readonly Place[], hidden: ReadonlySet<number>, equations: readonly Equation[], min: number) => {
  const ranges = attack(equations);
  return places
    .filter((place, at) => hidden.has(at) && place.n > 0)
    .map((place) => ({ place, range: ranges.get(name(place)) ?? { from: 0, to: Infinity } }))
    .filter(({ range: { from, to } }) => to - from < min - 1);
};

const size = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 12 }) },
  { weight: 3, arbitrary: fc.integer({ min: 13, max: 400 }) },
);
const rule = fc.constantFrom(5, 10);

describe('Disclosure control', () => {
  it('keeps every small cell of a random list within a range as wide as the rule, whatever is subtracted', () => {
    fc.assert(
      fc.property(fc.array(size, { minLength: 1, maxLength: 30 }), rule, (sizes, min) => {
        const places = sizes.map((n, at) => ({ key: [`k${at}`], n }));
        const hidden = hiddenPlaces(places, min);
        places.forEach(({ n }, at) => n && n < min && expect(hidden.has(at)).toBe(true));
        const equations = equation(places, (place) => hidden.has((places as Place[]).indexOf(place)), min);
        expect(pinned(places, hidden, equations, min)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps schools safe inside municipalities, whose own table is published too', () => {
    const school = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), size);
    fc.assert(
      fc.property(fc.array(school, { minLength: 1, maxLength: 25 }), rule, (schools, min) => {
        const places = schools.map(([parent, n], at) => ({ key: [`k${at}`], parent, n }));
        const hidden = hiddenPlaces(places, min);
        const isHidden = (place: Place) => hidden.has(places.indexOf(place as (typeof places)[number]));
        const groups = grouped(places, ({ parent }) => parent ?? '');
        const above = [...groups].map(([parent, inside]) => ({ key: [parent], n: total(inside) }));
        const hiddenAbove = hiddenPlaces(above, min);
        const equations = [
          ...equation(places, isHidden, min),
          ...equation(above, (place) => hiddenAbove.has((above as Place[]).indexOf(place)), min),
          ...above.flatMap(({ key: [parent = ''] }, at) => {
            const inside = groups.get(parent) ?? [];
            if (!hiddenAbove.has(at))
              return [{ unknown: inside.filter(isHidden).map(name), sum: total(inside.filter(isHidden)) }];
            const shown = total(inside.filter((place) => !isHidden(place)));
            return [{ unknown: inside.filter(isHidden).map(name), sum: -shown, whole: JSON.stringify([parent]) }];
          }),
        ];
        expect(pinned(places, hidden, equations, min)).toEqual([]);
        expect(pinned(above, hiddenAbove, equations, min)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps the cells of a crossed table safe from subtraction along rows and columns', () => {
    const grid = fc
      .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 6 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(size, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
      );
    fc.assert(
      fc.property(grid, rule, (table, min) => {
        const places = table.flatMap((row, r) => row.map((n, c) => ({ key: [`r${r}`, `c${c}`], n })));
        const lines = [0, 1].flatMap((by) => [...grouped(places, ({ key }) => key[by] ?? '').values()]);
        // Rows and columns with a small total are the business of their own tables.
        if (lines.some((line) => total(line) < min)) return;
        const hidden = hiddenPlaces(places, min);
        const equations = lines.flatMap((line) =>
          equation(line, (place) => hidden.has(places.indexOf(place as (typeof places)[number])), min),
        );
        expect(pinned(places, hidden, equations, min)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps a crossed table safe together with the tables of its own totals, hidden ones among them', () => {
    const grid = fc
      .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 5 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(size, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
      );
    fc.assert(
      fc.property(grid, rule, (table, min) => {
        const places: Place[] = table.flatMap((row, r) => row.map((n, c) => ({ key: [`r${r}`, `c${c}`], n })));
        const hidden = hiddenPlaces(places, min);
        const isHidden = (place: Place) => hidden.has(places.indexOf(place));
        const equations: Equation[] = [];
        const margins: { totals: Place[]; hiddenTotals: Set<number> }[] = [];
        for (const by of [0, 1]) {
          const lines = [...grouped(places, ({ key }) => key[by] ?? '')];
          const totals = lines.map(([title, line]): Place => ({ key: [title], n: total(line) }));
          const hiddenTotals = hiddenPlaces(totals, min);
          margins.push({ totals, hiddenTotals });
          equations.push(...equation(totals, (place) => hiddenTotals.has(totals.indexOf(place)), min));
          lines.forEach(([title, line], at) => {
            const unknown = line.filter(isHidden);
            if (!hiddenTotals.has(at)) return equations.push({ unknown: unknown.map(name), sum: total(unknown) });
            const shown = total(line) - total(unknown);
            return equations.push({ unknown: unknown.map(name), sum: -shown, whole: JSON.stringify([title]) });
          });
        }
        expect(pinned(places, hidden, equations, min)).toEqual([]);
        for (const { totals, hiddenTotals } of margins)
          expect(pinned(totals, hiddenTotals, equations, min)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('hides the same whatever the order in which rows come', () => {
    const places: Place[] = ['a', 'b', 'c', 'd'].map((title) => ({ key: [title], n: title === 'a' ? 3 : 20 }));
    const back = [...places].reverse();
    const shown = (table: Place[]) => [...hiddenPlaces(table, 5)].map((at) => table[at]?.key[0]).sort();
    expect(shown(back)).toEqual(shown(places));
  });

  it('is needed: hiding only the small cells gives them away', () => {
    const places = [3, 40, 400].map((n, at) => ({ key: [`k${at}`], n }));
    const small = new Set([0]);
    const found = pinned(
      places,
      small,
      equation(places, (place) => place.n === 3, 5),
      5,
    );
    expect(found.map(({ range }) => range)).toEqual([{ from: 3, to: 3 }]);
  });

  it('hides value, parts and size of a hidden cell alike, and does not tell a small cell from its complement', () => {
    const [small, complement, large] = protect([cell(['a'], 3), cell(['b'], 40), cell(['c'], 400)], {
      min: 5,
      codeExtremesBelow: 0,
    });
    const nothing = { value: null, numerator: null, denominator: null, n: null, flags: ['c'] };
    expect(small).toEqual({ key: ['a'], ...nothing });
    expect(complement).toEqual({ key: ['b'], ...nothing });
    expect(large).toMatchObject({ value: 400, flags: [] });
  });

  it('shows a true zero where nothing is hidden beside it, and hides it where it would tell how many others hold one', () => {
    const rule = { min: 5, codeExtremesBelow: 0 };
    expect(protect([cell(['a'], 0), cell(['b'], 50)], rule)[0]).toMatchObject({ value: 0, flags: [] });
    expect(protect([cell(['a'], 0), cell(['b'], 3), cell(['c'], 50)], rule)[0]?.flags).toEqual(['c']);
  });

  it('says "no data" for what is not known', () => {
    const rows = protect([{ ...cell(['b'], 50), value: null }], { min: 5, codeExtremesBelow: 0 });
    expect(rows[0]).toMatchObject({ value: null, n: 50, flags: ['x'] });
  });

  it('hides a figure whose group has no known size', () => {
    expect(protect([{ ...cell(['a'], 1), n: null }], { min: 5, codeExtremesBelow: 0 })[0]?.flags).toEqual(['c']);
  });

  it('says "less than 5 %" and "more than 95 %" where all or none of a small group passed', () => {
    const share = (value: number, n: number): Cell => ({
      ...cell([`${value}`], n),
      value,
      numerator: (n * value) / 100,
    });
    const rows = protect([share(0, 15), share(100, 15), share(100, 40), share(50, 15)], ruleOf(passedShare, 'public'));
    expect(rows.map(({ flags }) => flags)).toEqual([['low'], ['high'], [], []]);
    expect(rows[1]).toMatchObject({ value: null, numerator: null, n: 15 });
  });

  it('asks 10 persons outside and 5 inside; three organisations outside and any number inside', () => {
    expect([ruleOf(passedShare, 'public').min, ruleOf(passedShare, 'internal').min]).toEqual([10, 5]);
    expect([ruleOf(schoolsTested, 'public').min, ruleOf(schoolsTested, 'internal').min]).toEqual([3, 0]);
  });
});
