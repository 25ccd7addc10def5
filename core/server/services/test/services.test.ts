import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { createClient } from '@clickhouse/client';
import { Client } from 'pg';
import { readConfig } from '../../config';
import { joinServices, startServices, type Services } from '..';
import { childOf, processesWith } from './processes';

const isRoot = process.getuid?.() === 0;
const asRoot = isRoot ? test : test.skip;
const nobody = { uid: 65534, gid: 65534 };
const folders: string[] = [];
const running: Services[] = [];
const children: ChildProcess[] = [];

function newFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'regiso-services-'));
  folders.push(folder);
  return folder;
}
const configOf = (folder: string, more: NodeJS.ProcessEnv = {}) => readConfig({ REGISO_DATA: folder, ...more });
async function start(folder: string, more: NodeJS.ProcessEnv = {}) {
  const services = await startServices(configOf(folder, more));
  running.push(services);
  return services;
}
async function sql<T = Record<string, unknown>>(url: string, text: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T & object>(text)).rows;
  } finally {
    await client.end();
  }
}
async function house(url: string, query: string) {
  const client = createClient({ url, log: { level: 127 as never } });
  try {
    if (!/^select/i.test(query)) return void (await client.command({ query }));
    return await (await client.query({ query, format: 'JSONEachRow' })).json();
  } finally {
    await client.close();
  }
}
async function until(what: () => boolean | Promise<boolean>, seconds = 50) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(50)) if (await what()) return;
  throw new Error(`Waited ${seconds} s in vain`);
}

type Line = { event?: string; failed?: string; ready?: { databaseUrl: string; clickhouseUrl: string } };
/** Services in a process of their own, as another user if wanted. */
async function startApart(folder: string, user: { uid?: number; gid?: number } = {}) {
  const child = spawn(
    process.execPath,
    ['--import', pathToFileURL(require.resolve('tsx')).href, join(__dirname, 'run-services.ts'), folder],
    { stdio: ['ignore', 'pipe', 'inherit'], ...user },
  );
  children.push(child);
  const lines: Line[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(JSON.parse(line) as Line));
  await until(() => lines.some(({ ready, failed }) => ready ?? failed), 60);
  const line = lines.find(({ ready, failed }) => ready ?? failed) ?? {};
  return { pid: child.pid ?? 0, lines, child, ...line };
}
const allOf = (folder: string) => processesWith(folder).filter(({ pid }) => pid !== process.pid);

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(running.splice(0).map((services) => services.stop()));
});
afterAll(() => {
  for (const folder of folders) {
    for (const { pid } of allOf(folder)) process.kill(pid, 'SIGKILL');
    const pointer = join(folder, 'postgres.place');
    if (existsSync(pointer)) rmSync(dirname(readFileSync(pointer, 'utf8')), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a fresh start gives a Russian database with its extensions, roles and an engine that reads it', async () => {
  const folder = newFolder();
  const steps: [step: string, share?: number | undefined][] = [];
  const services = await startServices(configOf(folder), { onProgress: (...step) => steps.push(step) });
  running.push(services);
  expect(steps.length).toBeGreaterThan(2);
  expect(steps.at(-1)).toEqual(['PostgreSQL and ClickHouse are ready', 1]);
  const { databaseUrl, loaderUrl, clickhouseUrl } = services;
  const [facts] = await sql(
    databaseUrl,
    `SELECT current_setting('server_version_num')::int / 10000 AS version, lower('ГИМНАЗИЯ') AS lower,
            round(similarity('гимнзия', 'гимназия')::numeric, 2)::float AS similar, 'е' < 'ё' AND 'ё' < 'ж' AS yo,
            current_setting('fsync') AS fsync, current_setting('server_encoding') AS encoding,
            (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS super,
            (SELECT count(*)::int FROM pg_extension WHERE extname IN ('pg_trgm', 'unaccent', 'btree_gist', 'pgcrypto', 'citext', 'ltree')) AS extensions`,
  );
  expect(facts).toEqual({
    version: 18,
    lower: 'гимназия',
    similar: 0.55,
    yo: true,
    fsync: 'on',
    encoding: 'UTF8',
    super: false,
    extensions: 6,
  });
  await sql(databaseUrl, 'CREATE SCHEMA school; CREATE TABLE school.pupils (id int, name text)');
  await sql(databaseUrl, 'ALTER TABLE school.pupils ENABLE ROW LEVEL SECURITY');
  await sql(databaseUrl, "INSERT INTO school.pupils SELECT n, 'ученик ' || n FROM generate_series(1, 1000) n");
  expect(await sql(loaderUrl, 'SELECT count(*)::int AS n FROM school.pupils')).toEqual([{ n: 1000 }]);
  await expect(sql(loaderUrl, 'DELETE FROM school.pupils')).rejects.toThrow(/read-only transaction|permission denied/);
  await sql(databaseUrl, 'CREATE DATABASE worker_1');
  expect(await sql(databaseUrl.replace(/regiso$/, 'worker_1'), "SELECT similarity('а', 'а') AS is")).toEqual([
    { is: 1 },
  ]);
  const { port, username, password } = new URL(loaderUrl);
  await house(clickhouseUrl, 'CREATE TABLE pupils (id Int32, name String) ENGINE = MergeTree ORDER BY id');
  const source = `postgresql('127.0.0.1:${port}', 'regiso', query('SELECT id, name FROM school.pupils WHERE id <= 500'), '${username}', '${password}')`;
  await house(clickhouseUrl, `INSERT INTO pupils SELECT id, name FROM ${source}`);
  expect(await house(clickhouseUrl, 'SELECT count() AS n, max(name) AS name FROM pupils')).toEqual([
    { n: 500, name: 'ученик 99' },
  ]);
  await house(
    clickhouseUrl,
    `CREATE NAMED COLLECTION pg AS host = '127.0.0.1', port = ${port}, user = '${username}', password = '${password}', database = 'regiso'`,
  );
  expect(
    await house(clickhouseUrl, "SELECT count() AS n FROM postgresql(pg, schema = 'school', table = 'pupils')"),
  ).toEqual([{ n: 1000 }]);
});

test('secrets are readable for the owner only and no password shows in the list of processes', async () => {
  const folder = newFolder();
  const { databaseUrl, clickhouseUrl } = await start(folder);
  for (const file of ['secrets.json', 'services.json']) expect(statSync(join(folder, file)).mode & 0o077).toBe(0);
  expect(statSync(join(folder, 'postgres')).mode & 0o077).toBe(0);
  expect(statSync(join(folder, 'clickhouse')).mode & 0o077).toBe(0);
  const passwords = [databaseUrl, clickhouseUrl].map((url) => decodeURIComponent(new URL(url).password));
  for (const password of passwords) expect(processesWith(password)).toEqual([]);
});

test('a second start reuses data, passwords and ports', async () => {
  const folder = newFolder();
  const first = await start(folder);
  await sql(first.databaseUrl, 'CREATE TABLE kept AS SELECT 7 AS n');
  await house(first.clickhouseUrl, 'CREATE TABLE kept ENGINE = MergeTree ORDER BY n AS SELECT 7 AS n');
  await first.stop();
  expect(allOf(folder)).toEqual([]);
  expect(existsSync(join(folder, 'services.json'))).toBe(false);
  const second = await start(folder);
  expect(second.databaseUrl).toBe(first.databaseUrl);
  expect(new URL(second.clickhouseUrl).port).toBe(new URL(first.clickhouseUrl).port);
  expect(await sql(first.databaseUrl, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  expect(await house(second.clickhouseUrl, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  expect(second.events).toEqual([]);
});

test('a busy port is noticed and another is used', async () => {
  const folder = newFolder();
  const first = await start(folder);
  await first.stop();
  const taken = await Promise.all(
    [first.databaseUrl, first.clickhouseUrl].map(async (url) => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(Number(new URL(url).port), '127.0.0.1', resolve));
      return server;
    }),
  );
  const second = await start(folder);
  expect(new URL(second.databaseUrl).port).not.toBe(new URL(first.databaseUrl).port);
  expect(new URL(second.clickhouseUrl).port).not.toBe(new URL(first.clickhouseUrl).port);
  expect(await sql(second.databaseUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  for (const server of taken) server.close();
});

test('a child that dies is started again on its port, and said so', async () => {
  const folder = newFolder();
  const services = await start(folder);
  await sql(services.databaseUrl, 'CREATE TABLE kept AS SELECT 7 AS n');
  process.kill(childOf(process.pid, join(folder, 'postgres')), 'SIGKILL');
  process.kill(childOf(process.pid, 'engine-process'), 'SIGKILL');
  await until(() => services.events.length >= 2);
  expect([...services.events].sort()).toEqual([
    'PostgreSQL stopped (killed by SIGKILL) and was started again.',
    'The ClickHouse engine stopped (killed by SIGKILL) and was started again.',
  ]);
  expect(await sql(services.databaseUrl, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  expect(await house(services.clickhouseUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('after kill -9 of the whole tree all data is there', async () => {
  const folder = newFolder();
  const first = await startApart(folder);
  await sql(first.ready?.databaseUrl ?? '', 'CREATE TABLE kept AS SELECT n FROM generate_series(1, 10000) n');
  await house(
    first.ready?.clickhouseUrl ?? '',
    'CREATE TABLE kept ENGINE = MergeTree ORDER BY n AS SELECT number AS n FROM numbers(10000)',
  );
  const engine = childOf(first.pid, 'engine-process');
  for (const pid of [first.pid, engine, ...allOf(folder).map((one) => one.pid)]) process.kill(pid, 'SIGKILL');
  const second = await start(folder);
  expect(await sql(second.databaseUrl, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 10_000 }]);
  expect(await house(second.clickhouseUrl, 'SELECT count() AS n FROM kept')).toEqual([{ n: 10_000 }]);
});

test('after kill -9 of the parent alone the engine ends and the next start takes PostgreSQL over', async () => {
  const folder = newFolder();
  const first = await startApart(folder);
  await sql(first.ready?.databaseUrl ?? '', 'CREATE TABLE kept AS SELECT 7 AS n');
  const engine = childOf(first.pid, 'engine-process');
  process.kill(first.pid, 'SIGKILL');
  const second = await start(folder);
  expect(second.events).toEqual(['PostgreSQL of an earlier start was still running and was stopped.']);
  expect(await sql(second.databaseUrl, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  expect(await house(second.clickhouseUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect(processesWith('engine-process').map(({ pid }) => pid)).not.toContain(engine);
});

test('SIGTERM leaves nothing running and nothing to recover', async () => {
  const folder = newFolder();
  const { child } = await startApart(folder);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(allOf(folder)).toEqual([]);
  expect(existsSync(join(folder, 'postgres/postmaster.pid'))).toBe(false);
  await start(folder);
  expect(readFileSync(join(folder, 'postgres.log'), 'utf8')).not.toMatch(/not properly shut down/);
});

test('SIGTERM in the middle of a start leaves nothing running', async () => {
  const folder = newFolder();
  const child = spawn(
    process.execPath,
    ['--import', pathToFileURL(require.resolve('tsx')).href, join(__dirname, 'run-services.ts'), folder],
    { stdio: 'ignore' },
  );
  await until(() => existsSync(join(folder, 'owner.json')));
  await sleep(400);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
  await until(() => allOf(folder).length === 0);
  const services = await start(folder);
  expect(await sql(services.databaseUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('another process finds running services; a second start names the process that has them', async () => {
  const folder = newFolder();
  expect(await joinServices(configOf(folder))).toBeUndefined();
  const { pid, ready, child } = await startApart(folder);
  const joined = await joinServices(configOf(folder));
  expect(joined).toMatchObject(ready ?? {});
  await joined?.stop();
  expect(await sql(joined?.loaderUrl ?? '', 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await expect(startServices(configOf(folder))).rejects.toThrow(
    `already runs on the data folder ${folder} (process ${pid})`,
  );
  child.kill('SIGKILL');
  await until(() => child.signalCode !== null);
  expect(await joinServices(configOf(folder))).toBeUndefined();
});

test('what a dead process left is no hindrance: its claim, its number given to another, half a database', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'owner.json'), JSON.stringify({ pid: process.pid, born: '1' }));
  writeFileSync(join(folder, 'services.json'), '{"pid": 1');
  mkdirSync(join(folder, 'postgres.new'));
  writeFileSync(join(folder, 'postgres.new/PG_VERSION'), '18');
  const services = await start(folder);
  await services.stop();
  writeFileSync(join(folder, 'postgres/postmaster.pid'), `${process.pid}\n${join(folder, 'postgres')}\n1\n5432\n`);
  const again = await start(folder);
  expect(await sql(again.databaseUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('without secrets.json the data is still reached, with new passwords', async () => {
  const folder = newFolder();
  const first = await start(folder);
  await sql(first.databaseUrl, 'CREATE TABLE kept AS SELECT 7 AS n');
  await first.stop();
  rmSync(join(folder, 'secrets.json'));
  const second = await start(folder);
  expect(second.events).toEqual(['secrets.json was missing, so PostgreSQL got new passwords.']);
  expect(second.databaseUrl).not.toBe(first.databaseUrl);
  expect(await sql(second.databaseUrl, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
});

test('files of another PostgreSQL version are left alone, with a sentence', async () => {
  const folder = newFolder();
  const first = await start(folder);
  await first.stop();
  writeFileSync(join(folder, 'postgres/PG_VERSION'), '16\n');
  await expect(start(folder)).rejects.toThrow(/belong to another version of PostgreSQL.*or set DATABASE_URL/);
  expect(allOf(folder)).toEqual([]);
  writeFileSync(join(folder, 'postgres/PG_VERSION'), '18\n');
  await start(folder);
});

test('a folder that cannot hold data gets one sentence', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'file'), '');
  await expect(start(join(folder, 'file'))).rejects.toThrow(/a file stands in its way/);
  await expect(start(join(folder, 'file/below'))).rejects.toThrow(/a file stands in its way/);
  const closed = newFolder();
  chmodSync(closed, 0o555);
  const { failed } = await startApart(join(closed, 'data'), isRoot ? nobody : {});
  expect(failed).toMatch(/cannot be written \(EACCES\).*set REGISO_DATA/);
});

asRoot('a size-limited disk gets one sentence', async () => {
  const folder = newFolder();
  const { execFileSync } = await import('node:child_process');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=60m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch (error) {
    if (process.env.CI) throw new Error('CI must try a full disk: let it mount a tmpfs', { cause: error });
    process.stderr.write('\nNOT TRIED: a full disk. This machine lets no small disk be mounted (mount -t tmpfs).\n');
    return;
  }
  try {
    await expect(start(folder)).rejects.toThrow(
      /disk of the data folder .* is full .*Free some space, or set REGISO_DATA/,
    );
  } finally {
    execFileSync('umount', [folder]);
  }
});

asRoot('started by root, PostgreSQL runs as somebody else', async () => {
  const folder = newFolder();
  await start(folder);
  const pid = childOf(process.pid, join(folder, 'postgres'));
  expect(statSync(`/proc/${pid}`).uid).not.toBe(0);
});

asRoot('started by root below a closed folder, PostgreSQL keeps its files elsewhere and says so', async () => {
  const closed = newFolder();
  const folder = join(closed, 'regiso', '.regiso');
  folders.push(folder);
  const first = await start(folder);
  expect(first.events).toEqual([
    expect.stringContaining(`its user cannot enter ${closed}, so its files are in /var/lib/regiso/`),
  ]);
  await sql(first.databaseUrl, 'CREATE TABLE kept AS SELECT 7 AS n');
  await first.stop();
  const second = await start(folder);
  expect(await sql(second.databaseUrl, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  expect(second.events).toEqual([]);
  await second.stop();
  const place = readFileSync(join(folder, 'postgres.place'), 'utf8');
  rmSync(dirname(place), { recursive: true });
  await expect(start(folder)).rejects.toThrow(`were in ${place} and are not there`);
});

asRoot('an unprivileged user starts everything too, and is told when the files are not its own', async () => {
  const folder = newFolder();
  chmodSync(folder, 0o755);
  chownSync(folder, nobody.uid, nobody.gid);
  const { ready, failed, child } = await startApart(folder, nobody);
  expect(failed).toBeUndefined();
  expect(await sql(ready?.databaseUrl ?? '', 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
  chownSync(join(folder, 'postgres'), 12345, 12345);
  const second = await startApart(folder, nobody);
  expect(second.failed).toMatch(/belong to another user \(12345\).*chown -R 65534/);
  expect(basename(folder)).toMatch(/^regiso-services-/);
});
