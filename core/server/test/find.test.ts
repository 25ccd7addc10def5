import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findPlugins } from '../find';
import { load } from '../loader';

describe('A folder of plugins', () => {
  // Inside the tree, where jest transforms what it loads.
  const folder = mkdtempSync(join(__dirname, '../../template/generated-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const write = (id: string, text: string) => {
    const file = join(folder, id, 'server/index.ts');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const problemOf = (id: string) => {
    const { found, failed } = findPlugins(folder);
    return [...failed, ...load(found).failed].filter(({ plugin }) => plugin === id).map(({ problem }) => problem);
  };

  it('names a file that throws while it is loaded, by its first line', () => {
    write('throws', `throw new Error('no such model\\nat some line');`);
    expect(problemOf('throws')).toEqual(['cannot be loaded: no such model']);
    write('throws-text', `throw 'no error at all';`);
    expect(problemOf('throws-text')).toEqual(['cannot be loaded: no error at all']);
  });

  it('names a file that does not compile, or wants what is not there', () => {
    write('garbled', 'export default {{');
    expect(problemOf('garbled')).toEqual([expect.stringMatching(/^cannot be loaded: ./)]);
    write('wants', `import './absent'; export default { id: 'wants', title: 'Wants' };`);
    expect(problemOf('wants')).toEqual([expect.stringMatching(/^cannot be loaded: Cannot find module '\.\/absent'/)]);
  });

  it('names a manifest that is not the default export', () => {
    write('nameless', `export const plugin = { id: 'nameless', title: 'Nameless' };`);
    expect(problemOf('nameless')).toEqual(['server/index.ts has no default export']);
  });

  it('names a manifest whose id is not that of its folder', () => {
    write('canteens', `export default { id: 'canteen', title: 'Canteens' };`);
    expect(problemOf('canteens')).toEqual(['its id is "canteen", its folder "canteens"']);
  });

  it('names every fault of a manifest that loads', () => {
    write('faulty', `export default { id: 'faulty', title: '', permissions: { 'other.read': 'See' } };`);
    expect(problemOf('faulty')).toEqual(['title is empty', 'permission other.read must begin with faulty.']);
  });

  it('passes a folder without a manifest over, and loads the sound one beside all of these', () => {
    mkdirSync(join(folder, 'notes-of-mine'));
    write('sound', `export default { id: 'sound', title: 'Sound' };`);
    const { plugins, failed } = load(findPlugins(folder).found);
    expect(plugins.map(({ id }) => id)).toContain('sound');
    expect(failed.map(({ plugin }) => plugin)).not.toContain('notes-of-mine');
    expect(problemOf('sound')).toEqual([]);
  });
});
