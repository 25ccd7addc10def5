import { Command as Program, CommanderError } from 'commander';
import { demandingAudit } from './cli/demanding-audit';
import { wholeDemo } from './cli/demo';
import { doctor } from './cli/doctor';
import { addCommands } from './cli/added-commands';
import { outputFor, type Output } from './cli/output';
import { openSession } from './cli/session';
import { start, startPart } from './cli/start';
import { stoppable } from './cli/stoppable';
import { createUser, resetUser } from './cli/users';
import { UsageError, type Command, type CommandInput } from './command';
import { ProblemError } from './errors';
import { findPlugins } from './find';
import { installed } from './installed';
import { load } from './loader';
import { log } from './log';
import { migrationStatus } from './migrate';
import type { DemoSize } from './plugin';

type Common = { json?: boolean; quiet?: boolean };
type Work = (output: Output, signal: AbortSignal) => Promise<unknown>;

/** Runs one command with the services up; prints its result. */
const withSession = (options: Common, work: Work, migrate = true) =>
  stoppable(async (run) => {
    const output = outputFor(options);
    try {
      await openSession(output, run, { migrate });
      output.result(await demandingAudit(() => work(output, run.signal)));
    } finally {
      output.end();
    }
  });

const withoutServices = (options: Common, work: Work) =>
  stoppable(async ({ signal }) => {
    const output = outputFor(options);
    try {
      output.result(await demandingAudit(() => work(output, signal)));
    } finally {
      output.end();
    }
  });

const program = new Program('regiso')
  .description('REGISO: regional education information system')
  .showHelpAfterError()
  .exitOverride()
  .option('--json', 'machine-readable output')
  .addHelpText(
    'after',
    `
Ends with 0 when all is done, 1 when it is not or not wholly (rows refused, something found wrong), 2 when the command is
not written as it should be, 130 or 143 when Ctrl-C or SIGTERM stopped it.`,
  );
const common = () => program.opts<Common>();

program
  .command('start')
  .description('services, web and worker in one process')
  .action(() => start(common()));
program
  .command('serve')
  .description('web and worker in one process, on services that run elsewhere')
  .action(() => startPart({ web: true, worker: true, ui: false }, common()));
program
  .command('web')
  .description('web only')
  .action(() => startPart({ web: true, worker: false, ui: true }, common()));
program
  .command('worker')
  .description('worker only')
  .action(() => startPart({ web: false, worker: true, ui: false }, common()));

const migrate = program.command('migrate').description('schema of the database');
migrate
  .command('up')
  .description('apply what is missing')
  .action(() => withSession(common(), () => migrationStatus(installed().plugins)));
migrate
  .command('status')
  .description('what is applied and what waits')
  .action(() => withSession(common(), () => migrationStatus(installed().plugins), false));

program
  .command('demo')
  .description('load a believable region; never in production')
  .option('--size <size>', 'small, city or region', 'small')
  .action((options: { size: string }) => {
    if (!['small', 'city', 'region'].includes(options.size))
      throw new UsageError('--size is one of small, city, region');
    return withSession(common(), async (output, signal) => {
      await wholeDemo(options.size as DemoSize, output, signal);
      return `Demo region "${options.size}" is loaded.`;
    });
  });

program
  .command('doctor')
  .description('look at everything a start needs')
  .action(async () => {
    const findings = await stoppable(doctor);
    outputFor(common()).result(findings);
    if (findings.some(({ state }) => state === 'wrong')) process.exitCode = 1;
  });

program
  .command('check')
  .description('check the manifests of all plugins')
  .action(() => {
    const { found, failed } = findPlugins();
    const problems = [...failed, ...load(found).failed];
    outputFor(common()).result(problems.length ? problems : `${found.length} manifests without problems`);
    if (problems.length) process.exitCode = 1;
  });

const user = program.command('user').description('accounts');
const collect = (value: string, all: string[] = []) => [...all, value];
user
  .command('create <login>')
  .description('create an account; its password is printed once')
  .option('--name <name>')
  .option('--role <role>', 'may be given several times', collect)
  .option('--password-stdin', 'read the password from standard input')
  .action((login: string, options: { name?: string; role?: string[]; passwordStdin?: boolean }) =>
    withSession(common(), () => createUser(login, options)),
  );
user
  .command('reset <login>')
  .description('give a new password and end all sign-ins')
  .option('--password-stdin', 'read the password from standard input')
  .action((login: string, options: { passwordStdin?: boolean }) =>
    withSession(common(), () => resetUser(login, options)),
  );

const runCommand = (definition: Command, given: Pick<CommandInput, 'args' | 'options'>) => {
  const run = definition.offline ? withoutServices : withSession;
  return run({ ...common(), ...(definition.quiet && { quiet: true }) }, (output, signal) =>
    definition.run({ ...given, progress: (share, step) => output.progress(share, step), signal }),
  );
};

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
