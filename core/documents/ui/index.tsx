import { IconFileDescription } from '@tabler/icons-react';
import { defineUi } from '@regiso/core/ui';
import { documentPermissions } from '@regiso/core/shared';
import { texts } from './texts';

export default defineUi({
  id: 'documents',
  permissions: documentPermissions,
  texts,
  pages: [
    {
      path: '/',
      title: 'issued',
      permission: 'documents.manage',
      menu: { group: 'administration', order: 34, icon: IconFileDescription, hint: 'issued.hint' },
      page: () => import('./pages/issued'),
    },
  ],
});
