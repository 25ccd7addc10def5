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

  it('refuses a route that does not say who may call it', () => {
    const route = { method: 'GET', path: '/x', handler: () => null };
    expect(checkPlugin(plugin('a', { routes: [route as never] }))).toEqual(['GET /x does not say who may call it']);
    expect(checkPlugin(plugin('a', { routes: [{ ...route, access: { public: '' } } as never] }))).toEqual([
      'GET /x must say exactly one of permission, signedIn, public',
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
