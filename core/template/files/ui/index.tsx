import { IconNotes } from '@tabler/icons-react';
import { defineUi } from '@regiso/core/ui';
import { permissions } from '../shared';
import { texts } from './texts';

export default defineUi({
  id: 'sample',
  permissions,
  texts,
  pages: [
    {
      path: '/notes',
      title: 'title',
      permission: 'sample.read',
      menu: { group: 'work', order: 50, icon: IconNotes, hint: 'hint' },
      page: () => import('./pages/notes'),
    },
  ],
});
