import { IconActivityHeartbeat, IconListCheck, IconPalette, IconPuzzle } from '@tabler/icons-react';
import { defineUi } from '@regiso/core/ui';
import { systemPermissions } from '@regiso/core/shared';
import { menuTexts } from './menu-texts';

export default defineUi({
  id: 'system',
  permissions: systemPermissions,
  texts: menuTexts,
  pages: [
    {
      path: '/state',
      title: 'state',
      permission: 'system.operate',
      menu: { group: 'administration', order: 5, icon: IconActivityHeartbeat, hint: 'state.hint' },
      page: () => import('./pages/state'),
    },
    {
      path: '/jobs',
      title: 'jobs',
      permission: 'system.operate',
      menu: { group: 'administration', order: 12, icon: IconListCheck, hint: 'jobs.hint' },
      page: () => import('./pages/jobs'),
    },
    {
      path: '/subsystems',
      title: 'subsystems',
      permission: 'system.operate',
      menu: { group: 'administration', order: 10, icon: IconPuzzle, hint: 'subsystems.hint' },
      page: () => import('./pages/subsystems'),
    },
    {
      path: '/look',
      title: 'look',
      permission: 'system.operate',
      menu: { group: 'administration', order: 95, icon: IconPalette, hint: 'look.hint' },
      page: () => import('./pages/look'),
    },
  ],
});
