import { statfs } from 'node:fs/promises';
import { ProblemError } from '../server/errors';
import { installed } from '../server/installed';
import { log } from '../server/log';
import { fileProblem } from './file-problem';
import { readableError } from './inspect';
import * as journal from './journal';
import { ImportCancelled } from './watch';

const stateOf = (error: unknown) => {
  const { code, parent } = error as { code?: string; parent?: { code?: string } };
  return code ?? parent?.code ?? '';
};

/** The database or the way to it was away, or two transactions collided: the same import may succeed in a moment. */
export const mayPass = (error: unknown): boolean => {
  const { cause } = error as { cause?: unknown };
  return /^(08|57P|53[023]|40001|40P01|ECONN|EPIPE)/.test(stateOf(error)) || (cause !== undefined && mayPass(cause));
};

/** Writes into the journal how a run failed and gives the error to throw: a sentence, never SQL. */
export async function failureOf(runId: string, thrown: unknown, signal?: AbortSignal): Promise<Error> {
  if (thrown instanceof journal.RunEnded) return thrown;
  if (thrown instanceof ImportCancelled || signal?.aborted) {
    await journal.sayFailed(runId, 'cancelled');
    return thrown instanceof ImportCancelled ? thrown : new ImportCancelled();
  }
  const error = await sentenceOf(thrown);
  if (error instanceof ProblemError && !mayPass(error)) {
    const { code, title, detail } = error.problem;
    await journal.sayFailed(runId, 'failed', { code, ru: detail ?? title.ru, en: title.en });
    return error;
  }
  // The journal lies in the same database, so it may be away too.
  await journal.sayFailed(runId, 'queued').catch(() => undefined);
  return error;
}

async function sentenceOf(thrown: unknown): Promise<Error> {
  const error = readableError(thrown);
  if (error instanceof ProblemError) return error;
  if (stateOf(error) === '53100') return fileProblem('disk-full');
  if (mayPass(error))
    return (await isDiskFull()) ? Object.assign(fileProblem('disk-full'), { cause: error }) : (error as Error);
  log.error('import failed', { error });
  return fileProblem('not-saved');
}

// A segment of its log is 16 MB, and it needs a few at once.
const roomForTheLog = 64 * 2 ** 20;

// The embedded PostgreSQL that finds no room for its log ends, and all that is heard of it is that it is away.
async function isDiskFull() {
  const { databaseUrl, dataFolder } = installed().config;
  if (databaseUrl) return false;
  const disk = await statfs(dataFolder).catch(() => undefined);
  return disk !== undefined && disk.bavail * disk.bsize < roomForTheLog;
}
