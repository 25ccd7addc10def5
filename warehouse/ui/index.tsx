import { IconDatabase } from '@tabler/icons-react';
import { defineUi } from '@regiso/core/ui';
import { warehousePermissions } from '../shared/permissions';
import { menuTexts } from './menu-texts';

export default defineUi({
  id: 'warehouse',
  permissions: warehousePermissions,
  texts: menuTexts,
  pages: [
    {
      path: '/',
      title: 'warehouse',
      permission: 'warehouse.watch',
      menu: { group: 'administration', order: 40, icon: IconDatabase, hint: 'warehouse.hint' },
      page: () => import('./pages/warehouse'),
    },
  ],
});
