import {
  IconCertificate,
  IconRulerMeasure,
  IconScale,
  IconSchool,
  IconStack2,
  IconUserSearch,
} from '@tabler/icons-react';
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
      path: '/appeals',
      title: 'appeals',
      permission: 'exams.approve-results',
      menu: { group: 'work', order: 45, icon: IconScale, hint: 'appeals.hint' },
      page: () => import('./pages/appeals'),
    },
    {
      path: '/appeals/$id',
      title: 'appeal',
      permission: 'exams.approve-results',
      page: () => import('./pages/appeal'),
    },
    {
      path: '/person-results',
      title: 'person-results',
      permission: 'exams.keep-results',
      menu: { group: 'work', order: 46, icon: IconUserSearch, hint: 'person-results.hint' },
      page: () => import('./pages/person-results'),
    },
    {
      path: '/person-results/$id',
      title: 'person-result',
      permission: 'exams.keep-results',
      page: () => import('./pages/person-result'),
    },
    {
      path: '/school-results',
      title: 'school-results',
      permission: 'exams.read-pupils',
      menu: { group: 'work', order: 47, icon: IconSchool, hint: 'school-results.hint' },
      page: () => import('./pages/school-results'),
    },
    {
      path: '/results',
      title: 'results',
      menu: { group: 'work', order: 4, icon: IconCertificate, hint: 'results.hint', forFamilies: true },
      page: () => import('./pages/results'),
    },
  ],
});
