import { IconFileCertificate, IconLock } from '@tabler/icons-react';
import { defineUi } from '@regiso/core/ui';
import { privacyPermissions } from '@regiso/core/shared';
import { menuTexts } from './menu-texts';

export default defineUi({
  id: 'privacy',
  permissions: privacyPermissions,
  texts: menuTexts,
  pages: [
    {
      path: '/own',
      title: 'own',
      menu: { group: 'administration', order: 92, icon: IconFileCertificate, hint: 'own.hint' },
      page: () => import('./pages/own'),
    },
    {
      path: '/',
      title: 'desk',
      permission: 'privacy.manage',
      menu: { group: 'administration', order: 30, icon: IconLock, hint: 'desk.hint' },
      page: () => import('./pages/desk'),
    },
  ],
});
