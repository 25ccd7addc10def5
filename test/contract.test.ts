import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { alignSchema, catchUp } from '@regiso/warehouse/api';
import { answer } from '@regiso/dashboards/api';
import {
  columnName,
  database,
  enabledPlugins,
  installed,
  inTransaction,
  sql,
  tableOf,
  todayHere,
  warehouseClient,
} from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { load } from '../core/server/loader';
import { knownRoles, roleTitles } from '../core/access/roles';
import { aParticipant } from '../core/access/test/people';
import { findPlugins, root } from '../core/server/find';
import { builtIn } from '../core/server/built-in';
import type { ColumnType } from '../core/server/model';
import { pointers } from '../core/people/references';
import { openApi } from '../core/server/openapi';
import { seedAll } from '../core/server/seeding';
import { loadDemo } from '../core/server/demo';
import { mayCall, roles, rows, type Role } from './authorization-matrix';
import { faultOfProblem } from './authorization/call';
import { aHolder, type User } from './authorization/people';
import { ask, meets } from './authorization/refusal';
import { allRoutes } from './authorization/routes';
import { isGuarded, unguarded } from './writing-routes';

/** The type of a model's column by what PostgreSQL calls it. A smallint only bounds an integer further. */
const typesOfModels: Readonly<Record<string, ColumnType>> = {
  uuid: 'uuid',
  text: 'text',
  int2: 'integer',
  int4: 'integer',
  int8: 'bigint',
  float8: 'number',
  numeric: 'decimal',
  bool: 'flag',
  date: 'day',
  timestamptz: 'instant',
  jsonb: 'json',
  _text: 'texts',
};
const typeNamed = (type: string) => typesOfModels[type] ?? type;

/** The packages of other subsystems that the files of a plugin import; its tests see the whole product. */
function importedBy(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !/(^|[\\/])(node_modules|test)[\\/]/.test(file),
  );
  const names = files.flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/['"](@regiso\/[\w-]+)[\w/-]*['"]/g)].map(
      ([, name = '']) => name,
    ),
  );
  return [...new Set(names)].filter((name) => name !== '@regiso/core');
}

const madeOnce = [
  'access/grants',
  'agreements/participants',
  'people/persons',
  'support/tickets',
  'kindergarten/own/applications',
  'kindergarten/applications',
  'kindergarten/applications/{id}/direct',
  'kindergarten/own/applications/{id}/answer',
  'kindergarten/enrolments',
  'kindergarten/runs',
  'kindergarten/runs/{id}/confirm',
  'kindergarten/rings/{id}/perform',
  'kindergarten/pupils/transfer',
  'school/classes/{id}/pupils',
  'school/pupils/{id}/move',
  'school/pupils/{id}/departure',
];

// Acts that ask for a fresh proof of who one is (ASVS 7.5.1 and 7.5.3); giving an operator or an administrator of a subsystem
// asks for it by what is given.
const sensitiveActs = [
  'DELETE /api/access/own/identities/{id}',
  'DELETE /api/access/own/second-factor',
  'DELETE /api/notices/own/address',
  'POST /api/access/grants/{id}/confirm',
  'POST /api/access/own/identities/{way}',
  'POST /api/access/own/recovery-codes',
  'POST /api/access/own/second-factor',
  'POST /api/access/own/second-factor/confirm',
  'POST /api/access/users/{id}/reset',
  'POST /api/audit/export',
  'POST /api/backup/runs',
  'POST /api/kindergarten/groups/{id}/months/{month}/file',
  'POST /api/notices/own/address',
  'POST /api/people/match-requests/{id}/link',
  'POST /api/people/match-requests/{id}/refuse',
  'POST /api/people/merges',
  'POST /api/people/merges/{id}/undo',
  'POST /api/people/persons/{id}/account',
  'POST /api/people/persons/{id}/entry-code',
  'POST /api/privacy/holds',
  'POST /api/privacy/holds/{id}/lift',
  'POST /api/privacy/own/archive',
  'POST /api/school/classes/{id}/codes/renew',
  'PUT /api/privacy/retention/{id}',
];

// Promises every plugin keeps, whoever wrote it. They run over whatever stands in the folders.
const { found, failed } = findPlugins();

describe('Every plugin found', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  }, 120_000);
  afterAll(() => test.stop());

  it('has a manifest without problems', () => {
    expect([...failed, ...load(found).failed]).toEqual([]);
    expect(installed().failed).toEqual([]);
  });

  it('calls each of its roles by a title in both languages', () => {
    const titles = roleTitles();
    const nameless = knownRoles().filter((role) => !titles[role]?.every((title) => title.length > 2));
    expect(nameless).toEqual([]);
  });

  it('removes nothing past its term without asking on whom a legal hold lies', () => {
    const deaf = found.flatMap(({ retention = [] }) => retention).filter(({ remove }) => remove.length < 2);
    expect(deaf.map(({ id }) => id)).toEqual([]);
  });

  it('has a README', () => {
    const plugins = found.filter(({ id }) => !builtIn.has(id) && !['warehouse', 'dashboards'].includes(id));
    for (const { id } of plugins) expect(existsSync(join(root, 'plugins', id, 'README.md'))).toBe(true);
  });

  it('has a row in the authorization matrix for each route, and no row without a route', () => {
    expect(allRoutes.map(({ name }) => name).sort()).toEqual(Object.keys(rows).sort());
  });

  it('makes nothing twice and overwrites nothing unseen, or says why a writing route needs no guard', () => {
    const writing = allRoutes.filter(({ route }) => route.method !== 'GET' && !route.reads);
    expect(writing.length).toBeGreaterThan(140);
    const open = writing.filter(({ route }) => !isGuarded(route)).map(({ name }) => name);
    expect(open.sort()).toEqual(Object.keys(unguarded).sort());
    // What makes people, rights, agreements, tickets and places can be asked for once.
    const once = writing.filter(({ route }) => route.idempotent).map(({ name }) => name);
    for (const name of madeOnce) expect(once).toContain(`POST /api/${name}`);
  });

  it('asks a stranger to sign in on every route that is not public, and breaks down on none', async () => {
    for (const named of allRoutes) {
      const answer = await ask((url, options) => test.call(url, options), named);
      const isPublic = 'public' in named.route.access;
      const said = isPublic && answer.status < 500 ? 'sound' : answer.status;
      expect([named.name, said]).toEqual([named.name, isPublic ? 'sound' : 401]);
      if (!isPublic)
        expect([faultOfProblem(answer), answer.body]).toMatchObject([undefined, { code: 'sign-in-required' }]);
    }
  });

  it('lets each role call exactly the routes the matrix gives it', async () => {
    const participantId = await test.work(() => aParticipant({ subsystems: ['school', 'kindergarten', 'portal'] }));
    for (const role of roles) {
      const { call } = await aHolder(test, role, participantId);
      for (const named of allRoutes.filter(({ path }) => !path.endsWith('/sign-out'))) {
        const said = await meets(call, named);
        const name = `${role}: ${named.name}`;
        expect(`${name} ${said}`).toBe(`${name} ${mayCall(role, rows[named.name]) ? 'let in' : 'forbidden'}`);
      }
    }
  }, 180_000);

  it('asks for a fresh proof of who one is before the sensitive acts named here, and before no others', async () => {
    const guarded = allRoutes.filter(({ route }) => route.sensitive);
    expect(guarded.map(({ name }) => name).sort()).toEqual(sensitiveActs);
    const participantId = await test.work(() => aParticipant({ subsystems: ['school', 'kindergarten', 'portal'] }));
    const ofRole = (role: Role) => aHolder(test, role, participantId);
    const stale = async (role: Role) => {
      const person = await ofRole(role);
      await test.work(
        () => sql`UPDATE core.sign_ins SET proved_at = now() - interval '11 minutes' WHERE account_id = ${person.id}`,
      );
      return person;
    };
    const people = new Map<Role, { stale: User; fresh: User }>();
    for (const named of guarded) {
      const role = roles.find((one) => mayCall(one, rows[named.name])) ?? 'operator';
      const holders = people.get(role) ?? { stale: await stale(role), fresh: await ofRole(role) };
      people.set(role, holders);
      const said = async ({ call }: User) => ((await ask(call, named)).body as { code?: string } | null)?.code;
      expect([named.name, await said(holders.stale)]).toEqual([named.name, 'step-up-required']);
      expect([named.name, await said(holders.fresh)]).not.toEqual([named.name, 'step-up-required']);
    }
    const target = await ofRole('nobody in particular');
    const right = { accountId: target.id, subsystem: 'school', scope: 'region', ground: 'Приказ № 1' };
    const give = async ({ call }: User, role: string) =>
      call('/api/access/grants', { method: 'POST', payload: { ...right, role } });
    const operator = await stale('operator');
    expect(await give(operator, 'subsystem-administrator')).toMatchObject({ body: { code: 'step-up-required' } });
    expect(await give(await ofRole('operator'), 'subsystem-administrator')).toMatchObject({ status: 200 });
  });

  describe('in the OpenAPI document', () => {
    type Parameter = { name: string; in: string };
    type Operation = {
      summary?: string;
      security: object[];
      'x-access': object;
      parameters: Parameter[];
      responses: Record<string, { description?: string; content?: object }>;
    };
    let document: { paths: Record<string, Record<string, Operation>> };
    beforeAll(() => {
      document = JSON.parse(JSON.stringify(openApi(installed().plugins))) as typeof document;
    });
    const described = () =>
      Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
      );
    const shapeOf = (name: string) => name.replace(/\{[^}]*\}/g, '{}');

    it('is described as OpenAPI 3.1 demands', async () => {
      const validator = new Validator();
      expect(await validator.validate(document)).toEqual({ valid: true });
      expect(validator.version).toBe('3.1');
      for (const { path, operation } of described()) {
        const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        expect([path, operation.parameters.flatMap((one) => (one.in === 'path' ? one.name : []))]).toEqual([
          path,
          names,
        ]);
      }
      const paths = Object.keys(document.paths);
      expect(new Set(paths.map(shapeOf)).size).toBe(paths.length);
    });

    it('is described by exactly its routes', () => {
      expect(
        described()
          .map(({ method, path }) => shapeOf(`${method} ${path}`))
          .sort(),
      ).toEqual(allRoutes.map(({ name }) => shapeOf(name)).sort());
    });

    it('says of each route who may call it, and what it answers', () => {
      const declared = new Map(allRoutes.map(({ name, route }) => [shapeOf(name), route]));
      for (const { method, path, operation } of described()) {
        const name = `${method} ${path}`;
        const { access, reply, summary } = declared.get(shapeOf(name)) ?? {};
        expect([name, operation['x-access'], operation.security]).toEqual([
          name,
          access,
          access && 'public' in access ? [] : [{ signIn: [] }],
        ]);
        const { 200: data, default: words, '4XX': refusal } = operation.responses;
        expect([name, reply ? data?.content : words?.description]).toEqual([name, reply ? expect.anything() : summary]);
        expect([name, operation.summary?.length]).toEqual([name, expect.any(Number)]);
        expect(Object.keys(refusal?.content ?? {})).toEqual(['application/problem+json']);
      }
    });
  });

  it('has models equal to its migrated tables', async () => {
    const there = await test.work(
      () => sql<{ name: string; type: string; nullable: string }>`
        SELECT table_schema || '.' || table_name || '.' || column_name AS name, udt_name AS type, is_nullable AS nullable
        FROM information_schema.columns`,
    );
    const stored = new Map(there.map(({ name, type, nullable }) => [name, `${typeNamed(type)}, empty: ${nullable}`]));
    const columns = found.flatMap(({ models = [] }) =>
      models.map(tableOf).flatMap(({ schema, name, columns: declared }) =>
        Object.entries(declared).map(([attribute, column]) => ({
          name: `${schema}.${name}.${columnName(attribute)}`,
          says: `${column.type}, empty: ${column.nullable ? 'YES' : 'NO'}`,
        })),
      ),
    );
    expect(columns.map(({ name }) => [name, stored.get(name)])).toEqual(columns.map(({ name, says }) => [name, says]));
  });

  it('follows every column that points at a person when cards are merged', async () => {
    const columns = await test.work(
      () => sql<{ name: string }>`SELECT k.conrelid::regclass || '.' || a.attname AS name FROM pg_constraint k
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
        WHERE k.contype = 'f' AND k.confrelid = 'core.persons'::regclass ORDER BY 1`,
    );
    const followed = pointers().map(({ name }) => name);
    const left = columns.map(({ name }) => name).filter((name) => !followed.includes(name));
    // The merge itself writes these: what a card is found by, the merge, and the pair.
    const ofMerges = [
      'core.person_duplicates.first_id',
      'core.person_duplicates.second_id',
      'core.person_keys.person_id',
      'core.person_merges.loser_id',
      'core.person_merges.survivor_id',
    ];
    expect(left).toEqual(ofMerges);
  });

  it('seeds twice to the same state', async () => {
    const counts = () =>
      inTransaction(
        { process: 'test', readOnly: true },
        () =>
          sql`SELECT schemaname || '.' || relname AS name, (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I.%I', schemaname, relname), false, true, '')))[1]::text AS n
          FROM pg_stat_user_tables WHERE schemaname NOT IN ('jobs', 'warehouse') AND relname <> 'outbox' ORDER BY 1`,
      );
    const before = await counts();
    expect(await seedAll()).toEqual([]);
    expect(await counts()).toEqual(before);
  });

  // Until the first quarter has ended no period of this year has marks; in its first days no month has lessons enough.
  const isEarly = (day: string) => day > '08-31' && day < '11-10';
  const mayBeEmpty = (fact: string) =>
    /^school_(period|pupil_months|class_days)/.test(fact) && isEarly(todayHere().slice(5));

  describe('with its demo', () => {
    beforeAll(async () => {
      await alignSchema();
      await loadDemo('small', () => undefined);
      await catchUp();
    }, 180_000);

    it('has facts that reconcile with their source', async () => {
      for (const fact of enabledPlugins().flatMap((plugin) => plugin.facts ?? [])) {
        const source = await countRows(fact.schema, fact.table);
        const result = await warehouseClient().query({
          query: `SELECT count() AS n FROM ${fact.name}_current`,
          format: 'JSONEachRow',
        });
        const [arrived] = await result.json<{ n: string }>();
        expect([fact.name, Number(arrived?.n)]).toEqual([fact.name, source]);
        expect([fact.name, source > 0 || mayBeEmpty(fact.name)]).toEqual([fact.name, true]);
      }
    });

    it('has indicators that are finite, or say that there is no data, for each dimension', async () => {
      for (const indicator of enabledPlugins().flatMap((plugin) => plugin.indicators ?? [])) {
        for (const by of [[], ...indicator.by.map((dimension) => [dimension])]) {
          const reply = await answer(indicator.id, { by }, { audience: 'internal' });
          for (const { value } of reply.rows) expect(value === null || Number.isFinite(value)).toBe(true);
          const isSilent = mayBeEmpty(indicator.numerator.of.name);
          expect([indicator.id, by, reply.rows.length > 0 || isSilent]).toEqual([indicator.id, by, true]);
        }
      }
    }, 120_000);
  });

  it('imports only what it declares', () => {
    for (const { id, requires = [] } of found.filter((plugin) => existsSync(join(root, 'plugins', plugin.id)))) {
      const { dependencies = {} } = JSON.parse(readFileSync(join(root, 'plugins', id, 'package.json'), 'utf8')) as {
        dependencies?: Record<string, string>;
      };
      const packages = Object.keys(dependencies).filter(
        (name) => name.startsWith('@regiso/') && name !== '@regiso/core',
      );
      const needed = requires.filter((required) => !builtIn.has(required)).map((required) => `@regiso/${required}`);
      expect([id, packages.sort()]).toEqual([id, needed.sort()]);
      expect([id, importedBy(join(root, 'plugins', id)).filter((name) => !packages.includes(name))]).toEqual([id, []]);
    }
  });
});

const countRows = (schema: string, table: string) =>
  inTransaction({ process: 'test', readOnly: true }, async () => {
    const [rowsFound] = await database().query(`SELECT count(*)::int AS n FROM ${schema}.${table}`);
    return (rowsFound as { n: number }[])[0]?.n ?? 0;
  });
