import { ProblemError } from '../server/errors';
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
export const mayPass = (error: unknown) => /^(08|57P|53[023]|40001|40P01|ECONN|EPIPE)/.test(stateOf(error));

/** Writes into the journal how a run failed and gives the error to throw: a sentence, never SQL. */
export async function failureOf(runId: string, thrown: unknown, signal?: AbortSignal): Promise<Error> {
  if (thrown instanceof journal.RunEnded) return thrown;
  if (thrown instanceof ImportCancelled || signal?.aborted) {
    await journal.sayFailed(runId, 'cancelled');
    return thrown instanceof ImportCancelled ? thrown : new ImportCancelled();
  }
  const error = sentenceOf(thrown);
  if (error instanceof ProblemError) {
    const { code, title, detail } = error.problem;
    await journal.sayFailed(runId, 'failed', { code, ru: detail ?? title.ru, en: title.en });
    return error;
  }
  // The journal lies in the same database, so it may be away too.
  await journal.sayFailed(runId, 'queued').catch(() => undefined);
  return error;
}

function sentenceOf(thrown: unknown): Error {
  const error = readableError(thrown);
  if (error instanceof ProblemError) return error;
  if (stateOf(error) === '53100') return fileProblem('disk-full');
  if (mayPass(error)) return error as Error;
  log.error('import failed', { error });
  return fileProblem('not-saved');
}
