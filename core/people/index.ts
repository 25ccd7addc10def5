import { definePlugin } from '../server/plugin';
import { peoplePermissions } from '../shared';
import { peopleDemo } from './demo';
import { events } from './events';
import { seedForms } from './forms';
import { commands, jobs } from './jobs';
import { migrations } from './migrations';
import { checkKeys } from './reseal';
import { forgottenCards } from './retention';
import { ownData } from './own-data';
import { routes } from './routes';

export default definePlugin({
  id: 'people',
  title: 'Люди',
  titleEn: 'People',
  requires: ['territory', 'participants', 'agreements', 'audit', 'access'],
  permissions: peoplePermissions,
  roles: {
    operator: ['people.read', 'people.edit', 'people.documents', 'people.merge'],
    'subsystem-administrator': ['people.read'],
    'participant-administrator': ['people.read', 'people.edit', 'people.documents'],
  },
  migrations,
  routes,
  jobs,
  commands,
  events,
  ownData,
  retention: [forgottenCards],
  seed: async () => {
    await checkKeys();
    await seedForms();
  },
  demo: peopleDemo,
});
