import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { root } from '../../core/server/find';

type Row = { requirement: string; level: string; status: string; code: string; test: string; note: string };

/** The requirements as `docs/security/asvs.csv` lists them. */
export const asvsRows = () => parse<Row>(readFileSync(join(root, 'docs/security/asvs.csv')), { columns: true });

/** `path › title` of the test that shows a requirement; the title is absent where only a file is named. */
export function testOf({ test }: Pick<Row, 'test'>): { path: string; title?: string } {
  const [path = '', title] = test.split(' › ');
  return { path, ...(title && { title }) };
}
