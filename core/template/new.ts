import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { generatePlugin } from './generate';

const [id, title] = process.argv.slice(2);
const root = resolve(__dirname, '../..');

if (!id || !title) {
  process.stderr.write('Usage: npm run new -- canteens "School canteens"\n');
  process.exit(1);
}
try {
  const target = generatePlugin(join(root, 'plugins'), id, title);
  // A new workspace must stand in the lockfile, or `npm ci` fails.
  execFileSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit' });
  process.stdout.write(`${target} is there. Read its server/index.ts, then: npx jest plugins/${id}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
