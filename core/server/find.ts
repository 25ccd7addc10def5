import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { firstLine, type LoadProblem } from './loader';
import type { Plugin } from './plugin';

export const root = resolve(__dirname, '../..');
const rooms = [
  'system',
  'audit',
  'access',
  'territory',
  'participants',
  'files',
  'documents',
  'intake',
  'imports',
  'agreements',
  'reference',
  'privacy',
  'people',
  'dossiers',
  'backup',
  'support',
  'notices',
];

/** Manifest files of the built-in rooms, the warehouse, the dashboards and every folder in plugins/. */
function manifestFiles(pluginFolder = join(root, 'plugins')): { id: string; file: string }[] {
  const plugins = existsSync(pluginFolder) ? readdirSync(pluginFolder, { withFileTypes: true }) : [];
  return [
    ...rooms.map((id) => ({ id, file: join(root, 'core', id, 'index.ts') })),
    ...['warehouse', 'dashboards'].map((id) => ({ id, file: join(root, id, 'server/index.ts') })),
    ...plugins
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => ({ id: name, file: join(pluginFolder, name, 'server/index.ts') })),
  ].filter(({ file }) => existsSync(file));
}

/** Loads every manifest found. A file that throws while loading is named, not fatal. */
export function findPlugins(pluginFolder?: string): { found: Plugin[]; failed: LoadProblem[] } {
  const found: Plugin[] = [];
  const failed: LoadProblem[] = [];
  for (const { id, file } of manifestFiles(pluginFolder)) {
    try {
      // A plugin is found by its folder, so its path is known only now.
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      const module = require(file) as { default?: Plugin };
      if (!module.default) failed.push({ plugin: id, problem: 'server/index.ts has no default export' });
      else if (module.default.id !== id)
        failed.push({ plugin: id, problem: `its id is "${module.default.id}", its folder "${id}"` });
      else found.push(module.default);
    } catch (error) {
      failed.push({ plugin: id, problem: `cannot be loaded: ${firstLine(error)}` });
    }
  }
  return { found, failed };
}
