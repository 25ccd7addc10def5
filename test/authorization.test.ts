import { createTestApp, type TestApp } from '@regiso/core/testing';
import { notes } from '../core/access/test/notes';
import type { Access } from '../core/server/route';
import { rows } from './authorization-matrix';
import { layGround, type Ground } from './authorization/ground';
import { meetings } from './authorization/meeting';
import { aHolder, aUser, type Caller } from './authorization/people';
import { alike, recordRows } from './authorization/record-matrix';
import { meets } from './authorization/refusal';
import { allRoutes, disagreements, type Named } from './authorization/routes';

const mockBroken = { filters: false, rows: false };

// The real thing, until a test breaks it.
jest.mock('../core/server/reach', () => {
  const real = jest.requireActual<typeof import('../core/server/reach')>('../core/server/reach');
  const { part } = jest.requireActual<typeof import('../core/server/sql-parts')>('../core/server/sql-parts');
  const everything = { region: true, participants: [], municipalities: [] };
  const everywhere = [{ region: true, municipalityId: null, participants: [], narrowed: [] }];
  return {
    ...real,
    inReach: (...given: Parameters<typeof real.inReach>) => (mockBroken.filters ? part`true` : real.inReach(...given)),
    reachOf: (...given: Parameters<typeof real.reachOf>) => (mockBroken.filters ? everything : real.reachOf(...given)),
    placesOf: (permission: string) => (mockBroken.filters ? everywhere : real.placesOf(permission)),
    rowSettings: (...given: Parameters<typeof real.rowSettings>) => ({
      ...real.rowSettings(...given),
      ...(mockBroken.rows && { 'app.reach': real.wholeRegion }),
    }),
  };
});
jest.mock('../core/people/reach', () => {
  const real = jest.requireActual<typeof import('../core/people/reach')>('../core/people/reach');
  const { part } = jest.requireActual<typeof import('../core/server/sql-parts')>('../core/server/sql-parts');
  return {
    ...real,
    personInReach: (permission: string) => (mockBroken.filters ? part`true` : real.personInReach(permission)),
    mayOn: async (...given: Parameters<typeof real.mayOn>) => mockBroken.filters || real.mayOn(...given),
    reachesOrganisation: async (...given: Parameters<typeof real.reachesOrganisation>) =>
      mockBroken.filters || real.reachesOrganisation(...given),
  };
});

const isSignOut = ({ path }: Named) => path.endsWith('/sign-out');

const isOfSomebody = ({ path, route: { access } }: Named) => {
  if ('public' in access) return false;
  return path.includes('{') || 'signedIn' in access || access.within !== undefined;
};

const hides = (name: string, who: 'neighbour' | 'stranger') => {
  const expected = recordRows.get(name)?.[who];
  return expected?.status === 404 || expected?.isShown === false;
};

describe('Whose records one meets', () => {
  let test: TestApp;
  let ground: Ground;
  beforeAll(async () => {
    test = await createTestApp({ also: [notes], settings: { REGISO_ESIA_SIMULATOR: 'on' } });
    ground = await layGround(test);
  }, 120_000);
  afterAll(() => test.stop());

  it('is written by hand for every route that answers by whose record it is, or why it is alike for all', () => {
    const wanted = allRoutes.filter(isOfSomebody).map(({ name }) => name);
    const written = [...recordRows.keys(), ...Object.keys(alike)];
    expect(wanted.filter((name) => !written.includes(name))).toEqual([]);
    expect(written.filter((name, at) => written.indexOf(name) !== at)).toEqual([]);
    const known = allRoutes.map(({ name }) => name);
    expect(written.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('is one’s own, what one’s rights reach, and nothing else', async () => {
    expect(await meetings(ground)).toEqual([]);
  }, 300_000);

  it('lets nobody dismiss an equal: only those above', async () => {
    const { participantId } = ground.school;
    const right = { subsystem: 'school', scope: 'participant', participantId } as const;
    const equal = await aUser(test, [{ role: 'participant-administrator', ...right }], participantId);
    const dismiss = (who: 'administrator' | 'municipal') =>
      ground.callers[who](`/api/access/users/${equal.id}/dismiss`, {
        method: 'POST',
        payload: { reason: 'Приказ № 9' },
      });
    expect((await dismiss('administrator')).status).toBe(403);
    expect((await equal.call('/api/access/roles')).status).toBe(200);
    expect((await dismiss('municipal')).body).toEqual({ grants: 1, closed: true });
    expect((await equal.call('/api/access/roles')).status).toBe(401);
  });

  describe('changes with one rule, and the matrix says so:', () => {
    const withAccess = (changed: Named, access: Access) =>
      allRoutes.map((named) => ({
        name: named.name,
        access: named === changed ? access : named.route.access,
      }));
    const permissions = [...new Set(allRoutes.flatMap(({ plugin }) => Object.keys(plugin.permissions ?? {})))];

    it('of every route, to everyone, to the signed in, to every other permission, with reach and without', () => {
      expect(disagreements(allRoutes.map(({ name, route: { access } }) => ({ name, access })))).toEqual([]);
      const unseen: string[] = [];
      for (const named of allRoutes) {
        const changes: Access[] = [
          { public: 'changed' },
          { signedIn: 'changed' },
          ...permissions.flatMap((permission): Access[] => [{ permission }, { permission, within: 'reach' }]),
        ];
        const same = JSON.stringify(named.route.access);
        for (const access of changes) {
          const isSame = Object.keys(access)[0] === Object.keys(named.route.access)[0] && !('permission' in access);
          if (isSame || JSON.stringify(access) === same) continue;
          const said = disagreements(withAccess(named, access));
          if (said.length !== 1 || said[0] !== named.name) unseen.push(`${named.name} ${JSON.stringify(access)}`);
        }
      }
      expect(unseen).toEqual([]);
    });

    /** Changes the rule of the running application for the time of some work. */
    async function changed<T>({ route }: Named, access: Access, work: () => Promise<T>): Promise<T> {
      const live = route as { access: Access };
      const before = live.access;
      live.access = access;
      try {
        return await work();
      } finally {
        live.access = before;
      }
    }

    it('of every route in the running application', async () => {
      const nobodyInParticular = (await aHolder(test, 'nobody in particular', ground.school.participantId)).call;
      const strange = { permission: 'system.operate' };
      const unseen: string[] = [];
      // Signing out comes last: it works.
      const inOrder = [...allRoutes].sort((a, b) => Number(isSignOut(a)) - Number(isSignOut(b)));
      for (const named of inOrder) {
        const row = rows[named.name];
        const [access, caller, expected]: [Access, Caller, string] =
          row === 'everyone'
            ? [strange, ground.callers.nobody, 'let in']
            : row === 'signed in'
              ? [strange, nobodyInParticular, 'let in']
              : [{ signedIn: 'changed' }, nobodyInParticular, 'forbidden'];
        const after = await changed(named, access, () => meets(caller, named));
        if (after === expected) unseen.push(`${named.name}: still ${after}`);
      }
      expect(unseen).toEqual([]);
    }, 180_000);

    it('of every route that holders within one place may call, closed to them', async () => {
      const unseen: string[] = [];
      for (const named of allRoutes) {
        const { access } = named.route;
        if (!('permission' in access) || !access.within) continue;
        const { permission } = access;
        const holders = [ground.callers.administrator, ground.callers.authority, ground.callers.municipal];
        const before = await Promise.all(holders.map((holder) => meets(holder, named)));
        const holder = holders[before.indexOf('let in')];
        const after = holder && (await changed(named, { permission }, () => meets(holder, named)));
        if (after !== 'forbidden') unseen.push(named.name);
      }
      // Nobody judges within one place as yet which cards are one person: what the route declares is seen above.
      expect(unseen.filter((name) => rows[name] !== 'people.merge in reach')).toEqual([]);
    });
  });

  describe('when routes forget to filter', () => {
    afterEach(() => Object.assign(mockBroken, { filters: false, rows: false }));
    const foreign = ['neighbour', 'stranger'] as const;
    const byReach = allRoutes
      .filter(({ route: { access } }) => 'permission' in access && access.within)
      .map(({ name }) => name)
      .filter((name) => foreign.some((who) => hides(name, who)));

    it('stays so, because the database shows no other rows', async () => {
      mockBroken.filters = true;
      // The register is open to all, and that a card exists elsewhere is told on purpose: there the filter stands alone.
      const alone = ['GET /api/people/places', 'POST /api/people/persons/candidates'];
      const behind = byReach.filter((name) => !alone.includes(name));
      expect(await meetings(ground, behind, foreign)).toEqual([]);
    }, 180_000);

    it('and the database shows everything, the matrix names every such route', async () => {
      Object.assign(mockBroken, { filters: true, rows: true });
      // To whom a delivery goes and whose an own board is, the account itself tells, and in which school one works, the rights
      // themselves: there is no filter of places to forget.
      const otherwise = [
        'PUT /api/dashboards/deliveries/{id}/wanted',
        'GET /api/dashboards/exports',
        'POST /api/dashboards/exports/{id}/cancel',
        'GET /api/dashboards/exports/{id}/file',
        'GET /api/dashboards/boards',
        'GET /api/dashboards/boards/{id}',
        'GET /api/school/risks',
      ];
      const filtered = byReach.filter((name) => !otherwise.includes(name));
      const said = await meetings(ground, filtered, foreign);
      const unseen = filtered.flatMap((name) =>
        foreign
          .filter((who) => hides(name, who) && !said.some((fault) => fault.startsWith(`${name} as ${who}:`)))
          .map((who) => `${name} as ${who}`),
      );
      expect(unseen).toEqual([]);
    }, 180_000);
  });
});
