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

/** Rows of the file as its publisher made it (`;`, decimal comma, a mark of UTF-8, CRLF), named as in the other file. */
export function rowsAsPublished(path: string, year: number): Record<string, string>[] {
  const lines = gunzipSync(readFileSync(path))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trim()
    .split('\r\n');
  const [head = [], ...rows] = lines.map((line) => line.split(';'));
  return rows.map((cells) => ({
    year: String(year),
    ...Object.fromEntries(
      head.map((name, at) => {
        const cell = cells[at] ?? '';
        return name.endsWith('_average') ? [name.replace('_average', '_mean'), cell.replace(',', '.')] : [name, cell];
      }),
    ),
  }));
}

const cellsOf = (line: string) =>
  line.includes('"')
    ? [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
        quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
      )
    : line.split(',');
