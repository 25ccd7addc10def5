import { definePlugin, inTransaction } from '@regiso/core';
import { warehousePermissions } from '../shared';
import { alignCapture } from './capture';
import { commands } from './commands';
import { Heartbeat, heartbeatFact } from './heartbeat';
import { jobs } from './jobs';
import './metrics';
import { migrations } from './migrations';
import { routes } from './routes';

export default definePlugin({
  id: 'warehouse',
  title: 'Хранилище показателей',
  titleEn: 'Warehouse',
  permissions: warehousePermissions,
  roles: { operator: ['warehouse.watch', 'warehouse.operate'], analyst: ['warehouse.watch'] },
  models: [Heartbeat],
  facts: [heartbeatFact],
  migrations,
  routes,
  jobs,
  commands,
  events: {
    'warehouse.rebuild-started': {
      means: 'A rebuild of warehouse tables was started',
      ru: 'Начато построение хранилища заново',
      details: ['fact'],
    },
    'warehouse.repair-started': {
      means: 'A repair of warehouse tables was started',
      ru: 'Начато исправление таблиц хранилища',
      details: ['fact'],
    },
    'warehouse.run-cancelled': {
      means: 'A rebuild, verification or repair was cancelled',
      ru: 'Построение, сверка или исправление хранилища отменены',
      details: ['kind'],
    },
    'warehouse.verify-started': {
      means: 'A verification of warehouse tables was started',
      ru: 'Начата сверка хранилища',
      details: ['fact'],
    },
  },
  // Before the web listens, so that no change is missed.
  seed: () => inTransaction({ unaudited: 'triggers and sources follow the facts; no record changes' }, alignCapture),
});
