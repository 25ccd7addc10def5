import { definePlugin } from '../server/plugin';
import { systemPermissions } from '../shared';
import { indicators, systemBoard } from './board';
import { forgetKeysJob } from './jobs';
import { migrations } from './migrations';
import { operationRoutes } from './operation-routes';
import { oldReadings, Reading, readings, readingsDemo, takeReadingJob } from './readings';
import { noteRelease } from './releases';
import { routes } from './routes';

export default definePlugin({
  id: 'system',
  title: 'Система',
  titleEn: 'System',
  permissions: systemPermissions,
  roles: { operator: ['system.operate'] },
  models: [Reading],
  facts: [readings],
  indicators,
  dashboards: [systemBoard],
  retention: [oldReadings],
  migrations,
  routes: [...routes, ...operationRoutes],
  jobs: [forgetKeysJob, takeReadingJob],
  events: {
    'system.plugin-switched': {
      means: 'The operator switched a subsystem on or off',
      ru: 'Подсистема включена или выключена',
      details: ['plugin', 'enabled'],
    },
    'system.job-retried': {
      means: 'The operator put a failed job into its queue again',
      ru: 'Неудавшееся задание поставлено в очередь снова',
      details: ['queue', 'job'],
    },
    'system.job-removed': {
      means: 'The operator took a job out of its queue',
      ru: 'Задание убрано из очереди',
      details: ['queue', 'job'],
    },
    'system.jobs-dropped': {
      means: 'Jobs that no plugin does any more were dropped',
      ru: 'Отброшены задания, которые больше некому выполнять',
      details: ['plugin', 'rows'],
    },
    'system.demo-begun': {
      means: 'Loading the demonstration was begun',
      ru: 'Начата загрузка демонстрационных данных',
      details: ['size'],
    },
    'system.demo-loaded': {
      means: 'The demonstration was loaded whole',
      ru: 'Демонстрационные данные загружены полностью',
      details: ['size'],
    },
  },
  seed: noteRelease,
  demo: readingsDemo,
});
