import { route } from '@regiso/core';
import { OwnResults } from '../../shared/persons';
import { ownResults } from '../persons/own-results';

const results = route({
  method: 'GET',
  path: '/own/results',
  access: { signedIn: 'Свои результаты и результаты собственных детей' },
  recorded: true,
  summary: 'Published exam results of oneself and of one’s children',
  reply: OwnResults,
  handler: () => ownResults(),
});

export const ownRoutes = [results];
