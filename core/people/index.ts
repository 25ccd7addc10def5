import { definePlugin } from '../server/plugin';
import { peoplePermissions } from '../shared';
import { survivorOf } from './card';
import { peopleDemo } from './demo';
import { events } from './events';
import { seedForms } from './forms';
import { commands, jobs } from './jobs';
import { entryRenewedNotice } from './entry-codes';
import { matchDecidedNotice, matchRequestedNotice } from './match-notice';
import { compareWithCard, placeRequest } from './matching';
import { migrations } from './migrations';
import { checkKeys } from './reseal';
import { forgottenCards } from './retention';
import { ownData } from './own-data';
import { mayOn } from './reach';
import { routes } from './routes';
import { twinReportedNotice } from './twins';

export default definePlugin({
  id: 'people',
  title: 'Люди',
  titleEn: 'People',
  requires: ['territory', 'participants', 'agreements', 'audit', 'access', 'notices'],
  permissions: peoplePermissions,
  roles: {
    operator: Object.keys(peoplePermissions) as (keyof typeof peoplePermissions)[],
    'subsystem-administrator': ['people.read', 'people.report-twin'],
    // Only cards that both lie within the participant, after a fresh proof, and it can be taken back.
    'participant-administrator': Object.keys(peoplePermissions) as (keyof typeof peoplePermissions)[],
  },
  migrations,
  routes,
  jobs,
  commands,
  emits: ['people.demo-filled', 'people.guardians-changed', 'people.merged', 'people.unmerged'],
  on: { 'access.match-requested': placeRequest, 'access.identity-described': compareWithCard },
  notices: [twinReportedNotice, matchRequestedNotice, matchDecidedNotice, entryRenewedNotice],
  events,
  seenRecords: [
    {
      id: 'people.card',
      title: 'Карточка человека',
      titleEn: 'Card of a person',
      isSeen: async (id) => mayOn(await survivorOf(id), 'people.read'),
    },
  ],
  ownData,
  retention: [forgottenCards],
  seed: async () => {
    await checkKeys();
    await seedForms();
  },
  demo: peopleDemo,
});
