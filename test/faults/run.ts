import { copyMover } from '../../warehouse/server/mover';
import { runSchedule } from '../../warehouse/server/test/schedule';
import { layGround, mustBeEqual } from './ground';
import { scenarios } from './scenarios';

const argument = (name: string, otherwise: number) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const isQuick = process.argv.includes('--quick');
const seed = argument('seed', Math.floor(Math.random() * 2 ** 31));
const schedules = argument('schedules', isQuick ? 3 : 100);
// 200 kills in the whole suite: the scenarios name 18, times this.
const scale = argument('scale', isQuick ? 1 : 12);
const word = (name: string) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
const only = word('--only');
const from = word('--from');
const first = Math.max(
  0,
  scenarios.findIndex(({ name }) => from !== undefined && name.includes(from)),
);

const say = (text: string) => process.stdout.write(`${text}\n`);

/** Random schedules and faults against real processes; ends with 1 when both sides ever differ. */
async function main() {
  const began = Date.now();
  say(`faults: seed ${seed}, ${schedules} schedules, scale ${scale}`);
  const failures: string[] = [];
  const ground = await layGround(seed);
  try {
    if (!only && !from) failures.push(...(await runSchedules()));
    const chosen = scenarios
      .slice(first)
      .filter(({ name, canRun }) => (!only || name.includes(only)) && (canRun?.() ?? true));
    for (const scenario of chosen) {
      const started = Date.now();
      try {
        await scenario.run(ground, scale);
        const caughtUp = await mustBeEqual(ground);
        const seconds = Math.round((Date.now() - started) / 1000);
        say(
          `  equal   ${scenario.name} (${scenario.kills * scale} kills, ${seconds} s, caught up in ${caughtUp.toFixed(1)} s)`,
        );
      } catch (error) {
        failures.push(`${scenario.name}: ${(error as Error).message}`);
        say(`  FAILED  ${scenario.name}: ${(error as Error).stack}`);
      }
      await ground.endWorkers();
    }
  } finally {
    await ground.stop();
  }
  say(`${failures.length ? 'FAILED' : 'passed'}: seed ${seed}, ${Math.round((Date.now() - began) / 1000)} s`);
  return failures.length ? 1 : 0;
}

async function runSchedules(): Promise<string[]> {
  const failures: string[] = [];
  let caught = 0;
  for (let n = 0; n < schedules; n++) {
    const way = n % 3 === 2 ? copyMover : undefined;
    const outcome = await runSchedule(seed + 1_000 * n, { ms: 4_000, ...(way && { way }) });
    if (!outcome.controlIsEqual) caught += 1;
    if (!outcome.isEqual) failures.push(`schedule ${seed + 1_000 * n}`);
  }
  say(`  ${schedules - failures.length} of ${schedules} schedules equal; a sequence cursor failed ${caught} of them`);
  // A schedule that lets the wrong way pass proves nothing.
  return schedules && !caught ? [...failures, 'the negative control passed every schedule'] : failures;
}

void main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(error instanceof Error ? `${error.stack}` : String(error));
    process.exit(1);
  },
);
