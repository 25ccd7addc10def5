import { pseudonymsOf, sql, todayHere } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { writePerson } from '../../../../core/people/test/builders';
import { somebody } from '../../../../core/access/test/people';
import type { Expiring, QueueRules } from '../../shared';
import { defaultRules } from '../norms';
import { daysAfter } from '../services/days';
import { exportExpiring } from '../services/expiring-privileges';
import { workbookOf } from '../services/expiring-sheet';
import { endPrivileges } from '../services/nightly';
import { aKindergarten, anOfficer } from './builders';

let test: TestApp;
let officer: Awaited<ReturnType<typeof anOfficer>>;
let head: Awaited<ReturnType<typeof aKindergarten>>['head'];
let family: Awaited<ReturnType<typeof somebody>>;
const at = '/api/kindergarten';
const list = `${at}/privileges/expiring`;
const inDays = (days: number) => daysAfter(todayHere(), days);

let numbers = 0;
async function asked({ municipality = 'ishim-city', status = 'queued', accounts = [] as string[] } = {}) {
  numbers += 1;
  const child = await writePerson({ birthDate: '2022-05-05' });
  const guardian = await writePerson({ birthDate: '1990-01-01' });
  const [row] = await sql<{
    id: string;
  }>`INSERT INTO kindergarten.applications (number, status, origin, municipality_id,
      child_id, pseudonym, guardian_id, cohort, received_at, filed_at, desired_on, orientation, regimes, accounts)
    VALUES (${`L-${numbers}`}, ${status}, 'desk', ${municipality}, ${child}, ${(await pseudonymsOf([child])).get(child)},
      ${guardian}, 2022, now(), now(), current_date, 'general', '{full}', ${accounts}::uuid[]) RETURNING id`;
  return row?.id ?? '';
}

const holds = async (application: string, category: string, days: number | null, state = 'confirmed') => {
  const [row] = await sql<{
    id: string;
  }>`INSERT INTO kindergarten.privileges (application_id, category, document, state,
      valid_to, decided_at)
    VALUES (${application}, ${category}, 'Удостоверение № 1', ${state}, ${days === null ? null : inDays(days)}, now() - interval '1 day')
    RETURNING id`;
  return row?.id ?? '';
};

let own = '';
beforeAll(async () => {
  test = await createTestApp({ only: ['kindergarten'] });
  ({ head } = await aKindergarten(test));
  officer = await anOfficer(test);
  family = await somebody(test);
  await test.work(async () => {
    own = await asked({ accounts: [family.id] });
    await holds(own, 'judges', 5);
    const second = await asked();
    await holds(second, 'large-family', 20);
    await holds(second, 'military', null);
    await holds(await asked({ status: 'frozen' }), 'teachers', 0);
    await holds(await asked(), 'disabled', 61);
    await holds(await asked(), 'police', null);
    await holds(await asked(), 'police', 3, 'unverified');
    await holds(await asked({ status: 'enrolled' }), 'police', 3);
    await holds(await asked({ municipality: 'tobolsk-city' }), 'fallen', 6);
  });
}, 120_000);
afterAll(() => test.stop());

type Who = { call: (typeof officer)['call'] };
const read = async (within = '30', more = '', who: Who = officer) =>
  (await who.call(`${list}?within=${within}${more}`)).body as Expiring;
const numbersOf = ({ items }: Expiring) => items.map(({ number }) => number);

it('lists confirmed privileges that end within the days, the soonest first, and what their end changes', async () => {
  const found = await read();
  expect(numbersOf(found)).toEqual(['L-3', 'L-1', 'L-2']);
  expect(found).toMatchObject({ on: todayHere(), total: 3, next: null });
  expect(found.items[0]).toMatchObject({ validTo: todayHere(), status: 'frozen', classWith: 2, classWithout: 3 });
  expect(found.items[1]).toMatchObject({
    ...{ applicationId: own, category: 'Судьи', validTo: inDays(5), classWith: 0, classWithout: 3 },
    ...{ renewalClaimedAt: null, scanAddedAt: null },
  });
  // Another confirmed privilege of the same class keeps the place.
  expect(found.items[2]).toMatchObject({ classWith: 1, classWithout: 1 });
  expect(numbersOf(await read('7'))).toEqual(['L-3', 'L-1']);
  expect(numbersOf(await read('60'))).toEqual(['L-3', 'L-1', 'L-2']);
  expect(JSON.stringify(found)).not.toContain('Удостоверение');
});

it('is read page by page, and refuses a mark or a term of its own making', async () => {
  const first = await read('30', '&limit=2');
  expect([numbersOf(first), first.total]).toEqual([['L-3', 'L-1'], 3]);
  const rest = await read('30', `&limit=2&after=${first.next}`);
  expect([numbersOf(rest), rest.total, rest.next]).toEqual([['L-2'], 3, null]);
  const wrong = ['within=31', 'limit=201', 'after=x', `after=2026-02-31_${own}`, 'after=2026-02-01_0-0', 'who=1'];
  const answers = await Promise.all(wrong.map((query) => officer.call(`${list}?${query}`)));
  expect(answers.map(({ status }) => status)).toEqual(wrong.map(() => 400));
});

it('is of the officer’s own municipality, refused to others, and recorded with the children', async () => {
  expect(numbersOf(await read('30', '', await anOfficer(test, 'tobolsk-city')))).toEqual(['L-8']);
  expect([(await head.call(list)).status, (await family.call(list)).status]).toEqual([403, 403]);
  expect((await test.call(list)).status).toBe(401);
  expect((await head.call(`${list}/file`, { method: 'POST', payload: {} })).status).toBe(403);
  const [event] = await test.work(
    () => sql`SELECT details FROM core.audit_events WHERE event = 'kindergarten.privileges-read' ORDER BY at LIMIT 1`,
  );
  const three = [1, 2, 3].map(() => expect.any(String) as string);
  expect(event).toEqual({ details: { rows: 3, within: '30', persons: three } });
});

it('says that a scan was added or a new paper claimed; confirmed, the paper takes the place of the former', async () => {
  const claim = (validTo: string | null) =>
    family.call(`${at}/own/applications/${own}/privileges`, {
      method: 'POST',
      payload: { category: 'judges', document: 'Удостоверение № 2', validTo },
    });
  const refused = await claim(inDays(5));
  expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('действует дольше')]);
  await test.work(
    () => sql`INSERT INTO core.files (id, plugin, owner_type, owner_id, is_personal, name, type, bytes, sha256)
      VALUES (uuidv7(), 'kindergarten', 'application', ${own}, true, 'скан.pdf', 'pdf', 1, ${'a'.repeat(64)})`,
  );
  expect((await read('7')).items[1]).toMatchObject({
    renewalClaimedAt: null,
    scanAddedAt: expect.any(String) as string,
  });
  const claimed = await claim(inDays(365));
  expect(claimed.status).toBe(200);
  expect((await claim(inDays(366))).status).toBe(409);
  expect((await read('7')).items[1]?.renewalClaimedAt).toEqual(expect.any(String));
  const atDesk = await officer.call(`${at}/applications/${own}/privileges`, {
    method: 'POST',
    payload: { category: 'judges', document: 'Удостоверение № 3' },
  });
  expect([atDesk.status, atDesk.text]).toEqual([409, expect.stringContaining('уже указана')]);
  const decision = { method: 'POST', payload: { confirm: true, ground: 'Удостоверение видно' } } as const;
  const { id } = claimed.body as { id: string };
  expect((await officer.call(`${at}/privileges/${id}/decide`, decision)).status).toBe(200);
  expect(numbersOf(await read('7'))).toEqual(['L-3']);
  const states = await test.work(
    () => sql`SELECT state FROM kindergarten.privileges WHERE application_id = ${own} ORDER BY created_at`,
  );
  expect(states).toEqual([{ state: 'replaced' }, { state: 'confirmed' }]);
});

it('is renewed at the desk by the officer of the municipality, nobody else', async () => {
  const [row] = await test.work(
    () => sql<{ id: string }>`SELECT id FROM kindergarten.applications WHERE number = 'L-3'`,
  );
  const address = `${at}/applications/${row?.id}/privileges`;
  const brought = { method: 'POST', payload: { category: 'teachers', document: 'Справка № 8', validTo: inDays(90) } };
  const elsewhere = await anOfficer(test, 'tobolsk-city');
  const answers = [await head.call(address, brought), await elsewhere.call(address, brought)];
  expect(answers.map(({ status }) => status)).toEqual([403, 404]);
  expect((await officer.call(address, brought)).status).toBe(200);
  expect((await read('7')).items[0]).toMatchObject({ number: 'L-3', renewalClaimedAt: expect.any(String) as string });
});

it('shows those that have ended until a new paper is confirmed, the latest first', async () => {
  await test.work(async () => {
    const [one, two] = [await asked(), await asked()];
    await holds(one, 'large-family', -40);
    await holds(two, 'large-family', -2);
    await endPrivileges();
    const third = await asked();
    await holds(third, 'judges', -1);
  });
  const ended = await read('expired');
  expect(numbersOf(ended)).toEqual(['L-11', 'L-10', 'L-9']);
  expect(ended.items[2]).toMatchObject({ classWith: 1, classWithout: 3 });
  const page = await read('expired', '&limit=1');
  expect(numbersOf(await read('expired', `&limit=1&after=${page.next}`))).toEqual(['L-10']);
  await test.work(
    () => sql`INSERT INTO kindergarten.privileges (application_id, category, document, state, decided_at)
      SELECT id, 'large-family', 'Удостоверение № 3', 'confirmed', now() FROM kindergarten.applications WHERE number = 'L-9'`,
  );
  expect(numbersOf(await read('expired'))).toEqual(['L-11', 'L-10']);
});

it('is saved as a workbook by numbers, and the saving is recorded', async () => {
  const { status, headers } = await officer.call(`${list}/file`, { method: 'POST', payload: { within: '60' } });
  expect([status, headers['content-disposition']]).toEqual([200, expect.stringContaining('.xlsx')]);
  const [event] = await test.work(
    () => sql`SELECT details FROM core.audit_events WHERE event = 'kindergarten.privileges-exported'`,
  );
  expect(event).toMatchObject({ details: { rows: 2, within: '60' } });
  const { Workbook } = await import('@protobi/exceljs');
  const book = new Workbook();
  const found = await test.work(() => exportExpiring({ within: '60' }));
  await book.xlsx.load((await workbookOf(found, 'заканчиваются за 60 дней')) as never);
  const rows = book.worksheets[0]?.getSheetValues() as unknown[][];
  expect(rows.at(-1)).toEqual(
    expect.arrayContaining(['L-2', 'Многодетные семьи', 'нет', 'Первоочередное', 'Первоочередное']),
  );
  expect((await officer.call(`${list}/file`, { method: 'POST', payload: { within: '1' } })).status).toBe(400);
});

it('shows the rules of the municipality with their acts, and what nobody has checked', async () => {
  const rulesOf = async (query = '') => (await officer.call(`${at}/queue-rules${query}`)).body as QueueRules;
  const before = await rulesOf();
  expect(before).toMatchObject({ municipality: { id: 'ishim-city' }, toCome: [] });
  expect(before.inForce).toMatchObject({ isDefault: true, verified: false, answerDays: 10, keys: defaultRules.keys });
  const ranks = before.categories.map(({ class: rank }) => rank);
  expect(ranks).toEqual([...ranks].sort());
  expect(before.norms.find(({ code }) => code === 'privilege-warning-days')).toMatchObject({
    value: 30,
    verified: false,
  });
  expect((await officer.call(`${at}/queue-rules?municipality=nowhere`)).status).toBe(404);

  expect((await rulesOf('?municipality=tobolsk-city')).municipality.id).toBe('tobolsk-city');
  const asFamily = await family.call(`${at}/queue-rules?municipality=ishim-city`);
  expect([asFamily.status, (await test.call(`${at}/queue-rules`)).status]).toEqual([200, 401]);

  const rules = (days: number) => JSON.stringify({ ...defaultRules, answerDays: days });
  await test.work(
    () => sql`INSERT INTO kindergarten.municipal_rules (municipality_id, act, verified, rules, valid_from, valid_to) VALUES
      ('ishim-city', 'Постановление № 1', true, ${rules(7)}::jsonb, '2021-01-01', ${inDays(9)}),
      ('ishim-city', 'Постановление № 2', false, ${rules(5)}::jsonb, ${inDays(10)}, NULL)`,
  );
  const after = await rulesOf('?municipality=ishim-city');
  expect(after.inForce).toMatchObject({ isDefault: false, act: 'Постановление № 1', answerDays: 7, verified: true });
  expect(after.toCome).toEqual([expect.objectContaining({ act: 'Постановление № 2', validFrom: inDays(10) })]);
});
