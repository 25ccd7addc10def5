import { definePlugin } from '@regiso/core';
import { dashboardPermissions } from '../shared';
import { alertsDemo } from './alerts/demo';
import { evaluateAlertsJob } from './alerts/evaluate';
import { alertNotices } from './alerts/notices';
import { oldAlerts } from './alerts/retention';
import { oldBoards } from './boards/retention';
import { deliveryNotices } from './deliveries/notices';
import { oldDeliveries } from './deliveries/retention';
import { sendDeliveriesJob } from './deliveries/run';
import { makeExportJob } from './exports/run';
import { exportNotice } from './exports/notices';
import { oldExports, oldExportFiles } from './exports/retention';
import { noteDefinitions } from './definitions';
import { events } from './events';
import { migrations } from './migrations';
import { openDashboards } from './board';
import { refusals } from './refusals';
import { routes } from './routes';
import { oldSnapshots } from './snapshots/retention';

export default definePlugin({
  id: 'dashboards',
  title: 'Показатели и панели',
  titleEn: 'Figures and dashboards',
  requires: ['warehouse', 'files'],
  permissions: dashboardPermissions,
  roles: {
    operator: [
      'dashboards.view',
      'dashboards.export',
      'dashboards.deliver',
      'dashboards.alert',
      'dashboards.annotate',
      'dashboards.freeze',
      'dashboards.compose',
      'dashboards.define',
      'dashboards.review',
    ],
    analyst: [
      'dashboards.view',
      'dashboards.export',
      'dashboards.deliver',
      'dashboards.alert',
      'dashboards.annotate',
      'dashboards.freeze',
      'dashboards.compose',
      'dashboards.define',
      'dashboards.review',
    ],
    registrar: ['dashboards.view'],
    authority: [
      'dashboards.view',
      'dashboards.export',
      'dashboards.deliver',
      'dashboards.alert',
      'dashboards.freeze',
      'dashboards.compose',
    ],
    'subsystem-administrator': ['dashboards.view', 'dashboards.alert'],
    'participant-administrator': ['dashboards.view'],
  },
  migrations,
  routes,
  jobs: [evaluateAlertsJob, sendDeliveriesJob, makeExportJob],
  notices: [...alertNotices, ...deliveryNotices, exportNotice],
  retention: [oldAlerts, oldBoards, oldDeliveries, oldExportFiles, oldExports, oldSnapshots],
  events,
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
