import { z } from 'zod';
import { installed } from '../server/installed';
import { job } from '../server/job';
import { log } from '../server/log';
import { withSuperuser, systemIdOf } from './cluster';
import { createBackup } from './create';
import { listBackups } from './manifest';
import { placeOf } from './place';
import { pruneBackups } from './retention';
import { doRun, scheduledRun } from './runs';
import { keepsLog, shipLog } from './wal';
import { verifyApart } from './verify-apart';

const Asked = z.object({ runId: z.uuid().optional() });

const makeBackup = job({
  name: 'make-backup',
  title: 'Резервная копия',
  data: Asked,
  get every() {
    const { at } = installed().config.backups;
    return at ? { cron: at } : undefined;
  },
  attempts: 3,
  transaction: false,
  handler: async ({ runId }, { signal }) => {
    // What is a server of its own is copied by its own means; by itself only the embedded one is.
    if (!runId && installed().config.databaseUrl) return;
    const id = runId ?? (await scheduledRun('create', null));
    if (!id) return;
    await doRun(id, signal, async (run) => ({ backup: (await createBackup(run)).id }));
    const { backups, pieces } = await pruneBackups(installed().config);
    log.info('backups tidied', { removed: backups.length, pieces });
  },
});

const verifyBackups = job({
  name: 'verify-backup',
  title: 'Проверка резервной копии',
  data: Asked,
  every: { cron: '30 3 * * 0' },
  attempts: 3,
  transaction: false,
  handler: async ({ runId }, { signal }) => {
    const id = runId ?? (await newestUnverified());
    if (!id) return;
    await doRun(id, signal, async (run) => {
      const backup = run.backup ?? '';
      const { ok, problems } = await verifyApart(installed().config, backup, run);
      return { backup, ...(!ok && { problem: problems.join('\n') }) };
    });
  },
});

async function newestUnverified() {
  const { backups } = await listBackups(installed().config.backups.folder);
  const [newest] = backups;
  return newest && !newest.verified ? scheduledRun('verify', newest.manifest.id) : undefined;
}

const shipLogJob = job({
  name: 'ship-log',
  title: 'Журнал PostgreSQL — в резервные копии',
  every: 60_000,
  attempts: 1,
  transaction: false,
  handler: async () => {
    const { config } = installed();
    if (config.databaseUrl) return;
    const place = await placeOf(config);
    if (keepsLog(place)) await shipLog(place, await withSuperuser(place, systemIdOf));
  },
});

export const jobs = [makeBackup, verifyBackups, shipLogJob];
