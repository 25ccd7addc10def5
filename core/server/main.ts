import { CommanderError } from 'commander';
import { addCommands } from './cli/added-commands';
import { common, program, runCommand } from './cli/program';
import { UsageError } from './command';
import { ProblemError } from './errors';
import { findPlugins } from './find';
import { load } from './loader';
import { log } from './log';

async function main() {
  try {
    for (const { plugin, problem } of addCommands(program, load(findPlugins().found).plugins, runCommand))
      process.stderr.write(`plugin ${plugin}: ${problem}\n`);
    await program.parseAsync();
  } catch (error) {
    // The command line has said it already; asking for help or the version is no fault.
    if (error instanceof CommanderError) return void (process.exitCode = error.exitCode === 0 ? 0 : 2);
    const message = messageOf(error);
    process.stderr.write(`${common().json ? JSON.stringify({ error: message }) : message}\n`);
    log.debug('command failed', { error });
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}

function messageOf(error: unknown): string {
  if (error instanceof ProblemError) return [error.message, ...issuesOf(error)].join('\n  ');
  const { message } = error as Error;
  if (!/No space left on device/i.test(message)) return message;
  return `The disk of the database is full: free some space and run the command again, nothing is lost (${message})`;
}

const issuesOf = (error: ProblemError) =>
  (error.problem.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);

void main();
