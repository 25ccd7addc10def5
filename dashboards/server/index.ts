import { definePlugin } from '@regiso/core';
import { dashboardPermissions } from '../shared';
import { alertsDemo } from './alerts/demo';
import { evaluateAlertsJob } from './alerts/evaluate';
import { alertNotices } from './alerts/notices';
import { oldAlerts } from './alerts/retention';
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
    operator: [
      'dashboards.view',
      'dashboards.export',
      'dashboards.alert',
      'dashboards.annotate',
      'dashboards.define',
      'dashboards.review',
    ],
    analyst: [
      'dashboards.view',
      'dashboards.export',
      'dashboards.alert',
      'dashboards.annotate',
      'dashboards.define',
      'dashboards.review',
    ],
    registrar: ['dashboards.view'],
    authority: ['dashboards.view', 'dashboards.export', 'dashboards.alert'],
    'subsystem-administrator': ['dashboards.view', 'dashboards.alert'],
    'participant-administrator': ['dashboards.view'],
  },
  migrations,
  routes,
  jobs: [evaluateAlertsJob],
  notices: alertNotices,
  retention: [oldAlerts],
  events: {
    'dashboards.alert-assigned': {
      means: 'An alert was handed to a person',
      ru: 'Тревога поручена сотруднику',
      details: ['to'],
    },
    'dashboards.alert-closed': { means: 'An alert was closed', ru: 'Тревога закрыта' },
    'dashboards.alert-explained': { means: 'An alert was explained', ru: 'Тревога объяснена' },
    'dashboards.alert-raised': {
      means: 'A rule has found what it watches for',
      ru: 'Правило подняло тревогу',
      details: ['rule', 'period'],
    },
    'dashboards.alert-rule-changed': {
      means: 'A rule of alerts was changed',
      ru: 'Правило тревог изменено',
      details: ['indicator', 'kind'],
    },
    'dashboards.alert-rule-made': {
      means: 'A rule of alerts was made',
      ru: 'Составлено правило тревог',
      details: ['indicator', 'kind'],
    },
    'dashboards.alert-rule-resumed': { means: 'A rule of alerts goes on', ru: 'Правило тревог снова действует' },
    'dashboards.alert-rule-stopped': { means: 'A rule of alerts was stopped', ru: 'Правило тревог остановлено' },
    'dashboards.annotated': {
      means: 'What happened in a period was noted beside the figures of an indicator',
      ru: 'К показателю добавлена пометка',
      details: ['indicator', 'period'],
    },
    'dashboards.annotation-changed': {
      means: 'The words of an annotation were changed',
      ru: 'Пометка к показателю изменена',
      details: ['indicator', 'period'],
    },
    'dashboards.annotation-removed': {
      means: 'An annotation was taken away',
      ru: 'Пометка к показателю убрана',
      details: ['indicator', 'period'],
    },
    'dashboards.annotation-restored': {
      means: 'An annotation that was taken away is back',
      ru: 'Пометка к показателю возвращена',
      details: ['indicator', 'period'],
    },
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
      isNamed: true,
      isSeen: (id) => Promise.resolve(openDashboards().some((board) => board.id === id)),
    },
  ],
  refusals,
  seed: noteDefinitions,
  demo: alertsDemo,
});
