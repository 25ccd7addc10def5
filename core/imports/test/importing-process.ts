import { beVictim } from '../../testing/victim';
import { runImportJob } from '../jobs';
import { shelf } from './shelf';

/** Takes up a run that waits in the journal, as a worker does. */
beVictim<{ runId: string }>([shelf], ({ runId }) => {
  const run = { signal: new AbortController().signal, progress: () => Promise.resolve() };
  return runImportJob.handler({ runId } as never, run);
});
