import { z } from 'zod';
import { job } from '../server/job';
import { checkFile, checkWaiting } from './check';
import { sweep } from './sweep';

export const checkFileJob = job({
  name: 'check-file',
  title: 'Проверка файла на вирусы',
  data: z.object({ id: z.uuid() }),
  transaction: false,
  concurrency: 2,
  handler: ({ id }) => checkFile(id),
});

export const checkWaitingJob = job({
  name: 'check-waiting',
  title: 'Проверка файлов, которые ждут антивирус',
  every: { cron: '*/5 * * * *' },
  transaction: false,
  attempts: 1,
  handler: (_, { signal }) => checkWaiting(signal),
});

export const sweepJob = job({
  name: 'sweep-files',
  title: 'Удаление файлов без записи',
  every: { cron: '40 3 * * *' },
  transaction: false,
  handler: () => sweep(),
});
