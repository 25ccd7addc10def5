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
