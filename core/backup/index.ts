import { definePlugin } from '../server/plugin';
import { backupPermissions } from '../shared';
import { commands } from './commands';
import { jobs } from './jobs';
import { migrations } from './migrations';
import { routes } from './routes';

export default definePlugin({
  id: 'backup',
  title: 'Резервные копии',
  titleEn: 'Backups',
  requires: ['audit', 'access'],
  permissions: backupPermissions,
  roles: { operator: ['backup.operate'] },
  migrations,
  routes,
  jobs,
  commands,
  emits: ['backup.restored'],
  events: {
    'backup.asked': {
      means: 'Somebody asked for a backup, or for the check of one',
      ru: 'Запрошено создание или проверка резервной копии',
      details: ['kind'],
    },
    'backup.cancelled': {
      means: 'The making or the check of a backup was cancelled',
      ru: 'Создание или проверка резервной копии отменены',
      details: ['kind'],
    },
    'backup.made': { means: 'A backup was made', ru: 'Создана резервная копия', details: ['ok'] },
    'backup.verified': { means: 'A backup was checked', ru: 'Резервная копия проверена', details: ['ok'] },
    'backup.restored': {
      means: 'The data was restored from a backup',
      ru: 'Данные восстановлены из резервной копии',
      details: ['backup', 'until', 'era', 'endedSignIns', 'anchorsSetAside', 'problems'],
    },
  },
});
