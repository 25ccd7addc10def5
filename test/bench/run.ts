import { cpus, totalmem } from 'node:os';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export type Bar = { bar: number; at: 'least' | 'most' };
export type Bench = {
  name: string;
  run(options: { quick: boolean }): Promise<{ figures: Record<string, number>; bars: Record<string, Bar> }>;
};

const machine = () =>
  `${cpus().length} × ${cpus()[0]?.model.trim() ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;

const names = () =>
  readdirSync(__dirname)
    .filter((file) => file.endsWith('.ts') && !['run.ts', 'harness.ts'].includes(file))
    .map((file) => file.slice(0, -3));

const held = (figure: number | undefined, { bar, at }: Bar) =>
  figure !== undefined && (at === 'least' ? figure >= bar : figure <= bar);

async function main() {
  const args = process.argv.slice(2);
  const [name] = args.filter((arg) => !arg.startsWith('--'));
  const file = join(__dirname, `${name}.ts`);
  if (!name || !names().includes(name) || !existsSync(file)) {
    process.stderr.write(`Usage: npm run bench -- <${names().join('|')}> [--quick] [--json]\n`);
    process.exitCode = 1;
    return;
  }
  const { default: bench } = (await import(file)) as { default: Bench | { default: Bench } };
  const chosen = 'default' in bench ? bench.default : bench;
  const { figures, bars } = await chosen.run({ quick: args.includes('--quick') });
  const results = Object.fromEntries(
    Object.entries(bars).map(([figure, bar]) => [figure, { ...bar, held: held(figures[figure], bar) }]),
  );
  const pass = Object.values(results).every((result) => result.held);
  if (!pass) process.exitCode = 1;
  const date = new Date().toISOString().slice(0, 10);
  if (args.includes('--json')) {
    process.stdout.write(
      `${JSON.stringify({ bench: name, date, machine: machine(), figures, bars: results, pass })}\n`,
    );
    return;
  }
  process.stdout.write(`${name}, ${date}, ${machine()}\n`);
  for (const [figure, value] of Object.entries(figures)) {
    const result = results[figure];
    const verdict = result
      ? `  ${result.held ? 'holds' : 'MISSES'} ${result.at === 'least' ? '≥' : '≤'} ${result.bar}`
      : '';
    process.stdout.write(
      `  ${figure.padEnd(28)} ${value.toLocaleString('en', { maximumFractionDigits: 3 })}${verdict}\n`,
    );
  }
}

void main().then(
  () => process.exit(process.exitCode ?? 0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
