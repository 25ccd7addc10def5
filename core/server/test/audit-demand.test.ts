import { audit, command, definePlugin, emit, inTransaction, job, queueOf, sql } from '..';
import { createTestApp, eventually, type TestApp } from '../../testing';
import { appLogin } from '../app-login';
import { demandingAudit } from '../cli/demanding-audit';
import { seedAll } from '../seeding';

const write = (word: string) => sql`INSERT INTO ledger.marks VALUES (${word})`;
const record = () => audit('access.password-reset', { type: 'account' });
const apart = (word: string, begin: { unaudited?: string } = {}) =>
  inTransaction({ process: 'ledger', ...begin }, () => write(word));

const look = () => sql`UPDATE ledger.marks SET word = word WHERE word = 'nobody'`;
async function lookAfterWriting() {
  await apart('before looking', { unaudited: 'a test' });
  for (let times = 0; times < 10; times += 1) await inTransaction({ process: 'ledger' }, look);
}

const mark = (name: string, handler: () => Promise<unknown>, more: { unaudited?: string; transaction?: false } = {}) =>
  job({ name, title: 'Write a mark', attempts: 1, ...more, handler });

const ledger = definePlugin({
  id: 'ledger',
  title: 'Ledger',
  migrations: [
    { name: '001-marks', up: 'CREATE TABLE ledger.marks (word text NOT NULL); CREATE TABLE ledger.spare ()' },
  ],
  jobs: [
    mark('silent', () => write('silent')),
    mark('recorded', async () => {
      await write('recorded');
      await record();
    }),
    mark('declared', () => write('declared'), { unaudited: 'a test' }),
    mark('looking', look),
    mark('looking-after', lookAfterWriting, { transaction: false }),
    mark('telling', () => emit('ledger.heard', {})),
    mark('emptying', () => sql`TRUNCATE ledger.marks`),
    mark('silent-apart', () => apart('silent-apart'), { transaction: false }),
    mark('declared-apart', () => apart('declared-apart', { unaudited: 'a test' }), { transaction: false }),
  ],
  seed: async () => void (isSeeding && (await write('by a silent seed'))),
  emits: ['ledger.asked', 'ledger.heard'],
  on: { 'ledger.asked': async () => void (await write('heard in silence')) },
});

let isSeeding = false;
let test: TestApp;
const marks = () =>
  test.work(async () => (await sql<{ word: string }>`SELECT word FROM ledger.marks`).map(({ word }) => word));

beforeAll(async () => {
  test = await createTestApp({ only: [], also: [ledger] });
  await test.app.start({ web: false, worker: true });
});
afterAll(() => test.stop());

/** How a queued job ends: done, or why it has failed. */
async function endOf(name: string, data: object = {}) {
  const { id = '' } = await queueOf('ledger').add(name, data, { attempts: 1 });
  let end = '';
  await eventually(async () => {
    const ended = await queueOf('ledger').getJob(id);
    end = ended?.failedReason ?? (ended?.finishedOn ? 'done' : '');
    expect(end).not.toBe('');
  });
  return end;
}

describe('A job', () => {
  it.each(['silent', 'silent-apart'])('that changes rows and records nothing is taken back: %s', async (name) => {
    expect(await endOf(name)).toMatch(/ledger.* changed ledger\.marks and wrote no audit event/);
    expect(await marks()).not.toContain(name);
  });

  it.each(['recorded', 'declared', 'declared-apart'])('keeps what it recorded or declared: %s', async (name) => {
    expect(await endOf(name)).toBe('done');
    expect(await marks()).toContain(name);
  });

  it.each(['looking', 'telling'])('that changes no record has nothing to say: %s', async (name) => {
    expect(await endOf(name)).toBe('done');
  });

  it('that empties a table cannot as the login of requests, and must record it where there is one login for all', async () => {
    await apart('before emptying', { unaudited: 'a test' });
    expect(await endOf('emptying')).toContain('permission denied for table marks');
    const asOwner = (work: () => Promise<unknown>) => demandingAudit(() => inTransaction({ process: 'ledger' }, work));
    await expect(asOwner(() => sql`TRUNCATE ledger.marks`)).rejects.toThrow('ledger changed ledger.marks and wrote no');
    expect(await marks()).toContain('before emptying');
    await asOwner(async () => {
      await sql`TRUNCATE ledger.spare`;
      await record();
    });
  });

  it('is not blamed for what an earlier transaction of its connection changed', async () => {
    expect(await endOf('looking-after')).toBe('done');
    expect(await marks()).toContain('before looking');
  });

  it('that answers an event is held to the same', async () => {
    const end = await endOf('handle-event', { event: 'ledger.asked', payload: {} });
    expect(end).toContain('changed ledger.marks and wrote no audit event');
    expect(await marks()).not.toContain('heard in silence');
  });
});

describe('A command', () => {
  const input = { args: [], options: {}, progress: () => undefined, signal: new AbortController().signal };
  const run = (work: () => Promise<unknown>) =>
    demandingAudit(() => command({ name: 'mark', title: 'Write a mark', run: work }).run(input));

  it('that changes rows and records nothing is taken back', async () => {
    await expect(run(() => apart('by a silent command'))).rejects.toThrow('ledger changed ledger.marks and wrote no');
    expect(await marks()).not.toContain('by a silent command');
  });

  it('keeps what it recorded, or why it did not', async () => {
    const recorded = () =>
      inTransaction({ process: 'ledger' }, async () => {
        await write('by a command');
        await record();
      });
    await run(recorded);
    await run(() => apart('by a command that says why', { unaudited: 'a test' }));
    expect(await marks()).toEqual(expect.arrayContaining(['by a command', 'by a command that says why']));
  });
});

describe('A seed', () => {
  it('that changes rows and records nothing is taken back, and its plugin named', async () => {
    isSeeding = true;
    const problem = expect.stringContaining('changed ledger.marks and wrote no audit event') as string;
    expect(await seedAll()).toEqual([{ plugin: 'ledger', problem }]);
    expect(await marks()).not.toContain('by a silent seed');
  });
});

it('leaves the login of requests no table that it may empty', async () => {
  const open = await test.work(
    () => sql`SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'jobs')
        AND has_table_privilege(${appLogin() ?? ''}, c.oid, 'TRUNCATE')`,
  );
  expect(open).toEqual([]);
});
