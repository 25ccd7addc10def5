import { z } from 'zod';
import { runInContext } from '../server/context';
import { inTransaction } from '../server/database';
import { ProblemError } from '../server/errors';
import { job } from '../server/job';
import { sql } from '../server/sql';
import { mayPass } from './failures';
import { forgetOldFiles, withKeptFile } from './files';
import type { Mapping } from './headings';
import * as journal from './journal';
import { runImport } from './run';
import { ImportCancelled } from './watch';

type Run = {
  kind: string;
  file_name: string;
  state: journal.State;
  mapping: Mapping | null;
  options: Record<string, unknown>;
  dry_run: boolean;
  cancel_wanted: boolean;
  started_by: string | null;
};

const ended = new Set<journal.State>(['done', 'cancelled', 'failed']);

/** Runs an import that waits in the journal. Safe to start again: nothing of a broken run stays, an ended one is left alone. */
export const runImportJob = job({
  name: 'run-import',
  title: 'Загрузка файла',
  data: z.object({ runId: z.uuid() }),
  transaction: false,
  concurrency: 2,
  handler: async ({ runId }, { signal, progress }) => {
    const run = await find(runId);
    if (!run || ended.has(run.state)) return 'nothing to do';
    if (run.cancel_wanted) return journal.sayFailed(runId, 'cancelled');
    const onProgress = (share: number, step: string) => void progress(share, step).catch(() => undefined);
    try {
      const { problems: _, ...result } = await asStarter(run, () =>
        withKeptFile(runId, (file) =>
          runImport({
            kind: run.kind,
            file,
            fileName: run.file_name,
            options: run.options,
            dryRun: run.dry_run,
            ...(run.mapping && { mapping: run.mapping }),
            runId,
            signal,
            onProgress,
          }),
        ),
      );
      return result;
    } catch (error) {
      if (signal.aborted) await journal.sayFailed(runId, 'queued');
      if (signal.aborted || mayPass(error)) throw error;
      if (error instanceof ProblemError || error instanceof ImportCancelled) return error.message;
      throw error;
    }
  },
});

const find = (runId: string) =>
  inTransaction({ process: 'imports/run-import', readOnly: true }, async () => {
    const [run] = await sql<Run>`SELECT kind, file_name, state, mapping, options, dry_run, cancel_wanted, started_by
      FROM core.import_runs WHERE id = ${runId}`;
    return run;
  });

// The audit names the person who pressed the button, not the worker.
function asStarter<T>(run: Run, work: () => Promise<T>): Promise<T> {
  if (!run.started_by) return work();
  const actor = { accountId: run.started_by, name: '', roles: [], permissions: new Set<string>() };
  return runInContext(
    {
      requestId: `import-${run.kind}`,
      plugin: 'imports',
      process: 'imports/run-import',
      actor,
      afterCommit: [],
      audited: 0,
    },
    work,
  );
}

export const forgetJob = job({
  name: 'forget-old-files',
  title: 'Удаление старых файлов загрузок',
  every: { cron: '20 3 * * *' },
  handler: forgetOldFiles,
});
