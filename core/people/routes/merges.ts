import { z } from 'zod';
import { audit } from '../../server/audit';
import { route } from '../../server/route';
import { compareCards, Comparison, MergeView, mergeView } from '../merge-view';
import { MergeInput, mergePersons } from '../merge';
import { judgeDifferent, Judgement, listPairs, PairPage, PairState, Report, reportPair } from '../pairs';
import { mergeInReach, UnmergeInput, unmergePersons } from '../unmerge';
import { One } from './persons';
import { recorded } from './reading';

const access = { permission: 'people.merge', within: 'reach' } as const;

const pairs = route({
  method: 'GET',
  path: '/duplicates',
  access,
  summary: 'Pairs of cards that look alike, with what was judged of them',
  query: z.object({
    state: PairState.default('open'),
    limit: z.coerce.number().int().min(1).max(100).default(20),
    after: z
      .string()
      .regex(/^[0-9a-f-]{36}~[0-9a-f-]{36}$/)
      .optional(),
  }),
  reply: PairPage,
  database: false,
  handler: ({ query }) =>
    recorded(async () => {
      const page = await listPairs(query);
      const personIds = page.items.flatMap(({ first, second }) => [first.id, second.id]);
      await audit('people.searched', { type: 'person', personIds }, { by: ['duplicates'], rows: page.items.length });
      return page;
    }),
});

const report = route({
  method: 'POST',
  path: '/duplicates',
  access: { permission: 'people.report-twin', within: 'reach' },
  summary: 'Say that two cards are one person; who judges pairs decides',
  payload: Report,
  reply: z.object({ state: z.literal('open') }),
  handler: async ({ payload }) => {
    await reportPair(payload);
    return { state: 'open' };
  },
});

const different = route({
  method: 'POST',
  path: '/duplicates/different',
  access,
  summary: 'Two cards are two people: the pair is not offered again',
  payload: Judgement,
  handler: async ({ payload }) => {
    await judgeDifferent(payload);
    return { state: 'different' };
  },
});

const compare = route({
  method: 'POST',
  path: '/merges/compare',
  reads: true,
  access,
  summary: 'Two cards side by side with what hangs on each; the reading is recorded for both',
  payload: z.strictObject({ firstId: z.uuid(), secondId: z.uuid() }),
  reply: Comparison,
  handler: async ({ payload: { firstId, secondId } }) => {
    const comparison = await compareCards([firstId, secondId]);
    await audit('people.compared', { type: 'person', id: firstId }, { other: secondId });
    await audit('people.compared', { type: 'person', id: secondId }, { other: firstId });
    return comparison;
  },
});

const merge = route({
  method: 'POST',
  path: '/merges',
  access,
  sensitive: 'two people become one',
  summary: 'Make two cards one, with proof; rows of all subsystems follow',
  payload: MergeInput,
  reply: z.object({ id: z.string(), moved: z.int() }),
  handler: ({ payload }) => mergePersons(payload),
});

const one = route({
  method: 'GET',
  path: '/merges/{id}',
  access,
  summary: 'A merge with its proof and what taking it back would do',
  params: One,
  reply: MergeView,
  database: false,
  handler: ({ params }) =>
    recorded(async () => {
      const found = await mergeInReach(params.id);
      await audit('people.merge-read', { type: 'person', id: found.survivor_id }, { merge: found.id });
      return mergeView(found);
    }),
});

const undo = route({
  method: 'POST',
  path: '/merges/{id}/undo',
  access,
  sensitive: 'one person becomes two',
  summary: 'Take a merge back; rows written since stay with the surviving card but for those named',
  params: One,
  payload: UnmergeInput,
  reply: z.object({ moved: z.int(), keptFields: z.array(z.string()) }),
  handler: ({ params, payload }) => unmergePersons(params.id, payload),
});

export const mergeRoutes = [pairs, report, different, compare, merge, one, undo];
