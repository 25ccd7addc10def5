import { createTestApp, type TestApp } from '@regiso/core/testing';
import { aFamily, aKindergarten, key, wishes } from './builders';

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
