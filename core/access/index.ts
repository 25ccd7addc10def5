import { definePlugin } from '../server/plugin';
import { accessPermissions } from '../shared';
import { accessDemo } from './demo';
import { migrations } from './migrations';
import { Account } from './models';
import { routes } from './routes';
import { grantShippedRoles } from './roles';

export default definePlugin({
  id: 'access',
  title: 'Доступ',
  titleEn: 'Access',
  permissions: accessPermissions,
  roles: { operator: ['access.manage-accounts'] },
  models: [Account],
  migrations,
  routes,
  events: {
    'access.signed-in': { means: 'A person signed in', details: ['method'] },
    'access.sign-in-refused': { means: 'A sign-in was refused', details: ['reason'] },
    'access.signed-out': { means: 'A person signed out' },
    'access.account-created': { means: 'An account was created', details: ['roles'] },
    'access.password-reset': { means: 'A password was reset' },
    'access.roles-shipped': { means: 'Roles of the installed subsystems were written', details: ['roles'] },
  },
  seed: grantShippedRoles,
  demo: accessDemo,
});
