import { IconRulerMeasure } from '@tabler/icons-react';
import { defineUi } from '@regiso/core/ui';
import { permissions } from '../shared/permissions';
import { menuTexts } from './menu-texts';

export default defineUi({
  id: 'exams',
  permissions,
  texts: menuTexts,
  pages: [
    {
      path: '/reference',
      title: 'reference',
      permission: 'exams.read',
      menu: { group: 'registers', order: 40, icon: IconRulerMeasure, hint: 'reference.hint' },
      page: () => import('./pages/reference'),
    },
  ],
});
