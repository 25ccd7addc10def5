import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { root } from '../core/server/find';

type Row = { requirement: string; level: string; status: string; code: string; test: string; note: string };
const rows = parse<Row>(readFileSync(join(root, 'docs/security/asvs.csv')), { columns: true });
const statuses = ['met', 'partly', 'deployment', 'not applicable', 'missing'];

describe('The list of ASVS 5.0 requirements', () => {
  it('names each of levels 1 and 2 once', () => {
    expect(rows.filter(({ level }) => level === 'L1')).toHaveLength(70);
    expect(rows.filter(({ level }) => level === 'L2')).toHaveLength(183);
    expect(new Set(rows.map(({ requirement }) => requirement)).size).toBe(253);
  });

  it('points to code and tests that are there, and says why where it is not met', () => {
    for (const { requirement, status, code, test, note } of rows) {
      expect(statuses).toContain(status);
      for (const path of [code, test])
        expect(`${requirement} ${!path || existsSync(join(root, path)) ? 'there' : path}`).toBe(`${requirement} there`);
      if (status === 'met') expect(`${requirement} ${code ? 'has code' : 'has none'}`).toBe(`${requirement} has code`);
      if (['partly', 'missing', 'not applicable'].includes(status))
        expect(`${requirement} ${code || note ? 'told' : ''}`).toBe(`${requirement} told`);
    }
  });
});
