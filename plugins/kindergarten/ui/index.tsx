import {
  IconBuildingCommunity,
  IconCalendarStats,
  IconFileCheck,
  IconChecklist,
  IconHorseToy,
  IconListNumbers,
  IconMoodKid,
  IconReportAnalytics,
  IconScale,
  IconUsersGroup,
} from '@tabler/icons-react';
import { defineUi } from '@regiso/core/ui';
import { permissions } from '../shared/permissions';
import { texts } from './texts';

export default defineUi({
  id: 'kindergarten',
  permissions,
  texts,
  pages: [
    {
      path: '/own',
      title: 'own',
      menu: { group: 'work', order: 2, icon: IconHorseToy, hint: 'own.hint', forFamilies: true },
      page: () => import('./pages/own'),
    },
    { path: '/own/new', title: 'own-new', page: () => import('./pages/own-new') },
    { path: '/own/$id', title: 'application', page: () => import('./pages/own-application') },
    { path: '/own/absence', title: 'own-absence', page: () => import('./pages/own-absence') },
    { path: '/own/$id/edit', title: 'own-edit', page: () => import('./pages/own-edit') },
    {
      path: '/queue',
      title: 'queue',
      permission: 'kindergarten.read-queue',
      menu: { group: 'work', order: 20, icon: IconListNumbers, hint: 'queue.hint' },
      page: () => import('./pages/queue'),
    },
    {
      path: '/queue/$id',
      title: 'application',
      permission: 'kindergarten.read-queue',
      page: () => import('./pages/application'),
    },
    {
      path: '/runs',
      title: 'runs',
      permission: 'kindergarten.allocate',
      menu: { group: 'work', order: 21, icon: IconScale, hint: 'runs.hint' },
      page: () => import('./pages/runs'),
    },
    { path: '/runs/$id', title: 'run', permission: 'kindergarten.allocate', page: () => import('./pages/run') },
    {
      path: '/directed',
      title: 'directed',
      permission: 'kindergarten.read-groups',
      menu: { group: 'work', order: 22, icon: IconUsersGroup, hint: 'directed.hint' },
      page: () => import('./pages/directed'),
    },
    {
      path: '/groups',
      title: 'groups',
      permission: 'kindergarten.read-groups',
      menu: { group: 'work', order: 23, icon: IconBuildingCommunity, hint: 'groups.hint' },
      page: () => import('./pages/groups'),
    },
    {
      path: '/attendance',
      title: 'attendance',
      permission: 'kindergarten.mark-attendance',
      menu: { group: 'work', order: 24, icon: IconChecklist, hint: 'attendance.hint' },
      page: () => import('./pages/attendance'),
    },
    {
      path: '/month',
      title: 'month',
      permission: 'kindergarten.mark-attendance',
      menu: { group: 'work', order: 25, icon: IconCalendarStats, hint: 'month.hint' },
      page: () => import('./pages/month'),
    },
    {
      path: '/pupils',
      title: 'pupils',
      permission: 'kindergarten.read-groups',
      menu: { group: 'work', order: 23, icon: IconMoodKid, hint: 'pupils.hint' },
      page: () => import('./pages/pupils'),
    },
    {
      path: '/month-reports',
      title: 'month-reports',
      permission: 'kindergarten.read-groups',
      menu: { group: 'work', order: 26, icon: IconFileCheck, hint: 'month-reports.hint' },
      page: () => import('./pages/month-reports'),
    },
    {
      path: '/month-reports/$id',
      title: 'month-report',
      permission: 'kindergarten.read-groups',
      page: () => import('./pages/month-report'),
    },
    {
      path: '/form-85k',
      title: 'form-85k',
      permission: 'kindergarten.read-groups',
      menu: { group: 'work', order: 27, icon: IconReportAnalytics, hint: 'form-85k.hint' },
      page: () => import('./pages/form-85k'),
    },
  ],
});
