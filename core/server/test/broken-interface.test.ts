import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createTestApp } from '../../testing';
import { buildUi } from '../../ui/build';
import { leaveOut } from '../app';
import { definePlugin } from '../plugin';
import { route } from '../route';

describe('An interface that does not compile', () => {
  // Inside the tree, so that @regiso/core is found from there.
  const pluginFolder = mkdtempSync(join(__dirname, '../../template/generated-'));
  const outDir = join(pluginFolder, '.built');
  afterAll(() => rmSync(pluginFolder, { recursive: true, force: true }));

  const write = (path: string, text: string) => {
    const file = join(pluginFolder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const ui = (id: string) => `import { defineUi, defineTexts } from '@regiso/core/ui';
    const texts = defineTexts('${id}', { ru: { title: 'Это ${id}' }, en: { title: 'This is ${id}' } });
    export default defineUi({ id: '${id}', texts, pages: [{ path: '/', title: 'title', page: () => import('./page') }] });`;
  const built = () =>
    readdirSync(join(outDir, 'assets'))
      .filter((name) => name.endsWith('.js'))
      .map((name) => readFileSync(join(outDir, 'assets', name), 'utf8'))
      .join('');

  it('is left out of the cabinets and named with its fault; the others are built', async () => {
    for (const id of ['sound', 'garbled', 'wants', 'asks']) {
      write(`${id}/ui/index.tsx`, ui(id));
      write(`${id}/ui/page.tsx`, `export default () => null;`);
    }
    write('garbled/ui/page.tsx', 'export default () => {{;');
    write('wants/ui/page.tsx', `import './absent';\nexport default () => null;`);
    write('asks/ui/page.tsx', `import { noSuchThing } from '@regiso/core/ui';\nexport default () => noSuchThing;`);
    const leftOut = await buildUi({ outDir, pluginFolder });
    const said = Object.fromEntries(leftOut.map(({ plugin, problem }) => [plugin, problem]));
    expect(said).toEqual({
      garbled: expect.stringMatching(/^its interface does not compile: .+garbled\/ui\/page\.tsx:1:\d+\)$/) as string,
      wants: expect.stringMatching(
        /does not compile: .*Could not resolve '\.\/absent'.*wants\/ui\/page\.tsx/,
      ) as string,
      asks: expect.stringMatching(/does not compile: .*"noSuchThing" is not exported.*asks\/ui\/page\.tsx/) as string,
    });
    expect(built()).toContain('Это sound');
    expect(built()).not.toMatch(/Это (garbled|wants|asks)/);
  }, 120_000);

  it('is looked at again at the next start, and is back when it is mended', async () => {
    for (const id of ['garbled', 'wants', 'asks']) write(`${id}/ui/page.tsx`, 'export default () => null;');
    expect(await buildUi({ outDir, pluginFolder })).toEqual([]);
    expect(built()).toContain('Это garbled');
    rmSync(join(outDir, 'assets'), { recursive: true });
    expect(await buildUi({ outDir, pluginFolder })).toEqual([]);
    expect(existsSync(join(outDir, 'assets'))).toBe(false);
  }, 120_000);

  it('takes its subsystem, and what requires it, out of what runs; the operator reads why', async () => {
    const access = { public: 'a test' };
    const answers = route({ method: 'GET', path: '/here', access, handler: () => 'here' });
    const also = [
      definePlugin({ id: 'garbled', title: 'Garbled', routes: [answers] }),
      definePlugin({ id: 'dependent', title: 'Dependent', requires: ['garbled'], routes: [answers] }),
      definePlugin({ id: 'sound', title: 'Sound', routes: [answers] }),
    ];
    const test = await createTestApp({ only: [], also });
    try {
      leaveOut([{ plugin: 'garbled', problem: 'its interface does not compile: Unexpected token' }]);
      const states = await Promise.all(
        ['garbled', 'dependent', 'sound'].map(async (id) => (await test.call(`/api/${id}/here`)).status),
      );
      expect(states).toEqual([404, 404, 200]);
      const operator = await test.as({ roles: ['operator'] });
      const { body } = await operator('/api/system/plugins');
      expect((body as { state: string }[]).filter(({ state }) => state === 'failed')).toEqual([
        expect.objectContaining({ id: 'garbled', problem: 'its interface does not compile: Unexpected token' }),
        expect.objectContaining({ id: 'dependent', problem: 'requires garbled, which was left out' }),
      ]);
    } finally {
      await test.stop();
    }
  });
});
