import { Command as Program } from 'commander';
import { demandingAudit } from './demanding-audit';
import { wholeDemo } from './demo';
import { doctor } from './doctor';
import { outputFor, type Output } from './output';
import { openSession } from './session';
import { start, startPart } from './start';
import { stoppable } from './stoppable';
import { createUser, resetUser } from './users';
import { readConfig } from '../config';
import { refuseInProduction } from '../demo';
import { UsageError, type Command, type CommandInput } from '../command';
import { findPlugins } from '../find';
import { installed } from '../installed';
import { load } from '../loader';
import { migrationStatus } from '../migrate';
import type { DemoSize } from '../plugin';

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

/** `regiso` with its own commands; those of plugins are added by `addCommands`. */
export const program = new Program('regiso')
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
export const common = () => program.opts<Common>();

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

const migrate = program.command('migrate').description('schema of the database: up, status');
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
    refuseInProduction(readConfig());
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

const user = program.command('user').description('accounts: create, reset');
const collect = (value: string, all: string[] = []) => [...all, value];
user
  .command('create <login>')
  .description('create an account; its password is printed once')
  .option('--name <name>', 'how the person is called')
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

/** Runs the command of a plugin, with what it needs around it. */
export const runCommand = (definition: Command, given: Pick<CommandInput, 'args' | 'options'>) => {
  const run = definition.offline ? withoutServices : withSession;
  return run({ ...common(), ...(definition.quiet && { quiet: true }) }, (output, signal) =>
    definition.run({ ...given, progress: (share, step) => output.progress(share, step), signal }),
  );
};
