import { route } from '@regiso/core';
import { OwnResults } from '../../shared/persons';
import { ownResults } from '../persons/own-results';

const results = route({
  method: 'GET',
  path: '/own/results',
  access: { signedIn: 'Results of one’s own and of one’s own children' },
  recorded: true,
  summary: 'Published exam results of oneself and of one’s children',
  reply: OwnResults,
  handler: () => ownResults(),
});

export const ownRoutes = [results];
