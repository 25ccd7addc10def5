import { setTimeout as sleep } from 'node:timers/promises';
import type { TestApp } from '../../testing';
import { ProblemError } from '../../server/errors';
import { sql } from '../../server/sql';
import { runImport } from '../run';
import { ImportCancelled } from '../watch';
import { csv, folderOfFiles } from './files';
import { createRegisterApp } from './register-app';
import { shelf, slow } from './shelf';

const head = ['Название', 'Вес, кг', 'День', 'Полка'];
const boxes = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => [`ящик ${at + from}`, '1,5', '01.09.2026', 'A']);

describe('An import', () => {
  const files = folderOfFiles();
  let test: TestApp;
  beforeAll(async () => {
    test = await createRegisterApp([shelf]);
  }, 120_000);
  beforeEach(() =>
    test.work(async () => {
      slow.ms = 0;
      await sql`TRUNCATE shelf.boxes`;
      await sql`DELETE FROM core.staged_rows`;
      await sql`DELETE FROM core.import_mappings`;
    }),
  );
  afterAll(async () => {
    await test.stop();
    files.remove();
  });

  const bring = (rows: string[][], more: Partial<Parameters<typeof runImport>[0]> = {}) =>
    runImport({ kind: 'boxes', file: files.write('boxes.csv', csv([head, ...rows])), ...more });
  const count = async () => {
    const [row] = await test.work(() => sql<{ n: number }>`SELECT count(*)::int AS n FROM shelf.boxes`);
    return row?.n;
  };
  const runOf = async (id: string) => {
    const [row] = await test.work(() => sql`SELECT * FROM core.import_runs WHERE id = ${id}`);
    return row;
  };

  it('saves the good rows, names the bad one, and changes nothing when it comes again', async () => {
    const rows = boxes(500);
    rows[415] = ['ящик 415', 'тяжёлый', '32.13.2026', 'A'];
    const first = await bring(rows);
    expect(first).toMatchObject({ rows: 500, created: 499, updated: 0, unchanged: 0, rejected: 1 });
    expect(first.problems).toEqual([
      { line: 417, column: 'Вес, кг', message: 'Нужно число, здесь «тяжёлый»' },
      { line: 417, column: 'День', message: 'Нужна дата вида 01.09.2026, здесь «32.13.2026»' },
    ]);
    expect(await count()).toBe(499);
    expect(await bring(rows)).toMatchObject({ created: 0, updated: 0, unchanged: 499, rejected: 1 });
    rows[3] = ['ящик 3', '2', '', 'A'];
    expect(await bring(rows)).toMatchObject({ created: 0, updated: 1, unchanged: 498 });
  });

  it('tells rows with one key apart by their occurrence', async () => {
    const rows = [...boxes(2), ...boxes(2), ...boxes(1)];
    expect(await bring(rows)).toMatchObject({ created: 5 });
    expect(await bring(rows)).toMatchObject({ unchanged: 5 });
  });

  it('saves nothing in a dry run and says what it would have done', async () => {
    const result = await bring([...boxes(10), ['', '1', '', '']], { dryRun: true });
    expect(result).toMatchObject({ dryRun: true, rows: 11, created: 10, rejected: 1 });
    expect(await count()).toBe(0);
    expect(await runOf(result.runId)).toMatchObject({ state: 'done', dry_run: true, created: 10, rejected: 1 });
    const [audited] = await test.work(
      () => sql<{ n: number }>`SELECT count(*)::int AS n FROM core.audit_events WHERE object_id = ${result.runId}`,
    );
    expect(audited?.n).toBe(0);
  });

  it('writes one audit event with the digest of the file and the counts', async () => {
    const { runId, sha256 } = await bring(boxes(3));
    const events = await test.work(() => sql`SELECT event, details FROM core.audit_events WHERE object_id = ${runId}`);
    expect(events).toEqual([
      {
        event: 'imports.file-imported',
        details: expect.objectContaining({ kind: 'boxes', file: 'boxes.csv', sha256, rows: 3, created: 3, staged: 0 }),
      },
    ]);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('lists columns that it does not know, and remembers a mapping for the next file alike', async () => {
    const rows = [
      ['Имя', 'Сколько', 'Прочее'],
      ['первый', '2,5', 'x'],
    ];
    const file = files.write('own.csv', csv(rows));
    const mapping = { name: 'Имя', weight: 'Сколько' };
    await expect(runImport({ kind: 'boxes', file })).rejects.toThrow(/Нет обязательных столбцов/);
    expect(await runImport({ kind: 'boxes', file, mapping })).toMatchObject({ created: 1, ignored: ['Прочее'] });
    const again = files.write('own.csv', csv([rows[0]!, ['второй', '1', '']]));
    expect(await runImport({ kind: 'boxes', file: again })).toMatchObject({ created: 1, mapping });
    await expect(runImport({ kind: 'boxes', file, mapping: { name: 'Нет такого' } })).rejects.toThrow(/нет столбца/);
    await expect(runImport({ kind: 'boxes', file, mapping: { name: 'Имя', weight: 'Имя' } })).rejects.toThrow(/дважды/);
  });

  it('keeps rows that found no place, takes them up again without doubling, and lets them go when they find it', async () => {
    const rows = [['в пути', '1', '', 'nowhere'], ...boxes(2)];
    expect(await bring(rows)).toMatchObject({ created: 2, staged: 1 });
    expect(await bring(rows)).toMatchObject({ unchanged: 2, staged: 1 });
    const staged = () => test.work(() => sql`SELECT "values", why, matched_at FROM core.staged_rows`);
    expect(await staged()).toEqual([
      { values: expect.objectContaining({ name: 'в пути' }), why: 'Такой полки нет', matched_at: null },
    ]);
    expect(await bring([['в пути', '1', '', 'B']])).toMatchObject({ created: 1 });
    expect(await staged()).toEqual([expect.objectContaining({ matched_at: expect.any(Date) })]);
  });

  it('leaves nothing behind when it is cancelled in the middle', async () => {
    slow.ms = 300;
    const running = bring(boxes(9_000));
    running.catch(() => undefined);
    const id = await waitFor(async () => {
      const [run] = await test.work(
        () => sql<{ id: string; rows: number }>`SELECT id, rows FROM core.import_runs WHERE state = 'running'`,
      );
      return run && run.rows > 0 ? run.id : undefined;
    });
    await test.work(() => sql`UPDATE core.import_runs SET cancel_wanted = true WHERE id = ${id}`);
    await expect(running).rejects.toThrow(ImportCancelled);
    expect(await count()).toBe(0);
    expect(await runOf(id)).toMatchObject({ state: 'cancelled', created: 0 });
    slow.ms = 0;
    expect(await bring(boxes(10))).toMatchObject({ created: 10 });
  });

  it('leaves nothing behind when its process gets a signal, and when the database kills its connection', async () => {
    slow.ms = 300;
    const stop = new AbortController();
    const stopped = bring(boxes(9_000), { signal: stop.signal });
    setTimeout(() => stop.abort(), 700);
    await expect(stopped).rejects.toThrow(/отменена/);
    expect(await count()).toBe(0);

    const killed = bring(boxes(9_000));
    killed.catch(() => undefined);
    await waitFor(async () => {
      const rows = await test.work(
        () => sql`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND classid = 7214002
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      return rows.length ? true : undefined;
    });
    await expect(killed).rejects.toThrow();
    expect(await count()).toBe(0);
    slow.ms = 0;
    expect(await bring(boxes(10))).toMatchObject({ created: 10 });
  });

  it('waits for its turn when another of the subsystem runs, and both are saved', async () => {
    slow.ms = 150;
    const results = await Promise.all([
      runImport({ kind: 'boxes', file: files.write('one.csv', csv([head, ...boxes(3_000)])) }),
      runImport({ kind: 'boxes', file: files.write('two.csv', csv([head, ...boxes(3_000, 1_500)])) }),
    ]);
    const sum = (name: 'created' | 'unchanged') => results.reduce((all, result) => all + result[name], 0);
    expect([sum('created'), sum('unchanged'), await count()]).toEqual([4_500, 1_500, 4_500]);
  });

  it('shows its progress while it runs', async () => {
    slow.ms = 250;
    const seen: number[] = [];
    await bring(boxes(9_000), { onProgress: (share) => void seen.push(share) });
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(Math.max(...seen)).toBeLessThanOrEqual(0.97);
  });

  it('refuses a kind that nobody takes in, and names those there are', async () => {
    await expect(runImport({ kind: 'stones', file: '/x' })).rejects.toThrow(ProblemError);
    await expect(runImport({ kind: 'stones', file: '/x' })).rejects.toThrow(/organisations.*boxes/);
  });
});

async function waitFor<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(50);
  }
  throw new Error('it never came');
}
