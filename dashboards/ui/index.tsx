import { IconLayoutDashboard } from '@tabler/icons-react';
import { defineUi } from '@regiso/core/ui';
import { dashboardPermissions } from '../shared/permissions';
import { menuTexts } from './menu-texts';

export default defineUi({
  id: 'dashboards',
  permissions: dashboardPermissions,
  texts: menuTexts,
  pages: [
    {
      path: '/',
      title: 'boards',
      permission: 'dashboards.view',
      menu: { group: 'analysis', order: 10, icon: IconLayoutDashboard, hint: 'boards.hint' },
      page: () => import('./pages/list'),
    },
    { path: '/$id', title: 'boards', permission: 'dashboards.view', page: () => import('./pages/board') },
  ],
});
