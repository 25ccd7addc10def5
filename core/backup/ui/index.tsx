import { IconArchive } from '@tabler/icons-react';
import { defineUi } from '@regiso/core/ui';
import { backupPermissions } from '@regiso/core/shared';
import { menuTexts } from './menu-texts';

export default defineUi({
  id: 'backup',
  permissions: backupPermissions,
  texts: menuTexts,
  pages: [
    {
      path: '/',
      title: 'backups',
      permission: 'backup.operate',
      menu: { group: 'administration', order: 14, icon: IconArchive, hint: 'backups.hint' },
      page: () => import('./pages/backups'),
    },
  ],
});
