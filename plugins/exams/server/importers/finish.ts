import { audit, type ImportContext } from '@regiso/core';
import { runOf } from './run';

/** Says in the audit how many organisations the run had to add to the register. */
export async function finishRun(context: ImportContext): Promise<void> {
  const { created } = await runOf(context);
  if (created) await audit('exams.organisations-added', { type: 'import', id: context.runId }, { created });
}
