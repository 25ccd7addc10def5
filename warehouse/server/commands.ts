import { command, type CommandInput } from '@regiso/core';
import { alignSchema } from './align';
import { rebuild } from './rebuild';
import { status } from './status';
import { verify } from './verify';

const fact = [{ name: 'fact', title: 'one table; all when left out', optional: true }];
const given = (args: readonly string[]) => args[0] || undefined;

const runOf = (input: CommandInput) => ({
  signal: input.signal,
  progress: (share: number, step: string) => input.progress(share, step),
});

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
    run: async (input) => {
      await alignSchema();
      return rebuild(given(input.args), runOf(input));
    },
  }),
  command({
    name: 'warehouse verify',
    title: 'compare tables with PostgreSQL row by row',
    args: fact,
    run: async (input) => {
      await alignSchema();
      const results = await verify(given(input.args), runOf(input));
      if (results.some(({ ok }) => !ok)) process.exitCode = 1;
      return results;
    },
  }),
];
