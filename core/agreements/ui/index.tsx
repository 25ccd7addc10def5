import { IconAddressBook, IconContract, IconFileCertificate } from '@tabler/icons-react';
import { defineUi } from '@regiso/core/ui';
import { agreementPermissions } from '@regiso/core/shared';
import { menuTexts } from './menu-texts';

export default defineUi({
  id: 'agreements',
  permissions: agreementPermissions,
  texts: menuTexts,
  pages: [
    {
      path: '/participants',
      title: 'participants',
      permission: 'agreements.read',
      menu: { group: 'administration', order: 1, icon: IconContract, hint: 'participants.hint' },
      page: () => import('./pages/participants'),
    },
    { path: '/connect', title: 'connect', permission: 'agreements.manage', page: () => import('./pages/connect') },
    {
      path: '/participants/$id',
      title: 'participants',
      permission: 'agreements.read',
      page: () => import('./pages/participant'),
    },
    {
      path: '/documents',
      title: 'documents',
      permission: 'agreements.publish',
      menu: { group: 'administration', order: 2, icon: IconFileCertificate, hint: 'documents.hint' },
      page: () => import('./pages/documents'),
    },
    {
      path: '/bodies',
      title: 'bodies',
      menu: { group: 'registers', order: 90, icon: IconAddressBook, hint: 'bodies.hint' },
      page: () => import('./pages/bodies'),
    },
  ],
  widgets: [
    {
      id: 'ending',
      title: 'ending.title',
      permission: 'agreements.read',
      order: 1,
      widget: () => import('./EndingSoon'),
    },
  ],
});
