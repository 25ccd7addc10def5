import { IconBuildingCommunity } from '@tabler/icons-react';
import { defineUi } from '@regiso/core/ui';
import { participantPermissions } from '@regiso/core/shared';
import { menuTexts } from './menu-texts';

export default defineUi({
  id: 'participants',
  permissions: participantPermissions,
  texts: menuTexts,
  pages: [
    {
      path: '/organisations',
      title: 'organisations',
      permission: 'participants.read',
      menu: { group: 'registers', order: 10, icon: IconBuildingCommunity, hint: 'organisations.hint' },
      page: () => import('./pages/organisations'),
    },
    {
      path: '/organisations/new',
      title: 'new',
      permission: 'participants.edit',
      page: () => import('./pages/new-organisation'),
    },
    {
      path: '/organisations/$id',
      title: 'organisation',
      permission: 'participants.read',
      page: () => import('./pages/organisation'),
    },
    {
      path: '/organisations/$id/edit',
      title: 'edit',
      permission: 'participants.edit',
      page: () => import('./pages/edit-organisation'),
    },
  ],
});
