import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { createClient, type ClickHouseClient } from '@clickhouse/client';
import { childOf, residentBytes } from './processes';
import { startEngine, type Engine } from '../engine';

const quiet = { level: 127 as never };
const enginePid = () => childOf(process.pid, 'engine-process');
let folder: string;
let engine: Engine;
let client: ClickHouseClient;
const events: string[] = [];

const start = () =>
  startEngine({
    dataFolder: folder,
    user: 'regiso',
    password: 'secret',
    database: 'regiso',
    onEvent: (sentence) => events.push(sentence),
  });
const rows = async <T = Record<string, unknown>>(query: string, parameters?: Record<string, unknown>) =>
  (await client.query({ query, format: 'JSONEachRow', query_params: parameters ?? {} })).json<T>();
const raw = (method: string, path: string, { body, headers = {} }: { body?: Buffer | string; headers?: object } = {}) =>
  new Promise<{ status: number; text: string; headers: NodeJS.Dict<string | string[]> }>((resolve, reject) => {
    const all = { 'X-ClickHouse-User': 'regiso', 'X-ClickHouse-Key': 'secret', ...headers };
    const call = request({ port: engine.port, method, path, headers: all }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString();
        resolve({ status: answer.statusCode ?? 0, text, headers: answer.headers });
      });
    });
    call.on('error', reject);
    call.end(body);
  });
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'regiso-engine-'));
  engine = await start();
  client = createClient({ url: engine.url, log: quiet });
});
afterAll(async () => {
  await client.close();
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('ping answers, with and without a statement', async () => {
  expect(await client.ping()).toEqual({ success: true });
  expect(await client.ping({ select: true })).toEqual({ success: true });
  expect(await raw('GET', '/ping', { headers: { 'X-ClickHouse-Key': '' } })).toMatchObject({
    status: 200,
    text: 'Ok.\n',
  });
});

test('the database of the address is used and is a real one', async () => {
  const found = await rows(
    "SELECT currentDatabase() AS name, (SELECT engine FROM system.databases WHERE name = 'regiso') AS engine",
  );
  expect(found).toEqual([{ name: 'regiso', engine: 'Atomic' }]);
});

test('bound parameters of every kind arrive as they were sent', async () => {
  const values = {
    text: `кавычка ' и " \\ и\tтаб\nи {x:Int8}; --`,
    list: ["a'b", 'ё', '\\'],
    whole: 12345678901234567890n,
    part: 0.5,
    yes: true,
    none: null,
    day: '2026-09-01',
    map: { а: 1 },
  };
  const [row] = await rows(
    `SELECT {text:String} AS text, {list:Array(String)} AS list, toString({whole:UInt64}) AS whole, {part:Float64} AS part,
            {yes:Bool} AS yes, {none:Nullable(String)} AS none, {day:Date} AS day, {map:Map(String, UInt8)} AS map`,
    values,
  );
  expect(row).toEqual({ ...values, whole: '12345678901234567890' });
});

test('parameters of statements that run at once do not mix, and none is left for the next', async () => {
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, at) =>
      rows<{ x: string }>('SELECT {x:String} AS x FROM numbers(1)', { x: `n${at}` }),
    ),
  );
  expect(answers.map(([row]) => row?.x)).toEqual(Array.from({ length: 60 }, (_, at) => `n${at}`));
  await expect(rows('SELECT {x:String} AS x')).rejects.toMatchObject({ code: '456', type: 'UNKNOWN_QUERY_PARAMETER' });
});

test('settings hold for one statement; inserts are synchronous by default', async () => {
  const threads = `SELECT name, value FROM system.settings WHERE name IN ('max_threads', 'async_insert') ORDER BY name`;
  const set = await client.query({ query: threads, format: 'JSONEachRow', clickhouse_settings: { max_threads: 1 } });
  expect(await set.json()).toEqual([
    { name: 'async_insert', value: '0' },
    { name: 'max_threads', value: '1' },
  ]);
  const later = await Promise.all(Array.from({ length: 6 }, () => rows(threads)));
  for (const found of later) expect(found[1]).not.toEqual({ name: 'max_threads', value: '1' });
});

test('a SET, USE or temporary table of one request is gone in the next', async () => {
  await client.command({ query: 'USE system' });
  await client.command({ query: 'SET max_threads = 3' });
  const found = await Promise.all(
    Array.from({ length: 8 }, () =>
      rows("SELECT currentDatabase() AS d, getSetting('max_threads') AS t FROM numbers(1)"),
    ),
  );
  for (const [row] of found) expect(row).toMatchObject({ d: 'regiso' });
  for (const [row] of found) expect(row?.t).not.toBe(3);
});

test('inserts rows as objects, TSV and CSV streams, gzip, and says how many', async () => {
  await client.command({ query: 'CREATE TABLE taken (a UInt64, b String) ENGINE = MergeTree ORDER BY a' });
  const insert = async (format: 'JSONEachRow' | 'TabSeparated' | 'CSV' | 'CSVWithNames', values: Readable | object[]) =>
    (await client.insert({ table: 'taken', format, values: values as Readable })).summary?.written_rows;
  const text = (...parts: string[]) => Readable.from(parts, { objectMode: false });
  expect(
    await insert('JSONEachRow', [
      { a: 1, b: 'ё' },
      { a: 2, b: '\n' },
    ]),
  ).toBe('2');
  expect(await insert('TabSeparated', text('3\tx\n4\t', 'y\n'))).toBe('2');
  expect(await insert('CSV', text('5,"a\n', '""b"\n'))).toBe('1');
  expect(await insert('CSVWithNames', text('b,a\nz,6\n'))).toBe('1');
  const packed = createClient({ url: engine.url, compression: { request: true, response: true }, log: quiet });
  await packed.insert({ table: 'taken', columns: ['a'], format: 'JSONEachRow', values: [{ a: 7 }] });
  expect(await (await packed.query({ query: 'SELECT max(a) AS a FROM taken', format: 'JSONEachRow' })).json()).toEqual([
    { a: 7 },
  ]);
  await packed.close();
  expect(
    (await client.command({ query: 'INSERT INTO taken SELECT number + 10, toString(number) FROM numbers(5)' })).summary
      ?.written_rows,
  ).toBe('5');
  await client.command({ query: "INSERT INTO taken VALUES (20, 'a'), (21, 'b')" });
  await client.exec({ query: 'INSERT INTO taken FORMAT CSV', values: text('22,c\n') });
  expect(await rows('SELECT count() AS n, sum(a) AS s FROM taken')).toEqual([{ n: 15, s: 151 }]);
  expect(await rows('SELECT b FROM taken WHERE a IN (1, 2, 5) ORDER BY a')).toEqual([
    { b: 'ё' },
    { b: '\n' },
    { b: 'a\n"b' },
  ]);
});

test('a bad row refuses the insert with its number, and nothing of it is taken', async () => {
  await client.command({ query: 'CREATE TABLE strict (a UInt8) ENGINE = MergeTree ORDER BY a' });
  const values = Readable.from(['1\n2\nx\n'], { objectMode: false });
  await expect(client.insert({ table: 'strict', format: 'CSV', values })).rejects.toThrow(/at row 3/);
  expect(await rows('SELECT count() AS n FROM strict')).toEqual([{ n: 0 }]);
});

test('a sender that breaks off inserts nothing of its last piece', async () => {
  await client.command({ query: 'CREATE TABLE torn (a UInt8) ENGINE = MergeTree ORDER BY a' });
  const abort = new AbortController();
  const values = Readable.from(
    (async function* () {
      yield '1\n';
      await sleep(100);
      abort.abort();
      await sleep(100);
      yield '2\n';
    })(),
    { objectMode: false },
  );
  await expect(client.insert({ table: 'torn', format: 'CSV', values, abort_signal: abort.signal })).rejects.toThrow();
  await sleep(100);
  expect(await rows('SELECT count() AS n FROM torn')).toEqual([{ n: 0 }]);
});

test('a million rows go in and come out as streams while memory stays flat', async () => {
  await client.command({ query: 'CREATE TABLE many (a UInt64, b String, c String) ENGINE = MergeTree ORDER BY a' });
  const filler = 'x'.repeat(100);
  const before = process.memoryUsage().rss;
  const values = Readable.from(
    (function* () {
      for (let at = 0; at < 1_000_000; at += 1000) {
        let part = '';
        for (let row = at; row < at + 1000; row += 1) part += `${row}\tстрока ${row}\t${filler}\n`;
        yield part;
      }
    })(),
    { objectMode: false },
  );
  const engineBefore = residentBytes(enginePid());
  const { summary } = await client.insert({ table: 'many', format: 'TabSeparated', values });
  expect(summary?.written_rows).toBe('1000000');
  const result = await client.query({ query: 'SELECT * FROM many', format: 'JSONEachRow' });
  let sum = 0;
  let count = 0;
  for await (const part of result.stream<{ a: number }>()) {
    count += part.length;
    for (const row of part) sum += row.json().a;
  }
  expect([count, sum]).toEqual([1_000_000, 499_999_500_000]);
  // The rows are 150 MB as text and 190 MB as JSON.
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  expect(residentBytes(enginePid()) - engineBefore).toBeLessThan(600 * 1024 * 1024);
});

test('a header comes once, also in a result of many pieces and in an empty one', async () => {
  const many = await client.query({ query: 'SELECT number AS a FROM numbers(200000)', format: 'CSVWithNames' });
  const text = await many.text();
  expect(text.match(/"a"/g)).toHaveLength(1);
  expect(text.split('\n')).toHaveLength(200_002);
  const none = await client.query({ query: 'SELECT number AS a FROM numbers(0)', format: 'CSVWithNames' });
  expect(await none.text()).toBe('"a"\n');
});

test('errors have number, name and status of ClickHouse', async () => {
  await expect(rows('selec 1')).rejects.toMatchObject({ code: '62', type: 'SYNTAX_ERROR' });
  await expect(rows('SELECT * FROM nowhere')).rejects.toMatchObject({ code: '60', type: 'UNKNOWN_TABLE' });
  await expect(rows('SELECT 1; SELECT 2')).rejects.toMatchObject({ code: '62' });
  const strange = { nonsense: 1 } as never;
  await expect(client.query({ query: 'SELECT 1', clickhouse_settings: strange })).rejects.toMatchObject({
    code: '115',
  });
  const answer = await raw('POST', '/?query=SELECT+*+FROM+nowhere');
  expect(answer).toMatchObject({ status: 404, headers: { 'x-clickhouse-exception-code': '60' } });
  expect(await raw('GET', '/?query=DROP+TABLE+nowhere')).toMatchObject({
    headers: { 'x-clickhouse-exception-code': '164' },
  });
  expect(await raw('POST', '/?query=')).toMatchObject({ status: 400 });
});

test('an error behind rows already sent reaches the reader', async () => {
  const query = 'SELECT throwIf(number = 400000) AS x FROM numbers(1000000)';
  const result = await client.query({ query, format: 'JSONEachRow', clickhouse_settings: { max_block_size: '10000' } });
  const read = async () => {
    for await (const part of result.stream()) void part;
  };
  await expect(read()).rejects.toMatchObject({ code: '395' });
  expect(await rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a wrong name or password is refused in every form', async () => {
  const stranger = createClient({ url: engine.url.replace('secret', 'guess'), log: quiet });
  await expect(stranger.query({ query: 'SELECT 1' })).rejects.toMatchObject({ code: '516' });
  await stranger.close();
  const refused = { status: 403, headers: { 'x-clickhouse-exception-code': '516' } };
  expect(await raw('POST', '/?query=SELECT+1', { headers: { 'X-ClickHouse-Key': 'guess' } })).toMatchObject(refused);
  expect(await raw('POST', '/?query=SELECT+1', { headers: { 'X-ClickHouse-User': 'other' } })).toMatchObject(refused);
  expect(await raw('POST', '/?query=SELECT+1')).toMatchObject({ status: 200, text: '1\n' });
});

test('a long statement does not hold up short ones, even when all work connections are busy', async () => {
  const order: string[] = [];
  const long = Array.from({ length: 6 }, () => {
    const stop = new AbortController();
    const done = rows1(stop.signal).then(
      () => order.push('long'),
      () => order.push('long'),
    );
    return { stop, done };
  });
  function rows1(signal: AbortSignal) {
    const query = 'SELECT sum(sipHash64(number)) AS s FROM numbers(1e12)';
    return client.query({ query, format: 'JSONEachRow', abort_signal: signal }).then((result) => result.json());
  }
  await sleep(300);
  await rows('SELECT 1 AS one');
  await rows('SELECT count() AS n FROM system.parts');
  expect((await client.ping({ select: true })).success).toBe(true);
  order.push('short');
  for (const { stop } of long) stop.abort();
  await Promise.all(long.map(({ done }) => done));
  expect(order[0]).toBe('short');
  const running = () =>
    rows<{ n: number }>(
      "SELECT count() AS n FROM system.processes WHERE query LIKE '%1e12%' AND NOT is_cancelled AND query NOT LIKE '%processes%'",
    );
  for (let wait = 0; wait < 50 && (await running())[0]?.n !== 0; wait += 1) await sleep(100);
  expect(await running()).toEqual([{ n: 0 }]);
  // The withdrawn statements have given their connections back.
  expect(await rows('SELECT count() AS n FROM numbers(10)')).toEqual([{ n: 10 }]);
});

test('a statement that takes too long is ended', async () => {
  const query = 'SELECT sum(sipHash64(number)) FROM numbers(1e12)';
  const slow = client.query({ query, clickhouse_settings: { max_execution_time: 1 } });
  await expect(slow).rejects.toMatchObject({ code: '159', type: 'TIMEOUT_EXCEEDED' });
});

test('a database per worker can be made and dropped', async () => {
  await client.command({ query: 'CREATE DATABASE worker_1' });
  const worker = createClient({ url: engine.url.replace(/regiso$/, 'worker_1'), log: quiet });
  await worker.command({ query: 'CREATE TABLE own (a Int8) ENGINE = MergeTree ORDER BY a' });
  await worker.insert({ table: 'own', format: 'JSONEachRow', values: [{ a: 1 }] });
  expect(await rows('SELECT * FROM worker_1.own')).toEqual([{ a: 1 }]);
  await client.command({ query: 'DROP DATABASE worker_1' });
  await expect(worker.query({ query: 'SELECT 1' })).rejects.toMatchObject({ code: '81' });
  await worker.close();
  expect(await rows('SELECT currentDatabase() AS name FROM numbers(1)')).toEqual([{ name: 'regiso' }]);
});

test('tables are exchanged, dictionaries answer, views refresh themselves, cluster statements are understood', async () => {
  for (const name of ['one', 'two']) {
    await client.command({ query: `CREATE TABLE ${name} (a UInt64, b String) ENGINE = MergeTree ORDER BY a` });
    await client.insert({ table: name, format: 'JSONEachRow', values: [{ a: 1, b: name }] });
  }
  await client.command({ query: 'EXCHANGE TABLES one AND two' });
  expect(await rows('SELECT b FROM one')).toEqual([{ b: 'two' }]);
  await client.command({
    query: `CREATE DICTIONARY words (a UInt64, b String) PRIMARY KEY a
            SOURCE(CLICKHOUSE(DB 'regiso' TABLE 'one')) LAYOUT(HASHED()) LIFETIME(0)`,
  });
  expect(await rows("SELECT dictGet('regiso.words', 'b', toUInt64(1)) AS b")).toEqual([{ b: 'two' }]);
  await client.command({
    query:
      'CREATE MATERIALIZED VIEW counted REFRESH EVERY 1 SECOND (n UInt64) ENGINE = MergeTree ORDER BY n AS SELECT count() AS n FROM one',
  });
  for (let wait = 0; wait < 50 && (await rows('SELECT n FROM counted')).length === 0; wait += 1) await sleep(100);
  expect(await rows('SELECT n FROM counted')).toEqual([{ n: 1 }]);
  const ddl = `CREATE TABLE t ON CLUSTER 'c' (a Int8) ENGINE = ReplicatedReplacingMergeTree('/p', '{replica}') ORDER BY a`;
  expect((await rows(`EXPLAIN AST ${ddl}`)).length).toBeGreaterThan(0);
});

test('what it does not do it says', async () => {
  expect(await raw('POST', '/?session_id=a&query=SELECT+1')).toMatchObject({
    status: 501,
    headers: { 'x-clickhouse-exception-code': '48' },
  });
  const form = { 'Content-Type': 'multipart/form-data; boundary=x' };
  expect(await raw('POST', '/', { headers: form, body: '--x--' })).toMatchObject({ status: 501 });
  expect(
    await raw('POST', "/?query=INSERT+INTO+one+SELECT+1,+b+FROM+input('b+String')+FORMAT+CSV", { body: 'a\n' }),
  ).toMatchObject({ status: 501 });
  expect(await raw('POST', '/elsewhere')).toMatchObject({ status: 404 });
});

test('a body that is too long for one statement is refused with a sentence', async () => {
  const answer = await raw('POST', '/', { body: Buffer.alloc(65 << 20, ' ') });
  expect(answer).toMatchObject({ status: 413 });
  expect(answer.text).toContain('send it in parts');
  expect(await raw('POST', '/', { body: gzipSync('SELECT 1'), headers: { 'Content-Encoding': 'gzip' } })).toMatchObject(
    { text: '1\n' },
  );
});

test('named collections and rows are there after a restart; a killed engine is started again on its port', async () => {
  await client.command({ query: "CREATE NAMED COLLECTION source AS host = '127.0.0.1', password = 'hidden'" });
  await client.command({ query: 'CREATE TABLE kept (a UInt64) ENGINE = MergeTree ORDER BY a' });
  await client.insert({
    table: 'kept',
    format: 'TabSeparated',
    values: Readable.from(['1\n', '2\n'], { objectMode: false }),
  });
  const { port } = engine;
  process.kill(enginePid(), 'SIGKILL');
  for (let wait = 0; wait < 300 && events.length === 0; wait += 1) await sleep(100);
  expect(events[0]).toBe('The ClickHouse engine stopped (killed by SIGKILL) and was started again.');
  expect(engine.port).toBe(port);
  expect(await rows('SELECT count() AS n FROM kept')).toEqual([{ n: 2 }]);
  expect(await rows('SELECT name FROM system.named_collections')).toEqual([{ name: 'source' }]);
  await engine.stop();
  engine = await start();
  await client.close();
  client = createClient({ url: engine.url, log: quiet });
  expect(await rows('SELECT count() AS n FROM many')).toEqual([{ n: 1_000_000 }]);
});

test('a start waits while another engine ends and still holds the folder', async () => {
  const next = start();
  // Once it has looked, it looks again.
  await sleep(2_000);
  await engine.stop();
  engine = await next;
  await client.close();
  client = createClient({ url: engine.url, log: quiet });
  expect(await rows('SELECT count() AS n FROM kept')).toEqual([{ n: 2 }]);
});

test('a definition that a full disk cut short is set aside, and the rest is there', async () => {
  await engine.stop();
  const names = readdirSync(join(folder, 'clickhouse/store'), { recursive: true, encoding: 'utf8' });
  const kept = names.find((name) => name.endsWith('/kept.sql')) ?? '';
  const beside = (name: string) => join(folder, 'clickhouse/store', dirname(kept), name);
  writeFileSync(beside('cut_short.sql'), '');
  writeFileSync(beside('half.sql'), readFileSync(beside('kept.sql'), 'utf8').slice(0, 25));
  engine = await start();
  await client.close();
  client = createClient({ url: engine.url, log: quiet });
  expect(await rows('SELECT count() AS n FROM kept')).toEqual([{ n: 2 }]);
  expect(events.filter((sentence) => sentence.includes('could not read'))).toHaveLength(2);
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(['unread-cut_short.sql', 'unread-half.sql']));
});
