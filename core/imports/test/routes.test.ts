import { Workbook } from '@protobi/exceljs';
import { setTimeout as sleep } from 'node:timers/promises';
import { aParticipant, somebody } from '../../access/test/people';
import { heldGrants } from '../../access/held-grants';
import { createTestApp, type TestApp } from '../../testing';
import { inTransaction } from '../../server/database';
import { sql } from '../../server/sql';
import { runImportJob } from '../jobs';
import { runImport } from '../run';
import type { RunDetail } from '../detail';
import { csv, folderOfFiles, multipart } from './files';
import { shelf } from './shelf';

type Caller = Awaited<ReturnType<TestApp['as']>>;

describe('The import page of the API', () => {
  const files = folderOfFiles();
  let test: TestApp;
  let me: Caller;
  beforeAll(async () => {
    test = await createTestApp({ only: ['agreements'], also: [shelf] });
    me = await test.as({ permissions: ['imports.run', 'shelf.import'] });
    await test.app.start({ web: true, worker: true });
  }, 120_000);
  afterAll(async () => {
    await test.stop();
    files.remove();
  });

  const send = (content: string | Buffer, kind = 'boxes', name = 'ящики.csv') =>
    me('/api/imports/files', multipart({ kind, name, content: Buffer.from(content) }));
  const detail = async (id: string) => (await me(`/api/imports/runs/${id}`)).body as RunDetail;
  const ended = async (id: string) => {
    for (let tries = 0; tries < 200; tries += 1) {
      const run = await detail(id);
      if (['done', 'failed', 'cancelled'].includes(run.state)) return run;
      await sleep(100);
    }
    throw new Error('the run never ended');
  };
  const start = (id: string, payload: object = {}) => me(`/api/imports/runs/${id}/start`, { method: 'POST', payload });

  it('shows only the kinds one may import, with sample files that import as they are', async () => {
    const { body } = await me('/api/imports/kinds');
    expect((body as { kind: string }[]).map(({ kind }) => kind)).toEqual(['boxes']);
    const sample = await test.app.server.inject('/api/imports/kinds/boxes/sample.csv');
    expect(sample.statusCode).toBe(401);
    expect((await me('/api/imports/kinds/organisations/sample.csv')).status).toBe(403);
    expect((await me('/api/imports/kinds/stones/sample.csv')).status).toBe(404);
    expect((await me('/api/imports/kinds/boxes/sample.csv')).text).toContain("'=Ящик;-2;;+7 (3452) 00");
  });

  it('takes every sample of the register in both forms', async () => {
    const registrar = await test.as({ permissions: ['imports.run', 'participants.import'] });
    for (const kind of ['organisations', 'buildings', 'building-coordinates']) {
      for (const format of ['csv', 'xlsx']) {
        const { rawPayload } = await rawSample(registrar, kind, format);
        const result = await runImport({ kind, file: files.write(`${kind}.${format}`, rawPayload) });
        expect([kind, format, result.rejected, result.staged, result.ignored]).toEqual([kind, format, 0, 0, []]);
        expect(result.rows).toBe(2);
      }
    }
  });

  const rawSample = async (caller: Caller, kind: string, format: string) => {
    const { headers, text } = await caller(`/api/imports/kinds/${kind}/sample.${format}`, {
      headers: { 'x-raw': '1' },
    });
    expect(headers['content-disposition']).toContain(`${kind}-sample.${format}`);
    if (format === 'csv') return { rawPayload: Buffer.from(text) };
    const { sampleFile } = await import('../downloads');
    const { kindOf } = await import('../kinds');
    return { rawPayload: await sampleFile(kindOf(kind).importer, 'xlsx') };
  };

  it('leads from a file over a trial to the saved rows and the file with what to correct', async () => {
    const content = csv([
      ['Название', 'Вес', 'Иное'],
      ['первый', '1', 'x'],
      ['второй', 'много', '=cmd'],
    ]);
    const sent = await send(content);
    expect(sent.status).toBe(200);
    const run = sent.body as RunDetail;
    expect(run).toMatchObject({
      state: 'waiting',
      fileName: 'ящики.csv',
      mapping: { name: 'Название' },
      ignored: ['Вес', 'Иное'],
      missing: [],
      shape: { format: 'csv', encoding: 'utf8', delimiter: ';', headings: ['Название', 'Вес', 'Иное'] },
    });
    expect(run.shape?.preview[0]).toEqual({ line: 2, cells: ['первый', '1', 'x'] });

    const mapping = { name: 'Название', weight: 'Вес' };
    expect((await start(run.id, { mapping, dryRun: true })).status).toBe(200);
    expect(await ended(run.id)).toMatchObject({ state: 'done', dryRun: true, counts: { created: 1, rejected: 1 } });

    expect((await start(run.id)).status).toBe(200);
    const done = await ended(run.id);
    expect(done).toMatchObject({
      state: 'done',
      dryRun: false,
      counts: { rows: 2, created: 1, rejected: 1 },
      problemLines: 1,
    });
    expect(done.problems).toEqual([{ line: 3, column: 'Вес, кг', message: 'Нужно число, здесь «много»' }]);
    expect(await start(run.id)).toMatchObject({ status: 409 });

    const { rawPayload } = await problemsOf(run.id);
    const book = new Workbook();
    await book.xlsx.load(rawPayload as never);
    const sheet = book.worksheets[0]!;
    expect(sheet.getRow(1).values).toEqual([undefined, 'Название', 'Вес', 'Иное', 'Что исправить']);
    expect(sheet.getRow(2).values).toEqual([
      undefined,
      'второй',
      'много',
      "'=cmd",
      'Вес, кг: Нужно число, здесь «много»',
    ]);
    sheet.getCell('B2').value = '2';
    const corrected = files.write('corrected.xlsx', Buffer.from(await book.xlsx.writeBuffer()));
    expect(await runImport({ kind: 'boxes', file: corrected, mapping })).toMatchObject({ created: 1, rejected: 0 });
  });

  it('refuses a formula in a cell by its column, and takes the rest', async () => {
    const file = files.write(
      'formula.csv',
      csv([
        ['Название', 'Вес, кг'],
        ['с формулой', '=1+1'],
        ['без формулы', '2'],
      ]),
    );
    expect(await runImport({ kind: 'boxes', file })).toMatchObject({
      created: 1,
      rejected: 1,
      problems: [
        { line: 2, column: 'Вес, кг', message: 'В ячейке формула: замените её значением (Вставить → Значения)' },
      ],
    });
  });

  const problemsOf = async (id: string) => {
    const login = await test.as({ permissions: ['imports.run', 'shelf.import'] });
    const { headers } = await login(`/api/imports/runs/${id}/problems.xlsx`);
    expect(headers['content-type']).toContain('spreadsheetml');
    const { problemsWorkbook } = await import('../downloads');
    const chunks: Buffer[] = [];
    const { shape } = await detail(id);
    for await (const chunk of problemsWorkbook(id, shape?.headings ?? [], 'ru')) chunks.push(chunk as Buffer);
    return { rawPayload: Buffer.concat(chunks) };
  };

  it('tells an English reader of the same rows in English', async () => {
    const run = (
      await send(
        csv([
          ['name', 'weight'],
          ['', 'много'],
        ]),
      )
    ).body as RunDetail;
    await start(run.id);
    await ended(run.id);
    const read = async (language?: string) => {
      const headers = language ? { headers: { 'accept-language': language } } : {};
      const { body } = await me(`/api/imports/runs/${run.id}`, headers);
      return (body as RunDetail).problems.map(({ message }) => message);
    };
    expect(await read()).toContain('Не заполнено, а столбец обязательный');
    expect(await read('ru-RU,en;q=0.5')).toEqual(await read());
    const english = await read('en-GB,ru;q=0.5');
    expect(english).toContain('Empty, though the column is required');
    expect(english).toContain('A number is needed, here “много”');
    expect(english.join().replace('“много”', '')).not.toMatch(/[а-яё]/i);
    const other = await me('/api/imports/kinds/stones/sample.csv', { headers: { 'accept-language': 'en' } });
    expect((other.body as { detail: string }).detail).toMatch(/^The kind of file “stones” is unknown/);
  });

  it('names in the audit the person who sent and started, not the worker', async () => {
    const run = (await send(csv([['name'], ['аудит']]))).body as RunDetail;
    await start(run.id);
    await ended(run.id);
    const events = await test.work(
      () => sql<{ event: string; actor: string | null }>`SELECT event, actor_id AS actor FROM core.audit_events
        WHERE object_id = ${run.id} ORDER BY id`,
    );
    expect(events.map(({ event }) => event)).toEqual([
      'imports.file-received',
      'imports.run-started',
      'imports.file-imported',
    ]);
    expect(new Set(events.map(({ actor }) => actor)).size).toBe(1);
    expect(events[0]?.actor).toEqual(expect.any(String));
  });

  it('refuses bad files and choices at once, in a sentence', async () => {
    expect((await send('')).body).toMatchObject({ code: 'file-empty', status: 400 });
    expect((await send('%PDF-1.4\0\0\0\0\0\0\0')).body).toMatchObject({ code: 'file-binary' });
    expect((await send('name\nа', 'organisations')).status).toBe(403);
    expect((await send('name\nа', 'stones')).status).toBe(404);
    expect((await me('/api/imports/files', multipart({ kind: 'boxes' }))).body).toMatchObject({
      issues: [{ path: ['file'], message: 'Выберите файл' }],
    });
    const run = (await send('вес\n1')).body as RunDetail;
    expect(run.missing).toEqual(['«Название»']);
    expect((await start(run.id)).body).toMatchObject({ code: 'file-column-missing' });
    expect((await start(run.id, { mapping: { name: 'нет' } })).body).toMatchObject({ code: 'file-column-unknown' });
  });

  it('refuses a file over the limit by its announced length, and a stranger before the file is read', async () => {
    const { headers } = multipart({ kind: 'boxes', content: Buffer.from('x') });
    const announced = { ...headers, 'content-length': String(3 * 1024 ** 3) };
    const large = await me('/api/imports/files', { method: 'POST', payload: 'x', headers: announced });
    expect(large.body).toMatchObject({ status: 413, code: 'too-large', detail: expect.stringContaining('200 МБ') });
    const stranger = await test.call('/api/imports/files', { method: 'POST', payload: 'x', headers: announced });
    expect(stranger.status).toBe(401);
  });

  it('cancels what waits, and shows foreign runs to nobody', async () => {
    const run = (await send('name\nа')).body as RunDetail;
    const other = await test.as({ permissions: ['imports.run', 'participants.import'] });
    expect((await other(`/api/imports/runs/${run.id}`)).status).toBe(404);
    expect((await other(`/api/imports/runs/${run.id}/cancel`, { method: 'POST', payload: {} })).status).toBe(404);
    expect(((await other('/api/imports/runs')).body as { items: unknown[] }).items).not.toContainEqual(
      expect.objectContaining({ kind: 'boxes' }),
    );
    const cancelled = await me(`/api/imports/runs/${run.id}/cancel`, { method: 'POST', payload: {} });
    expect(cancelled.body).toMatchObject({ state: 'cancelled' });
    expect((await me(`/api/imports/runs/${run.id}/cancel`, { method: 'POST', payload: {} })).status).toBe(409);
    expect((await me('/api/imports/runs?limit=1')).body).toMatchObject({ items: [{ id: run.id }] });
  });

  it('matches waiting rows by hand, for all alike and for later files', async () => {
    const content = csv([
      ['name', 'shelf'],
      ['стол', 'nowhere'],
      ['стул', 'nowhere'],
    ]);
    await runImport({ kind: 'boxes', file: files.write('staged.csv', content) });
    const { items } = (await me('/api/imports/staged?kind=boxes')).body as { items: { id: string; rows: number }[] };
    expect(items).toEqual([expect.objectContaining({ rows: 2, why: 'Такой полки нет' })]);
    const organisationId = '01999999-0000-7000-8000-000000000001';
    const matched = await me(`/api/imports/staged/${items[0]?.id}/match`, {
      method: 'POST',
      payload: { organisationId },
    });
    expect(matched.body).toEqual({ settled: 2, waiting: 0, why: null });
    expect((await me('/api/imports/staged?kind=boxes')).body).toMatchObject({ items: [] });
    const later = files.write(
      'later.csv',
      csv([
        ['name', 'shelf'],
        ['шкаф', 'nowhere'],
      ]),
    );
    expect(await runImport({ kind: 'boxes', file: later })).toMatchObject({ created: 1, staged: 0 });
  });

  describe('opened to a participant for kinds that are its own', () => {
    type Somebody = Awaited<ReturnType<typeof somebody>>;
    let schools: [string, string];
    let keeper: Somebody;
    let neighbour: Somebody;
    beforeAll(async () => {
      schools = await test.work(async () => {
        await sql`INSERT INTO core.role_permissions VALUES ('clerk', 'imports.run')`;
        return [await aParticipant(), await aParticipant()];
      });
      keeper = await aKeeper(schools[0]);
      neighbour = await aKeeper(schools[1]);
    }, 60_000);

    const aKeeper = (...of: string[]) =>
      somebody(
        test,
        of.map((participantId) => ({ role: 'storekeeper', participantId })),
      );
    const parcels = (...rows: string[][]) => Buffer.from(csv([['Название', 'Вес, кг'], ...rows]));
    const sendAs = ({ call }: Pick<Somebody, 'call'>, content: Buffer, participantId?: string, kind = 'parcels') =>
      call('/api/imports/files', multipart({ kind, participantId, name: 'посылки.csv', content }));
    const act = ({ call }: Somebody, url: string, payload: object = {}) => call(url, { method: 'POST', payload });
    const bring = async (who: Somebody, content: Buffer, payload: object = {}) => {
      const { body } = await sendAs(who, content);
      const { id } = body as RunDetail;
      expect((await act(who, `/api/imports/runs/${id}/start`, payload)).status).toBe(200);
      for (let tries = 0; tries < 200; tries += 1) {
        const run = (await who.call(`/api/imports/runs/${id}`)).body as RunDetail;
        if (['done', 'failed', 'cancelled'].includes(run.state)) return run;
        await sleep(100);
      }
      throw new Error('the run never ended');
    };
    const stored = () =>
      test.work(() => sql`SELECT participant_id AS of, name, weight FROM shelf.parcels ORDER BY participant_id, name`);

    it('lets in who holds the right there, for that participant alone, and leaves the region’s kinds closed', async () => {
      const content = parcels(['первая', '1']);
      const kindsOf = async ({ call }: Somebody) =>
        ((await call('/api/imports/kinds')).body as { kind: string; belongsTo: string }[]).map((one) => one.kind);
      expect(await kindsOf(keeper)).toEqual(['parcels']);
      expect((await sendAs(keeper, content, undefined, 'boxes')).status).toBe(403);
      expect((await keeper.call('/api/imports/kinds/boxes/sample.csv')).status).toBe(403);
      expect((await sendAs(keeper, content)).body).toMatchObject({ state: 'waiting', participantId: schools[0] });

      const clerk = await somebody(test, [{ role: 'clerk', participantId: schools[0] }]);
      expect(await kindsOf(clerk)).toEqual([]);
      expect((await sendAs(clerk, content, schools[0])).status).toBe(403);

      const foreign = await sendAs(keeper, content, schools[1]);
      const unknown = await sendAs(keeper, content, '01999999-0000-7000-8000-000000000001');
      expect([foreign.status, foreign.text]).toEqual([404, unknown.text]);

      const both = await aKeeper(...schools);
      expect((await sendAs(both, content)).body).toMatchObject({
        issues: [{ path: ['participantId'], message: 'Укажите участника, чьи это данные' }],
      });
      expect((await sendAs(both, content, schools[1])).body).toMatchObject({ participantId: schools[1] });

      const region = { call: await test.as({ permissions: ['imports.run', 'shelf.receive', 'shelf.import'] }) };
      expect((await sendAs(region, content)).status).toBe(400);
      expect((await sendAs(region, content, '01999999-0000-7000-8000-000000000001')).status).toBe(404);
      expect((await sendAs(region, content, schools[0])).body).toMatchObject({ participantId: schools[0] });
      expect((await sendAs(region, content, schools[0], 'boxes')).body).toMatchObject({
        issues: [{ path: ['participantId'], message: 'Этот вид файла не принадлежит участнику' }],
      });
      const file = files.write('parcels.csv', content);
      await expect(runImport({ kind: 'parcels', file })).rejects.toThrow();
      expect(await runImport({ kind: 'parcels', file, participantId: schools[0], dryRun: true })).toMatchObject({
        created: 1,
      });
    });

    it('saves as its own what each sends, the bad rows named, and nothing when it comes again', async () => {
      const content = parcels(['первая', '1'], ['вторая', '=1+1'], ['третья', 'много'], ['ничья', '2']);
      expect((await bring(keeper, content, { dryRun: true })).counts).toMatchObject({ created: 1, rejected: 2 });
      expect(await stored()).toEqual([]);
      const first = await bring(keeper, content);
      expect(first.counts).toEqual({ rows: 4, created: 1, updated: 0, unchanged: 0, staged: 1, rejected: 2 });
      expect(first.problems).toEqual([
        { line: 3, column: 'Вес, кг', message: 'В ячейке формула: замените её значением (Вставить → Значения)' },
        { line: 4, column: 'Вес, кг', message: 'Нужно число, здесь «много»' },
      ]);
      expect((await bring(keeper, content)).counts).toMatchObject({ created: 0, unchanged: 1, staged: 1 });
      expect((await sendAs(keeper, content)).body).toMatchObject({ sameFile: { id: expect.any(String) } });
      expect((await sendAs(neighbour, content)).body).toMatchObject({ sameFile: null });
      expect((await bring(neighbour, content)).counts).toMatchObject({ created: 1, staged: 1 });
      expect((await stored()).map(({ of }) => of).sort()).toEqual([...schools].sort());
      const events = await test.work(
        () => sql<{ participant: string }>`SELECT details->>'participant' AS participant FROM core.audit_events
          WHERE object_id = ${first.id} ORDER BY id`,
      );
      expect(events.map(({ participant }) => participant)).toEqual(Array(3).fill(schools[0]));
    });

    it('shows a run and its waiting rows to nobody of another participant, and the database shows them no more', async () => {
      const { id } = await bring(keeper, parcels(['чужая', 'много'], ['ничья', '3']));
      const { items } = (await keeper.call('/api/imports/staged')).body as { items: { id: string; rows: number }[] };
      expect(items).toEqual([expect.objectContaining({ kind: 'parcels', rows: 1 })]);
      const staged = `/api/imports/staged/${items[0]?.id}/match`;
      const target = { organisationId: schools[0] };
      for (const url of [`/api/imports/runs/${id}`, `/api/imports/runs/${id}/problems.xlsx`])
        expect([url, (await keeper.call(url)).status, (await neighbour.call(url)).status]).toEqual([url, 200, 404]);
      for (const [url, payload] of [
        [`/api/imports/runs/${id}/start`, {}],
        [`/api/imports/runs/${id}/cancel`, {}],
        [staged, target],
      ] as const)
        expect([url, (await act(neighbour, url, payload)).status]).toEqual([url, 404]);
      const listed = async (who: Somebody, list: string) => (await who.call(`/api/imports/${list}`)).text;
      for (const list of ['runs', 'staged']) {
        const key = list === 'runs' ? id : (items[0]?.id ?? '');
        expect((await listed(keeper, list)).includes(key)).toBe(true);
        expect((await listed(neighbour, list)).includes(key)).toBe(false);
      }
      const { grants } = await test.work(() => heldGrants(neighbour.id));
      const actor = { accountId: neighbour.id, name: '', roles: [], permissions: new Set<string>(), grants };
      const seen = await inTransaction({ actor, login: 'app', reach: 'actor', readOnly: true }, async () => {
        const [row] = await sql<{ of: string[] }>`SELECT array_agg(DISTINCT participant_id) AS of FROM (
          SELECT participant_id FROM core.import_runs UNION ALL SELECT participant_id FROM core.import_files
          UNION ALL SELECT participant_id FROM core.import_problems UNION ALL SELECT participant_id FROM core.staged_rows
          UNION ALL SELECT participant_id FROM core.import_mappings) all_rows`;
        return row?.of;
      });
      expect(seen).toEqual([schools[1]]);
      expect((await act(keeper, staged, target)).body).toEqual({ settled: 1, waiting: 0, why: null });
      const waiting = (await neighbour.call('/api/imports/staged')).body as { items: unknown[] };
      expect(waiting.items).toHaveLength(1);
    });

    it('remembers the columns that each has chosen apart', async () => {
      await bring(keeper, parcels(['без веса', '1']), { mapping: { name: 'Название' } });
      const sent = async (who: Somebody) => (await sendAs(who, parcels(['ещё', '1']))).body as RunDetail;
      expect(await sent(keeper)).toMatchObject({ isRemembered: true, ignored: ['Вес, кг'] });
      expect(await sent(neighbour)).toMatchObject({ isRemembered: false, ignored: [] });
    });

    it('does not run in the name of somebody who has lost the right since', async () => {
      const former = await aKeeper(schools[0]);
      const { id } = (await sendAs(former, parcels(['поздняя', '1']))).body as RunDetail;
      await test.work(async () => {
        await sql`UPDATE core.import_runs SET state = 'queued' WHERE id = ${id}`;
        await sql`UPDATE core.grants SET role = 'clerk' WHERE account_id = ${former.id}`;
      });
      const run = { signal: new AbortController().signal, progress: () => Promise.resolve() };
      await runImportJob.handler({ runId: id } as never, run);
      expect((await keeper.call(`/api/imports/runs/${id}`)).body).toMatchObject({
        state: 'failed',
        error: { code: 'forbidden' },
      });
      expect(await stored()).not.toContainEqual(expect.objectContaining({ name: 'поздняя' }));
    });
  });
});
