import { z } from 'zod';
import { route } from '../../server/route';
import { linkMatch, listMatches, MatchLink, MatchPage, MatchRefusal, MatchState, refuseMatch } from '../matches';
import { One } from './persons';
import { recorded } from './reading';

const access = { permission: 'people.edit', within: 'reach' } as const;

const matches = route({
  method: 'GET',
  path: '/match-requests',
  access,
  summary: 'People who came by a provider, each beside the card they seem to be; the reading is recorded',
  query: z.object({
    state: MatchState.default('open'),
    limit: z.coerce.number().int().min(1).max(100).default(20),
    after: z.uuid().optional(),
  }),
  reply: MatchPage,
  database: false,
  handler: ({ query }) => recorded(() => listMatches(query)),
});

const linkOne = route({
  method: 'POST',
  path: '/match-requests/{id}/link',
  access,
  sensitive: 'an identity becomes a person',
  summary: 'The person is the one on the card, after a look at the document',
  params: One,
  payload: MatchLink,
  reply: z.object({ state: z.literal('linked') }),
  handler: async ({ params, payload }) => {
    await linkMatch(params.id, payload);
    return { state: 'linked' };
  },
});

const refuseOne = route({
  method: 'POST',
  path: '/match-requests/{id}/refuse',
  access,
  sensitive: 'an account may lose its card',
  summary: 'The person is not the one on the card, with the reason',
  params: One,
  payload: MatchRefusal,
  reply: z.object({ state: z.literal('refused') }),
  handler: async ({ params, payload }) => {
    await refuseMatch(params.id, payload);
    return { state: 'refused' };
  },
});

export const matchRoutes = [matches, linkOne, refuseOne];
