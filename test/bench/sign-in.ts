import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createAccount } from '../../core/access/accounts';
import { hashPassword } from '../../core/access/passwords';
import { sql } from '../../core/server';
import type { TestApp } from '../../core/testing';
import { median, must, percentile, withApp } from './harness';
import type { Bench } from './run';

const run = promisify(execFile);
const password = 'четыре слова подряд тут';
const atOnce = 24;
const perSecond = 50;

type Result = { statuses: Record<string, number>; took: number[] };

/** Sign-ins by password a second under full load, and how much later other people's answers come meanwhile. */
const bench: Bench = {
  name: 'sign-in',
  run: ({ quick }) =>
    withApp({ only: [] }, async (app) => {
      await app.work(accounts);
      const site = (await app.app.start({ web: true, worker: false })) ?? '';
      const cookie = await check(app);
      const seconds = quick ? 5 : 15;
      const others = () => load({ kind: 'others', site, seconds, cookie, perSecond });
      await load({ kind: 'sign-ins', site, seconds: 2, atOnce, password });
      const rates: number[] = [];
      const bound: number[] = [];
      const alone: number[] = [];
      const beside: number[] = [];
      for (let round = 0; round < (quick ? 2 : 5); round += 1) {
        bound.push(await hashing(quick ? 2 : 5));
        alone.push(p99(await others()));
        const [entered, meanwhile] = await Promise.all([
          load({ kind: 'sign-ins', site, seconds, atOnce, password }),
          others(),
        ]);
        must(Object.keys(entered.statuses).join() === '200', `sign-ins: ${JSON.stringify(entered.statuses)}`);
        rates.push(entered.took.length / seconds);
        beside.push(p99(meanwhile));
      }
      await demandSignIns(rates.length);
      const growth = beside.map((value, at) => value - (alone[at] ?? 0));
      return {
        figures: {
          per_s: median(rates),
          ratio_to_hashing: median(rates.map((rate, at) => rate / (bound[at] ?? 1))),
          hashes_per_s: median(bound),
          others_p99_growth_ms: median(growth),
          others_p99_alone_ms: median(alone),
          others_p99_beside_ms: median(beside),
        },
        bars: { per_s: { bar: 40, at: 'least' }, others_p99_growth_ms: { bar: 50, at: 'most' } },
      };
    }),
};

/** The bound: as many hashes a second as this machine makes of the same kind, and nothing else. */
async function hashing(seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1_000;
  let made = 0;
  const one = async () => {
    while (performance.now() < until) {
      await hashPassword(password);
      made += 1;
    }
  };
  await Promise.all([one(), one()]);
  return made / seconds;
}

/** One password for all of them, hashed once: the bench measures checking, not setting. */
async function accounts() {
  await createAccount({ login: 'bench-0', name: 'Bench', password, roles: [] });
  await sql`INSERT INTO core.accounts (login, name, password_hash)
    SELECT 'bench-' || n, a.name, a.password_hash FROM core.accounts a, generate_series(1, ${atOnce + 1}) n
    WHERE a.login = 'bench-0'`;
}

/** A right password lets in, a wrong one does not; gives the cookie of somebody who is in. */
async function check(app: TestApp): Promise<string> {
  const enter = (given: string) =>
    app.call('/api/access/sign-in', { method: 'POST', payload: { login: `bench-${atOnce + 1}`, password: given } });
  must((await enter('не тот пароль')).status === 401, 'a wrong password lets in');
  const entered = await enter(password);
  must(entered.status === 200, 'the right password does not let in');
  return String(entered.headers['set-cookie']).split(';')[0] ?? '';
}

async function demandSignIns(rounds: number) {
  const { inTransaction } = await import('../../core/server');
  const [row] = await inTransaction(
    { process: 'bench', readOnly: true },
    () => sql<{ signIns: number; audited: number }>`SELECT (SELECT count(*)::int FROM core.sign_ins) AS "signIns",
      (SELECT count(*)::int FROM core.audit_events WHERE event = 'access.signed-in') AS audited`,
  );
  must(
    (row?.signIns ?? 0) > rounds && row?.signIns === row?.audited,
    `not every sign-in is audited: ${JSON.stringify(row)}`,
  );
}

async function load(order: object): Promise<Result> {
  const client = join(__dirname, 'load/client.ts');
  const args = ['--import', 'tsx', client, JSON.stringify(order)];
  const { stdout } = await run(process.execPath, args, { maxBuffer: 1 << 26 });
  return JSON.parse(stdout) as Result;
}

function p99({ statuses, took }: Result): number {
  must(Object.keys(statuses).join() === '200', `others: ${JSON.stringify(statuses)}`);
  return percentile(took, 99);
}

export default bench;
