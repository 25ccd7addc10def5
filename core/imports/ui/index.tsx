import { IconTableImport } from '@tabler/icons-react';
import { defineUi } from '@regiso/core/ui';
import { importPermissions } from '@regiso/core/shared';
import { texts } from './texts';

export default defineUi({
  id: 'imports',
  permissions: importPermissions,
  texts,
  pages: [
    {
      path: '/',
      title: 'imports',
      permission: 'imports.run',
      menu: { group: 'data', order: 10, icon: IconTableImport, hint: 'imports.hint' },
      page: () => import('./pages/send'),
    },
    { path: '/runs', title: 'runs', permission: 'imports.run', page: () => import('./pages/runs') },
    { path: '/runs/$id', title: 'run', permission: 'imports.run', page: () => import('./pages/run') },
    { path: '/staged', title: 'staged', permission: 'imports.run', page: () => import('./pages/staged') },
  ],
});
