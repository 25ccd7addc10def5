import { command, inTransaction, type CommandInput } from '@regiso/core';
import type { RunKind, RunView } from '../shared';
import { alignSchema } from './align';
import { chosenFacts } from './rebuild';
import { cancelRun, execute, listRuns, requestRun } from './runs';
import { status } from './status';

const fact = [{ name: 'fact', title: 'one table; all when left out', optional: true }];
const working = <T>(work: () => Promise<T>) => inTransaction({ process: 'regiso warehouse' }, work);

/** Executes a run here, with progress. Ctrl-C cancels it; a run cut short otherwise goes on in a worker or by `resume`. */
async function runHere(id: string, input: CommandInput) {
  const cancel = () => void working(() => cancelRun(id)).catch(() => undefined);
  input.signal.addEventListener('abort', cancel, { once: true });
  const run = await execute(id, { onProgress: (share, step) => input.progress(share, step) });
  input.signal.removeEventListener('abort', cancel);
  if (!run) throw new Error(`Run ${id} is over, or another process is at it: see \`regiso warehouse runs\``);
  const isWrong = Object.values(run.results).some(({ ok }) => !ok);
  if (run.state !== 'done' || isWrong) process.exitCode = 1;
  if (run.state === 'failed') throw new Error(run.error ?? 'The run failed');
  return report(run);
}

const report = ({ state, results }: RunView) =>
  Object.entries(results).map(([name, result]) => ({ fact: name, run: state, ...result }));

const startHere = (kind: RunKind) => async (input: CommandInput) => {
  await alignSchema();
  const [chosen] = input.args[0] ? chosenFacts(input.args[0]) : [];
  return runHere(await working(() => requestRun(kind, chosen)), input);
};

export const commands = [
  command({
    name: 'warehouse status',
    title: 'how fresh every table of the warehouse is',
    run: async () =>
      (await status()).tables.map(({ verified, ...table }) => ({ ...table, verified: verified?.at ?? '' })),
  }),
  command({
    name: 'warehouse rebuild',
    title: 'build tables anew from PostgreSQL beside the live ones',
    args: fact,
    run: startHere('rebuild'),
  }),
  command({
    name: 'warehouse verify',
    title: 'compare tables with PostgreSQL row by row',
    args: fact,
    run: startHere('verify'),
  }),
  command({
    name: 'warehouse repair',
    title: 'verify tables and make right what is wrong',
    args: fact,
    run: startHere('repair'),
  }),
  command({
    name: 'warehouse runs',
    title: 'the newest rebuilds, verifications and repairs',
    run: async () =>
      (await working(() => listRuns())).map(({ results, ...run }) => ({
        ...run,
        wrong: Object.entries(results)
          .flatMap(([name, { ok }]) => (ok ? [] : [name]))
          .join(', '),
      })),
  }),
  command({
    name: 'warehouse resume',
    title: 'go on with a run that was cut short',
    args: [{ name: 'run', title: 'its id' }],
    run: (input) => runHere(input.args[0] ?? '', input),
  }),
  command({
    name: 'warehouse cancel',
    title: 'stop a run at its next safe point',
    args: [{ name: 'run', title: 'its id' }],
    run: async ({ args: [id = ''] }) => {
      if (!(await working(() => cancelRun(id)))) throw new Error(`Run ${id} is over already`);
      return `Run ${id} is cancelled`;
    },
  }),
];
