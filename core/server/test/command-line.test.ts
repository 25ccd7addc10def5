import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { eventually } from '../../testing';
import { innDigit } from '../../participants/shared/check-digits';
import type { Running } from '../services/data-folder';
import { processesWith } from '../services/test/processes';
import { root } from '../find';
import { regisoOn, type Ended } from './regiso-process';

type Ready = { ready?: true; address: string; metricsPort: number; demo: string };

describe('The command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'regiso-cli-'));
  const data = join(folder, 'data');
  const regiso = regisoOn(data, { REGISO_PORT: '0', REGISO_METRICS_PORT: '0' });
  const busy: Server[] = [];
  let running: Promise<Ended>;
  let ready: Ready;
  let stop: (signal: NodeJS.Signals) => void = () => undefined;
  afterAll(async () => {
    stop('SIGTERM');
    await running;
    for (const server of busy) server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const takenPort = async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    busy.push(server);
    return String((server.address() as AddressInfo).port);
  };
  const select = async <T extends object>(text: string) => {
    const { databaseUrl } = JSON.parse(readFileSync(join(data, 'services.json'), 'utf8')) as Running;
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      await client.query(`SELECT set_config('app.reach', 'region', false)`);
      return (await client.query<T>(text)).rows;
    } finally {
      await client.end();
    }
  };
  const startOn = async (settings: NodeJS.ProcessEnv) => {
    ready = await new Promise<Ready>((done, fail) => {
      running = regisoOn(data, settings)(['start'], (line, kill) => {
        stop = kill;
        if (line.ready) done(line as Ready);
      });
      void running.then(({ lines, stderr }) => fail(new Error(JSON.stringify({ lines: lines.slice(-5), stderr }))));
    });
  };
  const stopAll = async () => {
    stop('SIGTERM');
    expect((await running).code).toBe(0);
    await nothingRuns();
  };
  // The last line that it printed: what it was asked for.
  const resultOf = ({ lines }: Ended) => lines.at(-1) as unknown;
  const nothingRuns = () => eventually(async () => expect(processesWith(folder)).toEqual([]));
  const post = (path: string, body: object) =>
    fetch(`${ready.address}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: ready.address },
      body: JSON.stringify(body),
    });
  const signIn = async (login: string, password: string) => {
    const answer = await post('/api/access/sign-in', { login, password });
    return { status: answer.status, cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' };
  };

  it('ends a first start that is stopped amid the demo, with nothing left running', async () => {
    let stopped = false;
    const ended = await regiso(['start'], ({ progress, step }, kill) => {
      if (stopped || !String(step).startsWith('Демо-регион') || Number(progress) < 0.6) return;
      stopped = true;
      kill('SIGTERM');
    });
    expect([stopped, ended.code]).toEqual([true, 0]);
    await nothingRuns();
  }, 90_000);

  it('goes on with that demo at the next start, and says where busy ports have moved', async () => {
    const [port, metricsPort] = [await takenPort(), await takenPort()];
    await startOn({ REGISO_PORT: port, REGISO_METRICS_PORT: metricsPort });
    expect(ready).toMatchObject({
      demo: 'small',
      failed: [],
      wantedPort: Number(port),
      wantedMetricsPort: Number(metricsPort),
    });
    expect([new URL(ready.address).port, ready.metricsPort]).not.toEqual([port, Number(metricsPort)]);
    expect(await select(`SELECT value FROM core.settings WHERE name = 'demo'`)).toEqual([
      { value: { size: 'small', seed: 72 } },
    ]);
    expect(await select(`SELECT event FROM core.audit_events WHERE event LIKE 'system.demo%' ORDER BY id`)).toEqual([
      { event: 'system.demo-begun' },
      { event: 'system.demo-loaded' },
    ]);
    expect((await signIn('operator', 'demo-operator')).status).toBe(200);
  }, 90_000);

  it('serves what a watcher asks: health, measures on their own port, the release to the operator alone', async () => {
    expect((await fetch(`${ready.address}/healthz`)).status).toBe(200);
    expect((await fetch(`${ready.address}/metrics`)).status).toBe(404);
    const measures = await fetch(`http://127.0.0.1:${ready.metricsPort}/metrics`);
    expect(measures.headers.get('content-type')).toMatch(/^text\/plain; version=/);
    expect(await measures.text()).toMatch(/regiso_request_seconds_count\{[^}]*route="\/healthz",status="200"\} [1-9]/);
    expect((await fetch(`http://127.0.0.1:${ready.metricsPort}/other`)).status).toBe(404);

    const version = (cookie = '') => fetch(`${ready.address}/version`, { headers: { cookie } });
    expect((await version()).status).toBe(401);
    expect((await version((await signIn('analyst', 'demo-analyst')).cookie)).status).toBe(403);
    const { version: release } = JSON.parse(readFileSync(join(root, 'lerna.json'), 'utf8')) as { version: string };
    const said = await version((await signIn('operator', 'demo-operator')).cookie);
    expect(await said.json()).toEqual({ version: release, node: process.version });
  });

  it('loads that demo region to its end by the command alone: people, queue and journals', async () => {
    await stopAll();
    const ended = await regiso(['demo']);
    expect([ended.code, ended.stderr, resultOf(ended)]).toEqual([0, '', 'Demo region "small" is loaded.']);
    const shares = ended.lines.flatMap(({ progress }) => (typeof progress === 'number' ? [progress] : []));
    expect(shares.slice(-3)).toEqual([...shares.slice(-3)].sort());
    await nothingRuns();
    // What follows meets an installation at rest.
    await startOn({ REGISO_PORT: '0', REGISO_METRICS_PORT: '0' });
    expect(
      await select(`SELECT (SELECT count(*)::int FROM core.persons WHERE is_demo) > 10000 AS people,
        EXISTS (SELECT FROM kindergarten.pupils) AS pupils, (SELECT count(*)::int FROM school.marks) > 10000 AS marks,
        (SELECT count(*)::int FROM core.outbox) AS waits`),
    ).toEqual([{ people: true, pupils: true, marks: true, waits: 0 }]);
  }, 360_000);

  it('makes accounts and gives new passwords, which work and end the old ones', async () => {
    const made = await regiso(['user', 'create', 'new-analyst', '--name', 'Новый аналитик', '--role', 'analyst']);
    expect(made.code).toBe(0);
    const { password } = resultOf(made) as { password: string };
    expect(resultOf(made)).toMatchObject({ login: 'new-analyst', roles: ['analyst'] });
    expect((await signIn('new-analyst', password)).status).toBe(200);
    const reset = await regiso(['user', 'reset', 'new-analyst', '--password-stdin']);
    expect([reset.code, resultOf(reset)]).toEqual([0, { login: 'new-analyst' }]);
    expect((await signIn('new-analyst', password)).status).toBe(401);
    expect((await signIn('new-analyst', 'a password from standard input')).status).toBe(200);
  }, 60_000);

  it('tells the schema, its services and the warehouse as they are', async () => {
    const [status, up] = await Promise.all([regiso(['migrate', 'status']), regiso(['migrate', 'up'])]);
    for (const { code, lines } of [status, up]) {
      expect(code).toBe(0);
      const steps = lines.at(-1) as unknown as { plugin: string; applied: boolean; changed: boolean }[];
      expect(steps.map(({ plugin }) => plugin)).toEqual(expect.arrayContaining(['system', 'warehouse', 'exams']));
      expect(steps.filter(({ applied, changed }) => !applied || changed)).toEqual([]);
    }
    const [findings, tables] = await Promise.all([regiso(['doctor']), regiso(['warehouse', 'status'])]);
    expect(findings.code).toBe(0);
    expect(resultOf(findings)).toEqual(
      expect.arrayContaining([
        { check: 'PostgreSQL', state: 'ok', say: 'running' },
        { check: 'ClickHouse', state: 'ok', say: 'answers' },
        { check: 'migrations', state: 'ok', say: 'up to date' },
      ]),
    );
    expect(tables.code).toBe(0);
    expect(JSON.stringify(resultOf(tables))).toContain('exams_results');
    const verified = await regiso(['warehouse', 'verify', 'participants_organisations']);
    expect([verified.code, resultOf(verified)]).toMatchObject([0, [{ fact: 'participants_organisations', ok: true }]]);
  }, 120_000);

  it('takes a file in, and ends with 1 when a row of it was refused', async () => {
    const file = join(folder, 'organisations.csv');
    const rows = Array.from({ length: 500 }, (_, at) => {
      const nine = `72${String(7_000_000 + at)}`;
      return [
        `Школа из файла ${at}`,
        'Школа',
        at === 415 ? `${nine}${(Number(innDigit(nine)) + 1) % 10}` : nine + innDigit(nine),
      ];
    });
    writeFileSync(
      file,
      [['Полное наименование', 'Тип организации', 'ИНН'], ...rows].map((row) => row.join(';')).join('\n'),
    );
    const [dry, absent] = await Promise.all([
      regiso(['import', 'organisations', file, '--dry-run']),
      regiso(['import', 'organisations', join(folder, 'none.csv')]),
    ]);
    expect([dry.code, resultOf(dry)]).toMatchObject([1, { dryRun: true, rows: 500, rejected: 1 }]);
    expect(absent).toMatchObject({ code: 1, stderr: expect.stringContaining('не найден: проверьте путь') as string });
    expect(await select(`SELECT 1 FROM core.organisations WHERE full_name LIKE 'Школа из файла%'`)).toEqual([]);
    const taken = await regiso(['import', 'organisations', file]);
    expect([taken.code, resultOf(taken)]).toMatchObject([
      1,
      {
        rows: 500,
        created: 499,
        rejected: 1,
        problems: [
          { line: 417, column: 'ИНН', message: 'Контрольная цифра ИНН не сходится: проверьте, нет ли опечатки' },
        ],
      },
    ]);
  }, 60_000);

  it('saves nothing in a dry run, wherever its option stands', async () => {
    const map = join(folder, 'map.geojson');
    const ring = [
      [65, 57],
      [66, 57],
      [66, 58],
      [65, 57],
    ];
    const geometry = { type: 'Polygon', coordinates: [ring] };
    const feature = { type: 'Feature', properties: { name: 'Тюмень' }, geometry };
    writeFileSync(map, JSON.stringify({ type: 'FeatureCollection', features: [feature] }));
    const [before, behind] = await Promise.all([
      regiso(['import', 'map', '--dry-run', map]),
      regiso(['import', 'map', map, '--dry-run']),
    ]);
    for (const dry of [before, behind]) expect([dry.code, resultOf(dry)]).toMatchObject([0, { saved: false }]);
    expect(await select(`SELECT 1 FROM core.map_boundaries WHERE geojson::text LIKE '%[65, 57], [66, 57]%'`)).toEqual(
      [],
    );
  }, 60_000);

  it('ends with 2 when it is not written as it should be, and warns of settings that nobody knows', async () => {
    const [unknown, size, file, kinds, part] = await Promise.all([
      regiso(['impor']),
      regiso(['demo', '--size', 'huge']),
      regiso(['import', 'organisations']),
      regisoOn(data, { REGISO_PORTT: '1' })(['import']),
      regisoOn(join(folder, 'nowhere'), { REGISO_PORTT: '1' })(['web']),
    ]);
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('Did you mean import?') as string });
    expect(size).toMatchObject({ code: 2, stderr: expect.stringContaining('--size is one of small, city') as string });
    expect(file).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('regiso import organisations <file>') as string,
    });
    const warned = { say: 'Unknown setting REGISO_PORTT is ignored. Did you mean REGISO_PORT?' };
    expect([kinds.code, kinds.lines[0]]).toMatchObject([0, warned]);
    expect([part.code, part.lines[0]]).toMatchObject([1, warned]);
    expect(JSON.stringify(resultOf(kinds))).toContain('"kind":"organisations"');
  }, 60_000);

  it('leaves nothing running when the installation or a command of its own is stopped, and says so by its code', async () => {
    await stopAll();
    const stopped = async (
      signal: NodeJS.Signals,
      on: (line: Record<string, unknown>) => boolean,
      ...args: string[]
    ) => {
      const { code, stderr } = await regiso(args, (line, kill) => on(line) && kill(signal));
      await nothingRuns();
      return [args[0], code, stderr];
    };
    const isUp = ({ step }: Record<string, unknown>) => step === 'PostgreSQL and ClickHouse are ready';
    const isStarting = ({ step }: Record<string, unknown>) => step === 'Starting PostgreSQL';
    expect(await stopped('SIGINT', isUp, 'demo')).toEqual(['demo', 130, '']);
    expect(await stopped('SIGTERM', isUp, 'migrate', 'up')).toEqual(['migrate', 143, '']);
    expect(await stopped('SIGINT', isUp, 'warehouse', 'verify')).toEqual(['warehouse', 130, '']);
    expect(await stopped('SIGINT', isStarting, 'import')).toEqual(['import', 130, '']);
  }, 120_000);
});
