import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import Hapi from '@hapi/hapi';
import { sql } from '../../core/server';
import type { TestApp } from '../../core/testing';
import { median, must, withApp } from './harness';
import type { Bench } from './run';

const connections = 32;
const run = promisify(execFile);

/** A page of the public site from memory against hapi that says two letters, in pairs; and all scripts of the site. */
const bench: Bench = {
  name: 'public-page',
  run: ({ quick }) =>
    withApp({ only: ['portal'] }, async (app) => {
      await app.work(fill);
      const site = (await app.app.start({ web: true, worker: false })) ?? '';
      const bare = await bareHapi();
      try {
        await checkPage(app);
        const pairs = await measurePairs(
          `${site}/organisations?kind=school`,
          bare.info.uri,
          quick ? 3 : 5,
          quick ? 3 : 8,
        );
        return {
          figures: {
            ratio_to_bare: median(pairs.map(({ page, bare: other }) => page / other)),
            rps: median(pairs.map(({ page }) => page)),
            bare_rps: median(pairs.map(({ bare: other }) => other)),
            js_gzip_kb: await scriptSize(app),
          },
          bars: {
            ratio_to_bare: { bar: 0.3, at: 'least' },
            rps: { bar: 4_000, at: 'least' },
            js_gzip_kb: { bar: 20, at: 'most' },
          },
        };
      } finally {
        await bare.stop();
      }
    }),
};

const fill = () => sql`
  INSERT INTO core.organisations (region_id, municipality_id, kind, short_name, full_name, address, lat, lon, source)
  SELECT 'tyumen', 'tyumen-city', 'school', 'Школа № ' || n, 'Школа № ' || n, 'г. Тюмень, ул. Примерная, ' || n,
    57 + n / 1e4, 65 + n / 1e4, 'bench' FROM generate_series(1, 500) n`;

async function bareHapi() {
  const server = Hapi.server({ host: '127.0.0.1', port: 0 });
  server.route({ method: 'GET', path: '/', handler: () => 'ok' });
  await server.start();
  return server;
}

/** The kept page is the page: the same bytes however packed, unchanged by its tag, and new within moments of the data. */
async function checkPage(app: TestApp) {
  const ask = (headers: Record<string, string> = {}) =>
    app.app.server.inject({ url: '/organisations?kind=school', headers });
  const first = await ask();
  must(first.statusCode === 200 && first.payload.includes('Найдено: 500'), 'the list does not name 500 schools');
  const packed = await ask({ 'accept-encoding': 'gzip' });
  must(gunzipSync(packed.rawPayload).equals(first.rawPayload), 'the gzip page is another one');
  const brotli = await ask({ 'accept-encoding': 'br' });
  must(brotliDecompressSync(brotli.rawPayload).equals(first.rawPayload), 'the brotli page is another one');
  must((await ask({ 'if-none-match': String(first.headers.etag) })).statusCode === 304, 'the tag is not honoured');
  await app.work(() => sql`DELETE FROM core.organisations WHERE short_name = 'Школа № 500'`);
  await new Promise((next) => setTimeout(next, 1_100));
  must((await ask()).payload.includes('Найдено: 499'), 'a change of the data is not seen after a second');
}

type Pair = { page: number; bare: number };

async function measurePairs(page: string, bare: string, rounds: number, seconds: number): Promise<Pair[]> {
  await load(page, 2);
  await load(bare, 2);
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round += 1) {
    pairs.push({ page: await load(page, seconds), bare: await load(bare, seconds) });
  }
  return pairs;
}

type Loaded = { requests: { average: number; sent: number }; '2xx': number; non2xx: number; errors: number };

/** Answers per second under full load from a process of its own. */
async function load(url: string, seconds: number): Promise<number> {
  const { stdout } = await run(
    process.execPath,
    [
      require.resolve('autocannon'),
      '--json',
      '--no-progress',
      ...['--connections', String(connections), '--duration', String(seconds)],
      ...['--header', 'accept-encoding=gzip, br', '--header', 'accept=text/html', url],
    ],
    { maxBuffer: 1 << 24 },
  );
  const result = JSON.parse(stdout) as Loaded;
  must(result.non2xx === 0 && result.errors === 0 && result['2xx'] > 0, `${url}: ${stdout.slice(0, 400)}`);
  return result.requests.average;
}

/** All scripts that the pages of the site load, written inside a page or beside it, gzipped, in kB. */
async function scriptSize({ app: { server } }: TestApp) {
  const scripts = new Map<string, number>();
  for (const url of ['/', '/organisations', '/map', '/exams', '/open-data', '/accessibility']) {
    const { payload } = await server.inject({ url });
    for (const [, attributes = '', inside = ''] of payload.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
      const source = /src="([^"]+)"/.exec(attributes)?.[1];
      const text = source ? (await server.inject({ url: source })).rawPayload : Buffer.from(inside);
      if (text.length) scripts.set(source ?? inside, gzipSync(text).length);
    }
  }
  must(scripts.size > 0, 'no page has a script');
  return [...scripts.values()].reduce((sum, bytes) => sum + bytes, 0) / 1024;
}

export default bench;
