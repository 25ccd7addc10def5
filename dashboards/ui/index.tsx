import {
  IconAlertTriangle,
  IconDatabaseExport,
  IconLayoutDashboard,
  IconLayoutGrid,
  IconListSearch,
  IconMailForward,
  IconMathFunction,
  IconPresentationAnalytics,
  IconTable,
} from '@tabler/icons-react';
import { defineUi } from '@regiso/core/ui';
import { dashboardPermissions } from '../shared/permissions';
import { menuTexts } from './menu-texts';

export default defineUi({
  id: 'dashboards',
  permissions: dashboardPermissions,
  texts: menuTexts,
  pages: [
    {
      path: '/',
      title: 'boards',
      permission: 'dashboards.view',
      menu: { group: 'analysis', order: 10, icon: IconLayoutDashboard, hint: 'boards.hint' },
      page: () => import('./pages/list'),
    },
    {
      path: '/overview',
      title: 'overview',
      permission: 'dashboards.view',
      menu: { group: 'analysis', order: 5, icon: IconPresentationAnalytics, hint: 'overview.hint' },
      page: () => import('./pages/overview'),
    },
    {
      path: '/catalogue',
      title: 'catalogue',
      permission: 'dashboards.view',
      menu: { group: 'analysis', order: 12, icon: IconListSearch, hint: 'catalogue.hint' },
      page: () => import('./pages/catalogue'),
    },
    {
      path: '/catalogue/$id',
      title: 'catalogue',
      permission: 'dashboards.view',
      page: () => import('./pages/indicator'),
    },
    {
      path: '/own',
      title: 'own',
      permission: 'dashboards.define',
      menu: { group: 'analysis', order: 14, icon: IconMathFunction, hint: 'own.hint' },
      page: () => import('./pages/own'),
    },
    {
      path: '/own/$code',
      title: 'own',
      permission: 'dashboards.define',
      page: () => import('./pages/own-indicator'),
    },
    {
      path: '/alerts',
      title: 'alerts',
      permission: 'dashboards.view',
      menu: { group: 'analysis', order: 11, icon: IconAlertTriangle, hint: 'alerts.hint' },
      page: () => import('./pages/alerts'),
    },
    { path: '/alerts/$id', title: 'alerts', permission: 'dashboards.view', page: () => import('./pages/alert') },
    {
      path: '/alerts/rules',
      title: 'alert-rules',
      permission: 'dashboards.alert',
      page: () => import('./pages/alert-rules'),
    },
    {
      path: '/alerts/rules/$id',
      title: 'alert-rules',
      permission: 'dashboards.alert',
      page: () => import('./pages/alert-rule'),
    },
    {
      path: '/deliveries',
      title: 'deliveries',
      permission: 'dashboards.view',
      menu: { group: 'analysis', order: 13, icon: IconMailForward, hint: 'deliveries.hint' },
      page: () => import('./pages/deliveries'),
    },
    {
      path: '/explorer',
      title: 'explorer',
      permission: 'dashboards.view',
      menu: { group: 'analysis', order: 15, icon: IconTable, hint: 'explorer.hint' },
      page: () => import('./pages/explorer'),
    },
    {
      path: '/boards',
      title: 'my-boards',
      permission: 'dashboards.view',
      menu: { group: 'analysis', order: 16, icon: IconLayoutGrid, hint: 'my-boards.hint' },
      page: () => import('./pages/own-boards'),
    },
    { path: '/boards/$id', title: 'my-boards', permission: 'dashboards.view', page: () => import('./pages/own-board') },
    {
      path: '/exports',
      title: 'exports',
      permission: 'dashboards.export',
      menu: { group: 'analysis', order: 17, icon: IconDatabaseExport, hint: 'exports.hint' },
      page: () => import('./pages/exports'),
    },
    { path: '/$id', title: 'boards', permission: 'dashboards.view', page: () => import('./pages/board') },
  ],
});
