import type { TestApp } from '../../testing';
import { createRegisterApp } from '../../imports/test/register-app';
import { sql } from '../../server/sql';

type Card = { id: string; version: string; [field: string]: unknown };
type Refusal = { code: string; detail?: string; issues?: { path: string[]; message: string }[] };

type Caller = Awaited<ReturnType<TestApp['as']>>;

describe('Changing an organisation', () => {
  let test: TestApp;
  let editor: Caller;
  let reader: Caller;
  beforeAll(async () => {
    test = await createRegisterApp();
    editor = await test.as({ permissions: ['participants.read', 'participants.edit'] });
    reader = await test.as({ permissions: ['participants.read'] });
  }, 120_000);
  afterAll(() => test.stop());

  const stranger: Caller = (url, options) => test.call(url, options);

  const address = '/api/participants/organisations';
  const add = async (fields: object = {}) => {
    const payload = { kind: 'school', fullName: 'Школа', shortName: 'Школа', ...fields };
    return (await editor(address, { method: 'POST', payload })).body as Card;
  };
  const change = ({ id, version }: Card, fields: object, by = editor) =>
    by(`${address}/${id}`, { method: 'PATCH', payload: { version, ...fields } });
  const cardOf = async ({ id }: Card) => (await reader(`${address}/${id}`)).body as Card;

  it('is refused to readers, and to strangers', async () => {
    const card = await add();
    expect((await change(card, { phone: '1' }, reader)).status).toBe(403);
    expect((await change(card, { phone: '1' }, stranger)).status).toBe(401);
    expect(await cardOf(card)).toMatchObject({ phone: null, version: card.version });
  });

  it('is refused when another hand was faster, and nothing is overwritten', async () => {
    const card = await add();
    const first = await change(card, { phone: 'первый' });
    expect(first.status).toBe(200);
    const second = await change(card, { phone: 'второй', website: 'example.ru' });
    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({ code: 'changed-meanwhile', detail: expect.stringContaining('не записаны') });
    expect(await cardOf(card)).toMatchObject({ phone: 'первый', website: null });
    expect((await change(first.body as Card, { website: 'example.ru' })).status).toBe(200);
  });

  it('is refused after a change that came by another way, an import for example', async () => {
    const card = await add();
    await test.work(() => sql`UPDATE core.organisations SET address = 'ул. Новая, 1' WHERE id = ${card.id}`);
    expect(await change(card, { phone: '1' })).toMatchObject({ status: 409, body: { code: 'changed-meanwhile' } });
  });

  it('lets one of two that come at the same time through', async () => {
    const card = await add();
    const answers = await Promise.all(['1', '2', '3'].map((phone) => change(card, { phone })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const { phone } = await cardOf(card);
    expect(answers.find(({ status }) => status === 200)?.body).toMatchObject({ phone });
  });

  it('names the field when the codes belong to another organisation', async () => {
    const codes = { inn: '7734077088', kpp: '773401001' };
    await add({ ...codes, shortName: 'Владелец' });
    const other = await add();
    const { status, body } = await change(other, codes);
    expect(status).toBe(409);
    const [issue] = (body as Refusal).issues ?? [];
    expect(issue).toEqual({ path: ['payload', 'inn'], message: expect.stringContaining('Владелец') });
    expect(await cardOf(other)).toMatchObject({ inn: null, version: other.version });
  });

  it('keeps head and branches a tree', async () => {
    const head = await add({ shortName: 'Головная' });
    const branch = await add({ shortName: 'Филиал', parentId: head.id });
    const inner = await add({ shortName: 'Корпус', parentId: branch.id });
    expect(await cardOf(head)).toMatchObject({
      branches: [{ id: branch.id, name: 'Филиал', status: 'active' }],
      branchCount: 1,
    });
    for (const parentId of [head.id, branch.id, inner.id]) {
      const { status, body } = await change(head, { parentId });
      expect([status, (body as Refusal).issues?.[0]?.path]).toEqual([400, ['payload', 'parentId']]);
    }
  });

  it('closes and opens again', async () => {
    const card = await add({ features: ['preschool-groups'] });
    const closed = (await change(card, { status: 'liquidated' })).body as Card;
    expect(closed).toMatchObject({ status: 'liquidated', features: ['preschool-groups'] });
    expect((await change(closed, { status: 'active' })).body).toMatchObject({ status: 'active' });
    expect((await change(closed, { status: 'sold' })).status).toBe(400);
  });

  it('refuses a date to a licence without one', async () => {
    const { status, body } = await change(await add(), { licenceUnlimited: true, licenceExpires: '2030-01-01' });
    expect([status, (body as Refusal).issues?.[0]?.path]).toEqual([400, ['payload', 'licenceExpires']]);
  });

  describe('leaves a history', () => {
    const historyOf = (card: Card, query = '', by = editor) => by(`${address}/${card.id}/history${query}`);

    it('for editors only', async () => {
      const card = await add();
      expect((await historyOf(card, '', stranger)).status).toBe(401);
      expect((await historyOf(card, '', reader)).status).toBe(403);
      expect((await historyOf({ id: '00000000-0000-7000-8000-000000000000', version: '' })).status).toBe(404);
      expect((await historyOf(card, '?limit=101')).status).toBe(400);
    });

    it('with who, when and which fields, the newest first, in pages', async () => {
      let card = await add();
      for (const phone of ['1', '2', '3']) card = (await change(card, { phone })).body as Card;
      type Page = { items: { event: string; by: string; fields: string[]; at: string }[]; next: string | null };
      const first = (await historyOf(card, '?limit=3')).body as Page;
      expect(first.items.map(({ event, by, fields }) => [event, by, fields])).toEqual(
        Array(3).fill(['participants.organisation-changed', 'Проверяющий', ['phone']]),
      );
      const second = (await historyOf(card, `?limit=3&after=${first.next}`)).body as Page;
      expect(second).toMatchObject({ items: [{ event: 'participants.organisation-created', fields: [] }], next: null });
      const times = [...first.items, ...second.items].map(({ at }) => at);
      expect(times).toEqual([...times].sort().reverse());
    });
  });
});
