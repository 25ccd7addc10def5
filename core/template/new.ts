import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { format, generatePlugin, withCalls, withRows } from './generate';

const [id, title] = process.argv.slice(2);
const root = resolve(__dirname, '../..');

if (!id || !title) {
  process.stderr.write('Usage: npm run new -- canteens "School canteens"\n');
  process.exit(1);
}
try {
  const target = generatePlugin(join(root, 'plugins'), id, title);
  const matrix = join(root, 'test/authorization-matrix.ts');
  writeFileSync(matrix, withRows(readFileSync(matrix, 'utf8'), id));
  const calls = join(root, 'test/authorization/calls/index.ts');
  writeFileSync(calls, withCalls(readFileSync(calls, 'utf8'), id));
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: root, stdio: 'inherit' });
  // A new workspace must stand in the lockfile, or `npm ci` fails.
  run('npm', 'install', '--no-audit', '--no-fund');
  run('npm', 'run', '--silent', 'docs:audit-events');
  format(root, target, matrix, calls);
  process.stdout.write(
    `${target} is there. Read its server/index.ts and its rows in test/authorization-matrix.ts, then: npx jest plugins/${id}\n`,
  );
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
