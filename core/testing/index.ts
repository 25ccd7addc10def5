import { createHash, randomUUID } from 'node:crypto';
import { createClient } from '@clickhouse/client';
import type { ServerInjectOptions } from '@hapi/hapi';
import pg from 'pg';
import { createAccount } from '../access/accounts';
import { closeWarehouseClient } from '../server/clickhouse';
import { createApp, type App } from '../server/app';
import { readConfig, type Config } from '../server/config';
import { connectDatabase, disconnectDatabase, inTransaction } from '../server/database';
import { findPlugins } from '../server/find';
import { install } from '../server/installed';
import { load } from '../server/loader';
import { migrateUp } from '../server/migrate';
import type { Plugin } from '../server/plugin';
import { shared } from './shared';

type Shared = ReturnType<typeof shared>;

export type Answer<T = unknown> = { status: number; body: T; headers: Record<string, unknown>; text: string };
type Call = Pick<ServerInjectOptions, 'payload' | 'headers'> & { method?: string };

export type TestApp = {
  app: App;
  config: Config;
  /** Calls a route as nobody. */
  call<T = unknown>(url: string, options?: Call): Promise<Answer<T>>;
  /** Signs in a new account with these roles (or exact permissions) and gives its caller. */
  as(who: { roles?: string[]; permissions?: string[] }): Promise<(url: string, options?: Call) => Promise<Answer>>;
  /** Work in an audited transaction, as a command would do. */
  work<T>(job: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
};

type Options = {
  plugins?: Plugin[];
  only?: string[];
  also?: Plugin[];
  databaseUrl?: string;
  redisUrl?: string;
  /** What is done to the empty database before the application opens it. */
  prepare?: (databaseUrl: string) => Promise<void>;
  /** Settings as the environment would give them. */
  settings?: Record<string, string>;
};

/** A migrated and seeded application on databases of its own; `only` keeps these plugins and what they require, `also` adds some. */
export async function createTestApp({
  plugins,
  only,
  also = [],
  databaseUrl,
  redisUrl,
  prepare,
  settings = {},
}: Options = {}): Promise<TestApp> {
  const services = shared();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const found = plugins ?? chosen(only);
  await makeDatabases(services, name, databaseUrl || prepare ? undefined : await migrated(services, found));
  const own = {
    databaseUrl: databaseUrl ?? withDatabase(services.databaseUrl, name),
    ...(!databaseUrl && { appUrl: withDatabase(services.appUrl, name) }),
    loaderUrl: withDatabase(services.loaderUrl, name),
    clickhouseUrl: withDatabase(services.clickhouseUrl, name),
    ...(redisUrl && { redisUrl }),
  };
  const config = readConfig({
    NODE_ENV: 'test',
    REGISO_DATA: `${services.folder}/${name}`,
    REGISO_PORT: '0',
    ...settings,
  });
  await prepare?.(own.databaseUrl);
  const app = await createApp(config, own, { found: [...found, ...also] });
  const call = callerOf(app);
  return {
    app,
    config,
    call: call as TestApp['call'],
    as: async (who) => callerOf(app, await signInAs(app, who)),
    work: (job) => inTransaction({ process: 'test' }, job),
    stop: async () => {
      await app.stop();
      await closeWarehouseClient();
      await dropDatabases(services, name);
    },
  };
}

function chosen(only?: string[]): Plugin[] {
  const { found, failed } = findPlugins();
  if (failed.length) throw new Error(failed.map(({ plugin, problem }) => `${plugin}: ${problem}`).join('\n'));
  if (!only) return found;
  const wanted = new Set<string>();
  const add = (id: string) => {
    wanted.add(id);
    found.find((plugin) => plugin.id === id)?.requires?.forEach(add);
  };
  ['system', 'audit', 'access', ...only].forEach(add);
  return found.filter(({ id }) => wanted.has(id));
}

const withDatabase = (url: string, name: string) => {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.toString();
};

async function onServer(services: Shared, statement: string) {
  const client = new pg.Client({ connectionString: withDatabase(services.databaseUrl, 'postgres') });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

async function onEngine(services: Shared, query: string) {
  const client = createClient({ url: services.clickhouseUrl });
  await client.command({ query }).finally(() => client.close());
}

const migratingLock = 20_061_127;

/** A database with the schema of these plugins, made once in a run: to copy it takes a tenth of what migrating does. */
async function migrated(services: Shared, found: readonly Plugin[]): Promise<string> {
  const steps = found.map(({ id, migrations }) => [id, migrations]);
  const name = `migrated_${createHash('sha256').update(JSON.stringify(steps)).digest('hex').slice(0, 16)}`;
  const client = new pg.Client({ connectionString: withDatabase(services.databaseUrl, 'postgres') });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [migratingLock]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (!rowCount) {
      await client.query(`DROP DATABASE IF EXISTS ${name}_begun`);
      await client.query(`CREATE DATABASE ${name}_begun`);
      await migrate(services, `${name}_begun`, found);
      await client.query(`ALTER DATABASE ${name}_begun RENAME TO ${name}`);
    }
  } finally {
    await client.end();
  }
  return name;
}

async function migrate(services: Shared, name: string, found: readonly Plugin[]) {
  const [databaseUrl, appUrl] = [withDatabase(services.databaseUrl, name), withDatabase(services.appUrl, name)];
  const own = { databaseUrl, appUrl, loaderUrl: databaseUrl, clickhouseUrl: services.clickhouseUrl };
  const { plugins, failed } = load(found);
  install({
    plugins,
    failed,
    disabled: new Set(),
    config: readConfig({ NODE_ENV: 'test' }),
    services: own,
    version: '',
  });
  await connectDatabase(databaseUrl);
  await migrateUp(plugins).finally(disconnectDatabase);
}

const makeDatabases = (services: Shared, name: string, template = 'template1') =>
  Promise.all([
    onServer(services, `CREATE DATABASE ${name} TEMPLATE ${template}`),
    onEngine(services, `CREATE DATABASE ${name} ENGINE = Atomic`),
  ]);

const dropDatabases = (services: Shared, name: string) =>
  Promise.all([dropDatabase(services, name), onEngine(services, `DROP DATABASE IF EXISTS ${name} SYNC`)]);

// FORCE may not end an autovacuum worker, which belongs to the superuser; without FORCE PostgreSQL ends it itself.
const dropDatabase = (services: Shared, name: string) =>
  onServer(services, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`).catch(async (error: { code?: string }) => {
    if (error.code !== '42501') throw error;
    // One left behind goes with the whole server when the run ends.
    await onServer(services, `DROP DATABASE IF EXISTS ${name}`).catch(() => undefined);
  });

let accounts = 0;

async function signInAs(app: App, { roles = [], permissions = [] }: { roles?: string[]; permissions?: string[] }) {
  const login = `tester-${(accounts += 1)}-${randomUUID().slice(0, 8)}`;
  const password = 'a long enough password';
  await inTransaction({ process: 'test' }, async () => {
    const { sql } = await import('../server/sql');
    const id = await createAccount({ login, name: 'Проверяющий', password, roles });
    if (!permissions.length) return;
    await sql`INSERT INTO core.role_permissions SELECT ${login}, unnest(${permissions}::text[])`;
    await sql`INSERT INTO core.grants (account_id, role, scope, ground, starts_on, state, given_by_process)
      VALUES (${id}, ${login}, 'region', 'Проверка', current_date - 1, 'active', 'test')`;
  });
  const answer = await app.server.inject({ method: 'POST', url: '/api/access/sign-in', payload: { login, password } });
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

const callerOf =
  (app: App, cookie?: string) =>
  async (url: string, { method = 'GET', payload, headers }: Call = {}): Promise<Answer> => {
    const request = {
      method,
      url,
      ...(payload !== undefined && { payload }),
      headers: { ...(cookie && { cookie }), 'sec-fetch-site': 'same-origin', ...headers },
    };
    // A body that breaks off throws hapi's error with the whole server in it, which no reporter can print.
    const answer = await app.server.inject(request).catch((error: unknown) => {
      throw new Error(`${method} ${url}: ${(error as Error).message}`);
    });
    const type = String(answer.headers['content-type'] ?? '');
    const body: unknown = type.includes('json') && answer.payload ? JSON.parse(answer.payload) : answer.payload;
    return { status: answer.statusCode, body, headers: answer.headers, text: answer.payload };
  };

export { eventually } from './eventually';
export { form } from './form';
