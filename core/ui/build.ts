import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const stamp = '.built-from';

/** Builds the cabinets into `outDir`; does nothing when they were built there from the same sources. Gives whether it built. */
export async function buildUi({ outDir }: { outDir: string }): Promise<boolean> {
  const sources = sourcesHash();
  if (existsSync(join(outDir, 'index.html')) && stampOf(outDir) === sources) return false;
  await runVite(['build', '--config', join(root, 'core/vite.config.ts'), '--outDir', outDir, '--logLevel', 'error']);
  writeFileSync(join(outDir, stamp), sources);
  return true;
}

function stampOf(outDir: string) {
  const file = join(outDir, stamp);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** A digest of everything the interface is made from: its sources, the texts and permissions it shares, the lockfile. */
function sourcesHash(): string {
  const hash = createHash('sha256');
  for (const file of uiFiles())
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function uiFiles(): string[] {
  const folders = ['ui', 'shared'];
  const rooms = ['core', 'warehouse', 'dashboards', ...inside('core'), ...inside('plugins')];
  const files = rooms.flatMap((room) => folders.flatMap((folder) => filesBelow(join(root, room, folder))));
  const manifests = rooms.map((room) => join(root, room, 'package.json')).filter(existsSync);
  return [...files, ...manifests, join(root, 'core/vite.config.ts'), join(root, 'package-lock.json')].sort();
}

const inside = (folder: string) =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['node_modules', 'ui', 'shared'].includes(entry.name))
    .map((entry) => join(folder, entry.name));

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/[\\/]test([\\/]|$)/.test(entry.parentPath))
    .map((entry) => join(entry.parentPath, entry.name));
}

// Vite is ESM and heavy; a process of its own needs no tricks under CommonJS and gives its memory back.
function runVite(args: string[]): Promise<void> {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const child = spawn(process.execPath, [vite, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' },
  });
  let said = '';
  const listen = (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-4_000));
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) =>
      code === 0 ? done() : fail(new Error(`The interface could not be built:\n${said.trim()}`)),
    );
  });
}
