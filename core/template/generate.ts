import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const source = join(__dirname, 'files');

/** Copies the template into `<folder>/<id>` under a new name; gives the new folder. Throws for a bad or taken id. */
export function generatePlugin(folder: string, id: string, title: string): string {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id))
    throw new Error(`"${id}" is no plugin id: use small letters, digits and hyphens`);
  const target = join(folder, id);
  if (existsSync(target)) throw new Error(`${target} is there already: choose another id`);
  cpSync(source, target, { recursive: true });
  for (const file of filesIn(target)) writeFileSync(file, renamed(readFileSync(file, 'utf8'), id, title));
  return target;
}

const formatter = ['prettier', '--write', '--log-level', 'warn', '--ignore-path', '.prettierignore'];

/** Breaks lines anew, as the house does: a long name does not fit where that of the template stood. */
export const format = (root: string, ...paths: string[]) =>
  void execFileSync('npx', [...formatter, ...paths], { cwd: root, stdio: 'inherit' });

const filesIn = (folder: string): string[] =>
  readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesIn(path) : [path]));

// Tables and facts have no hyphens; permissions, routes and the folder keep them.
const renamed = (text: string, id: string, title: string) =>
  text
    .replace(/sample\.notes\b/g, `${id.replaceAll('-', '_')}.notes`)
    .replace(/sample_notes/g, `${id.replaceAll('-', '_')}_notes`)
    .replace(/\bsample\b/g, id)
    .replace(/\bSample\b/g, title.replace(/['\\]/g, '’'));

/** The text of `test/authorization-matrix.ts` with the rows of a new plugin, who holds its permissions among them. */
export function withRows(matrix: string, id: string): string {
  const holders = [`'${id}.read': ['operator', 'analyst'],`, `'${id}.edit': ['operator'],`];
  const rows = ['', `// ${id}`, `'GET /api/${id}/notes': '${id}.read',`, `'POST /api/${id}/notes': '${id}.edit',`];
  return appended(appended(matrix, 'const holders', holders), 'export const rows', rows);
}

/** The text of `test/authorization/calls` with a good request of the route of a new plugin that needs more than its address. */
export function withCalls(calls: string, id: string): string {
  const good = `({ school }) => ({ payload: { organisationId: school.organisationId, writtenOn: '2026-09-01', pages: 3 } })`;
  return appended(calls, 'export const calls', [`'POST /api/${id}/notes': ${good},`]);
}

function appended(text: string, declaration: string, lines: readonly string[]) {
  const start = `\n${text}`.indexOf(`\n${declaration}`);
  const end = text.indexOf('\n};', start);
  if (start < 0 || end < 0) throw new Error(`The file has no "${declaration}" to add to`);
  return text.slice(0, end) + lines.map((line) => (line ? `\n  ${line}` : '\n')).join('') + text.slice(end);
}
