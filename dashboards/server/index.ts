import { definePlugin } from '@regiso/core';
import { dashboardPermissions } from '../shared';
import { openDashboards } from './board';
import { refusals } from './refusals';
import { routes } from './routes';

export default definePlugin({
  id: 'dashboards',
  title: 'Показатели и панели',
  titleEn: 'Figures and dashboards',
  requires: ['warehouse'],
  permissions: dashboardPermissions,
  roles: {
    operator: ['dashboards.view', 'dashboards.export'],
    analyst: ['dashboards.view', 'dashboards.export'],
    registrar: ['dashboards.view'],
    authority: ['dashboards.view', 'dashboards.export'],
    'subsystem-administrator': ['dashboards.view'],
    'participant-administrator': ['dashboards.view'],
  },
  routes,
  seenRecords: [
    {
      id: 'dashboards.board',
      title: 'Панель показателей',
      titleEn: 'Dashboard',
      isSeen: (id) => Promise.resolve(openDashboards().some((board) => board.id === id)),
    },
  ],
  refusals,
});
