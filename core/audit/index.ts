import { definePlugin } from '../server/plugin';
import { auditPermissions } from '../shared';
import { beginEraAfterRestore } from './eras';
import { jobs } from './jobs';
import { migrations } from './migrations';
import { makeMonths } from './months';

export default definePlugin({
  id: 'audit',
  title: 'Журнал событий',
  titleEn: 'Audit',
  permissions: auditPermissions,
  roles: { operator: ['audit.read'] },
  migrations,
  jobs,
  seed: async () => {
    await beginEraAfterRestore();
    await makeMonths();
  },
});
