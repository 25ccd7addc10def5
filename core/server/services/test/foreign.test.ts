import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { readConfig } from '../../config';
import { joinServices, startServices, type Services } from '..';
import type { Secrets } from '../data-folder';
import { isTooOld, postgresProblem, type PostgresFacts } from '../foreign';

let folder: string;
let own: Services;
let superuser: Client;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'regiso-foreign-'));
  own = await startServices(readConfig({ REGISO_DATA: folder }));
  const { postgres } = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8')) as Secrets;
  const url = new URL(own.databaseUrl);
  url.username = 'postgres';
  url.password = postgres.superuserPassword;
  superuser = new Client({ connectionString: url.href });
  await superuser.connect();
  const plain = "LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0 OWNER regiso";
  await superuser.query(`CREATE DATABASE latin ENCODING LATIN1 ${plain}`);
  await superuser.query(`CREATE DATABASE c_locale ENCODING UTF8 ${plain}`);
  await superuser.query(`CREATE DATABASE by_code ENCODING UTF8 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'
    LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0 OWNER regiso`);
  await superuser.query(`CREATE DATABASE closed`);
});
afterAll(async () => {
  await superuser.end();
  await own.stop();
  rmSync(folder, { recursive: true, force: true });
});

const unused = () => join(folder, 'unused');
const start = (settings: NodeJS.ProcessEnv) =>
  startServices(
    readConfig({
      REGISO_DATA: unused(),
      DATABASE_URL: own.databaseUrl,
      CLICKHOUSE_URL: own.clickhouseUrl,
      ...settings,
    }),
  );
const database = (name: string) => own.databaseUrl.replace(/regiso$/, name);

test('good servers are used as they are, by any number of processes, and nothing is written', async () => {
  const [one, two] = await Promise.all([
    start({}),
    start({ REGISO_LOADER_URL: own.loaderUrl, REDIS_URL: 'redis://localhost' }),
  ]);
  expect(one).toMatchObject({
    databaseUrl: own.databaseUrl,
    loaderUrl: own.databaseUrl,
    clickhouseUrl: own.clickhouseUrl,
  });
  expect(two).toMatchObject({ loaderUrl: own.loaderUrl, redisUrl: 'redis://localhost' });
  await one.stop();
  await two.stop();
  expect(existsSync(unused())).toBe(false);
});

test('a database in another encoding, without Russian letters or their order gets a sentence with the way out', async () => {
  await expect(start({ DATABASE_URL: database('latin') })).rejects.toThrow(
    /encoding LATIN1; REGISO needs UTF8\. Make a new one: CREATE DATABASE/,
  );
  await expect(start({ DATABASE_URL: database('c_locale') })).rejects.toThrow(
    /does not know Russian letters: lower\('ГИМНАЗИЯ'\) gives 'ГИМНАЗИЯ'.*CREATE DATABASE/,
  );
  await expect(start({ DATABASE_URL: database('by_code') })).rejects.toThrow(
    /does not sort by the Russian alphabet.*CREATE DATABASE/,
  );
});

test('the statement of that sentence makes a database that is accepted', async () => {
  const { message } = (await start({ DATABASE_URL: database('c_locale') }).catch((error: unknown) => error)) as Error;
  const [statement = ''] = /CREATE DATABASE regiso .*(?=\.$)/.exec(message) ?? [];
  await superuser.query(`${statement.replace('regiso', 'remade')} OWNER regiso`);
  await (await start({ DATABASE_URL: database('remade') })).stop();
});

test('a login without rights, a wrong password and a silent server get a sentence', async () => {
  await expect(start({ DATABASE_URL: database('closed') })).rejects.toThrow(/may not make schemas.*GRANT CREATE/);
  const wrong = new URL(own.databaseUrl);
  wrong.password = 'guess';
  await expect(start({ DATABASE_URL: wrong.href })).rejects.toThrow(
    /does not let us in: password authentication failed.*Check address/,
  );
  await expect(start({ DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c' })).rejects.toThrow(
    /does not let us in: .*ECONNREFUSED/,
  );
});

test('an old version, missing extensions and useless trigrams are named', () => {
  const good: PostgresFacts = {
    version: 180_000,
    encoding: 'UTF8',
    lowered: 'гимназия',
    ordered: true,
    available: ['pg_trgm', 'unaccent', 'btree_gist', 'pgcrypto', 'citext', 'ltree'],
    similarity: 0.55,
    mayCreate: true,
  };
  expect(postgresProblem(good)).toBeUndefined();
  for (const version of [140_011, 170_009])
    expect(postgresProblem({ ...good, version })).toMatch(/is version 1[47]; REGISO needs 18 or later.*Upgrade/);
  expect(postgresProblem({ ...good, available: ['pg_trgm'] })).toMatch(/lacks the extensions unaccent, .*Install/);
  expect(postgresProblem({ ...good, similarity: 0 })).toMatch(/finds no Russian trigrams/);
});

test('a ClickHouse before 24.8 is too old', () => {
  expect(['23.12.1.1', '24.1.5.6', '24.7.2.13'].map(isTooOld)).toEqual([true, true, true]);
  expect(['24.8.1.1', '24.12.3.4', '25.1.1.1', '26.5.1'].map(isTooOld)).toEqual([false, false, false, false]);
});

test('a ClickHouse with a wrong password, none at all, and something else get a sentence', async () => {
  const wrong = new URL(own.clickhouseUrl);
  wrong.password = 'guess';
  await expect(start({ CLICKHOUSE_URL: wrong.href })).rejects.toThrow(
    /CLICKHOUSE_URL cannot be used: Authentication failed/,
  );
  await expect(start({ CLICKHOUSE_URL: 'http://127.0.0.1:1/x' })).rejects.toThrow(/cannot be used: .*ECONNREFUSED/);
  const server = createServer((_, response) => response.end('<html>hello</html>'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await expect(start({ CLICKHOUSE_URL: `http://127.0.0.1:${port}/x` })).rejects.toThrow(/cannot be used/);
  server.close();
});

test('the database of CLICKHOUSE_URL is made when it is missing', async () => {
  const url = own.clickhouseUrl.replace(/regiso$/, 'made_new');
  await (await start({ CLICKHOUSE_URL: url })).stop();
  expect(await (await fetch(plain(url), { method: 'POST', headers: login(url), body: 'SELECT 1' })).text()).toBe('1\n');
});

test('one given server and one embedded go together, and the pair is found by others', async () => {
  const mixed = await start({ CLICKHOUSE_URL: '' });
  expect(mixed.databaseUrl).toBe(own.databaseUrl);
  expect(mixed.clickhouseUrl).not.toBe(own.clickhouseUrl);
  expect(existsSync(join(unused(), 'postgres'))).toBe(false);
  expect(await joinServices(readConfig({ REGISO_DATA: unused() }))).toMatchObject({
    clickhouseUrl: mixed.clickhouseUrl,
  });
  await mixed.stop();
});

test('the servers of the settings go before those that run on the folder', async () => {
  const joined = (settings: NodeJS.ProcessEnv) => joinServices(readConfig({ REGISO_DATA: folder, ...settings }));
  expect(await joined({})).toMatchObject({ databaseUrl: own.databaseUrl, appUrl: own.appUrl });
  const other = database('remade');
  const half = await joined({ DATABASE_URL: other });
  expect(half).toMatchObject({ databaseUrl: other, loaderUrl: other, clickhouseUrl: own.clickhouseUrl });
  expect(half).not.toHaveProperty('appUrl');
  expect(await joined({ DATABASE_URL: other, CLICKHOUSE_URL: own.clickhouseUrl })).toBeUndefined();
});

const plain = (url: string) => `${new URL(url).origin}/?database=${new URL(url).pathname.slice(1)}`;
const login = (url: string) => {
  const { username, password } = new URL(url);
  return { 'X-ClickHouse-User': username, 'X-ClickHouse-Key': password };
};
