import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workbook } from '@protobi/exceljs';
import type { TestApp } from '../../testing';
import { createRegisterApp } from '../../imports/test/register-app';
import { runImport } from '../../imports/run';
import { sql } from '../../server/sql';

type Found = { id: string; shortName: string; kind: string; inn: string | null };
type Page = { items: Found[]; total: number; next: string | null; didYouMean: string | null };

const rows = [
  ['school', 'Гимназия № 1', 'ishim-city', '7734077088', 'active', 'urban'],
  ['school', 'Гимназия № 2', 'tyumen-city', null, 'active', 'urban'],
  ['school', 'Школа № 3', 'tyumen-city', null, 'liquidated', 'rural'],
  ['kindergarten', 'Детский сад «Ёлочка»', 'tyumen-city', null, 'active', 'rural'],
  ['college', '=Колледж', null, '7707083893', 'active', null],
] as const;

type Caller = Awaited<ReturnType<TestApp['as']>>;

describe('The list of the register', () => {
  let test: TestApp;
  let reader: Caller;
  beforeAll(async () => {
    test = await createRegisterApp();
    reader = await test.as({ permissions: ['participants.read'] });
    await test.work(async () => {
      for (const [at, [kind, name, municipality, inn, status, settlement]] of rows.entries()) {
        await sql`INSERT INTO core.organisations (region_id, kind, short_name, full_name, municipality_id, inn, status,
            settlement_kind, source, changed_at, lat, lon, phone, licence_number, licence_unlimited, licence_expires,
            accredited, external_ids, number)
          VALUES ('tyumen', ${kind}, ${name}, ${`${name}, полностью`}, ${municipality}, ${inn}, ${status}, ${settlement},
            'test', ${`2026-01-0${at + 1}T10:00:00Z`}, ${at === 0 ? 56.11 : null}, ${at === 0 ? 69.49 : null},
            ${at === 0 ? '+7 (34551) 0-00-00' : null}, ${at < 2 ? 'Л-1' : null}, ${at > 1 ? null : at === 0},
            ${at === 1 ? '2031-05-20' : null}, ${at === 1 ? false : null}, ${at === 1 ? '{"ekis":"0012"}' : '{}'}::jsonb,
            ${at === 1 ? '02' : null})`;
      }
      await sql`INSERT INTO core.programmes (organisation_id, code, level, name)
        SELECT id, 'secondary', 'Общее образование', 'среднее общее образование' FROM core.organisations WHERE inn = '7734077088'`;
    });
  }, 120_000);
  afterAll(() => test.stop());

  const stranger: Caller = (url, options) => test.call(url, options);

  const address = '/api/participants/organisations';
  const list = async (query: string) => (await reader(`${address}?${query}`)).body as Page;
  const names = async (query: string) => (await list(query)).items.map(({ shortName }) => shortName);

  it('is sorted by each column both ways, what has no value last', async () => {
    expect(await names('sort=name')).toEqual([
      '=Колледж',
      'Гимназия № 1',
      'Гимназия № 2',
      'Детский сад «Ёлочка»',
      'Школа № 3',
    ]);
    expect((await names('sort=-name'))[0]).toBe('Школа № 3');
    expect((await list('sort=inn')).items.map(({ inn }) => inn)).toEqual([
      '7707083893',
      '7734077088',
      null,
      null,
      null,
    ]);
    expect((await list('sort=-inn')).items.map(({ inn }) => inn)).toEqual([
      '7734077088',
      '7707083893',
      null,
      null,
      null,
    ]);
    expect((await list('sort=kind')).items[0]?.kind).toBe('kindergarten');
    expect(await names('sort=-changed')).toEqual(rows.map(([, name]) => name).reverse());
    expect((await names('sort=municipality'))[0]).toBe('Гимназия № 1');
    expect((await names('sort=-municipality')).at(-1)).toBe('=Колледж');
    expect((await reader(`${address}?sort=price`)).status).toBe(400);
  });

  it('walks through pages in every order without loss or repeat', async () => {
    for (const sort of [
      'name',
      '-name',
      'inn',
      '-inn',
      'kind',
      '-kind',
      'municipality',
      '-municipality',
      'changed',
      '-changed',
      'status',
      '-status',
    ]) {
      const whole = await names(`sort=${sort}`);
      const seen: string[] = [];
      for (let after: string | null = ''; after !== null;) {
        const page: Page = await list(`sort=${sort}&limit=2${after && `&after=${after}`}`);
        seen.push(...page.items.map(({ shortName }) => shortName));
        after = page.next;
      }
      expect([sort, seen]).toEqual([sort, whole]);
    }
  });

  it('keeps the corrected words on the second page', async () => {
    const first = await list('text=гимнзия&limit=1');
    expect(first).toMatchObject({ total: 2, didYouMean: 'гимназия' });
    const second = await list(`text=гимнзия&limit=1&after=${first.next}`);
    expect(second).toMatchObject({ total: 2, didYouMean: 'гимназия', next: null });
    expect([first, second].flatMap(({ items }) => items.map(({ shortName }) => shortName)).sort()).toEqual([
      'Гимназия № 1',
      'Гимназия № 2',
    ]);
  });

  it('refuses a mark of a page of another order', async () => {
    const { next } = await list('sort=name&limit=1');
    expect((await reader(`${address}?sort=inn&limit=1&after=${next}`)).status).toBe(400);
  });

  it('shows what a card lacks, and narrows by place and origin', async () => {
    expect((await list('missing=inn')).total).toBe(3);
    expect(await names('missing=municipality')).toEqual(['=Колледж']);
    expect((await list('missing=point')).total).toBe(4);
    expect((await list('missing=contacts&kind=school')).total).toBe(2);
    expect((await list('settlementKind=rural&status=active')).total).toBe(1);
    expect((await list('origin=demo')).total).toBe(0);
    expect((await reader(`${address}?missing=everything`)).status).toBe(400);
  });

  describe('has counts', () => {
    const counts = (query = '') => reader(`${address}/counts?${query}`);

    it('for readers only', async () => {
      expect((await test.call(`${address}/counts`)).status).toBe(401);
      const other = await test.as({ permissions: ['imports.run'] });
      expect((await other(`${address}/counts`)).status).toBe(403);
      expect((await counts('kind=prison')).status).toBe(400);
    });

    it('of each choice under the other filters, and of the whole', async () => {
      expect((await counts()).body).toEqual({
        total: 5,
        kind: { school: 3, kindergarten: 1, college: 1 },
        status: { active: 4, liquidated: 1 },
        municipality: { 'ishim-city': 1, 'tyumen-city': 3 },
      });
      expect((await counts('kind=school&status=active')).body).toEqual({
        total: 2,
        kind: { school: 2, kindergarten: 1, college: 1 },
        status: { active: 2, liquidated: 1 },
        municipality: { 'ishim-city': 1, 'tyumen-city': 1 },
      });
      expect((await counts('text=гимнзия')).body).toMatchObject({ total: 2, kind: { school: 2 } });
      expect((await counts('municipality=tyumen-city&missing=inn')).body).toMatchObject({ total: 3 });
    });
  });

  describe('goes out as a file', () => {
    const take = (payload: object, by = reader) => by(`${address}/export`, { method: 'POST', payload });
    const binary = async (payload: object) => {
      const cookie = await signedIn();
      return test.app.server.inject({
        method: 'POST',
        url: `${address}/export`,
        payload,
        headers: { cookie, 'sec-fetch-site': 'same-origin' },
      });
    };
    // `as` gives texts; a workbook needs its bytes, so this test signs in by itself.
    const signedIn = async () => {
      const login = `exporter-${Math.random().toString(36).slice(2)}`;
      const { createAccount } = await import('../../access/accounts');
      await test.work(() =>
        createAccount({ login, name: 'Выгрузка', password: 'a long enough password', roles: ['analyst'] }),
      );
      const answer = await test.app.server.inject({
        method: 'POST',
        url: '/api/access/sign-in',
        payload: { login, password: 'a long enough password' },
      });
      return String(answer.headers['set-cookie']).split(';')[0] ?? '';
    };

    it('to readers only, and not for a wrong question', async () => {
      expect((await take({ format: 'csv' }, stranger)).status).toBe(401);
      const other = await test.as({ permissions: ['imports.run'] });
      expect((await take({ format: 'csv' }, other)).status).toBe(403);
      expect((await take({ format: 'pdf' })).status).toBe(400);
      expect((await take({ format: 'csv', filter: { kind: 'prison' } })).status).toBe(400);
      expect((await take({ format: 'csv', filter: { colour: 'red' } })).status).toBe(400);
    });

    it('as CSV that Excel in Russian opens, with the filters kept and formulas disarmed', async () => {
      const { status, headers, text } = await take({ format: 'csv', filter: { text: 'гимнзия' } });
      expect(status).toBe(200);
      expect(headers['content-disposition']).toMatch(/^attachment; filename="organisations-\d{4}-\d\d-\d\d\.csv"$/);
      const lines = text
        .replace(/^\uFEFF/, '')
        .trim()
        .split('\r\n');
      expect(text.startsWith('\uFEFFПолное наименование;Краткое наименование;')).toBe(true);
      expect(lines).toHaveLength(3);
      expect(lines[1]).toContain(';7734077088;');
      expect(lines[1]).toContain(';56,11;69,49;');
      expect((await take({ format: 'csv', filter: { kind: 'college' } })).text).toContain(";'=Колледж;");
    });

    it('and leaves a trace in the audit: how many rows, by which filters, not by which words', async () => {
      await take({ format: 'csv', filter: { kind: 'school', text: 'секретное' } });
      const [event] = await test.work(
        () =>
          sql`SELECT details FROM core.audit_events WHERE event = 'participants.register-exported' ORDER BY at DESC LIMIT 1`,
      );
      expect(event).toEqual({ details: { format: 'csv', rows: 0, filters: ['text', 'kind'] } });
    });

    it('as a workbook that the importer takes back without a change', async () => {
      const { rawPayload, headers } = await binary({ format: 'xlsx', filter: {} });
      expect(headers['content-type']).toContain('spreadsheetml');
      const book = new Workbook();
      await book.xlsx.load(rawPayload as never);
      const sheet = book.worksheets[0];
      expect(sheet?.actualRowCount).toBe(rows.length + 1);
      const file = join(test.config.dataFolder, 'back.xlsx');
      writeFileSync(file, rawPayload);
      const before = await test.work(() => sql`SELECT * FROM core.organisations ORDER BY id`);
      const back = await runImport({ kind: 'organisations', file });
      const after = await test.work(() => sql`SELECT * FROM core.organisations ORDER BY id`);
      expect(after).toEqual(before);
      expect(back).toMatchObject({ rows: rows.length, created: 0, updated: 0, rejected: 0, unchanged: rows.length });
    });
  });
});
