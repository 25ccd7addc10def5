import { IconBell, IconMailForward } from '@tabler/icons-react';
import { defineUi } from '@regiso/core/ui';
import { noticePermissions } from '@regiso/core/shared';
import { texts } from './texts';

export default defineUi({
  id: 'notices',
  permissions: noticePermissions,
  texts,
  pages: [
    {
      path: '/',
      title: 'notices',
      menu: { group: 'work', order: 90, icon: IconBell, hint: 'notices.hint' },
      page: () => import('./pages/all'),
    },
    { path: '/settings', title: 'settings', page: () => import('./pages/settings') },
    {
      path: '/outbox',
      title: 'outbox',
      permission: 'notices.operate',
      menu: { group: 'administration', order: 14, icon: IconMailForward, hint: 'outbox.hint' },
      page: () => import('./pages/outbox'),
    },
  ],
  headerTools: [{ id: 'bell', order: 20, tool: () => import('./Bell') }],
});
