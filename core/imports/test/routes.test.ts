import { Workbook } from '@protobi/exceljs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestApp } from '../../testing';
import { sql } from '../../server/sql';
import { runImport } from '../run';
import type { RunDetail } from '../detail';
import { csv, folderOfFiles, multipart } from './files';
import { createRegisterApp } from './register-app';
import { shelf } from './shelf';

type Caller = Awaited<ReturnType<TestApp['as']>>;

describe('The import page of the API', () => {
  const files = folderOfFiles();
  let test: TestApp;
  let me: Caller;
  beforeAll(async () => {
    test = await createRegisterApp([shelf]);
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
});
