import { definePlugin } from '@regiso/core';
import { dashboardPermissions } from '../shared';
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
  },
  routes,
  refusals,
});
