import { definePlugin } from '@regiso/core';
import { dashboardPermissions } from '../shared';
import { openDashboards } from './board';
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
    authority: ['dashboards.view', 'dashboards.export'],
    'subsystem-administrator': ['dashboards.view'],
    'participant-administrator': ['dashboards.view'],
  },
  migrations,
  routes,
  seenRecords: [
    {
      id: 'dashboards.board',
      title: 'Панель показателей',
      titleEn: 'Dashboard',
      isSeen: (id) => Promise.resolve(openDashboards().some((board) => board.id === id)),
    },
  ],
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
