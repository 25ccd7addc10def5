import { IconPuzzle } from '@tabler/icons-react';
import { defineUi } from '@regiso/core/ui';
import { systemPermissions } from '@regiso/core/shared';
import { texts } from './texts';

export default defineUi({
  id: 'system',
  permissions: systemPermissions,
  texts,
  pages: [
    {
      path: '/subsystems',
      title: 'subsystems',
      permission: 'system.operate',
      menu: { group: 'administration', order: 10, icon: IconPuzzle, hint: 'subsystems.hint' },
      page: () => import('./pages/subsystems'),
    },
  ],
});
