import { definePlugin } from '@regiso/core';
import { dashboardPermissions } from '../shared';
import { noteDefinitions } from './definitions';
import { migrations } from './migrations';
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
    operator: ['dashboards.view', 'dashboards.export', 'dashboards.define', 'dashboards.review'],
    analyst: ['dashboards.view', 'dashboards.export', 'dashboards.define', 'dashboards.review'],
    registrar: ['dashboards.view'],
    authority: ['dashboards.view', 'dashboards.export'],
    'subsystem-administrator': ['dashboards.view'],
    'participant-administrator': ['dashboards.view'],
  },
  migrations,
  routes,
  events: {
    'dashboards.definitions-noted': {
      means: 'Definitions of indicators came with a new release',
      ru: 'С новым выпуском пришли определения показателей',
      details: ['definitions'],
    },
    'dashboards.exported': {
      means: 'Figures were taken out as a file',
      ru: 'Показатели выгружены файлом',
      details: ['tables'],
    },
    'dashboards.indicator-approved': {
      means: 'An indicator defined by an analyst was approved by a second person',
      ru: 'Показатель аналитика утверждён',
      details: ['number'],
    },
    'dashboards.indicator-drafted': {
      means: 'A draft of an indicator was written or changed',
      ru: 'Черновик показателя составлен или изменён',
      details: ['number'],
    },
    'dashboards.indicator-returned': {
      means: 'An indicator was returned to its author with a note',
      ru: 'Показатель возвращён на доработку',
      details: ['number'],
    },
    'dashboards.indicator-sent': {
      means: 'An indicator was handed to review',
      ru: 'Показатель отправлен на проверку',
      details: ['number'],
    },
    'dashboards.indicator-withdrawn': {
      means: 'An approved indicator was taken out of use',
      ru: 'Показатель отозван',
      details: ['number'],
    },
  },
  seenRecords: [
    {
      id: 'dashboards.board',
      title: 'Панель показателей',
      titleEn: 'Dashboard',
      isSeen: (id) => Promise.resolve(openDashboards().some((board) => board.id === id)),
    },
  ],
  refusals,
  seed: noteDefinitions,
});
