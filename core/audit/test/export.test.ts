import { parse } from 'csv-parse/sync';
import { audit, sql } from '../../server';
import { dayFrom } from '../../agreements/test/builders';
import { createTestApp, type TestApp } from '../../testing';
import { tampering } from './tampering';

let test: TestApp;
let auditor: Awaited<ReturnType<TestApp['as']>>;
beforeAll(async () => {
  test = await createTestApp({ only: [] });
  auditor = await test.as({ permissions: ['audit.read'] });
});
afterAll(() => test.stop());

const uuid = async () => {
  const [row] = await test.work(() => sql<{ id: string }>`SELECT uuidv7() AS id`);
  return row?.id ?? '';
};
const take = (payload: object) => auditor('/api/audit/export', { method: 'POST', payload });
const linesOf = (text: string): Record<string, string>[] => parse(text, { bom: true, columns: true, delimiter: ';' });
const exportsKept = () =>
  test.work(
    () => sql<{ details: object; person_id: string | null; object_type: string; object_id: string | null }>`
    SELECT details, person_id, object_type, object_id FROM core.audit_events
    WHERE event = 'audit.exported' ORDER BY at DESC, id DESC`,
  );

describe('What is found in the audit log, as a file', () => {
  it('is refused to strangers, without the permission, and for what is no search', async () => {
    const somebody = await test.as({ permissions: ['access.manage-accounts'] });
    const call = { method: 'POST', payload: { search: {} } };
    expect((await test.call('/api/audit/export', call)).status).toBe(401);
    expect((await somebody('/api/audit/export', call)).status).toBe(403);
    const wrong = [
      {},
      { search: { limit: 5 } },
      { search: { object: 'Иванова' } },
      { seen: {} },
      { seen: { id: '89120000000' } },
    ];
    for (const payload of wrong) expect([payload, (await take(payload)).status]).toEqual([payload, 400]);
    expect(await exportsKept()).toEqual([]);
  });

  it('holds what the search finds, the newest first, in words', async () => {
    const person = await uuid();
    await test.work(async () => {
      await audit(
        'access.password-reset',
        { type: 'account', id: 'A-1', personId: person },
        {},
        { purpose: 'Приказ 7' },
      );
      await audit('audit.searched', { type: 'audit-log', personId: person }, { rows: 3 });
    });
    const { status, text, headers } = await take({ search: { person } });
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'text/csv; charset=utf-8',
      'no-store',
    ]);
    expect(headers['content-disposition']).toMatch(/^attachment; filename="audit-\d{4}-\d\d-\d\d\.csv"$/);
    expect(text.startsWith('\uFEFFКогда;Событие;')).toBe(true);
    expect(linesOf(text)).toMatchObject([
      { Событие: 'Поиск по журналу событий', Сведения: '{"rows":3}', Запечатана: 'нет' },
      {
        Событие: 'Пароль сброшен',
        'Код события': 'access.password-reset',
        'Номер записи': 'A-1',
        'Карточка человека': person,
        Основание: 'Приказ 7',
      },
    ]);
    const looks = linesOf((await take({ seen: { person } })).text).map((line) => line['Код события']);
    expect(looks).toEqual(['audit.exported', 'audit.searched']);
  });

  it('leaves a trace: by whom, about whom, what was asked and how many rows went out', async () => {
    const [person, actor] = [await uuid(), await uuid()];
    await take({ search: { person, from: dayFrom(-3), event: 'access.password-reset' } });
    expect((await exportsKept())[0]).toMatchObject({
      person_id: person,
      object_type: 'audit-log',
      details: { person, from: dayFrom(-3), event: 'access.password-reset', rows: 0 },
    });
    await take({ seen: { id: 'A-1', actor } });
    expect((await exportsKept())[0]).toMatchObject({
      object_type: 'record',
      object_id: 'A-1',
      details: { views: true, actor, rows: 0 },
    });
  });

  it('keeps a purpose or a name that begins like a formula from being run', async () => {
    const person = await uuid();
    const account = await test.work(async () => {
      const { createAccount } = await import('../../access/accounts');
      return createAccount({ login: 'formula', name: '@SUM(1+1)', password: 'a long enough password', roles: [] });
    });
    await tampering(
      () => sql`INSERT INTO core.audit_events (at, event, object_type, person_id, purpose, actor_id)
        VALUES (now(), 'access.signed-in', 'account', ${person}::uuid, '=HYPERLINK("http://evil.example";"x")', ${account}::uuid)`,
    );
    const [line] = linesOf((await take({ search: { person } })).text);
    expect(line).toMatchObject({ Основание: `'=HYPERLINK("http://evil.example";"x")`, Кто: `'@SUM(1+1)` });
  });

  it('is whole or none: more rows than a file holds are refused, and no row leaves', async () => {
    const person = await uuid();
    const add = (count: number) =>
      tampering(
        () => sql`INSERT INTO core.audit_events (at, event, object_type, person_id)
          SELECT now(), 'access.signed-in', 'account', ${person}::uuid FROM generate_series(1, ${count}::int)`,
      );
    await add(10_000);
    expect(linesOf((await take({ search: { person } })).text)).toHaveLength(10_000);
    const kept = (await exportsKept()).length;
    await add(1);
    const { status, body } = await take({ search: { person, event: 'access.signed-in' } });
    expect([status, (body as { detail: string }).detail]).toEqual([
      400,
      'Найдено больше 10000 строк, в файл столько не помещается: сузьте поиск, например период',
    ]);
    expect(await exportsKept()).toHaveLength(kept);
  });
});
