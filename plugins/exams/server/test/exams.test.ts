import { createTestApp, type TestApp } from '@regiso/core/testing';

type Rows = Record<string, unknown>[];

describe('The reference of exams', () => {
  let test: TestApp;
  let operator: Awaited<ReturnType<TestApp['as']>>;
  let analyst: typeof operator;
  beforeAll(async () => {
    test = await createTestApp({ only: ['exams'] });
    operator = await test.as({ roles: ['operator'] });
    analyst = await test.as({ roles: ['analyst'] });
  });
  afterAll(() => test.stop());

  it('is closed to nobody in particular and to strangers', async () => {
    const url = '/api/exams/reference/scales';
    expect((await test.call(url)).status).toBe(401);
    expect((await (await test.as({}))(url)).status).toBe(403);
    expect((await analyst(url)).status).toBe(200);
    expect((await analyst(url, { method: 'POST', payload: {} })).status).toBe(403);
  });

  it('holds kinds, subjects, sessions, thresholds and published means', async () => {
    const list = async (name: string) => (await analyst(`/api/exams/reference/${name}`)).body as Rows;
    expect((await list('kinds')).map(({ code }) => code)).toEqual(['e8', 'ege', 'gve', 'oge']);
    expect(await list('subjects')).toContainEqual(expect.objectContaining({ code: 'math-base', unit: 'mark' }));
    expect(await list('sessions')).toContainEqual(
      expect.objectContaining({
        kind: 'ege',
        year: 2026,
        period: 'main',
        startsOn: '2026-06-01',
        endsOn: '2026-07-09',
      }),
    );
    expect(await list('thresholds?kind=ege&subject=russian&on=2026-06-01')).toEqual([
      expect.objectContaining({ purpose: 'certificate', minimum: 24 }),
      expect.objectContaining({ purpose: 'university', minimum: 36 }),
      expect.objectContaining({ purpose: 'university-science-ministry', minimum: 40 }),
    ]);
    expect(await list('means')).toHaveLength(24);
  });

  it('converts primary points by the scale in force on the day', async () => {
    const convert = (query: string) => analyst(`/api/exams/reference/convert?${query}`);
    expect((await convert('kind=ege&subject=russian&on=2026-06-01&primary=49')).body).toMatchObject({ result: 97 });
    expect((await convert('kind=oge&subject=russian&on=2023-06-01&primary=33&literacy=3')).body).toMatchObject({
      result: 3,
    });
    expect((await convert('kind=oge&subject=russian&on=2023-06-01&primary=33')).body).toMatchObject({ result: null });
    expect((await convert('kind=ege&subject=russian&on=2024-06-01&primary=49')).status).toBe(404);
    expect((await convert('kind=ege&subject=russian&on=2026-06-01&primary=51')).body).toMatchObject({
      status: 409,
      detail: 'Первичный балл 51 больше наибольшего по этой шкале: 50',
    });
  });

  it('takes another kind of exam and another subject as data', async () => {
    const kind = { code: 'vpr-5', title: 'ВПР 5', titleEn: 'VPR 5', grade: 5, unit: 'mark', maximum: 5 };
    const post = (name: string, payload: object) =>
      operator(`/api/exams/reference/${name}`, { method: 'POST', payload });
    expect((await post('kinds', kind)).status).toBe(200);
    expect((await post('kinds', kind)).status).toBe(409);
    expect((await post('kinds', { ...kind, code: 'ВПР' })).body).toMatchObject({
      issues: [{ path: ['payload', 'code'], message: expect.stringMatching(/строчные латинские/) as string }],
    });
    expect((await post('subjects', { code: 'music', title: 'Музыка', titleEn: 'Music' })).status).toBe(200);
  });

  it('closes a version of a scale by the next one and never edits it', async () => {
    const scale = {
      kind: 'oge',
      subject: 'russian',
      unit: 'mark',
      bands: [
        { from: 0, to: 14, result: 2 },
        { from: 15, to: 37, result: 3 },
      ],
      validFrom: '2026-09-01',
      validTo: null,
      act: 'Приказ № 1',
      source: 'испытание',
    };
    const post = (changes: object) =>
      operator('/api/exams/reference/scales', { method: 'POST', payload: { ...scale, ...changes } });
    expect((await post({ bands: [{ from: 1, to: 5, result: 2 }] })).body).toMatchObject({
      issues: [{ message: expect.stringMatching(/подряд от 0/) as string }],
    });
    expect((await post({ validFrom: '2026-01-01' })).status).toBe(409);
    expect((await post({})).status).toBe(200);
    const on = async (day: string) =>
      ((await analyst(`/api/exams/reference/scales?kind=oge&subject=russian&on=${day}`)).body as Rows).map((row) => [
        row.act,
        row.validTo,
      ]);
    expect(await on('2026-08-31')).toEqual([['Письмо Рособрнадзора от 25.02.2026 № 02-20', '2026-08-31']]);
    expect(await on('2026-09-01')).toEqual([['Приказ № 1', null]]);
    const { sql } = await import('@regiso/core');
    const change = test.work(() => sql`UPDATE exams.scales SET act = 'другой'`);
    await expect(change).rejects.toThrow(/never changed/);
    await expect(test.work(() => sql`DELETE FROM exams.thresholds`)).rejects.toThrow(/never changed/);
  });

  describe('an officer enters next year', () => {
    const post = (name: string, payload: object) =>
      operator(`/api/exams/reference/${name}`, { method: 'POST', payload });
    const faults = ({ body }: { body: unknown }) =>
      (body as { issues?: { path: string[]; message: string }[] }).issues?.map(({ path, message }) => [
        path.at(-1),
        message,
      ]);
    const minimum = {
      ...{ kind: 'ege', subject: 'russian', purpose: 'university', unit: 'score', minimum: 37 },
      ...{ validFrom: '2027-01-01', validTo: '2027-12-31', source: 'Приказ № 1' },
    };
    const minima = async (day: string) =>
      ((await analyst(`/api/exams/reference/thresholds?kind=ege&subject=russian&on=${day}`)).body as Rows)
        .filter(({ purpose }) => purpose === 'university')
        .map((row) => [row.minimum, row.validFrom, row.validTo]);

    it('only with the right to it', async () => {
      for (const name of ['thresholds', 'sessions'])
        expect((await analyst(`/api/exams/reference/${name}`, { method: 'POST', payload: {} })).status).toBe(403);
    });

    it('minima: refused at the field for what is unknown or makes no sense', async () => {
      expect(faults(await post('thresholds', { ...minimum, kind: 'vpr-9', subject: 'alchemy' }))).toEqual([
        ['kind', expect.stringMatching(/вида экзамена нет/)],
        ['subject', expect.stringMatching(/предмета нет/)],
      ]);
      expect(faults(await post('thresholds', { ...minimum, validTo: '2026-12-31' }))).toEqual([
        ['validTo', 'Последний день раньше первого'],
      ]);
      expect(faults(await post('thresholds', { ...minimum, minimum: 101 }))).toEqual([
        ['minimum', 'В этих единицах бывает не больше 100'],
      ]);
      expect(faults(await post('thresholds', { ...minimum, minimumTo: 30 }))?.[0]?.[0]).toBe('minimumTo');
    });

    it('minima: one follows another without overlaps, and both stay what they were', async () => {
      expect(await post('thresholds', minimum)).toMatchObject({ status: 200 });
      expect(await minima('2026-12-31')).toEqual([[36, '2026-01-01', '2026-12-31']]);
      expect(await minima('2027-06-01')).toEqual([[37, '2027-01-01', '2027-12-31']]);
      const inside = { ...minimum, validFrom: '2027-03-01', validTo: '2027-04-01' };
      for (const overlap of [minimum, inside, { ...minimum, validFrom: '2026-12-01', validTo: '2028-01-01' }])
        expect(faults(await post('thresholds', overlap))).toEqual([
          ['validFrom', expect.stringMatching(/уже есть минимум \(с 2027-01-01 по 2027-12-31\)/)],
        ]);
      expect((await post('thresholds', { ...minimum, minimum: 38, validFrom: '2027-09-01' })).status).toBe(200);
      expect(await minima('2027-08-31')).toEqual([[37, '2027-01-01', '2027-08-31']]);
      expect(await minima('2027-09-01')).toEqual([[38, '2027-09-01', '2027-12-31']]);
      const { sql } = await import('@regiso/core');
      const past = test.work(
        () => sql`INSERT INTO exams.thresholds (kind, subject, purpose, profile, unit, minimum, valid_from, valid_to,
          source, verified) VALUES ('ege', 'russian', 'university', '', 'score', 1, '2027-02-01', '2027-02-02', 'x', false)`,
      );
      await expect(past).rejects.toThrow(/thresholds_one_a_day|exclusion/);
    });

    it('the days of sessions, and other days when they move', async () => {
      const session = {
        ...{ kind: 'ege', year: 2027, period: 'main', startsOn: '2027-05-31', endsOn: '2027-07-05' },
        ...{ applyBy: '2027-02-01', source: 'Приказ № 2' },
      };
      expect(faults(await post('sessions', { ...session, kind: 'vpr-9' }))?.[0]?.[0]).toBe('kind');
      expect(faults(await post('sessions', { ...session, year: 2028 }))?.map(([field]) => field)).toEqual([
        'startsOn',
        'endsOn',
      ]);
      expect(faults(await post('sessions', { ...session, applyBy: '2027-06-01' }))?.[0]?.[0]).toBe('applyBy');
      expect((await post('sessions', session)).status).toBe(200);
      const late = { ...session, period: 'additional', startsOn: '2027-07-05', endsOn: '2027-09-20' };
      expect(faults(await post('sessions', late))).toEqual([
        ['startsOn', expect.stringMatching(/другой период \(с 2027-05-31 по 2027-07-05\)/)],
      ]);
      expect((await post('sessions', { ...session, endsOn: '2027-07-01' })).status).toBe(200);
      const stored = ((await analyst('/api/exams/reference/sessions')).body as Rows).filter(
        ({ year }) => year === 2027,
      );
      expect(stored).toEqual([expect.objectContaining({ startsOn: '2027-05-31', endsOn: '2027-07-01' })]);
    });

    it('and the audit tells each of these, with the days that were before', async () => {
      const { sql } = await import('@regiso/core');
      const told = await test.work(
        () => sql<{ event: string; details: Rows[number] }>`SELECT event, details FROM core.audit_events
          WHERE event IN ('exams.threshold-added', 'exams.session-entered') ORDER BY id`,
      );
      expect(told.map(({ event }) => event)).toEqual([
        ...['exams.threshold-added', 'exams.threshold-added', 'exams.session-entered', 'exams.session-entered'],
      ]);
      expect(told.at(-1)?.details).toMatchObject({ before: { startsOn: '2027-05-31', endsOn: '2027-07-05' } });
    });
  });

  it('is not touched by a second seed', async () => {
    const { sql } = await import('@regiso/core');
    const { seedReference } = await import('../services/seed-reference');
    const count = () =>
      test.work(
        () => sql`SELECT (SELECT count(*) FROM exams.scales) AS scales, (SELECT count(*) FROM exams.thresholds) AS thresholds,
          (SELECT count(*) FROM core.audit_events WHERE event = 'exams.reference-loaded') AS events`,
      );
    const before = await count();
    await test.work(seedReference);
    expect(await count()).toEqual(before);
  });
});
