import { sql } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { multipart, pdf, png } from '../../../../core/files/test/samples';
import { aFamily, aKindergarten, anOfficer, key, wishes } from './builders';

let app: TestApp;
let garden: Awaited<ReturnType<typeof aKindergarten>>;
let family: Awaited<ReturnType<typeof aFamily>>;
let id = '';
beforeAll(async () => {
  app = await createTestApp({ only: ['kindergarten'] });
  garden = await aKindergarten(app);
  family = await aFamily(app, ['2023-05-01']);
  const payload = { childId: family.children[0], wishes: wishes([garden.organisationId]) };
  const { body } = await family.call(`${at}/own/applications`, { method: 'POST', payload, headers: key() });
  id = (body as { id: string }).id;
}, 120_000);
afterAll(() => app.stop());

const at = '/api/kindergarten';
const ask = (who = family) =>
  who.call(`${at}/own/applications/${id}/receipt`, { method: 'POST', payload: {}, headers: key() });

test('a receipt is issued once an application is sent, once, and only to its family', async () => {
  expect((await ask()).status).toBe(409);
  await family.call(`${at}/own/applications/${id}/send`, { method: 'POST', payload: {} });
  const first = await ask();
  expect(first.status).toBe(200);
  const { id: document } = first.body as { id: string };
  expect((await ask()).body).toEqual({ id: document });
  const file = await family.call(`${at}/own/applications/${id}/receipt/${document}`);
  expect([file.status, file.text.slice(0, 5)]).toEqual([200, '%PDF-']);
  const stranger = await aFamily(app, ['2023-06-01']);
  expect((await ask(stranger)).status).toBe(404);
  expect((await stranger.call(`${at}/own/applications/${id}/receipt/${document}`)).status).toBe(404);
});

test('the family reads what the act says of a refused offer before it answers', async () => {
  const { body } = await family.call(`${at}/own/applications/${id}`);
  expect((body as { rules: object }).rules).toEqual({
    act: expect.any(String) as string,
    verified: false,
    answerDays: 10,
    documentsDays: 15,
    declineKeepsTime: true,
  });
});

test('kindergartens are found by words of the name and the municipality, in any order', async () => {
  const found = async (text: string) => {
    const { body } = await family.call(`${at}/kindergartens?text=${encodeURIComponent(text)}&limit=200`);
    return (body as { id: string }[]).map((one) => one.id);
  };
  const { body } = await family.call(`${at}/kindergartens?limit=200`);
  const mine = (body as { id: string; name: string; municipality: string }[]).find(
    (one) => one.id === garden.organisationId,
  );
  expect(await found(`${mine?.municipality} ${mine?.name}`)).toContain(garden.organisationId);
  expect(await found(`${mine?.name} Тобольск`)).not.toContain(garden.organisationId);
  expect(await found('100%')).toEqual([]);
});

describe('At the desk', () => {
  let officer: Awaited<ReturnType<typeof anOfficer>>;
  beforeAll(async () => {
    officer = await anOfficer(app);
  });

  const child = { surname: 'Берёзкина', name: 'Злата', patronymic: 'Игоревна', birthDate: '2023-03-12', sex: 'female' };
  const guardian = { surname: 'Берёзкина', name: 'Ольга', birthDate: '1992-04-05', phone: '+7 900 000-00-01' };
  const paper = (given: object = {}) => ({
    ...{ child, guardian, ground: 'Свидетельство о рождении II-ФР № 123456 от 20.03.2023' },
    wishes: wishes([garden.organisationId]),
    privileges: [{ category: 'large-family', document: 'Удостоверение № 12 от 01.02.2024', validTo: '2030-01-01' }],
    ...given,
  });
  const take = (given: object = {}, headers = key(), who = officer) =>
    who.call(`${at}/desk`, { method: 'POST', payload: paper(given), headers });
  const cards = () =>
    app.work(
      () => sql<{ n: number }>`SELECT count(*)::int AS n FROM core.persons WHERE surname IN ('Берёзкина', 'Берёзкин')`,
    );

  test('an application of an unknown family is taken whole or not at all, once however often it is sent', async () => {
    const none = await take({ wishes: wishes([crypto.randomUUID()]) });
    const undated = await take({ child: { ...child, birthDate: null } });
    const groundless = await take({ origin: 'paper' });
    expect([none, undated, groundless].map(({ status }) => status)).toEqual([400, 400, 400]);
    expect(await cards()).toEqual([{ n: 0 }]);
    const once = key();
    const [first, again] = [await take({}, once), await take({}, once)];
    expect([first.status, first.body]).toEqual([200, expect.objectContaining({ outcome: 'created' })]);
    expect(again.body).toEqual(first.body);
    const { id: made, number } = first.body as { id: string; number: string };
    const { body } = await officer.call(`${at}/applications/${made}`);
    expect((body as { application: object }).application).toMatchObject({
      ...{ number, child: 'Берёзкина Злата Игоревна', guardian: 'Берёзкина Ольга', origin: 'desk' },
      privileges: [{ category: 'large-family', state: 'unverified' }],
    });
    expect(await cards()).toEqual([{ n: 2 }]);
    // The same child again: the card is found, and so is the application that stands.
    const twice = await take();
    expect([twice.status, twice.text]).toEqual([409, expect.stringContaining(number)]);
    expect(await cards()).toEqual([{ n: 2 }]);
  });

  test('a card with one digit changed stops the clerk, and the pair is kept when it is another child (MUN-08)', async () => {
    const other = { child: { ...child, birthDate: '2023-03-13' } };
    const stopped = await take(other);
    expect([stopped.status, stopped.body]).toEqual([
      409,
      expect.objectContaining({
        code: 'possible-duplicates',
        issues: [{ path: ['payload', 'child', 'alike'], message: 'birth-one-digit' }],
      }),
    ]);
    expect(JSON.stringify(stopped.body)).not.toContain('Берёзкина');
    expect((await take({ ...other, despite: true })).status).toBe(200);
    const [pair] = await app.work(
      () => sql`SELECT count(*)::int AS n FROM core.person_duplicates d JOIN core.persons p ON p.id IN (d.first_id, d.second_id)
        WHERE p.surname = 'Берёзкина' AND p.name = 'Злата'`,
    );
    expect(pair).toEqual({ n: 2 });
  });

  test('scans are judged by content, the receipt is printed, and neither goes beyond the municipality', async () => {
    const { body } = await take({ child: { ...child, name: 'Мирослава' } });
    const { id: made } = body as { id: string };
    const files = `${at}/applications/${made}/files`;
    const add = (name: string, content: Buffer) => officer.call(files, multipart(name, content));
    expect((await add('свидетельство.pdf', png())).status).toBe(415);
    const stored = await add('свидетельство.pdf', pdf('страница'));
    expect(stored.status).toBe(200);
    const { id: file } = stored.body as { id: string };
    expect((await officer.call(files)).body).toEqual([
      expect.objectContaining({ id: file, name: 'свидетельство.pdf' }),
    ]);
    const printed = await officer.call(`${at}/applications/${made}/receipt`, { method: 'POST', headers: key() });
    const { id: document } = printed.body as { id: string };
    const receipt = await officer.call(`${at}/applications/${made}/receipt/${document}`);
    expect([receipt.status, receipt.text.slice(0, 5)]).toEqual([200, '%PDF-']);
    expect((await officer.call(`${files}/${file}`)).status).toBe(200);
    const stranger = await anOfficer(app, 'tobolsk-city');
    for (const url of [files, `${files}/${file}`, `${at}/applications/${made}/receipt/${document}`])
      expect((await stranger.call(url)).status).toBe(404);
    expect((await take({ child: { ...child, name: 'Ярослава' } }, key(), stranger)).status).toBe(404);
    expect((await family.call(`${at}/own/applications/${id}/files`, multipart('а.pdf', pdf('б')))).status).toBe(200);
  });
});
