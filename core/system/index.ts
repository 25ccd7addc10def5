import { definePlugin } from '../server/plugin';
import { systemPermissions } from '../shared';
import { forgetKeysJob } from './jobs';
import { migrations } from './migrations';
import { routes } from './routes';

export default definePlugin({
  id: 'system',
  title: 'Система',
  titleEn: 'System',
  permissions: systemPermissions,
  roles: { operator: ['system.operate'] },
  migrations,
  routes,
  jobs: [forgetKeysJob],
  events: {
    'system.plugin-switched': {
      means: 'The operator switched a subsystem on or off',
      ru: 'Подсистема включена или выключена',
      details: ['plugin', 'enabled'],
    },
  },
});
