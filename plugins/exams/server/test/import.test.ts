import { csv, folderOfFiles } from '../../../../core/imports/test/files';
import { sampleFile } from '../../../../core/imports/downloads';
import { kindOf } from '../../../../core/imports/kinds';
import { runImport } from '../../../../core/imports/run';
import { sql } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';

describe('A file of results', () => {
  let test: TestApp;
  const files = folderOfFiles();
  const load = (rows: string[][], options: Record<string, unknown> = {}, kind = 'exam-results') =>
    runImport({ kind, file: files.write('results.csv', csv(rows)), options: { year: 2026, ...options } });
  const read = <T>(query: () => Promise<T[]>) => test.work(query);
  const stored = () =>
    read(
      () => sql<Record<string, unknown>>`SELECT o.short_name AS school, r.subject, r.participants, r.mean,
          r.mean_missing_reason AS why, r.score_sum AS sum
        FROM exams.results r JOIN core.organisations o ON o.id = r.organisation_id ORDER BY 1, 2, r.occurrence`,
    );
  const aSchool = (name: string, inn: string | null = null) =>
    read(
      () => sql<{ id: string }>`INSERT INTO core.organisations (region_id, municipality_id, kind, full_name, short_name,
          settlement, inn, source) VALUES ('tyumen', 'ishim-city', 'school', ${name}, ${name}, 'город Ишим', ${inn}, 'test')
        RETURNING id`,
    );

  beforeAll(async () => {
    test = await createTestApp({ only: ['exams'] });
    await aSchool('МАОУ «СОШ № 5»');
    await aSchool('МАОУ «Лицей № 6»', '7734077088');
  });
  beforeEach(async () => {
    await read(() => sql`DELETE FROM exams.results`);
    await read(() => sql`DELETE FROM core.staged_rows`);
  });
  afterAll(async () => {
    files.remove();
    await test.stop();
  });

  const head = ['Город', 'Школа', 'ИНН', 'Предмет', 'Участников', 'Средний балл'];

  it('keeps what is hidden or unknown as missing with its reason, and never as 0', async () => {
    const result = await load(
      [
        head,
        ['Ишим', 'СОШ №5', '', 'Русский язык', '40', '68,4'],
        ['Ишим', 'СОШ №5', '', 'Физика', '4', '*'],
        ['Ишим', 'СОШ №5', '', 'Химия', '<5', ''],
        ['Ишим', 'СОШ №5', '', 'История', '30', 'н/д'],
        ['Ишим', 'СОШ №5', '', 'География', '0', ''],
        ['', '', '7734077088', 'Русский язык', '12', '999'],
      ].map((row) => (row[1] === '' ? [row[0]!, 'Любое имя', ...row.slice(2)] : row)),
      {
        missingCodes: '*, 999 = скрыто; н/д = нет данных',
      },
    );
    expect(result).toMatchObject({ created: 6, staged: 0, rejected: 0 });
    expect(await stored()).toEqual([
      expect.objectContaining({
        school: 'МАОУ «Лицей № 6»',
        participants: 12,
        mean: null,
        why: 'suppressed',
        sum: null,
      }),
      expect.objectContaining({ subject: 'chemistry', participants: null, mean: null, why: 'suppressed', sum: null }),
      expect.objectContaining({ subject: 'geography', participants: 0, mean: null, why: 'not-held', sum: null }),
      expect.objectContaining({ subject: 'history', participants: 30, mean: null, why: 'absent', sum: null }),
      expect.objectContaining({ subject: 'physics', participants: 4, mean: null, why: 'suppressed', sum: null }),
      expect.objectContaining({ subject: 'russian', participants: 40, mean: 68.4, why: null, sum: 2736 }),
    ]);
  });

  it('finds the school of the register sample in the samples of both kinds', async () => {
    const take = async (kind: string, format: 'csv' | 'xlsx') => {
      const file = files.write(`${kind}.${format}`, await sampleFile(kindOf(kind).importer, format));
      const { created, unchanged, staged, rejected, ignored } = await runImport({ kind, file });
      return [kind, created, unchanged, staged, rejected, ignored.length];
    };
    expect(await take('organisations', 'csv')).toEqual(['organisations', 2, 0, 0, 0, 0]);
    for (const kind of ['exam-results', 'exam-results-wide']) {
      expect(await take(kind, 'csv')).toEqual([kind, 2, 0, 0, 0, 0]);
      expect(await take(kind, 'xlsx')).toEqual([kind, 0, 2, 0, 0, 0]);
      await read(() => sql`DELETE FROM exams.results`);
    }
  });

  it('names the row and the column of what is no number, and saves the others', async () => {
    const result = await load([
      head,
      ['Ишим', 'СОШ №5', '', 'Русский язык', 'сорок', '68,4'],
      ['Ишим', 'СОШ №5', '', 'Руский язык', '40', '68,4'],
      ['Ишим', 'СОШ №5', '', 'Химия', '40', '168'],
      ['Ишим', 'СОШ №5', '', 'Физика', '40', '58'],
    ]);
    expect(result).toMatchObject({ created: 1, rejected: 3 });
    expect(result.problems).toEqual([
      { line: 2, column: 'Участников', message: expect.stringContaining('«сорок» — не число') as string },
      { line: 3, column: 'Предмет', message: expect.stringContaining('«Руский язык» нет в справочнике') as string },
      { line: 4, column: 'Средний балл', message: 'Средний балл 168 вне пределов от 0 до 100' },
    ]);
  });

  it('keeps rows of unknown schools until somebody says whose they are, now and for later files', async () => {
    const rows = [
      head,
      ['Ишим', 'Школа за рекой', '', 'Русский язык', '25', '61'],
      ['Ишим', 'Школа за рекой', '', 'Физика', '3', '*'],
      ['Ишим', 'СОШ №5', '', 'Физика', '40', '58'],
    ];
    expect(await load(rows)).toMatchObject({ created: 1, staged: 2, rejected: 0 });
    expect(await load(rows)).toMatchObject({ created: 0, unchanged: 1, staged: 2 });
    const registrar = await test.as({ roles: ['registrar'] });
    const waiting = await registrar('/api/imports/staged?kind=exam-results');
    const { items } = waiting.body as { items: { id: string; why: string; rows: number }[] };
    expect(items).toEqual([
      expect.objectContaining({ rows: 2, why: '«Школа за рекой» (Ишим) нет в реестре организаций' }),
    ]);
    const english = await registrar('/api/imports/staged?kind=exam-results', { headers: { 'accept-language': 'en' } });
    expect(english.body).toMatchObject({ items: [{ why: expect.not.stringMatching(/реестр/) as string }] });
    const [school] = await aSchool('МАОУ «Заречная СОШ № 9»');
    const match = { method: 'POST', payload: { organisationId: school?.id } };
    expect((await registrar(`/api/imports/staged/${items[0]?.id}/match`, match)).body).toMatchObject({ settled: 2 });
    expect((await stored()).filter((row) => row.school === 'МАОУ «Заречная СОШ № 9»')).toEqual([
      expect.objectContaining({ subject: 'physics', participants: 3, why: 'suppressed' }),
      expect.objectContaining({ subject: 'russian', participants: 25, mean: 61 }),
    ]);
    expect(await load(rows)).toMatchObject({ created: 0, updated: 0, unchanged: 3, staged: 0 });
  });

  it('tells rows alike apart by their order, and changes nothing when it comes again', async () => {
    const rows = [head, ['Ишим', 'СОШ №5', '', 'Физика', '40', '58'], ['Ишим', 'СОШ №5', '', 'Физика', '12', '61']];
    expect(await load(rows)).toMatchObject({ created: 2 });
    expect(await load(rows)).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    rows[2]![5] = '62';
    expect(await load(rows)).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
    expect((await stored()).map(({ participants, mean }) => [participants, mean])).toEqual([
      [40, 58],
      [12, 62],
    ]);
  });

  it('never adds to the register of the home region, whatever is chosen', async () => {
    const count = () => read(() => sql`SELECT count(*) FROM core.organisations`);
    const before = await count();
    const row = ['Ишим', 'Школа ниоткуда', '', 'Физика', '40', '58'];
    expect(await load([head, row], { createMissing: true })).toMatchObject({ staged: 1 });
    expect(await count()).toEqual(before);
  });

  it('takes a subject that was added to the reference, without a restart', async () => {
    const rows = [
      ['Город', 'Школа', 'Астрономия: участников', 'Астрономия: средний балл', 'physics_mean', 'physics_participants'],
      ['Ишим', 'СОШ №5', '20', '71,5', '60', '30'],
    ];
    expect(await load(rows, {}, 'exam-results-wide')).toMatchObject({
      created: 1,
      ignored: [rows[0]![2], rows[0]![3]],
    });
    const operator = await test.as({ roles: ['operator'] });
    const astronomy = { code: 'astronomy', title: 'Астрономия', titleEn: 'Astronomy' };
    await operator('/api/exams/reference/subjects', { method: 'POST', payload: astronomy });
    const kinds = (await operator('/api/imports/kinds')).body as { kind: string; columns: { field: string }[] }[];
    expect(kinds.find(({ kind }) => kind === 'exam-results-wide')?.columns.map(({ field }) => field)).toContain(
      'astronomy_mean',
    );
    expect(await load(rows, {}, 'exam-results-wide')).toMatchObject({ updated: 0, created: 1, ignored: [] });
    expect(await stored()).toContainEqual(
      expect.objectContaining({ subject: 'astronomy', participants: 20, mean: 71.5, sum: 1430 }),
    );
    rows[1]![3] = '171';
    const { problems } = await load(rows, {}, 'exam-results-wide');
    expect(problems).toEqual([expect.objectContaining({ column: 'Астрономия: средний балл' })]);
  });

  it('does not add a school for a row that is refused', async () => {
    const abroad = { createMissing: true, region: 'PL', regionName: 'Польша', kind: 'e8' };
    const rows = [
      ['city', 'school', 'math_candidates', 'math_mean'],
      ['Toruń', 'Szkoła podstawowa nr 1', '20', '120'],
      ['Toruń', 'Szkoła podstawowa nr 2', '20', '62'],
    ];
    expect(await load(rows, abroad, 'exam-results-wide')).toMatchObject({ created: 1, rejected: 1 });
    expect(await read(() => sql`SELECT short_name FROM core.organisations WHERE region_id = 'pl'`)).toEqual([
      { short_name: 'Szkoła podstawowa nr 2' },
    ]);
  });
});

describe('Codes of exams and subjects', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp({ only: ['exams'] });
  });
  afterAll(() => test.stop());

  const result = (kind: string, subject: string) => () => sql`
    INSERT INTO exams.results (organisation_id, kind, year, period, subject, occurrence, unit, mean_missing_reason, source)
    SELECT id, ${kind}, 2026, 'all', ${subject}, 1, 'score', 'absent', 'test' FROM core.organisations LIMIT 1`;

  it('cannot be stored with a result unless the reference has them', async () => {
    await test.work(
      () => sql`INSERT INTO core.organisations (region_id, kind, full_name, short_name, source)
        VALUES ('tyumen', 'school', 'Школа', 'Школа', 'test')`,
    );
    await expect(test.work(result('ege', 'alchemy'))).rejects.toThrow(/not in the reference: ege \/ alchemy/);
    await expect(test.work(result('vpr', 'russian'))).rejects.toThrow(/not in the reference: vpr \/ russian/);
    await test.work(result('ege', 'russian'));
    const change = test.work(() => sql`UPDATE exams.results SET subject = 'alchemy'`);
    await expect(change).rejects.toThrow(/not in the reference/);
  });

  it('are never removed or renamed, so that no result loses its subject', async () => {
    const refusals = [
      () => sql`DELETE FROM exams.subjects WHERE code = 'russian'`,
      () => sql`UPDATE exams.exam_kinds SET code = 'usage' WHERE code = 'ege'`,
      () => sql`TRUNCATE exams.subjects CASCADE`,
    ];
    for (const refusal of refusals) await expect(test.work(refusal)).rejects.toThrow(/never removed or renamed/);
    await test.work(() => sql`UPDATE exams.subjects SET title_en = 'Russian language' WHERE code = 'russian'`);
  });
});
