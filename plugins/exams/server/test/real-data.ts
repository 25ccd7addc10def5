import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

const folder = resolve(__dirname, '../../../../../shared/data/exams');

/** Path of a file of the real data, or undefined with a word aloud when it is not on this machine. */
export function realFile(name: string): string | undefined {
  const path = resolve(folder, name);
  if (existsSync(path)) return path;
  if (process.env.CI) throw new Error(`${path} is absent: suites on real data must run in CI`);
  console.warn(`${path} is absent: its tests are skipped`);
  return undefined;
}

/** Rows of a comma-separated file by heading; `.gz` is unpacked. */
export function rowsOf(path: string): Record<string, string>[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [head = [], ...rows] = text.trim().split('\n').map(cellsOf);
  return rows.map((cells) => Object.fromEntries(head.map((name, at) => [name, cells[at] ?? ''])));
}

const cellsOf = (line: string) =>
  line.includes('"')
    ? [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
        quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
      )
    : line.split(',');
