import { IconCertificate, IconRulerMeasure, IconStack2 } from '@tabler/icons-react';
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
    {
      path: '/batches',
      title: 'batches',
      permission: 'exams.keep-results',
      menu: { group: 'data', order: 30, icon: IconStack2, hint: 'batches.hint' },
      page: () => import('./pages/batches'),
    },
    {
      path: '/batches/$id',
      title: 'batch',
      permission: 'exams.keep-results',
      page: () => import('./pages/batch'),
    },
    {
      path: '/results',
      title: 'results',
      menu: { group: 'work', order: 4, icon: IconCertificate, hint: 'results.hint', forFamilies: true },
      page: () => import('./pages/results'),
    },
  ],
});
