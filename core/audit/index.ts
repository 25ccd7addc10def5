import { definePlugin } from '../server/plugin';
import { auditPermissions } from '../shared';
import { commands } from './commands';
import { beginEraAfterRestore } from './eras';
import { jobs } from './jobs';
import { migrations } from './migrations';
import './metrics';
import { makeMonths } from './months';
import { routes } from './routes';

export default definePlugin({
  id: 'audit',
  title: 'Журнал событий',
  titleEn: 'Audit',
  permissions: auditPermissions,
  roles: { operator: ['audit.read'] },
  migrations,
  routes,
  jobs,
  commands,
  events: {
    'audit.searched': {
      means: 'Somebody searched the audit log',
      ru: 'Поиск по журналу событий',
      reads: true,
      details: ['from', 'to', 'event', 'plugin', 'actor', 'object', 'person', 'rows', 'further'],
    },
    'audit.viewers-asked': {
      means: 'Somebody asked who had looked at a record',
      ru: 'Запрос, кто просматривал запись',
      reads: true,
      details: ['from', 'to', 'actor', 'rows'],
    },
    'audit.exported': {
      means: 'What was found in the audit log was taken out as a file',
      ru: 'Найденное в журнале событий выгружено файлом',
      reads: true,
      details: ['from', 'to', 'event', 'plugin', 'actor', 'object', 'person', 'views', 'rows'],
    },
    'audit.proof-made': {
      means: 'The proof of a row was made',
      ru: 'Выдано доказательство строки журнала',
      details: ['block'],
    },
  },
  seed: async () => {
    await beginEraAfterRestore();
    await makeMonths();
  },
});
