import { IconClock, IconNotebook, IconTable } from '@tabler/icons-react';
import { defineUi } from '@regiso/core/ui';
import { permissions } from '../shared/permissions';
import { texts } from './texts';

export default defineUi({
  id: 'school',
  permissions,
  texts,
  pages: [
    {
      path: '/journal',
      title: 'now',
      permission: 'school.teach',
      menu: { group: 'work', order: 3, icon: IconClock, hint: 'now.hint' },
      page: () => import('./pages/now'),
    },
    {
      path: '/journals',
      title: 'journals',
      permission: 'school.teach',
      menu: { group: 'work', order: 4, icon: IconTable, hint: 'journals.hint' },
      page: () => import('./pages/journals'),
    },
    {
      path: '/journals/$id',
      title: 'journal',
      permission: 'school.teach',
      page: () => import('./pages/journal-grid'),
    },
    {
      path: '/diary',
      title: 'diary',
      menu: { group: 'work', order: 1, icon: IconNotebook, hint: 'diary.hint', forFamilies: true },
      page: () => import('./pages/diary'),
    },
    { path: '/diary/$child', title: 'diary', page: () => import('./pages/child-diary') },
  ],
});
