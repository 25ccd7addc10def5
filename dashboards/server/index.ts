import { definePlugin } from '@regiso/core';
import { dashboardPermissions } from '../shared';
import { noteDefinitions } from './definitions';
import { migrations } from './migrations';
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
  migrations,
  routes,
  events: {
    'dashboards.definitions-noted': {
      means: 'Definitions of indicators came with a new release',
      ru: 'С новым выпуском пришли определения показателей',
      details: ['definitions'],
    },
  },
  refusals,
  seed: noteDefinitions,
});
