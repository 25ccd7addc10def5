import { IconHistory } from '@tabler/icons-react';
import { defineUi } from '@regiso/core/ui';
import { auditPermissions } from '@regiso/core/shared';
import { menuTexts } from './menu-texts';

export default defineUi({
  id: 'audit',
  permissions: auditPermissions,
  texts: menuTexts,
  pages: [
    {
      path: '/',
      title: 'log',
      permission: 'audit.read',
      menu: { group: 'administration', order: 6, icon: IconHistory, hint: 'log.hint' },
      page: () => import('./pages/log'),
    },
  ],
});
