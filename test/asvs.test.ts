import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../core/server/find';
import { mutations } from './asvs/mutations';
import { asvsRows, testOf } from './asvs/rows';

const rows = asvsRows();
const statuses = ['met', 'partly', 'deployment', 'not applicable', 'missing'];
const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('The list of ASVS 5.0 requirements', () => {
  it('names each of levels 1 and 2 once', () => {
    expect(rows.filter(({ level }) => level === 'L1')).toHaveLength(70);
    expect(rows.filter(({ level }) => level === 'L2')).toHaveLength(183);
    expect(new Set(rows.map(({ requirement }) => requirement)).size).toBe(253);
  });

  it('points to code and tests that are there, and says why where it is not met', () => {
    for (const row of rows) {
      const { requirement, status, code, note } = row;
      expect(statuses).toContain(status);
      for (const path of [code, testOf(row).path])
        expect(`${requirement} ${!path || existsSync(join(root, path)) ? 'there' : path}`).toBe(`${requirement} there`);
      if (status === 'met') expect(`${requirement} ${code ? 'has code' : 'has none'}`).toBe(`${requirement} has code`);
      if (['partly', 'missing', 'not applicable'].includes(status))
        expect(`${requirement} ${code || note ? 'told' : ''}`).toBe(`${requirement} told`);
    }
  });

  it('names for each that is met the title of a test that is there; what a document alone meets has none', () => {
    const unproved = rows.filter((row) => {
      const { path, title } = testOf(row);
      if (row.status !== 'met' || row.code.endsWith('.md')) return false;
      return !title || !read(path).includes(`('${title}'`);
    });
    expect(unproved.map(({ requirement, test }) => `${requirement} ${test}`)).toEqual([]);
  });

  it('stands on code that the run of mutations still finds to break', () => {
    expect(mutations.length).toBeGreaterThanOrEqual(25);
    for (const { requirement, file, from } of mutations) {
      expect(`${requirement} ${read(file).includes(from) ? 'found' : from}`).toBe(`${requirement} found`);
      expect(rows.find((row) => row.requirement === requirement)?.status).toBe('met');
    }
  });
});
