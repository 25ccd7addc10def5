import { randomInt } from 'node:crypto';
import { context, database, inReach, inTransaction, part, sql, type HeldGrant } from '../../server';
import { createTestApp, type TestApp } from '../../testing';
import { appLogin } from '../../server/app-login';
import { rowSettings } from '../../server/reach';
import { aParticipant, somebody } from './people';
import { notes } from './notes';

// As pg_policies writes them: a comparison with one setting, or with the array of one, read once per statement.
const setting = (name: string) => `current_setting\\('app\\.${name}'::text, true\\)`;
const shapes = [
  `^\\('region'::text = \\( SELECT ${setting('reach')} AS current_setting\\)\\)$`,
  `^\\(\\w+ = \\( SELECT \\(NULLIF\\(${setting('account')}, ''::text\\)\\)::uuid AS "?nullif"?\\)\\)$`,
  `^\\((\\(participant_id IS NULL\\) AND \\()?\\w+ = ANY \\(\\( SELECT \\(NULLIF\\(${setting('(participants(_\\w+)?|connected|municipalities)')}, ''::text\\)\\)::(uuid|text)\\[\\] AS "?nullif"?\\)(::(uuid|text)\\[\\])?\\)\\)?\\)$`,
].map((shape) => new RegExp(shape));

describe('Row level security', () => {
  let test: TestApp;
  let schools: string[];
  const whose = ['participant_id', 'account_id'];
  // Rows that say who did something, kept by those who hold them; they belong to nobody's reach.
  const beyond = new Set<string>();

  beforeAll(async () => {
    test = await createTestApp({ only: ['agreements'], also: [notes] });
    const places = ['ishim-city', 'tobolsk-city', 'tyumen-city'];
    schools = await test.work(async () => {
      const made: string[] = [];
      for (let at = 0; at < 9; at += 1) made.push(await aParticipant({}, places[at % 3]));
      await sql`INSERT INTO notes.notes (participant_id, text) SELECT id, 'заметка' FROM unnest(${made}::uuid[]) AS s(id), generate_series(1, 20)`;
      return made;
    });
  });
  afterAll(() => test.stop());

  const tables = () =>
    test.work(
      () => sql<{ name: string; on: boolean; forced: boolean }>`
      SELECT DISTINCT n.nspname || '.' || c.relname AS name, c.relrowsecurity AS on, c.relforcerowsecurity AS forced
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'jobs', 'warehouse')
        AND NOT a.attisdropped
        AND (a.attname = ANY(${whose}::text[]) OR n.nspname || '.' || c.relname IN ('core.accounts', 'core.participants'))`,
    );

  it('is on and forced for every table with rows of participants or accounts', async () => {
    const found = await tables();
    const open = found.filter(({ name, on, forced }) => !(on && forced) && !beyond.has(name)).map(({ name }) => name);
    expect(open).toEqual([]);
    expect(found.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'core.accounts',
        'core.grants',
        'core.sign_ins',
        'core.agreements',
        'core.participants',
        'notes.notes',
      ]),
    );
  });

  it('consists of the allowed shapes only, for reading and writing alike', async () => {
    const policies = await test.work(
      () => sql<{ name: string; cmd: string; qual: string; with_check: string | null; permissive: string }>`
      SELECT schemaname || '.' || tablename || '/' || policyname AS name, cmd, qual, with_check, permissive FROM pg_policies
      WHERE schemaname NOT IN ('jobs', 'warehouse')`,
    );
    expect(policies.length).toBeGreaterThan(20);
    for (const { name, cmd, qual, with_check, permissive } of policies) {
      expect([name, cmd, with_check, permissive]).toEqual([name, 'ALL', null, 'PERMISSIVE']);
      expect([name, qual, shapes.some((shape) => shape.test(qual))]).toEqual([name, qual, true]);
    }
  });

  it('has no view that reads with its owner’s rights', async () => {
    const views = await test.work(
      () => sql<{
        name: string;
      }>`SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'v' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'jobs', 'warehouse') AND c.relname NOT LIKE 'pg_stat%'
        AND NOT coalesce(c.reloptions::text LIKE '%security_invoker=true%', false)`,
    );
    expect(views).toEqual([]);
  });

  it('binds the login of requests: no superuser, no bypass, owner of nothing, no DDL', async () => {
    const login = appLogin();
    expect(login).toBe('regiso_app');
    const [role] = await test.work(
      () => sql`SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole,
        (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owns,
        (SELECT count(*)::int FROM pg_auth_members WHERE member = r.oid) AS member_of
      FROM pg_roles r WHERE rolname = ${login}`,
    );
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreatedb: false,
      rolcreaterole: false,
      owns: 0,
      member_of: 0,
    });
    const asApp = <T>(work: () => Promise<T>) => inTransaction({ process: 'test', login: 'app' }, work);
    expect(await asApp(() => sql`SELECT current_user AS name`)).toEqual([{ name: login }]);
    await expect(asApp(() => sql`CREATE TABLE core.mine (id int)`)).rejects.toThrow('permission denied');
    await expect(asApp(() => sql`ALTER TABLE core.accounts DISABLE ROW LEVEL SECURITY`)).rejects.toThrow(
      'must be owner',
    );
    await expect(asApp(() => sql`DELETE FROM core.audit_events`)).rejects.toThrow('permission denied');
    await expect(asApp(() => sql`TRUNCATE core.accounts CASCADE`)).rejects.toThrow('permission denied');
  });

  it('shows nothing to a transaction without context', async () => {
    const rows = await inTransaction(
      { process: 'test', login: 'app', reach: 'actor' },
      () => sql`SELECT id FROM core.accounts`,
    );
    expect(rows).toEqual([]);
    const [outside] = (await database().query('SELECT count(*)::int AS n FROM core.accounts')) as [
      { n: number }[],
      unknown,
    ];
    expect(outside).toEqual([{ n: 0 }]);
  });

  it('forgets the context before the connection is used again, also after an error and a time-out', async () => {
    const seen = () =>
      inTransaction({ process: 'test', login: 'app', reach: 'actor' }, async () => {
        const [row] = await sql<{
          reach: string | null;
          n: number;
          pid: number;
        }>`SELECT current_setting('app.reach', true) AS reach,
          (SELECT count(*)::int FROM notes.notes) AS n, pg_backend_pid() AS pid`;
        return row;
      });
    const whole = <T>(work: () => Promise<T>) => inTransaction({ process: 'test', login: 'app', reach: 'whole' }, work);
    const pids = new Set<number>();
    const pid = async () => {
      const [row] = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`;
      pids.add(row?.pid ?? 0);
    };
    await whole(pid);
    expect(await seen()).toMatchObject({ n: 0 });
    await whole(async () => {
      await pid();
      await sql`SELECT 1 / 0`;
    }).catch(() => undefined);
    expect(await seen()).toMatchObject({ n: 0 });
    await whole(async () => {
      await pid();
      await sql`SET LOCAL statement_timeout = '30ms'`;
      await sql`SELECT pg_sleep(1)`;
    }).catch(() => undefined);
    const after = await seen();
    expect(after).toMatchObject({ n: 0 });
    expect(pids.has(after?.pid ?? -1)).toBe(true);
  });

  it('never shows more than the settings say, and reach never more than it: 1,000 random pairs', async () => {
    const permissions = ['notes.read', 'agreements.read', 'access.grant'];
    const pick = <T>(list: readonly T[]) => list[randomInt(list.length)] as T;
    const places = await test.work(
      () => sql<{ id: string; municipality_id: string }>`SELECT id, municipality_id FROM core.participants ORDER BY id`,
    );
    const randomGrant = (): HeldGrant => {
      const scope = pick(['region', 'municipality', 'participant', 'participant', 'participant'] as const);
      const { id, municipality_id: municipality } = pick(places);
      const within = places.filter((place) => place.municipality_id === municipality).map((place) => place.id);
      const subsystem = pick([null, 'school', 'portal'] as const);
      const covered = { region: [], municipality: within, participant: [id] }[scope];
      const drawn = permissions.filter(
        (one) => randomInt(2) === 1 && !(subsystem === 'portal' && one === 'notes.read'),
      );
      return {
        id,
        role: 'random',
        subsystem,
        scope,
        participantId: scope === 'participant' ? id : null,
        municipalityId: scope === 'municipality' ? municipality : null,
        participants: covered,
        // Some are connected today, others not yet or no longer.
        ...(scope !== 'region' && { connected: { school: covered.filter(() => randomInt(2) === 1), portal: [] } }),
        ...(scope === 'region' && {
          closed: { school: places.map((place) => place.id).filter(() => randomInt(2) === 1) },
        }),
        readOnly: false,
        narrowing: null,
        endsOn: null,
        permissions: new Set(drawn),
      };
    };
    const queries = [
      () =>
        part`SELECT n.id FROM notes.notes n WHERE ${inReach('notes.read', { participant: part`n.participant_id` })}`,
      () =>
        part`SELECT p.id FROM core.participants p WHERE ${inReach('agreements.read', { participant: part`p.id`, municipality: part`p.municipality_id` })}`,
      () =>
        part`SELECT a.id FROM core.agreements a WHERE ${inReach('agreements.read', { participant: part`a.participant_id`, subsystems: part`a.subsystems` })}`,
      () =>
        part`SELECT g.id FROM core.grants g WHERE ${inReach('access.grant', { participant: part`g.participant_id`, municipality: part`g.municipality_id` })}`,
    ];
    await somebody(test, [{ role: 'teacher', subsystem: 'school', participantId: schools[0] ?? '' }]);
    let shown = 0;
    for (let round = 0; round < 1_000; round += 1) {
      const grants = Array.from({ length: randomInt(4) }, randomGrant);
      const actor = { accountId: pick(places).id, name: 'n', roles: [], permissions: new Set<string>(), grants };
      const query = pick(queries);
      const filtered = (login: 'app' | 'owner', reach: 'actor' | 'whole') =>
        inTransaction({ actor, login, reach, readOnly: true }, () => sql<{ id: string }>`${query()} ORDER BY 1`);
      // The filter alone (the owner with all rows shown) against filter and policies together.
      const [alone, both] = [await filtered('owner', 'whole'), await filtered('app', 'actor')];
      expect(both).toEqual(alone);
      shown += alone.length;
      const bare = await inTransaction({ actor, login: 'app', reach: 'actor', readOnly: true }, async () => {
        const rows = await sql<{ participant: string }>`SELECT DISTINCT participant_id AS participant FROM notes.notes`;
        return { rows, settings: rowSettings(context()) };
      });
      if (bare.settings['app.reach'] === 'region') continue;
      const allowed = new Set(
        grants.flatMap(({ subsystem, connected }) => (subsystem === 'portal' ? [] : (connected?.school ?? []))),
      );
      for (const { participant } of bare.rows) expect(allowed.has(participant)).toBe(true);
    }
    expect(shown).toBeGreaterThan(1_000);
  }, 120_000);
});
