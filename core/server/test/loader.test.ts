import fc from 'fast-check';
import { checkPlugin, load } from '../loader';
import type { Plugin } from '../plugin';

const plugin = (id: string, rest: Partial<Plugin> = {}): Plugin => ({ id, title: id, ...rest });
const ids = (plugins: readonly Plugin[]) => plugins.map(({ id }) => id);

describe('The loader', () => {
  it('places each plugin after what it requires', () => {
    const loaded = load([plugin('meals', { requires: ['school'] }), plugin('school')]);
    expect(ids(loaded.plugins)).toEqual(['school', 'meals']);
    expect(loaded.failed).toEqual([]);
  });

  it('leaves a plugin out together with all that require it, and names each cause', () => {
    const loaded = load([plugin('a', { requires: ['b'] }), plugin('b', { requires: ['absent'] }), plugin('c')]);
    expect(ids(loaded.plugins)).toEqual(['c']);
    expect(loaded.failed).toEqual([
      { plugin: 'b', problem: 'requires absent, which is not installed' },
      { plugin: 'a', problem: 'requires b, which was left out' },
    ]);
  });

  it('names a circle instead of running for ever', () => {
    const loaded = load([plugin('a', { requires: ['b'] }), plugin('b', { requires: ['a'] })]);
    expect(loaded.plugins).toEqual([]);
    expect(loaded.failed.map(({ problem }) => problem).join()).toContain('requires itself: a → b → a');
  });

  it('lists all problems of all plugins at once', () => {
    const { failed } = load([
      plugin('Bad Id'),
      plugin('exams', {
        permissions: { 'other.read': 'x' } as never,
        roles: { analyst: ['exams.gone'] as never },
        narrowings: [{ id: 'grades', permissions: ['exams.lost'] }] as never,
        migrations: [{ name: '1-x' as never, up: '' }],
      }),
      plugin('twin'),
      plugin('twin'),
    ]);
    expect(failed.map(({ plugin: id, problem }) => `${id}: ${problem}`)).toEqual([
      'Bad Id: id "Bad Id" must be kebab-case',
      'exams: permission other.read must begin with exams.',
      'exams: role analyst needs permission exams.gone, which is not declared',
      'exams: narrowing grades needs permission exams.lost, which is not declared',
      'exams: migration 1-x must look like 001-titles',
      'twin: id twin is used by two plugins',
    ]);
  });

  it('refuses to hear events of plugins that are not required', () => {
    const heard = async () => undefined;
    const on = { 'meals.ordered': heard, 'school.pupil-left': heard, 'schools.closed': heard, 'people.merged': heard };
    expect(checkPlugin(plugin('meals', { requires: ['school'], on }))).toEqual([
      'hears schools.closed, an event of a plugin that it does not require',
      'hears people.merged, an event of a plugin that it does not require',
    ]);
  });

  it('leaves out who waits for an event that is never emitted', () => {
    const on = { 'school.pupil-left': async () => undefined, 'school.no-such-event': async () => undefined };
    const { plugins, failed } = load([
      plugin('school', { emits: ['school.pupil-left'] }),
      plugin('meals', { requires: ['school'], on }),
    ]);
    expect(ids(plugins)).toEqual(['school']);
    expect(failed).toEqual([{ plugin: 'meals', problem: 'hears school.no-such-event, which school does not emit' }]);
  });

  it('wants what a plugin names to begin with its id and to stand once', () => {
    const board = { id: 'meals.board', filters: [], tiles: [] };
    const named = {
      dashboards: [board, board],
      reports: [{ id: 'stock' }],
      notices: [{ id: 'school.late' }],
      indicators: [{ id: 'meals.share' }, { id: 'meals.share' }],
    };
    expect(checkPlugin(plugin('meals', named as never))).toEqual([
      'indicator meals.share stands twice',
      'dashboard meals.board stands twice',
      'report stock must begin with meals.',
      'notice school.late must begin with meals.',
    ]);
  });

  it('refuses a route that does not say who may call it', () => {
    const route = { method: 'GET', path: '/x', handler: () => null };
    expect(checkPlugin(plugin('a', { routes: [route as never] }))).toEqual(['GET /x does not say who may call it']);
    expect(checkPlugin(plugin('a', { routes: [{ ...route, access: { public: '' } } as never] }))).toEqual([
      'GET /x must say exactly one of permission, signedIn, public',
    ]);
  });

  it('names a manifest of a shape that it cannot check, and loads the others', () => {
    const { plugins, failed } = load([
      plugin('circular', { routes: [undefined] as never, jobs: [null] as never }),
      plugin('no-list', { facts: {} as never, requires: 'school' as never }),
      plugin('hollow', { facts: [{}] as never }),
      plugin('sound'),
    ]);
    expect(ids(plugins)).toEqual(['sound']);
    expect(failed.map(({ plugin: id, problem }) => `${id}: ${problem}`)).toEqual([
      'circular: routes has an empty entry: do files of it import each other in a circle?',
      'circular: jobs has an empty entry: do files of it import each other in a circle?',
      'no-list: requires is not a list',
      'no-list: facts is not a list',
      expect.stringMatching(/^hollow: cannot be checked: Cannot read prop/),
    ]);
  });

  it('leaves addresses, commands and kinds of files to whoever was found first', () => {
    const at = (path: string) => ({ method: 'GET', path, access: { public: 'a test' }, handler: () => null }) as never;
    const says = (name: string) => ({ name, title: name, run: async () => undefined });
    const { plugins, failed } = load([
      plugin('first', {
        routes: [at('//map/{id}')],
        commands: [says('count'), says('count all')],
        importers: [{ kind: 'meals' }] as never,
      }),
      plugin('second', { routes: [at('//map/{name}'), at('/only-here')] }),
      plugin('third', { commands: [says('count all')], importers: [{ kind: 'meals' }] as never }),
      plugin('twice', { routes: [at('/x'), at('/x')] }),
      plugin('own', { routes: [at('//app/{rest*}'), at('//documentation')], commands: [says('user grant')] }),
      plugin('fourth', {
        routes: [at('//api/second/only-here'), at('//app/worker.js')],
        commands: [says('count some')],
      }),
    ]);
    expect(ids(plugins)).toEqual(['first', 'fourth']);
    expect(failed.map(({ plugin: id, problem }) => `${id}: ${problem}`)).toEqual([
      'own: GET /app/{rest*} is an address of the platform itself',
      'own: GET /documentation is an address of the platform itself',
      'own: command user grant begins with a word of regiso itself',
      'second: route GET /map/{…} is already one of first',
      'third: importer meals is already one of first',
      'third: command count all is already one of first',
      'twice: route GET /api/twice/x stands twice',
    ]);
  });

  it('gives an order for any requirements, in which each required plugin stands before', () => {
    const graphs = fc.array(fc.array(fc.nat(9), { maxLength: 4 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(graphs, (graph) => {
        const found = graph.map((requires, at) =>
          plugin(`p${at}`, { requires: [...new Set(requires)].map((id) => `p${id}`) }),
        );
        const { plugins, failed } = load(found);
        const placed = ids(plugins);
        for (const one of plugins)
          for (const required of one.requires ?? []) {
            expect(placed.indexOf(required)).toBeLessThan(placed.indexOf(one.id));
            expect(placed).toContain(required);
          }
        const left = new Set(failed.map(({ plugin: id }) => id));
        expect(new Set([...placed, ...left]).size).toBe(found.length);
      }),
    );
  });
});
