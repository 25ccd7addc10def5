import { randomUUID } from 'node:crypto';
import { Workbook } from '@protobi/exceljs';
import { alignSchema, catchUp } from '@regiso/warehouse/api';
import { sql } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import type {
  Answer,
  Catalogue,
  DashboardView,
  IndicatorCard,
  IndicatorDescription,
  Overview,
  QueryReply,
} from '../../shared';
import type { OwnSource, OwnVersion } from '../../shared/own';
import { answer } from '../api';
import { noteDefinitions } from '../definitions';
import { samplePlugin } from './fixture';

type Call = Awaited<ReturnType<TestApp['as']>>;

const aSchool = async (municipality: string, name: string): Promise<string> => {
  const [row] = await sql<{ id: string }>`INSERT INTO core.organisations
    (region_id, municipality_id, kind, full_name, short_name, source)
    SELECT region_id, id, 'school', ${name}, ${name}, 'test' FROM core.municipalities WHERE id = ${municipality} RETURNING id`;
  if (!row) throw new Error(`No municipality ${municipality}`);
  return row.id;
};

const aResult = (
  organisation: string,
  subject: string,
  year: number,
  participants: number | null,
  passed: number | null,
) =>
  sql`INSERT INTO sample.results (organisation_id, subject, year, participants, passed)
    VALUES (${organisation}, ${subject}, ${year}, ${participants}, ${passed})`;

describe('Dashboards', () => {
  let test: TestApp;
  let analyst: Call;
  let schools: string[] = [];
  let places: string[] = [];

  beforeAll(async () => {
    test = await createTestApp({ only: ['participants', 'territory', 'dashboards'], also: [samplePlugin] });
    await alignSchema();
    await test.work(async () => {
      const municipalities = await sql<{ id: string }>`SELECT id FROM core.municipalities ORDER BY id LIMIT 2`;
      places = municipalities.map(({ id }) => id);
      const [first = '', second = ''] = places;
      schools = [
        await aSchool(first, 'Школа № 1'),
        await aSchool(first, '=HYPERLINK("x")'),
        await aSchool(second, 'Школа № 3'),
        await aSchool(second, 'Школа № 4'),
      ];
      const [a = '', b = '', c = '', d = ''] = schools;
      await aResult(a, 'math', 2024, 100, 50);
      await aResult(b, 'math', 2024, 20, 20);
      await aResult(c, 'math', 2024, 4, 1);
      await aResult(d, 'math', 2024, 40, 30);
      await aResult(a, 'physics', 2024, 30, 30);
      await aResult(b, 'physics', 2024, null, null);
      await aResult(a, 'math', 2023, 90, 30);
    });
    await catchUp();
    analyst = await test.as({ roles: ['analyst'] });
  }, 120_000);
  afterAll(() => test.stop());

  const ask = async (question: object, call = analyst): Promise<Answer> => {
    const reply = await call('/api/dashboards/query', { method: 'POST', payload: { questions: [question] } });
    const [first] = (reply.body as QueryReply).answers;
    if (!first || 'problem' in first) throw new Error(JSON.stringify(reply.body));
    return first;
  };

  it('are refused to nobody and forbidden without the permission', async () => {
    const payload = { questions: [{ indicator: 'sample.participants' }] };
    expect((await test.call('/api/dashboards/list')).status).toBe(401);
    expect((await test.call('/api/dashboards/query', { method: 'POST', payload })).status).toBe(401);
    const stranger = await test.as({});
    expect((await stranger('/api/dashboards/query', { method: 'POST', payload })).status).toBe(403);
    const viewer = await test.as({ permissions: ['dashboards.view'] });
    expect((await viewer('/api/dashboards/query', { method: 'POST', payload })).status).toBe(403);
    expect((await viewer('/api/dashboards/sample.overview')).status).toBe(404);
    expect((await viewer('/api/dashboards/list')).body).toEqual([]);
    expect((await viewer('/api/dashboards/indicators/sample.participants')).status).toBe(403);
    const registrar = await test.as({ roles: ['registrar'] });
    expect((await registrar('/api/dashboards/export', { method: 'POST', payload })).status).toBe(403);
  });

  it('answer with value, parts, n, moment and version, in the words of the subsystem', async () => {
    const reply = await ask({ indicator: 'sample.passed-share', by: ['subject'], filters: { year: [2024] } });
    expect(reply).toMatchObject({ indicator: 'sample.passed-share', definitionVersion: 1, by: ['subject'] });
    expect(reply.asOf.at).not.toBeNull();
    expect(reply.rows.map(({ key, titles, n }) => [key[0], titles[0], n])).toEqual([
      ['math', 'Математика', 164],
      ['physics', 'Физика', 30],
    ]);
    expect(reply.rows[0]).toMatchObject({ numerator: 101, denominator: 164, value: (101 / 164) * 100 });
    expect(reply.total).toMatchObject({ numerator: 131, denominator: 194 });
  });

  it('hide a school with four participants together with its neighbour, and order hidden rows last', async () => {
    const { rows, hidden } = await ask({
      indicator: 'sample.participants',
      by: ['organisation'],
      filters: { year: [2024], subject: ['math'] },
      order: { by: 'value', direction: 'asc' },
    });
    expect(rows.map(({ titles, value }) => [titles[0], value])).toEqual([
      ['=HYPERLINK("x")', 20],
      ['Школа № 1', 100],
      ['Школа № 3', null],
      ['Школа № 4', null],
    ]);
    expect(hidden).toBe(2);
  });

  it('say "no data" for a figure that nobody reported, and never 0', async () => {
    const filters = { organisation: [schools[1]], subject: ['physics'] };
    expect(await ask({ indicator: 'sample.participants', filters })).toMatchObject({
      rows: [{ value: null, flags: ['x'] }],
    });
  });

  it('follow a change in the source once it has arrived', async () => {
    const question = { indicator: 'sample.participants', filters: { year: [2023] } };
    const before = await ask(question);
    expect(before.rows[0]?.value).toBe(90);
    const changed = Date.now();
    await test.work(() => sql`UPDATE sample.results SET participants = 91 WHERE year = 2023`);
    // Not arrived yet: the figure does not claim to hold for a moment after the change.
    const waiting = await ask(question);
    expect(waiting).toMatchObject({ rows: [{ value: 90 }], asOf: { tick: before.asOf.tick } });
    expect(Date.parse(waiting.asOf.at ?? '')).toBeLessThanOrEqual(changed);
    await catchUp();
    const after = await ask(question);
    expect(after.rows[0]?.value).toBe(91);
    expect(after.asOf.tick).not.toBe(before.asOf.tick);
    expect(Date.parse(after.asOf.at ?? '')).toBeGreaterThanOrEqual(changed);
  });

  it('count how many schools fall into each step of a figure', async () => {
    const reply = await ask({
      indicator: 'sample.passed-share',
      filters: { year: [2024] },
      distribution: { of: 'organisation', step: 20 },
    });
    expect(reply.rows.map(({ titles, value }) => [titles[0], value])).toEqual([
      ['60–80', 1],
      ['80–100', 0],
      ['100–120', 1],
    ]);
  });

  it('answer the sound questions of a batch and name the fault of the others', async () => {
    const reply = await analyst('/api/dashboards/query', {
      method: 'POST',
      payload: {
        questions: [{ indicator: 'sample.participants' }, { indicator: 'sample.participants', by: ['region'] }],
      },
    });
    const { answers } = reply.body as QueryReply;
    expect(answers[0]).toMatchObject({ rows: [{ value: expect.any(Number) as number }] });
    expect(answers[1]).toMatchObject({ problem: expect.stringContaining('не делится по «region»') as string });
  });

  it('refuse a batch of 41 questions and an unknown field by name', async () => {
    const many = { questions: Array.from({ length: 41 }, () => ({ indicator: 'sample.participants' })) };
    const tooMany = await analyst('/api/dashboards/query', { method: 'POST', payload: many });
    expect(tooMany).toMatchObject({ status: 400, body: { issues: [{ path: ['payload', 'questions'] }] } });
    const odd = await analyst('/api/dashboards/query', {
      method: 'POST',
      payload: { questions: [{ indicator: 'sample.participants', sql: 'DROP' }] },
    });
    expect(odd.status).toBe(400);
  });

  it('say so when they are not divided the way a right is narrowed', async () => {
    const within = (scope: Record<string, string[]>[]) =>
      answer('sample.participants', {}, { audience: 'internal', scope });
    await expect(within([{ grade: ['1', '2'] }])).rejects.toThrow('не делится так, как сужено ваше право');
    const [own] = (await within([{ grade: ['1'] }, { municipality: [places[0] ?? ''], subject: ['physics'] }])).rows;
    expect(own?.value).toBe(30);
  });

  it('keep to the indicators of the named dashboard', async () => {
    const reader = await test.as({ permissions: ['dashboards.view', 'sample.read'] });
    const query = (indicator: string) =>
      reader('/api/dashboards/query', {
        method: 'POST',
        payload: { dashboard: 'sample.overview', questions: [{ indicator }] },
      });
    expect((await query('sample.participants')).status).toBe(200);
    expect((await query('sample.per-thousand')).status).toBe(403);
  });

  it('give the page a definition with filters, their values and the latest year to begin with', async () => {
    const { body } = await analyst('/api/dashboards/sample.overview');
    const { filters, drill, time, tiles } = body as DashboardView;
    expect(filters[0]).toMatchObject({ by: 'year', initial: '2024', options: [{ value: '2024' }, { value: '2023' }] });
    expect(filters[1]?.options).toContainEqual({ value: 'math', title: 'Математика' });
    expect([drill, time, tiles.length]).toEqual([['municipality', 'organisation'], 'year', 7]);
  });

  it('explain how a figure is computed: words, formula, act, SQL, sources and their size', async () => {
    const { body } = await analyst('/api/dashboards/indicators/sample.passed-share');
    const description = body as IndicatorDescription;
    expect(description).toMatchObject({ numerator: 'сдавшие', denominator: 'участники', act: '273-ФЗ, ст. 59' });
    expect(description.formula).toBe(
      'сумма passed (participants известно) ÷ сумма participants (passed известно) × 100 %',
    );
    expect(description.sql).toContain('FROM sample_results_current AS f');
    expect(description.facts).toEqual([expect.objectContaining({ name: 'sample_results', rows: 7 })]);
  });

  it('explain it in English to whoever reads English', async () => {
    const explained = async (id: string) =>
      (await analyst(`/api/dashboards/indicators/${id}?language=en`)).body as IndicatorDescription;
    const share = await explained('sample.passed-share');
    expect(share).toMatchObject({ numerator: 'those who passed', denominator: 'участники' });
    expect(share.formula).toBe('sum of passed (participants known) ÷ sum of participants (passed known) × 100 %');
    expect(share.disclosure).toBe(
      'Inside groups of at least 5 people are shown, to the public of at least 10. Smaller ones are hidden together with those that would give them away',
    );
    const tested = await explained('sample.schools-tested');
    expect(tested.formula).toBe('number of different organisation (participants ≥ 1; subject = math | physics)');
    expect(tested.disclosure).toMatch(/^Organisations are counted/);
  });

  describe('have a catalogue that', () => {
    const catalogue = async (search = '', call = analyst) =>
      (await call(`/api/dashboards/catalogue${search}`)).body as Catalogue;
    const card = async (id: string, call = analyst) => call(`/api/dashboards/catalogue/${id}`);
    const found = async (search: string) => (await catalogue(search)).items.map(({ id }) => id);

    it('is refused, forbidden, and shows a reader only the subsystems open to them', async () => {
      expect((await test.call('/api/dashboards/catalogue')).status).toBe(401);
      expect((await (await test.as({}))('/api/dashboards/catalogue')).status).toBe(403);
      const viewer = await test.as({ permissions: ['dashboards.view'] });
      expect(await catalogue('', viewer)).toMatchObject({ items: [], count: 0, subsystems: [] });
      expect((await card('sample.participants', viewer)).status).toBe(403);
      expect((await card('sample.nothing')).status).toBe(404);
    });

    it('says formula in words, act, unit, direction, freshness and where it is shown', async () => {
      const { items, count, subsystems } = await catalogue();
      expect([count, subsystems]).toEqual([4, [{ id: 'sample', title: 'Проба', count: 4 }]]);
      const share = items.find(({ id }) => id === 'sample.passed-share');
      expect(share).toMatchObject({
        formula: 'сдавшие ÷ участники × 100 %',
        act: '273-ФЗ, ст. 59',
        unit: 'percent',
        better: 'higher',
        isPublic: true,
        boards: 1,
      });
      expect(Date.parse(share?.asOf.at ?? '')).toBeGreaterThan(0);
      const { body } = await card('sample.passed-share');
      expect((body as IndicatorCard).boards).toEqual([{ id: 'sample.overview', title: 'Обзор', titleEn: null }]);
      const { body: unused } = await card('sample.per-thousand');
      expect((unused as IndicatorCard).boards).toEqual([]);
    });

    it('is searched by any words of title, formula, act and code, in any order and case', async () => {
      expect(await found(`?q=${encodeURIComponent('УЧАСТНИКИ сдавшие')}`)).toEqual(['sample.passed-share']);
      expect(await found(`?q=${encodeURIComponent('273-фз')}`)).toEqual(['sample.passed-share']);
      expect(await found('?q=per-thousand')).toEqual(['sample.per-thousand']);
      expect(await found(`?q=${encodeURIComponent('нет такого')}`)).toEqual([]);
      expect(await found('?plugin=another')).toEqual([]);
      expect((await analyst(`/api/dashboards/catalogue?q=${'a'.repeat(201)}`)).status).toBe(400);
    });

    it('keeps every definition that figures were counted by, and says what changed and whether silently', async () => {
      const first = ((await card('sample.participants')).body as IndicatorCard).history;
      expect(first).toMatchObject([{ version: 1, formula: 'сумма participants', changed: [], isSilent: false }]);
      // The definition that stood here until today, of the same number: somebody changed it and told nobody.
      await test.work(
        () => sql`UPDATE dashboards.definitions SET digest = 'of yesterday', first_seen_at = now() - interval '1 day',
          definition = jsonb_set(definition, '{numerator,sum}', '"passed"') WHERE indicator = 'sample.participants'`,
      );
      await test.work(noteDefinitions);
      const { history } = (await card('sample.participants')).body as IndicatorCard;
      expect(history).toMatchObject([
        { version: 1, formula: 'сумма participants', changed: ['numerator'], isSilent: true },
        { version: 1, formula: 'сумма passed', changed: [], isSilent: false },
      ]);
      const told = await test.work(
        () => sql<{ details: object }>`SELECT details FROM core.audit_events
          WHERE event = 'dashboards.definitions-noted' ORDER BY id DESC LIMIT 1`,
      );
      expect(told).toEqual([{ details: { definitions: ['sample.participants@1'] } }]);
    });
  });

  describe('have an overview that', () => {
    const overview = async (search = '', call = analyst) =>
      (await call(`/api/dashboards/overview${search}`)).body as Overview;

    it('is refused, forbidden, and empty for whom no board is open', async () => {
      expect((await test.call('/api/dashboards/overview')).status).toBe(401);
      expect((await (await test.as({}))('/api/dashboards/overview')).status).toBe(403);
      const viewer = await test.as({ permissions: ['dashboards.view'] });
      expect(await overview('', viewer)).toMatchObject({ groups: [] });
      expect((await analyst('/api/dashboards/overview?municipality=%27%3B')).status).toBe(400);
    });

    it('shows the newest time with data, the year before, and places from the highest down, data quality last', async () => {
      const { groups, tick, isDemo } = await overview();
      expect(groups.map(({ title, tiles }) => [title, tiles.map((tile) => tile.title)])).toEqual([
        ['Проба', ['Математика: сдавали']],
        ['Качество данных', ['Сколько сдали']],
      ]);
      expect([tick > 0, isDemo]).toEqual([true, false]);
      const [taken] = groups[0]?.tiles ?? [];
      expect(taken).toMatchObject({
        id: 'sample.overview.participants',
        period: '2024',
        figure: { value: 164 },
        before: { title: '2023', figure: { value: expect.any(Number) as number } },
        region: null,
      });
      expect(taken?.course.map(({ key }) => key[0])).toEqual(['2023', '2024']);
      expect(taken?.places.map(({ key, value }) => [key[0], value])).toEqual([
        [places[0], 120],
        [places[1], 44],
      ]);
      expect(groups[1]?.tiles[0]).toMatchObject({ period: null, before: null, course: [] });
    });

    it('shows one municipality beside the region, and says where there is nothing to compare with', async () => {
      const { groups } = await overview(`?municipality=${places[1]}`);
      expect(groups[0]?.tiles[0]).toMatchObject({
        figure: { value: 44 },
        region: { value: 164 },
        before: { title: '2023', figure: { value: null, flags: ['x'] } },
      });
    });
  });

  describe('take indicators that analysts define, which', () => {
    const mean = {
      title: 'Сдавших на школу',
      unit: 'score',
      decimals: 1,
      better: 'higher',
      numerator: { fact: 'sample_results', count: 'sum', column: 'passed', reads: 'сдавшие' },
      denominator: {
        fact: 'sample_results',
        count: 'distinct',
        column: 'organisation',
        where: [{ column: 'subject', in: ['math'] }],
        reads: 'школы, где сдавали математику',
      },
      by: ['year', 'municipality'],
    };
    const post = (call: Call, path: string, payload: object) =>
      call(`/api/dashboards${path}`, { method: 'POST', payload, headers: { 'idempotency-key': randomUUID() } });
    const newest = async (code: string) =>
      ((await analyst(`/api/dashboards/own/${code}`)).body as OwnVersion[])[0] ?? ({} as OwnVersion);
    let colleague: Call;
    let code = '';
    const answered = async (id: string) => post(analyst, '/query', { questions: [{ indicator: id }] });

    it('only analysts may define, from facts of their own subsystems, and are told each fault by its field', async () => {
      colleague = await test.as({ roles: ['analyst'] });
      expect((await test.call('/api/dashboards/own')).status).toBe(401);
      const registrar = await test.as({ roles: ['registrar'] });
      expect((await post(registrar, '/own', { definition: mean })).status).toBe(403);
      const stranger = await test.as({ permissions: ['dashboards.define'] });
      expect((await stranger('/api/dashboards/own/sources')).body).toEqual([]);
      expect(await post(stranger, '/own', { definition: mean })).toMatchObject({
        status: 400,
        body: { issues: [{ path: ['payload', 'definition', 'numerator', 'fact'] }, expect.anything()] },
      });
      expect((await post(analyst, '/own', { definition: { ...mean, sql: 'DROP' } })).status).toBe(400);
      const sources = (await analyst('/api/dashboards/own/sources')).body as OwnSource[];
      const [sample] = sources.filter(({ name }) => name === 'sample_results');
      expect(sample?.dimensions.map(({ name }) => name)).not.toContain('candidate');
      expect(sample?.columns.find(({ name }) => name === 'subject')?.where).toBe('values');
      const values = await analyst('/api/dashboards/own/sources/sample_results/values?column=subject');
      expect(values.body).toContainEqual({ value: 'math', title: 'Математика' });
      const persons = await analyst('/api/dashboards/own/sources/sample_results/values?column=candidate');
      expect(persons.status).toBe(404);
    });

    it('are looked at before they are kept, protected as every figure is', async () => {
      const definition = { ...mean, numerator: { ...mean.numerator, column: 'participants' }, denominator: null };
      const { status, body } = await post(analyst, '/own/preview', { definition });
      if (status !== 200) throw new Error(JSON.stringify(body));
      const { answers, words } = body as { answers: Answer[]; words: string };
      expect([status, words, answers.map(({ by }) => by)]).toEqual([200, 'сдавшие', [[], ['year'], ['municipality']]]);
      // Nobody knows whose these rows are: the figure counts as one person's.
      expect(answers[0]?.rows[0]).toMatchObject({ value: null, flags: ['c'] });
    });

    it('count only once a second person has approved them, and stand in the audit', async () => {
      await test.work(() => sql`UPDATE sample.results SET candidate_id = gen_random_uuid()`);
      await catchUp();
      code = ((await post(analyst, '/own', { definition: mean })).body as { code: string }).code;
      expect((await answered(code)).status).toBe(403);
      const step = (call: Call, name: string, payload: object) => post(call, `/own/${code}/${name}`, payload);
      expect((await step(colleague, 'send', { version: 1 })).status).toBe(403);
      expect((await step(analyst, 'send', { version: 1 })).status).toBe(200);
      expect((await step(analyst, 'decide', { version: 2, isApproved: true })).status).toBe(403);
      expect((await step(colleague, 'decide', { version: 1, isApproved: true })).status).toBe(409);
      expect((await step(colleague, 'decide', { version: 2, isApproved: false })).status).toBe(400);
      expect((await step(colleague, 'decide', { version: 2, isApproved: false, note: 'Уточните' })).status).toBe(200);
      expect(await newest(code)).toMatchObject({ state: 'returned', note: 'Уточните', isMine: true });
      const changed = { version: 3, definition: { ...mean, title: 'Сдавших на одну школу' } };
      expect((await analyst(`/api/dashboards/own/${code}`, { method: 'PUT', payload: changed })).status).toBe(200);
      await step(analyst, 'send', { version: 4 });
      expect((await step(colleague, 'decide', { version: 5, isApproved: true })).status).toBe(200);
      const { answers } = (await answered(code)).body as QueryReply;
      expect(answers[0]).toMatchObject({
        indicator: code,
        definitionVersion: 1,
        rows: [{ value: expect.any(Number) as number }],
      });
      const { items } = (await analyst('/api/dashboards/catalogue?q=own.')).body as Catalogue;
      expect(items).toMatchObject([{ id: code, title: 'Сдавших на одну школу', isOwn: true, plugin: 'sample' }]);
      const told = await test.work(
        () => sql<{ event: string }>`SELECT event FROM core.audit_events WHERE object_id = ${code} ORDER BY id`,
      );
      const events = ['drafted', 'sent', 'returned', 'drafted', 'sent', 'approved'];
      expect(told.map(({ event }) => event)).toEqual(events.map((name) => `dashboards.indicator-${name}`));
    });

    it('go on counting by the approved version while the next one waits, and no more once they are withdrawn', async () => {
      const { version } = await newest(code);
      const definition = { ...mean, title: 'Сдавших на школу, все предметы', by: ['year'] };
      const put = (payload: object) => colleague(`/api/dashboards/own/${code}`, { method: 'PUT', payload });
      expect((await put({ version, definition })).status).toBe(400);
      expect((await put({ version, definition, why: 'Разрез не нужен' })).status).toBe(200);
      expect(((await answered(code)).body as QueryReply).answers[0]).toMatchObject({ definitionVersion: 1 });
      await post(colleague, `/own/${code}/send`, { version: 1 });
      expect((await post(analyst, `/own/${code}/decide`, { version: 2, isApproved: true })).status).toBe(200);
      expect(((await answered(code)).body as QueryReply).answers[0]).toMatchObject({ definitionVersion: 2 });
      const { history } = (await analyst(`/api/dashboards/catalogue/${code}`)).body as IndicatorCard;
      expect(history).toMatchObject([{ version: 2, changed: ['by', 'title'] }, { version: 1 }]);
      const reason = { version: 3, reason: 'Больше не нужен' };
      expect((await post(analyst, `/own/${code}/withdraw`, reason)).status).toBe(200);
      expect((await answered(code)).status).toBe(403);
      expect((await analyst(`/api/dashboards/catalogue/${code}`)).status).toBe(404);
    });
  });

  it('say on every sheet of a workbook that the data are for demonstration, while such data stand in the base', async () => {
    const questions = [{ indicator: 'sample.participants', by: ['subject'], filters: {} }];
    const sheets = async (language: string) => {
      const payload = { title: 'Проба', language, questions };
      const headers = { 'sec-fetch-site': 'same-origin', cookie: await cookieOf() };
      const inject = { method: 'POST' as const, url: '/api/dashboards/export', payload, headers };
      const book = new Workbook();
      await book.xlsx.load((await test.app.server.inject(inject)).rawPayload as never);
      return book.worksheets.map((sheet) => JSON.stringify(sheet.getSheetValues()));
    };
    const isDemo = async () => ((await analyst('/api/dashboards/sample.overview')).body as DashboardView).isDemo;
    expect([await isDemo(), (await sheets('ru')).join()]).toEqual([false, expect.not.stringMatching(/емонстрац/)]);
    await test.work(() => sql`INSERT INTO core.settings (name, value) VALUES ('demo', '{"size":"small"}'::jsonb)`);
    try {
      expect(await isDemo()).toBe(true);
      const all = [...(await sheets('ru')), ...(await sheets('en'))];
      expect(all).toHaveLength(4);
      expect(all.filter((text) => !/Демонстрационные данные|Demonstration data/.test(text))).toEqual([]);
    } finally {
      await test.work(() => sql`DELETE FROM core.settings WHERE name = 'demo'`);
    }
  });

  it('export a workbook with a sheet about the data, in which no text becomes a formula', async () => {
    const question = { indicator: 'sample.participants', by: ['organisation'], filters: { year: [2024] } };
    const payload = { title: '=1+1', dashboard: 'sample.overview', questions: [question] };
    const inject = {
      method: 'POST' as const,
      url: '/api/dashboards/export',
      payload,
      headers: { 'sec-fetch-site': 'same-origin', cookie: await cookieOf() },
    };
    const reply = await test.app.server.inject(inject);
    expect(reply.statusCode).toBe(200);
    const recorded = await test.work(
      () => sql`SELECT object_id AS board, details FROM core.audit_events
        WHERE event = 'dashboards.exported' ORDER BY at DESC LIMIT 1`,
    );
    expect(recorded).toEqual([{ board: 'sample.overview', details: { tables: 1 } }]);
    const book = new Workbook();
    await book.xlsx.load(reply.rawPayload as never);
    const text = JSON.stringify(book.worksheets.map((sheet) => sheet.getSheetValues()));
    expect(book.worksheets.map(({ name }) => name)).toEqual(['О данных', 'Таблица 1']);
    expect(text).toContain("'=1+1");
    expect(text).toContain("'=HYPERLINK");
    expect(text).toContain('Год: 2024');
    expect(text).not.toContain('"formula"');
  });

  const cookieOf = async () => {
    const { createAccount } = await import('../../../core/access/accounts');
    const login = `exporter-${randomUUID().slice(0, 8)}`;
    const account = { login, name: 'Э', password: 'a long enough password', roles: ['analyst'] };
    await test.work(() => createAccount(account));
    const reply = await test.app.server.inject({
      method: 'POST',
      url: '/api/access/sign-in',
      payload: { login: account.login, password: account.password },
    });
    return String(reply.headers['set-cookie']).split(';')[0] ?? '';
  };

  describe('for the public', () => {
    const outside = { audience: 'public' } as const;

    it('show only indicators meant for it', async () => {
      await expect(answer('sample.per-thousand', {}, outside)).rejects.toThrow(/не публикуется/);
    });

    it('hide the same cells however the question is filtered', async () => {
      const bySchool = await answer(
        'sample.participants',
        { by: ['organisation'], filters: { subject: ['math'] } },
        outside,
      );
      const hidden = bySchool.rows.filter(({ flags }) => flags.includes('c')).map(({ key }) => key[0]);
      for (const school of schools) {
        const own = await answer(
          'sample.participants',
          { by: ['subject'], filters: { organisation: [school] } },
          outside,
        );
        const math = own.rows.find(({ key }) => key[0] === 'math');
        expect(math?.flags.includes('c')).toBe(hidden.includes(school));
      }
      expect(hidden).toContain(schools[2]);
      expect(hidden.length).toBeGreaterThan(1);
    });

    it('refuse questions whose difference would tell of few', async () => {
      await expect(
        answer('sample.participants', { filters: { subject: ['math', 'physics'] } }, outside),
      ).rejects.toThrow(/одно значение/);
      await expect(answer('sample.participants', { period: { from: '2024-01-01' } }, outside)).rejects.toThrow(
        /период/,
      );
    });
  });
});
