import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventsPage } from '../../audit/events-page';
import { loadDemo } from '../../server/demo';
import { findPlugins, root } from '../../server/find';
import { checkPlugin } from '../../server/loader';
import { fullPath } from '../../server/route';
import { sql } from '../../server/sql';
import { createTestApp } from '../../testing';
import { isGuarded } from '../../../test/writing-routes';
import { format, generatePlugin, withCalls, withRows } from '../generate';

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
    // What the contract demands of every writing route.
    expect(plugin.routes?.filter((one) => one.method !== 'GET' && !isGuarded(one))).toEqual([]);
    expect(plugin.facts?.map(({ name }) => name)).toEqual(['school_canteens_notes']);

    const test = await createTestApp({ only: ['participants'], also: [plugin] });
    const operator = await test.as({ roles: ['operator'] });
    expect((await operator('/api/school-canteens/notes')).body).toEqual([]);
    for (let time = 1; time <= 2; time += 1) {
      await loadDemo('small', () => undefined);
      expect((await operator('/api/school-canteens/notes')).body).toHaveLength(10);
    }
    await test.stop();
  });

  it('gives the authorization matrix its rows, which agree with its routes and roles', () => {
    const plugin = findPlugins(folder).found.find(({ id }) => id === 'school-canteens');
    const text = readFileSync(join(root, 'test/authorization-matrix.ts'), 'utf8');
    const file = join(folder, 'authorization-matrix.ts');
    writeFileSync(file, withRows(text, 'school-canteens'));
    const { mayCall, roles, rows } = jest.requireActual<typeof import('../../../test/authorization-matrix')>(file);
    const routes = plugin?.routes ?? [];
    expect(routes.map(({ method, path }) => `${method} ${fullPath('school-canteens', path)}`).sort()).toEqual(
      Object.keys(rows).filter((name) => name.includes('school-canteens')),
    );
    for (const { method, path, access } of routes) {
      const row = rows[`${method} ${fullPath('school-canteens', path)}`];
      expect(access).toEqual({ permission: row });
      const granted = Object.entries(plugin?.roles ?? {}).filter(([, held]) => held.includes(row as never));
      expect(roles.filter((role) => mayCall(role, row)).sort()).toEqual(granted.map(([role]) => role).sort());
    }
    expect(() => withRows('export const rows = {\n};', 'x')).toThrow('has no "const holders" to add to');
  });

  it('gives the walk over all routes a good request of its own, which the plugin takes', async () => {
    const plugin = findPlugins(folder).found.find(({ id }) => id === 'school-canteens');
    const text = withCalls(readFileSync(join(root, 'test/authorization/calls/index.ts'), 'utf8'), 'school-canteens');
    const [, made = ''] = /'POST \/api\/school-canteens\/notes': (.*),\n/.exec(text) ?? [];
    const test = await createTestApp({ only: ['participants'], also: plugin ? [plugin] : [] });
    await loadDemo('small', () => undefined);
    const [row] = await test.work(() => sql<{ id: string }>`SELECT id FROM core.organisations LIMIT 1`);
    // eslint-disable-next-line @typescript-eslint/no-implied-eval
    const make = (new Function(`return ${made}`) as () => (ground: object) => { payload: object })();
    const { payload } = make({ school: { organisationId: row?.id } });
    const operator = await test.as({ roles: ['operator'] });
    expect(await operator('/api/school-canteens/notes', { method: 'POST', payload })).toMatchObject({ status: 200 });
    await test.stop();
  });

  it('makes what prettier, eslint and the compiler take without a word, long names and all', () => {
    const long = generatePlugin(
      folder,
      'a-plugin-with-a-long-name',
      'Питание школьников в столовых образовательных организаций',
    );
    format(root, long);
    const inspect = ['--import', 'tsx', join(__dirname, 'inspect.ts'), long];
    const said = execFileSync(process.execPath, inspect, { cwd: root, encoding: 'utf8' });
    rmSync(long, { recursive: true });
    expect(JSON.parse(said)).toEqual({ files: expect.any(Number), problems: [] });
    expect((JSON.parse(said) as { files: number }).files).toBeGreaterThan(8);
  }, 240_000);

  it('is described in the page of audit events when that is written anew', () => {
    const { found } = findPlugins(folder);
    expect(eventsPage(found)).toContain(
      '| `school-canteens.note-written` | Для организации написана заметка | `pages` |',
    );
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
