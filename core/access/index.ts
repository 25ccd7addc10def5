import { job } from '../server/job';
import { definePlugin } from '../server/plugin';
import { accessPermissions } from '../shared';
import { forgetStale } from './attempts';
import { accessDemo } from './demo';
import { events } from './events';
import { grantWaitsNotice } from './grant-waits';
import { lockedOutNotice } from './lock-outs';
import { retention } from './keeping';
import { migrations } from './migrations';
import { Account } from './models';
import { ownData } from './own-data';
import { routes } from './routes';
import { grantShippedRoles } from './roles';

const forget = job({
  name: 'forget-stale-sign-ins',
  title: 'Forget old tries, ended sign-ins and late codes',
  every: { cron: '20 3 * * *' },
  unaudited: 'Counters of tries, and what has ended by its own term',
  handler: forgetStale,
});

export default definePlugin({
  id: 'access',
  title: 'Доступ',
  titleEn: 'Access',
  permissions: accessPermissions,
  roles: {
    operator: ['access.manage-accounts', 'access.grant'],
    'subsystem-administrator': ['access.manage-accounts', 'access.grant'],
    'participant-administrator': ['access.manage-accounts', 'access.grant'],
  },
  roleTitles: {
    operator: ['Оператор', 'Operator'],
    analyst: ['Аналитик ситуационного центра', 'Analyst of the situational centre'],
    registrar: ['Специалист по реестру', 'Register specialist'],
    authority: ['Уполномоченный орган', 'Authorised body'],
    'subsystem-administrator': ['Администратор подсистемы', 'Subsystem administrator'],
    'participant-administrator': ['Администратор участника', 'Participant administrator'],
  },
  models: [Account],
  migrations,
  routes,
  jobs: [forget],
  notices: [grantWaitsNotice, lockedOutNotice],
  emits: ['access.match-requested', 'access.identity-described'],
  events,
  ownData,
  retention,
  seed: grantShippedRoles,
  demo: accessDemo,
});
