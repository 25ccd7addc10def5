import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import Hapi from '@hapi/hapi';
import { createAccount } from '../../core/access/accounts';
import { context, definePlugin, route } from '../../core/server';
import type { TestApp } from '../../core/testing';
import { median, must, withApp } from './harness';
import type { Bench } from './run';

const run = promisify(execFile);
const connections = 32;
const password = 'четыре слова подряд тут';

const who = definePlugin({
  id: 'who',
  title: 'Bench',
  routes: [
    route({
      method: 'GET',
      path: '/signed-in',
      access: { signedIn: 'the bench' },
      database: false,
      handler: () => ({ name: context().actor?.name }),
    }),
    route({
      method: 'GET',
      path: '/public',
      access: { public: 'the bench' },
      database: false,
      handler: () => ({ name: 'Bench' }),
    }),
  ],
});

/** An answer to somebody signed in against the same answer of hapi that asks nobody, and of this server to everyone; in turn. */
const bench: Bench = {
  name: 'session',
  run: ({ quick }) =>
    withApp({ only: [], also: [who] }, async (app) => {
      await app.work(() => createAccount({ login: 'bench', name: 'Bench', password, roles: [] }));
      const site = (await app.app.start({ web: true, worker: false })) ?? '';
      const cookie = await check(app, site);
      const bare = await bareHapi(app);
      const seconds = quick ? 3 : 8;
      const measure = async () => ({
        session: await load(`${site}/api/who/signed-in`, seconds, cookie),
        open: await load(`${site}/api/who/public`, seconds),
        bare: await load(bare.info.uri, seconds),
      });
      try {
        await load(`${site}/api/who/signed-in`, 2, cookie);
        await load(bare.info.uri, 2);
        const rounds = [];
        for (let round = 0; round < (quick ? 3 : 5); round += 1) rounds.push(await measure());
        return {
          figures: {
            ratio_to_bare: median(rounds.map((one) => one.session / one.bare)),
            ratio_to_public: median(rounds.map((one) => one.session / one.open)),
            rps: median(rounds.map((one) => one.session)),
            bare_rps: median(rounds.map((one) => one.bare)),
          },
          bars: { ratio_to_bare: { bar: 0.8, at: 'least' } },
        };
      } finally {
        await bare.stop();
      }
    }),
};

/** Hapi with the headers that every answer here carries, so that the ratio is the price of knowing who asks. */
async function bareHapi({ app: { server } }: TestApp) {
  const { headers } = await server.inject('/api/who/public');
  const kept = Object.entries(headers).filter(([name]) => !['content-length', 'date', 'connection'].includes(name));
  const bare = Hapi.server({ host: '127.0.0.1', port: 0 });
  bare.route({
    method: 'GET',
    path: '/',
    handler: (_request, h) => {
      const answer = h.response({ name: 'Bench' });
      for (const [name, value] of kept) answer.header(name, String(value));
      return answer;
    },
  });
  await bare.start();
  return bare;
}

/** The cookie lets in, another one does not, and a sign-in that has ended does not either. */
async function check(app: TestApp, site: string): Promise<string> {
  const enter = async () => {
    const entered = await app.call('/api/access/sign-in', { method: 'POST', payload: { login: 'bench', password } });
    return String(entered.headers['set-cookie']).split(';')[0] ?? '';
  };
  const asked = async (cookie: string) => (await fetch(`${site}/api/who/signed-in`, { headers: { cookie } })).status;
  const [cookie, ended] = [await enter(), await enter()];
  must((await asked(cookie)) === 200 && (await asked(ended)) === 200, 'a sign-in does not let in');
  await app.call('/api/access/sign-out', { method: 'POST', payload: {}, headers: { cookie: ended } });
  must((await asked(ended)) === 401, 'an ended sign-in lets in');
  must((await asked(cookie.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))) === 401, 'a wrong cookie lets in');
  return cookie;
}

type Loaded = { requests: { average: number }; '2xx': number; non2xx: number; errors: number };

async function load(url: string, seconds: number, cookie?: string): Promise<number> {
  const args = ['--json', '--no-progress', '--connections', String(connections), '--duration', String(seconds)];
  const headers = cookie ? ['--header', `cookie=${cookie}`] : [];
  const { stdout } = await run(process.execPath, [require.resolve('autocannon'), ...args, ...headers, url], {
    maxBuffer: 1 << 24,
  });
  const result = JSON.parse(stdout) as Loaded;
  must(result.non2xx === 0 && result.errors === 0 && result['2xx'] > 0, `${url}: ${stdout.slice(0, 300)}`);
  return result.requests.average;
}

export default bench;
