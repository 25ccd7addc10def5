import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const root = resolve(__dirname, '../..');
const stamp = '.built-from';

type LeftOut = { plugin: string; problem: string };
type Places = { outDir: string; pluginFolder?: string };

/**
 * Builds the cabinets into `outDir`; does nothing when they were built there from the same sources. Gives the plugins whose
 * interface does not compile: they are left out. Throws when the core's own does not.
 */
export async function buildUi({ outDir, pluginFolder = join(root, 'plugins') }: Places): Promise<LeftOut[]> {
  const sources = sourcesHash(pluginFolder);
  if (existsSync(join(outDir, 'index.html')) && stampOf(outDir) === sources) return [];
  const leftOut = await buildSound({ outDir, pluginFolder }, []);
  // Something may be mended outside of what the digest sees, such as a package that was missing.
  if (!leftOut.length) writeFileSync(join(outDir, stamp), sources);
  return leftOut;
}

/** Vite stops at the first errors: whoever they name is left out, and the rest is tried again. */
async function buildSound(places: Required<Places>, leftOut: readonly LeftOut[]): Promise<LeftOut[]> {
  const without = leftOut.map(({ plugin }) => plugin);
  try {
    await runVite(places, without);
    return [...leftOut];
  } catch (error) {
    const faults = faultsIn((error as Error).message, basename(places.pluginFolder));
    const broken = faults.filter(({ plugin }) => !without.includes(plugin));
    if (!broken.length) throw error;
    return buildSound(places, [...leftOut, ...broken]);
  }
}

/** Which plugins the errors of a build name, each with the first sentence about it. */
function faultsIn(message: string, folder: string): LeftOut[] {
  const lines = message.split('\n').map((line) => line.trim());
  const found = new Map<string, string>();
  for (const [at, line] of lines.entries()) {
    const [place, plugin = ''] = new RegExp(`${folder}[\\/]([\\w-]+)[\\/][^\\s\\]'"]+`).exec(line) ?? [];
    // A frame of code names the file below the sentence.
    const told = line.startsWith('╭') ? `${lines[at - 1] ?? ''} (${place})` : line;
    if (place && !found.has(plugin)) found.set(plugin, told);
  }
  return [...found].map(([plugin, told]) => ({ plugin, problem: `its interface does not compile: ${told}` }));
}

function stampOf(outDir: string) {
  const file = join(outDir, stamp);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** A digest of everything the interface is made from: its sources, the texts and permissions it shares, the lockfile. */
function sourcesHash(pluginFolder: string): string {
  const hash = createHash('sha256');
  for (const file of uiFiles(pluginFolder))
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function uiFiles(pluginFolder: string): string[] {
  const folders = ['ui', 'shared'];
  const rooms = ['core', 'warehouse', 'dashboards', ...inside('core'), ...inside(pluginFolder)];
  const files = rooms.flatMap((room) => folders.flatMap((folder) => filesBelow(resolve(root, room, folder))));
  const manifests = rooms.map((room) => resolve(root, room, 'package.json')).filter(existsSync);
  return [...files, ...manifests, join(root, 'core/vite.config.ts'), join(root, 'package-lock.json')].sort();
}

const inside = (folder: string) =>
  readdirSync(resolve(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['node_modules', 'ui', 'shared'].includes(entry.name))
    .map((entry) => join(folder, entry.name));

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/[\\/]test([\\/]|$)/.test(entry.parentPath))
    .map((entry) => join(entry.parentPath, entry.name));
}

// Vite is ESM and heavy; a process of its own needs no tricks under CommonJS and gives its memory back.
function runVite({ outDir, pluginFolder }: Required<Places>, leftOut: readonly string[]): Promise<void> {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const config = join(root, 'core/vite.config.ts');
  const child = spawn(
    process.execPath,
    [vite, 'build', '--config', config, '--outDir', outDir, '--logLevel', 'error'],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true',
        VITE_PLUGINS: pluginFolder,
        VITE_LEFT_OUT: leftOut.join(','),
      },
    },
  );
  let said = '';
  const listen = (chunk: Buffer) => (said = `${said}${stripVTControlCharacters(chunk.toString())}`.slice(-16_000));
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) =>
      code === 0 ? done() : fail(new Error(`The interface could not be built:\n${said.trim()}`)),
    );
  });
}
