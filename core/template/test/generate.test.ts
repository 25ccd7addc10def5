import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findPlugins } from '../../server/find';
import { checkPlugin } from '../../server/loader';
import { createTestApp } from '../../testing';
import { generatePlugin } from '../generate';

describe('npm run new', () => {
  // Inside the tree, so that @regiso/core is found from there.
  const folder = mkdtempSync(join(__dirname, '../generated-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('makes a plugin that loads without problems and works at once, hyphens and all', async () => {
    generatePlugin(folder, 'school-canteens', "The cook's canteens");
    const plugin = findPlugins(folder).found.find(({ id }) => id === 'school-canteens');
    if (!plugin) throw new Error('The new plugin was not found');
    expect(checkPlugin(plugin)).toEqual([]);
    expect(plugin.title).toBe('The cook’s canteens');
    expect(plugin.facts?.map(({ name }) => name)).toEqual(['school_canteens_notes']);

    const test = await createTestApp({ only: [], also: [plugin] });
    const operator = await test.as({ roles: ['operator'] });
    expect((await operator('/api/school-canteens/notes')).body).toEqual([]);
    await test.stop();
  });

  it('leaves no trace of the template’s own name', () => {
    for (const file of [
      'server/index.ts',
      'server/models/note.ts',
      'shared/index.ts',
      'package.json',
      'ui/index.tsx',
    ]) {
      expect(readFileSync(join(folder, 'school-canteens', file), 'utf8')).not.toMatch(/sample/i);
    }
  });

  it('refuses a bad id and one that is taken, in words', () => {
    expect(() => generatePlugin(folder, 'School Canteens', 'x')).toThrow('use small letters, digits and hyphens');
    expect(() => generatePlugin(folder, 'school-canteens', 'x')).toThrow('choose another id');
  });
});
