import { definePlugin } from '../server/plugin';
import { agreementPermissions } from '../shared';
import { seedBodies } from './bodies';
import { migrations } from './migrations';
import { routes } from './routes';
import { warnOfEndsJob } from './warnings';

export default definePlugin({
  id: 'agreements',
  title: 'Соглашения',
  titleEn: 'Agreements',
  requires: ['access', 'participants', 'territory'],
  permissions: agreementPermissions,
  roles: {
    operator: ['agreements.read', 'agreements.manage'],
    authority: ['agreements.read'],
    'subsystem-administrator': ['agreements.read'],
    'participant-administrator': ['agreements.read'],
  },
  migrations,
  routes,
  jobs: [warnOfEndsJob],
  events: {
    'agreements.bodies-written': { means: 'Bodies of the regulation were written', details: ['bodies'] },
    'agreements.participant-registered': { means: 'A participant was registered', details: ['kind'] },
    'agreements.drafted': { means: 'An agreement was written down', details: ['subsystems', 'startsOn', 'endsOn'] },
    'agreements.draft-changed': { means: 'A draft of an agreement was changed', details: ['version'] },
    'agreements.signed': {
      means: 'An agreement was signed and its subsystems connected',
      details: ['participant', 'subsystems'],
    },
    'agreements.terminated': { means: 'An agreement was ended before its term', details: ['on'] },
    'agreements.suspended': { means: 'A participant was suspended and its people signed out' },
    'agreements.resumed': { means: 'A suspended participant was let in again' },
    'agreements.ends-soon': { means: 'An agreement ends within so many days', details: ['days', 'endsOn'] },
  },
  seed: seedBodies,
});
