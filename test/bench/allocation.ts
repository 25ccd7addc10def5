import { randomOf, between, oneOf } from '@regiso/core';
import { replay } from '../../plugins/kindergarten/server/allocation/allocate';
import { canonicalInput, type AllocationInput } from '../../plugins/kindergarten/server/allocation/input';
import { median, must, seconds } from './harness';
import type { Bench } from './run';

const uuid = (kind: number, at: number) => `0000000${kind}-0000-4000-8000-${String(at).padStart(12, '0')}`;

/** A region's worth of children and kindergartens: made from a seed, the same every time. */
function region(children: number, kindergartens: number): string {
  const random = randomOf('bench/allocation');
  const organisations = Array.from({ length: kindergartens }, (_, at) => ({
    ...{ id: uuid(1, at), lat: 56 + random() * 2, lon: 65 + random() * 8 },
  }));
  const places = organisations.flatMap(({ id }, at) =>
    [1, 2, 3, 4, 5, 6].map((age) => ({
      ...{ group: uuid(2, at * 10 + age), organisation: id, from: age, to: age },
      ...{ orientation: 'general', regime: 'full', language: 'ru', free: between(random, 3, 12) },
    })),
  );
  const applicants = Array.from({ length: children }, (_, at) => ({
    number: `B-${String(at).padStart(6, '0')}`,
    filed: new Date(Date.UTC(2025, 0, 1) + at * 60_000).toISOString(),
    ...{ class: oneOf(random, [0, 1, 1, 2, 3, 3, 3, 3]), age: between(random, 1, 6) },
    ...{ orientation: 'general', regimes: ['full'], language: null },
    choices: [...new Set(Array.from({ length: 5 }, () => between(random, 0, kindergartens - 1)))].map((choice) => ({
      ...{ organisation: uuid(1, choice), sibling: random() < 0.1 },
    })),
    anywhere: random() < 0.3,
    together: null,
  }));
  const rules = { municipality: 'bench', on: '2026-09-01', strategy: 'deferred-acceptance' } as const;
  const input: AllocationInput = {
    ...rules,
    version: 1,
    keys: ['class', 'sibling', 'filed'],
    organisations,
    places,
    applicants,
  };
  return canonicalInput(input);
}

/** 30,000 children over 600 kindergartens by deferred acceptance, from the frozen text to the text of the protocol. */
const bench: Bench = {
  name: 'allocation',
  run: async ({ quick }) => {
    const input = region(30_000, 600);
    const times: number[] = [];
    const hashes = new Set<string>();
    let placed = 0;
    for (let round = 0; round < (quick ? 3 : 7); round += 1) {
      times.push(
        await seconds(() => {
          const { hash, protocol } = replay(input);
          hashes.add(hash);
          placed = protocol.placed;
          return Promise.resolve();
        }),
      );
    }
    must(hashes.size === 1, 'a replay gave another protocol');
    must(placed > 20_000, `only ${placed} children were placed`);
    return {
      figures: { seconds: median(times), rss_mb: process.memoryUsage().rss / 2 ** 20, placed, rounds: times.length },
      bars: { seconds: { bar: 2, at: 'most' }, rss_mb: { bar: 512, at: 'most' } },
    };
  },
};

export default bench;
