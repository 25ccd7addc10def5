import { z } from 'zod';
import { heldGrants } from '../access/held-grants';
import { regionWide } from '../access/sign-ins';
import { runInContext, type Actor } from '../server/context';
import { inTransaction } from '../server/database';
import { forbidden } from '../server/errors';
import { job } from '../server/job';
import { writing } from '../server/reach';
import { sql } from '../server/sql';
import { failureOf, mayPass } from './failures';
import { forgetOldFiles, withKeptFile } from './files';
import type { Mapping } from './headings';
import * as journal from './journal';
import { kindOf, mayImport } from './kinds';
import { runImport } from './run';

type Run = {
  kind: string;
  file_name: string;
  state: journal.State;
  mapping: Mapping | null;
  options: Record<string, unknown>;
  dry_run: boolean;
  cancel_wanted: boolean;
  started_by: string | null;
  participant_id: string | null;
};

const ended = new Set<journal.State>(['done', 'cancelled', 'failed']);

/** Runs an import that waits in the journal. Safe to start again: nothing of a broken run stays, an ended one is left alone. */
export const runImportJob = job({
  name: 'run-import',
  title: 'Загрузка файла',
  data: z.object({ runId: z.uuid() }),
  transaction: false,
  concurrency: 2,
  // About half an hour: a database that is away for a while must not lose the run.
  attempts: 12,
  handler: async ({ runId }, { signal, ...shown }) => {
    const run = await find(runId);
    if (!run || ended.has(run.state)) return 'nothing to do';
    if (run.cancel_wanted) return journal.sayFailed(runId, 'cancelled');
    const onProgress = (share: number, step: string) => void shown.progress(share, step).catch(() => undefined);
    try {
      const { problems: _, ...result } = await asStarter(run, () =>
        withKeptFile(runId, (file) => runImport({ ...requestOf(run), file, runId, signal, onProgress })),
      );
      return result;
    } catch (error) {
      return outcomeOf(runId, error, signal);
    }
  },
});

const requestOf = ({ kind, file_name, options, dry_run, mapping, participant_id }: Run) => ({
  kind,
  fileName: file_name,
  options,
  dryRun: dry_run,
  ...(mapping && { mapping }),
  ...(participant_id && { participantId: participant_id }),
});

// What another attempt may heal is thrown; the rest is written into the journal and is no failure of the job.
async function outcomeOf(runId: string, thrown: unknown, signal: AbortSignal) {
  if (thrown instanceof journal.RunEnded) return 'nothing to do';
  if (signal.aborted) {
    await journal.sayFailed(runId, 'queued');
    throw thrown;
  }
  const error = await failureOf(runId, thrown);
  if (mayPass(error)) throw error;
  return error.message;
}

const find = (runId: string) =>
  inTransaction({ process: 'imports/run-import', readOnly: true }, async () => {
    const [run] = await sql<Run>`SELECT kind, file_name, state, mapping, options, dry_run, cancel_wanted, started_by,
        participant_id
      FROM core.import_runs WHERE id = ${runId}`;
    return run;
  });

// The audit names the person who pressed the button, not the worker; the rows are saved with that person's reach.
async function asStarter<T>(run: Run, work: () => Promise<T>): Promise<T> {
  if (!run.started_by) return work();
  const { kind, started_by: accountId, participant_id: participantId } = run;
  const process = 'imports/run-import';
  const held = await inTransaction({ process, readOnly: true }, () => heldGrants(accountId));
  const grants = writing(held.grants);
  const permissions = new Set(grants.flatMap(regionWide));
  const roles = [...new Set(grants.map(({ role }) => role))];
  const actor: Actor = { accountId, name: '', roles, permissions, grants };
  // What is a participant's is written as in a request: the database shows nothing of others.
  const within = participantId ? ({ login: 'app', reach: 'actor' } as const) : {};
  const identity = { requestId: `import-${kind}`, plugin: 'imports', process, actor, ...within };
  return runInContext({ ...identity, afterCommit: [], audited: 0, mustAudit: true }, () => {
    if (mayImport(kindOf(kind), participantId)) return work();
    throw forbidden('У того, кто начал эту загрузку, больше нет права на неё. Начните её под своим именем');
  });
}

export const forgetJob = job({
  name: 'forget-old-files',
  title: 'Удаление старых файлов загрузок',
  every: { cron: '20 3 * * *' },
  unaudited: 'Working copies of imports; what was imported stays in the journal and in the audit',
  handler: forgetOldFiles,
});
