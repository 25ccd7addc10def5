import fc from 'fast-check';
import { allocate, replay, type Decision } from '../allocation/allocate';
import { canonicalInput, type AllocationInput, type Applicant } from '../allocation/input';

const uuid = (kind: number, at: number) => `0000000${kind}-0000-4000-8000-${String(at).padStart(12, '0')}`;
const organisation = (at: number) => uuid(1, at);
const organisationCount = 4;

const places = fc
  .array(
    fc.record({
      at: fc.nat(organisationCount - 1),
      from: fc.integer({ min: 2, max: 4 }),
      span: fc.nat(1),
      orientation: fc.constantFrom('general', 'general', 'general', 'compensating'),
      free: fc.nat(4),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((list) =>
    list.map(({ at, from, span, orientation, free }, index) => ({
      group: uuid(2, index),
      organisation: organisation(at),
      from,
      to: from + span,
      orientation,
      regime: 'full',
      language: 'ru',
      free,
    })),
  );

const applicants = (twins: boolean) =>
  fc
    .array(
      fc.record({
        filed: fc.nat(40),
        class: fc.nat(2),
        age: fc.integer({ min: 2, max: 4 }),
        orientation: fc.constantFrom('general', 'general', 'general', 'compensating'),
        wishes: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 1 }),
        siblings: fc.subarray([0, 1, 2, 3], { maxLength: 2 }),
        anywhere: fc.boolean(),
        twin: twins ? fc.constantFrom(false, false, false, true) : fc.constant(false),
      }),
      { minLength: 1, maxLength: 14 },
    )
    .map((list) =>
      list.flatMap((one, index) => {
        const made = (number: string, together: string | null): Applicant => ({
          number,
          filed: new Date(Date.UTC(2026, 0, 1) + one.filed * 60_000).toISOString(),
          class: one.class,
          age: one.age,
          orientation: one.orientation,
          regimes: ['full'],
          language: null,
          choices: one.wishes.map((at) => ({ organisation: organisation(at), sibling: one.siblings.includes(at) })),
          anywhere: one.anywhere,
          together,
        });
        const number = `A${String(index).padStart(3, '0')}`;
        return one.twin ? [made(number, number), made(`${number}b`, number)] : [made(number, null)];
      }),
    );

const inputs = ({ twins = false, strategy = 'deferred-acceptance' as AllocationInput['strategy'] } = {}) =>
  fc.record({ places, applicants: applicants(twins) }).map((given): AllocationInput => ({
    municipality: 'demo',
    on: '2026-09-01',
    strategy,
    version: 1,
    keys: ['class', 'sibling', 'filed'],
    organisations: [0, 1, 2, 3].map((at) => ({ id: organisation(at), lat: 57 + at / 10, lon: 65 })),
    ...given,
  }));

const either = fc.constantFrom<AllocationInput['strategy']>('deferred-acceptance', 'serial-order');
const some = fc.tuple(either, fc.boolean()).chain(([strategy, twins]) => inputs({ strategy, twins }));

// What an independent reader of the rules would say of two children before one organisation.
type Key = [number, number, string, string];
const standing = ({ applicants: all }: AllocationInput, number: string, at: string): Key => {
  const one = all.find((each) => each.number === number) as Applicant;
  return [one.class, one.choices.some((each) => each.organisation === at && each.sibling) ? 0 : 1, one.filed, number];
};
const compared = <T extends string | number>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0);
const stands = (a: Key, b: Key) => a.map((key, at) => compared(key, b[at] as typeof key)).find(Boolean) ?? 0;

const fits = (child: Applicant, group: AllocationInput['places'][number]) =>
  child.age >= group.from && child.age <= group.to && child.orientation === group.orientation;

/** Groups a child would rather have than what it got, by its own list only. */
function preferred(input: AllocationInput, child: Applicant, { place }: Decision) {
  const better = place?.choice ? child.choices.slice(0, place.choice - 1) : child.choices;
  return better.flatMap(({ organisation: id }) =>
    input.places.filter((group) => group.organisation === id && fits(child, group)),
  );
}

const decisionOf = (input: AllocationInput, number: string) =>
  allocate(input).decisions.find((one) => one.number === number) as Decision;

const runs = { numRuns: 3000 };

describe('An allocation', () => {
  it('never gives more places than there are, and only places that fit', () => {
    fc.assert(
      fc.property(some, (input) => {
        const { decisions } = allocate(input);
        expect(decisions.map(({ number }) => number).sort()).toEqual(
          input.applicants.map(({ number }) => number).sort(),
        );
        for (const group of input.places) {
          const taken = decisions.filter(({ place }) => place?.group === group.group);
          expect(taken.length).toBeLessThanOrEqual(group.free);
          expect(taken.map(({ place }) => place?.standing).sort()).toEqual(taken.map((_, at) => at + 1));
          for (const { number } of taken)
            expect(fits(input.applicants.find((one) => one.number === number) as Applicant, group)).toBe(true);
        }
      }),
      runs,
    );
  });

  it('does not depend on the order in which rows came, and is the same byte by byte when replayed', () => {
    fc.assert(
      fc.property(some, fc.infiniteStream(fc.nat(1000)), (input, dice) => {
        const shuffled = <T>(list: readonly T[]) =>
          list
            .map((one) => ({ one, at: dice.next().value as number }))
            .sort((a, b) => a.at - b.at)
            .map(({ one }) => one);
        const other = { ...input, places: shuffled(input.places), applicants: shuffled(input.applicants) };
        const first = replay(canonicalInput(input));
        expect(replay(canonicalInput(other)).text).toBe(first.text);
        expect(replay(canonicalInput(input)).hash).toBe(first.hash);
      }),
      runs,
    );
  });

  it('keeps twins together: both in one group or neither', () => {
    fc.assert(
      fc.property(
        either.chain((strategy) => inputs({ strategy, twins: true })),
        (input) => {
          const { decisions } = allocate(input);
          const groupOf = new Map(decisions.map(({ number, place }) => [number, place?.group ?? null]));
          for (const { number, together } of input.applicants)
            if (together) expect(groupOf.get(number)).toBe(groupOf.get(together));
        },
      ),
      runs,
    );
  });

  it('leaves no place empty that an unplaced single child of its list could have had', () => {
    fc.assert(
      fc.property(some, (input) => {
        const { decisions } = allocate(input);
        for (const decision of decisions.filter(({ place }) => !place)) {
          const child = input.applicants.find(({ number }) => number === decision.number) as Applicant;
          if (child.together) continue;
          for (const group of preferred(input, child, decision))
            expect(decisions.filter(({ place }) => place?.group === group.group)).toHaveLength(group.free);
        }
      }),
      runs,
    );
  });
});

describe('Deferred acceptance', () => {
  it('leaves no blocking pair: nobody is refused where one who stands behind was taken', () => {
    fc.assert(
      fc.property(inputs(), (input) => {
        const { decisions } = allocate(input);
        for (const decision of decisions) {
          const child = input.applicants.find(({ number }) => number === decision.number) as Applicant;
          for (const group of preferred(input, child, decision)) {
            const taken = decisions.filter(({ place }) => place?.group === group.group);
            expect(taken).toHaveLength(group.free);
            for (const { number } of taken)
              expect(
                stands(standing(input, number, group.organisation), standing(input, child.number, group.organisation)),
              ).toBe(-1);
          }
        }
      }),
      runs,
    );
  });

  it('rewards no false list', () => {
    fc.assert(
      fc.property(
        inputs(),
        fc.nat(20),
        fc.shuffledSubarray([0, 1, 2, 3]),
        fc.boolean(),
        (input, chosen, lie, anywhere) => {
          const child = input.applicants[chosen % input.applicants.length] as Applicant;
          const honest = { ...child, anywhere: false };
          const swap = (instead: Applicant) => ({
            ...input,
            applicants: input.applicants.map((one) => (one === child ? instead : one)),
          });
          const siblings = new Set(child.choices.filter(({ sibling }) => sibling).map(({ organisation: id }) => id));
          const choices = lie.map((at) => ({
            organisation: organisation(at),
            sibling: siblings.has(organisation(at)),
          }));
          const worth = ({ place }: Decision) => {
            const at = honest.choices.findIndex(({ organisation: id }) => id === place?.organisation);
            return at === -1 ? Number.POSITIVE_INFINITY : at;
          };
          const truth = worth(decisionOf(swap(honest), child.number));
          const lied = worth(decisionOf(swap({ ...honest, choices, anywhere }), child.number));
          expect(truth).toBeLessThanOrEqual(lied);
        },
      ),
      runs,
    );
  });

  it('tells an unplaced child where it stands nearest to the line', () => {
    const [input] = fc.sample(inputs(), 1) as [AllocationInput];
    const child = (number: string, filed: number, wishes: number[], sibling = false): Applicant => ({
      number,
      filed: new Date(Date.UTC(2026, 0, 1, 10, filed)).toISOString(),
      class: 2,
      age: 3,
      orientation: 'general',
      regimes: ['full'],
      language: null,
      choices: wishes.map((at) => ({ organisation: organisation(at), sibling })),
      anywhere: false,
      together: null,
    });
    const group = (at: number, free: number) => ({
      ...{ group: uuid(2, at), organisation: organisation(at), from: 3, to: 3 },
      ...{ orientation: 'general', regime: 'full', language: 'ru', free },
    });
    const { decisions } = allocate({
      ...input,
      places: [group(0, 1), group(1, 1)],
      applicants: [
        child('A', 1, [0]),
        child('B', 2, [0]),
        child('C', 3, [1]),
        child('D', 4, [0, 1]),
        child('E', 5, [1], true),
      ],
    });
    const byNumber = Object.fromEntries(decisions.map((one) => [one.number, one]));
    expect(byNumber['A']?.place).toMatchObject({ choice: 1, standing: 1, of: 1 });
    // The sibling of one who goes there stands before an earlier filing.
    expect(byNumber['E']?.place?.organisation).toBe(organisation(1));
    expect(byNumber['C']).toMatchObject({
      place: null,
      passed: [{ why: 'full', behind: 1, cutOff: { class: 2, sibling: true, filed: '2026-01-01T10:05:00.000Z' } }],
    });
    expect(byNumber['D']).toMatchObject({
      place: null,
      passed: [{ behind: 2 }, { behind: 2 }],
      nearest: organisation(0),
    });
  });
});
