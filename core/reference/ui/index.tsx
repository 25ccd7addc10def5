import { IconCalendarCheck, IconScale } from '@tabler/icons-react';
import { defineUi } from '@regiso/core/ui';
import { referencePermissions } from '@regiso/core/shared';
import { menuTexts } from './menu-texts';

export default defineUi({
  id: 'reference',
  permissions: referencePermissions,
  texts: menuTexts,
  pages: [
    {
      path: '/',
      title: 'norms',
      permission: 'reference.read',
      menu: { group: 'registers', order: 80, icon: IconScale, hint: 'norms.hint' },
      page: () => import('./pages/lists'),
    },
    {
      path: '/calendar',
      title: 'calendar',
      permission: 'reference.read',
      menu: { group: 'registers', order: 81, icon: IconCalendarCheck, hint: 'calendar.hint' },
      page: () => import('./pages/calendar'),
    },
    { path: '/$id', title: 'norms', permission: 'reference.read', page: () => import('./pages/norms') },
  ],
});
