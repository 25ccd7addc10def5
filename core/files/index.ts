import { definePlugin } from '../server/plugin';
import { filePermissions } from '../shared';
import { checkFileJob, checkWaitingJob, sweepJob } from './jobs';
import { migrations } from './migrations';
import { ownData } from './own-data';
import { routes } from './routes';

export default definePlugin({
  id: 'files',
  title: 'Файлы',
  titleEn: 'Files',
  requires: ['access'],
  permissions: filePermissions,
  roles: { operator: ['files.oversee'] },
  migrations,
  routes,
  jobs: [checkFileJob, checkWaitingJob, sweepJob],
  ownData,
  events: {
    'files.stored': {
      means: 'A file was stored',
      ru: 'Сохранён файл',
      details: ['plugin', 'owner', 'type', 'bytes', 'sha256'],
    },
    'files.read': {
      means: 'A personal file was given out',
      ru: 'Выдан файл с личными данными',
      reads: true,
      details: ['plugin', 'owner'],
    },
    'files.deleted': { means: 'A file was deleted', ru: 'Файл удалён', details: ['plugin', 'owner', 'sha256'] },
    'files.infected': {
      means: 'The scanner found malware in a file; its content was removed',
      ru: 'В файле найдена вредоносная программа, содержимое удалено',
      details: ['threat'],
    },
    'files.swept': {
      means: 'Content without a record was removed',
      ru: 'Удалено содержимое без записи',
      details: ['orphans', 'uploads'],
    },
  },
});
