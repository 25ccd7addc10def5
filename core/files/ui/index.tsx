import { IconFiles } from '@tabler/icons-react';
import { defineUi } from '@regiso/core/ui';
import { filePermissions } from '@regiso/core/shared';
import { texts } from './texts';

export default defineUi({
  id: 'files',
  permissions: filePermissions,
  texts,
  pages: [
    {
      path: '/',
      title: 'files',
      permission: 'files.oversee',
      menu: { group: 'administration', order: 36, icon: IconFiles, hint: 'files.hint' },
      page: () => import('./pages/files'),
    },
  ],
});
