import { beyondReach, inTransaction, named, part, sql, type Actor } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { aRight, drawer, everyPermission, pick, theirs } from './row-security/draw';
import { filters } from './row-security/filters';
import { layWorld, type Owner, type World } from './row-security/world';

// Every table with a policy against every kind of person: what the application finds is always within what the database
// shows, and the database alone shows nothing of others. Whose a row is stands in the world that the test has written.
let test: TestApp;
let world: World;
let policies: { table: string; names: string[] }[];

beforeAll(async () => {
  test = await createTestApp();
  world = await test.work(layWorld);
  policies = await test.work(
    () => sql<{ table: string; names: string[] }>`SELECT schemaname || '.' || tablename AS table,
        array_agg(policyname::text ORDER BY policyname) AS names
      FROM pg_policies WHERE schemaname NOT IN ('jobs', 'warehouse') GROUP BY 1 ORDER BY 1`,
  );
}, 240_000);
afterAll(() => test?.stop());

type Seen = { foreign: string[]; missing: string[]; shown: number };
const keys = (where: ReturnType<typeof part>, table: string) =>
  sql<{ key: string }>`SELECT ${world.keyOf(table)} AS key FROM ${named(table)} AS p WHERE ${where}`;

/** What somebody is shown of a table by the policies alone, in the present transaction, and what the application finds. */
async function look(table: string, actor: Actor, permission: string): Promise<Seen> {
  const bare = (await keys(part`true`, table)).map(({ key }) => key);
  const shown = new Set(bare);
  const filter = filters[table];
  const found = filter
    ? await beyondReach('the filter of the application alone', async () => keys(await filter(permission), table))
    : [];
  const owners = world.owners.get(table);
  return {
    foreign: bare.filter((key) => !isTheirs(owners?.get(key), actor)).map((key) => `${table} ${key}`),
    missing: found.filter(({ key }) => !shown.has(key)).map(({ key }) => `${table} ${key}`),
    shown: bare.length,
  };
}

function isTheirs(owner: Owner | undefined, { accountId, grants = [] }: Actor): boolean {
  if (grants.some(({ scope }) => scope === 'region')) return true;
  const { participants = [], towns = [], accounts = [], connected } = owner ?? {};
  const places = grants.flatMap((grant) => {
    if (!connected) return grant.participants;
    if (connected === 'any') return Object.values(grant.connected ?? {}).flat();
    return grant.subsystem === null || grant.subsystem === connected ? (grant.connected?.[connected] ?? []) : [];
  });
  return (
    accounts.includes(accountId)
    || participants.some((id) => places.includes(id))
    || grants.some(({ scope, municipalityId }) => scope === 'municipality' && towns.includes(municipalityId ?? ''))
  );
}

const as = <T>(actor: Actor, work: () => Promise<T>) =>
  inTransaction({ actor, login: 'app', reach: 'actor', readOnly: true }, work);

it('has rows of several owners in every table that a policy guards', () => {
  expect(policies.length).toBeGreaterThan(50);
  const few = policies.filter(({ table, names }) => {
    const owners = [...(world.owners.get(table)?.values() ?? [])].map((owner) => JSON.stringify(owner));
    return names.length > 1 ? new Set(owners).size < 3 : table !== 'core.guardianships' && owners.length < 3;
  });
  // Written by the core together with the cards.
  const byCards = ['core.person_keys', 'core.person_organisations'];
  expect(few.map(({ table }) => table).filter((table) => !byCards.includes(table))).toEqual([]);
  expect(policies.filter(({ table, names }) => names.length > 1 && !filters[table])).toEqual([]);
});

it('keeps reach within the policies, and the policies within what is one’s own: 1,000 random pairs', async () => {
  const draw = await test.work(() => drawer(world));
  const permissions = [...everyPermission()];
  const met = new Set<string>();
  for (let round = 0; round < 1_000; round += 1) {
    const actor = draw();
    const { table } = pick(policies);
    const room = table.slice(0, table.indexOf('.'));
    const fitting = (list: readonly string[]) => list.filter((one) => room === 'core' || one.startsWith(`${room}.`));
    const held = fitting((actor.grants ?? []).flatMap((grant) => [...grant.permissions]));
    const permission = pick(held.length ? held : fitting(permissions));
    const { foreign, missing, shown } = await as(actor, () => look(table, actor, permission));
    expect({ foreign, missing }).toEqual({ foreign: [], missing: [] });
    if (shown) met.add(table);
  }
  expect(met.size).toBeGreaterThan(40);
}, 120_000);

it('shows families their own child, and neither another one nor a child whom a court bars them from seeing', async () => {
  const families = ['core.persons', 'core.files', 'kindergarten.applications', 'kindergarten.pupils', 'school.pupils'];
  let children = 0;
  for (const account of world.accounts) {
    const actor = theirs(account);
    for (const table of families) {
      const { foreign, missing, shown } = await as(actor, () => look(table, actor, 'people.read'));
      expect({ foreign, missing }).toEqual({ foreign: [], missing: [] });
      if (table === 'core.persons') children += shown;
    }
  }
  // In each of two families of a place: the child, the parent who sees the child and oneself, the other one oneself.
  expect(children).toBe(world.places.length * 2 * (1 + 2 + 1));
});

describe('A fault of one policy is noticed', () => {
  /** Looks with a change of the schema that is rolled back; the owner of the tables is bound by the policies too. */
  const changed = (actor: Actor, change: () => Promise<unknown>, table: string) =>
    inTransaction({ actor, login: 'owner', reach: 'actor' }, async () => {
      await change();
      throw Object.assign(new Error('rolled back'), { seen: await look(table, actor, 'any') });
    }).catch((error: { seen?: Seen }) => {
      if (!error.seen) throw error;
      return error.seen;
    });

  it('when it shows too much, in each table', async () => {
    const stranger = theirs('00000000-0000-4000-8000-000000000000');
    for (const { table } of policies) {
      const leak = () => sql`CREATE POLICY leak ON ${named(table)} USING (true)`;
      const { foreign } = await changed(stranger, leak, table);
      expect([table, foreign.length > 0]).toEqual([table, true]);
      const sound = await changed(stranger, () => sql`SELECT 1`, table);
      expect(sound).toEqual({ foreign: [], missing: [], shown: 0 });
    }
  });

  it('when it shows the neighbour of the same town', async () => {
    const [place] = world.places;
    if (!place) throw new Error('no place');
    const right = aRight(world, place, { scope: 'participant', subsystem: null, permissions: new Set(['any']) });
    const teacher = theirs(world.accounts[0] ?? '', [right]);
    const { foreign } = await changed(
      teacher,
      () => sql`CREATE POLICY leak ON school.pupils USING (municipality_id = 'ishim-city')`,
      'school.pupils',
    );
    // Two of the neighbour, two of a school that is no participant.
    expect(foreign.length).toBe(4);
  });

  it('when it is gone and the application still finds the rows: each policy but that of the region', async () => {
    const any = new Set(['any']);
    const unnoticed: string[] = [];
    for (const { table, names } of policies) {
      for (const name of names.filter((one) => one !== 'reach_region')) {
        const seen: string[] = [];
        for (const actor of entitled(name, table, any)) {
          const { missing } = await changed(actor, () => sql`DROP POLICY ${named(name)} ON ${named(table)}`, table);
          seen.push(...missing);
          if (seen.length) break;
        }
        if (!seen.length) unnoticed.push(`${table}/${name}`);
      }
    }
    // Kindergartens read applications through the directions to them, never by this column alone.
    expect(unnoticed).toEqual(['kindergarten.applications/reach_participants']);
  }, 120_000);

  // Somebody to whom this very policy shows the rows: staff of a place, an official of a town without participants, an owner.
  function entitled(name: string, table: string, permissions: ReadonlySet<string>): Actor[] {
    const sort = { subsystem: null, permissions };
    const nobody = '00000000-0000-4000-8000-000000000000';
    if (name.startsWith('reach_participant'))
      return world.places
        .slice(0, 2)
        .map((place) => theirs(nobody, [aRight(world, place, { ...sort, scope: 'participant' })]));
    if (name.startsWith('reach_municipalit'))
      return world.places
        .slice(0, 2)
        .map((place) =>
          theirs(nobody, [aRight(world, place, { ...sort, scope: 'municipality', participants: [], connected: {} })]),
        );
    const owners = [...(world.owners.get(table)?.values() ?? [])].flatMap(({ accounts = [] }) => accounts);
    return owners.slice(0, 3).map((account) => theirs(account));
  }
});
