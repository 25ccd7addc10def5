import type { TestApp } from '../../testing';
import { createRegisterApp } from '../../imports/test/register-app';
import { sql } from '../../server/sql';

const school = {
  kind: 'school',
  fullName: 'Муниципальное автономное общеобразовательное учреждение «Гимназия № 7» города Ишима',
  shortName: 'МАОУ «Гимназия № 7»',
  number: '7',
  inn: '7734077088',
  kpp: '773401001',
  ogrn: '1037739525273',
  municipalityId: 'ishim-city',
};

describe('The register of organisations', () => {
  let test: TestApp;
  let reader: Awaited<ReturnType<TestApp['as']>>;
  let editor: Awaited<ReturnType<TestApp['as']>>;
  beforeAll(async () => {
    test = await createRegisterApp();
    reader = await test.as({ permissions: ['participants.read'] });
    editor = await test.as({ permissions: ['participants.read', 'participants.edit'] });
  }, 120_000);
  afterAll(() => test.stop());

  const address = '/api/participants/organisations';
  const add = (payload: object) => editor(address, { method: 'POST', payload });
  type Card = {
    id: string;
    version: string;
    code?: string;
    issues?: { path: string[]; message: string }[];
    [field: string]: unknown;
  };

  it('is closed to strangers, and to readers who would change it', async () => {
    expect((await test.call(address)).status).toBe(401);
    expect((await reader(address, { method: 'POST', payload: school })).status).toBe(403);
    expect((await reader(address)).status).toBe(200);
  });

  it('takes a new organisation, writes it into the audit and gives its card', async () => {
    const { status, body } = await add(school);
    expect(status).toBe(200);
    const card = body as Card;
    expect(card).toMatchObject({
      fullName: school.fullName,
      inn: school.inn,
      number: '7',
      municipality: { id: 'ishim-city' },
      isDemo: false,
    });
    const [event] = await test.work(
      () => sql`SELECT event, details FROM core.audit_events WHERE object_id = ${card.id}`,
    );
    expect(event).toEqual({ event: 'participants.organisation-created', details: { kind: 'school' } });
    const why = `/api/access/why/participants.organisation/${card.id}`;
    expect((await reader(why)).body).toMatchObject({ title: 'Организация реестра', because: [{ scope: 'region' }] });
    expect((await (await test.as({ permissions: ['imports.run'] }))(why)).status).toBe(404);
    expect((await reader('/api/access/why/participants.organisation/nothing')).status).toBe(404);
    expect((await reader(`${address}/${card.id}`)).body).toMatchObject({
      inn: school.inn,
      buildings: [],
      programmes: [],
    });
  });

  it('names each wrong field with a sentence', async () => {
    const { status, body } = await add({ ...school, inn: '7734077089', kpp: '77', ogrn: '1', lat: 57 });
    expect(status).toBe(400);
    const { issues = [] } = body as Card;
    expect(Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), message]))).toEqual({
      'payload.inn': 'Контрольная цифра ИНН не сходится: проверьте, нет ли опечатки',
      'payload.kpp': expect.stringContaining('КПП состоит из 9 знаков'),
      'payload.lon': 'Широта и долгота указываются вместе',
      'payload.ogrn': expect.stringContaining('ОГРН состоит из 13 цифр'),
    });
    const far = await add({ ...school, inn: null, municipalityId: 'atlantis' });
    expect((far.body as Card).issues).toEqual([
      { path: ['payload', 'municipalityId'], message: 'Такого муниципалитета нет' },
    ]);
  });

  it('refuses a second organisation with the same INN and KPP, and takes a branch with another KPP', async () => {
    expect(await add(school)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const branch = { ...school, kpp: '720502001', shortName: 'Филиал МАОУ «Гимназия № 7»', fullName: 'Филиал' };
    expect((await add(branch)).status).toBe(200);
  });

  it('changes only the given fields and keeps their names, not their values, in the audit', async () => {
    const { body } = await add({ kind: 'college', fullName: 'Техникум', shortName: 'Техникум', phone: '1' });
    const { id, version } = body as Card;
    const changed = await editor(`${address}/${id}`, {
      method: 'PATCH',
      payload: { version, phone: '2', website: 'example.ru' },
    });
    expect(changed.body).toMatchObject({ phone: '2', website: 'example.ru', fullName: 'Техникум' });
    const [event] = await test.work(
      () => sql`SELECT details FROM core.audit_events WHERE object_id = ${id} ORDER BY at DESC LIMIT 1`,
    );
    expect(event).toEqual({ details: { fields: ['phone', 'website'] } });
    const nobody = '00000000-0000-7000-8000-000000000000';
    const change = (to: string, payload: object) => editor(`${address}/${to}`, { method: 'PATCH', payload });
    expect((await change(id, {})).status).toBe(400);
    expect((await change(id, { version: (changed.body as Card).version })).status).toBe(400);
    expect((await change(id, { phone: '3' })).body).toMatchObject({ issues: [{ path: ['payload', 'version'] }] });
    expect((await change(nobody, { version: '1', phone: '2' })).status).toBe(404);
  });

  it('gives pages that neither repeat nor lose a row', async () => {
    for (let at = 0; at < 25; at += 1) {
      await add({ kind: 'other', fullName: `Центр ${at % 5}`, shortName: `Центр ${at % 5}` });
    }
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page = await reader(`${address}?text=центр&limit=4${after && `&after=${after}`}`);
      const { items, next, total } = page.body as { items: Card[]; next: string | null; total: number };
      expect(total).toBe(25);
      seen.push(...items.map(({ id }) => id));
      after = next;
    }
    expect(new Set(seen).size).toBe(25);
    expect(seen).toHaveLength(25);
    expect((await reader(`${address}?limit=201`)).status).toBe(400);
    expect((await reader(`${address}?after=nonsense`)).status).toBe(400);
  });
});
