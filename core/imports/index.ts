import { definePlugin } from '../server/plugin';
import { importPermissions } from '../shared';
import { importCommand } from './command';
import { forgetJob, runImportJob } from './jobs';
import { migrations } from './migrations';
import { waitingRows } from './retention';
import { routes } from './routes';

export default definePlugin({
  id: 'imports',
  title: 'Загрузки',
  titleEn: 'Imports',
  requires: ['access'],
  permissions: importPermissions,
  roles: { operator: ['imports.run'], registrar: ['imports.run'] },
  migrations,
  routes,
  jobs: [runImportJob, forgetJob],
  retention: [waitingRows],
  commands: [importCommand],
  events: {
    'imports.file-received': {
      means: 'A file was sent to be imported',
      ru: 'Прислан файл для загрузки',
      details: ['kind', 'participant', 'file', 'sha256', 'bytes'],
    },
    'imports.file-imported': {
      means: 'A file was imported; its rows stand in the journal of imports',
      ru: 'Файл загружен; его строки стоят в журнале загрузок',
      details: [
        'kind',
        'participant',
        'file',
        'sha256',
        'bytes',
        'rows',
        'created',
        'updated',
        'unchanged',
        'staged',
        'rejected',
      ],
    },
    'imports.run-started': {
      means: 'An import was started',
      ru: 'Загрузка начата',
      details: ['kind', 'participant', 'dryRun'],
    },
    'imports.run-cancelled': {
      means: 'An import was cancelled',
      ru: 'Загрузка отменена',
      details: ['kind', 'participant'],
    },
    'imports.row-matched': {
      means: 'Rows that found no organisation or no sure card were matched by hand',
      ru: 'Строки, которые ждали решения, сопоставлены вручную',
      details: ['kind', 'participant', 'target', 'rows'],
    },
    'imports.waiting-read': {
      means: 'Rows of files about people that wait to be matched were read',
      ru: 'Открыты строки о людях, которые ждут сопоставления',
      reads: true,
      details: ['rows'],
    },
    'imports.problems-read': {
      means: 'Rows with problems of a file about people were downloaded',
      ru: 'Скачаны строки с ошибками из файла о людях',
      reads: true,
      details: ['kind', 'rows'],
    },
  },
});
