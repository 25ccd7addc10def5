import { definePlugin } from '../server/plugin';
import { accessPermissions } from '../shared';
import { accessDemo } from './demo';
import { events } from './events';
import { migrations } from './migrations';
import { Account } from './models';
import { routes } from './routes';
import { grantShippedRoles } from './roles';

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
  models: [Account],
  migrations,
  routes,
  events,
  seed: grantShippedRoles,
  demo: accessDemo,
});
