import { sql, todayHere } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { somebody } from '../../../../core/access/test/people';
import { jpeg, multipart, pdf } from '../../../../core/files/test/samples';
import { linkAccount } from '../../../../core/people/accounts';
import type { ClassPortfolios, MadePortfolioLink, Portfolio, PortfolioItem } from '../../shared';
import { portfolioRetention } from '../portfolio/keeping';
import { daysAfter } from '../services/clock';
import { aClass, aGuardian, aPupil, aSchool, aTeacher, type School } from './builders';

type Somebody = Pick<Awaited<ReturnType<typeof somebody>>, 'id' | 'call'>;

let app: TestApp;
let school: School;
let leader: Awaited<ReturnType<typeof aTeacher>>;
let made: Awaited<ReturnType<typeof aClass>>;
/** Thirteen: who stands for the pupil decides. */
let younger: Somebody;
let parent: Somebody;
/** Sixteen: decides alone. */
let elder: Somebody;
let parentOfElder: Somebody;
let elderId = '';

const at = '/api/school';
const day = (n: number) => daysAfter(todayHere(), n);
const youngerId = () => made.children[0]?.personId ?? '';
const folder = (person = youngerId()) => `${at}/diaries/${person}/portfolio`;
const ofClass = (item = '') => `${at}/classes/${made.classId}/portfolios${item && `/${item}/decide`}`;
const project = { kind: 'project', title: 'Модель моста', heldOn: '2026-09-05', level: 'regional', result: '2 место' };

beforeAll(async () => {
  app = await createTestApp({ only: ['school'] });
  school = await aSchool(app);
  leader = await aTeacher(app, school);
  made = await app.work(() => aClass(school, leader.personId, { pupils: 2, leader: leader.personId }));
  elderId = await app.work(async () => (await aPupil(school.organisationId, made.classId, 2, day(-60), 16)).personId);
  [younger, elder] = [await aPupilsAccount(youngerId()), await aPupilsAccount(elderId)];
  parent = await aGuardian(app, [youngerId()]);
  parentOfElder = await aGuardian(app, [elderId]);
}, 120_000);
afterAll(() => app.stop());

async function aPupilsAccount(person: string) {
  const user = await somebody(app);
  await app.work(() => linkAccount(person, user.login));
  return user;
}

const send = ({ call }: Pick<Somebody, 'call'>, method: string, path: string, payload: object = {}) =>
  call(path, { method, payload, headers: { 'idempotency-key': crypto.randomUUID() } });
const add = async (who: Somebody, person: string, given: object = project) =>
  ((await send(who, 'POST', `${folder(person)}/items`, given)).body as { id: string }).id;
const read = async (who: Somebody, person: string) => (await who.call(folder(person))).body as Portfolio;
const itemOf = async (who: Somebody, person: string, id: string) =>
  (await read(who, person)).items.find((item) => item.id === id) as PortfolioItem;
const decide = (who: Somebody, id: string, answer: object) => send(who, 'POST', ofClass(id), answer);
const audited = (event: string, person: string) =>
  app.work(async () => {
    const [row] = await sql<{ n: number }>`SELECT count(*)::int AS n FROM core.audit_events
      WHERE event = ${event} AND person_id = ${person}`;
    return row?.n;
  });

test('an achievement waits, is returned with a reason and confirmed by the class teacher; a change waits anew (STU-09)', async () => {
  const id = await add(younger, youngerId());
  expect(await itemOf(parent, youngerId(), id)).toMatchObject({
    ...project,
    state: 'waiting',
    version: 1,
    isPublic: false,
  });
  const list = (await leader.call(ofClass())).body as ClassPortfolios;
  expect(list).toMatchObject({
    name: '7А',
    mayDecide: true,
    items: [{ id, name: 'Ученик Арсений', state: 'waiting' }],
  });
  expect((await decide(leader, id, { version: 1, isVerified: false })).status).toBe(400);
  expect((await decide(leader, id, { version: 2, isVerified: true })).status).toBe(409);
  expect((await decide(leader, id, { version: 1, isVerified: false, reason: 'Нет даты' })).status).toBe(200);
  expect(await itemOf(younger, youngerId(), id)).toMatchObject({ state: 'returned', reason: 'Нет даты' });
  expect((await decide(leader, id, { version: 1, isVerified: true })).status).toBe(409);

  const change = (version: number, more: object = {}) =>
    send(parent, 'PUT', `${folder()}/items/${id}`, { ...project, version, ...more });
  expect((await change(2)).status).toBe(409);
  expect((await change(1, { description: 'Из бумаги' })).body).toEqual({ version: 2 });
  expect((await decide(school.head, id, { version: 2, isVerified: true })).status).toBe(200);
  expect(await itemOf(younger, youngerId(), id)).toMatchObject({
    state: 'verified',
    reason: null,
    decidedIn: expect.any(String) as string,
  });
  expect((await change(2, { title: 'Модель моста через Ишим' })).body).toEqual({ version: 3 });
  const item = await itemOf(younger, youngerId(), id);
  expect(item).toMatchObject({ state: 'waiting', decidedAt: null, title: 'Модель моста через Ишим' });
  expect(item.history.map(({ what }) => what)).toEqual(['changed', 'verified', 'changed', 'returned', 'added']);
  expect(item.history[0]?.before).toMatchObject({ title: 'Модель моста', description: 'Из бумаги' });

  const told = await app.work(
    () => sql`SELECT a.id, n.kind FROM core.notices n JOIN core.accounts a ON a.id = n.account_id
      WHERE n.kind LIKE 'school.portfolio-%' AND a.id = ANY (${[leader.id, parent.id, younger.id]}::uuid[])`,
  );
  const kinds = ({ id: account }: Somebody) => told.filter((row) => row.id === account).map(({ kind }) => kind);
  expect(kinds(leader)).toEqual(['school.portfolio-waiting']);
  for (const who of [parent, younger])
    expect(kinds(who)).toEqual(['school.portfolio-answered', 'school.portfolio-answered']);
  expect(await audited('school.portfolio-item-decided', youngerId())).toBe(2);
  expect(await audited('school.portfolio-item-changed', youngerId())).toBe(2);
});

test('bad input and bad times are refused, and kinds that need a document are confirmed by it alone', async () => {
  const post = async (given: object) =>
    (await send(younger, 'POST', `${folder()}/items`, { ...project, ...given })).status;
  for (const wrong of [
    { title: ' ' },
    { heldOn: day(1) },
    { heldOn: 'вчера' },
    { kind: 'x' },
    { level: 'x' },
    { more: 1 },
  ])
    expect(await post(wrong)).toBe(400);
  await app.work(
    () => sql`UPDATE core.reference_rows SET valid_to = ${day(-1)}
    WHERE reference = 'school.portfolio-kinds' AND code = 'sport'`,
  );
  expect(await post({ kind: 'sport' })).toBe(400);

  const id = await add(younger, youngerId(), { ...project, kind: 'olympiad' });
  expect((await decide(leader, id, { version: 1, isVerified: true })).status).toBe(409);
  const files = `${folder()}/items/${id}/files`;
  const put = (sent: ReturnType<typeof multipart>, who = younger) => who.call(files, sent);
  expect((await put(multipart('диплом.pdf', Buffer.from('просто текст')))).status).toBe(415);
  const { id: file } = (await put(multipart('диплом.pdf', pdf('диплом')))).body as { id: string };
  expect((await put(multipart('фото.jpg', jpeg()))).status).toBe(200);
  expect((await put(multipart('чужой.pdf', pdf('чужой')), elder)).status).toBe(403);
  expect(await itemOf(younger, youngerId(), id)).toMatchObject({
    state: 'waiting',
    version: 3,
    files: [{}, { id: file }],
  });
  expect((await decide(leader, id, { version: 3, isVerified: true })).status).toBe(200);
  expect((await leader.call(`${ofClass()}/${id}/files/${file}`)).status).toBe(200);
  expect((await parent.call(`${files}/${file}`)).status).toBe(200);
  expect((await elder.call(`${files}/${file}`)).status).toBe(403);
  expect((await send(younger, 'DELETE', `${files}/${file}`)).status).toBe(200);
  expect(await itemOf(younger, youngerId(), id)).toMatchObject({ state: 'waiting', version: 4 });
  expect((await send(younger, 'DELETE', `${folder()}/items/${id}`)).status).toBe(200);
  expect((await send(younger, 'DELETE', `${folder()}/items/${id}`)).status).toBe(404);
  const left = await app.work(
    () => sql`SELECT 1 AS one FROM core.files WHERE owner_type = 'portfolio-item' AND owner_id = ${id}`,
  );
  expect(left).toEqual([]);
});

test('a classmate is refused openly and recorded; to others there is no portfolio; a colleague is refused the class (STU-25)', async () => {
  const id = await add(younger, youngerId(), { ...project, title: 'Секрет' });
  const item = `${folder()}/items/${id}`;
  expect((await elder.call(folder())).status).toBe(403);
  expect((await send(elder, 'PUT', item, { ...project, version: 1 })).status).toBe(403);
  expect((await send(elder, 'PUT', `${item}/visibility`, { isPublic: false })).status).toBe(403);
  expect((await send(elder, 'DELETE', item)).status).toBe(403);
  expect(await audited('school.portfolio-refused', youngerId())).toBeGreaterThanOrEqual(4);
  const stranger = await somebody(app);
  const none = await stranger.call(folder(crypto.randomUUID()));
  for (const who of [stranger, parentOfElder, leader]) {
    const answer = await who.call(folder());
    expect([answer.status, answer.body]).toEqual([404, none.body]);
  }
  // One's own achievement under another's portfolio is none.
  expect((await send(elder, 'DELETE', `${folder(elderId)}/items/${id}`)).status).toBe(404);
  const colleague = await aTeacher(app, school);
  for (const refused of [
    await colleague.call(ofClass()),
    await decide(colleague, id, { version: 1, isVerified: true }),
  ])
    expect(refused.status).toBe(403);
  const elsewhere = await aTeacher(app, await aSchool(app));
  expect((await elsewhere.call(ofClass())).status).toBe(404);
  expect((await parent.call(ofClass())).status).toBe(403);
});

const makeLink = (who: Somebody, person: string, more: object = {}) =>
  send(who, 'POST', `${folder(person)}/link`, {
    ...{ validUntil: day(30), showsSurname: false, showsSchool: false, consent: 1 },
    ...more,
  });
const addressOf = (body: unknown) => new URL((body as MadePortfolioLink).address).pathname;
const open = (address: string) => app.call(address, { headers: { 'accept-language': 'ru' } });

test('a pupil of fourteen decides alone what is shown, before that who stands for the pupil does; both hide and revoke', async () => {
  const young = await add(younger, youngerId());
  const show = (who: Somebody, person: string, id: string, isPublic: boolean) =>
    send(who, 'PUT', `${folder(person)}/items/${id}/visibility`, { isPublic });
  expect((await show(younger, youngerId(), young, true)).status).toBe(403);
  expect((await makeLink(younger, youngerId())).status).toBe(403);
  expect((await show(parent, youngerId(), young, true)).status).toBe(200);
  expect((await makeLink(parent, youngerId())).status).toBe(200);
  expect(await read(younger, youngerId())).toMatchObject({
    mayAdd: true,
    mayShow: false,
    ownAge: 14,
    link: { opens: 0 },
  });
  expect((await show(younger, youngerId(), young, false)).status).toBe(200);
  expect((await send(younger, 'DELETE', `${folder()}/link`)).status).toBe(200);
  expect((await send(younger, 'DELETE', `${folder()}/link`)).status).toBe(409);

  const old = await add(elder, elderId);
  expect((await send(parentOfElder, 'POST', `${folder(elderId)}/items`, project)).status).toBe(403);
  expect((await show(parentOfElder, elderId, old, true)).status).toBe(403);
  expect((await makeLink(parentOfElder, elderId)).status).toBe(403);
  expect((await show(elder, elderId, old, true)).status).toBe(200);
  for (const wrong of [{ consent: 0 }, { validUntil: day(-1) }, { validUntil: day(400) }, { showsSurname: 'да' }])
    expect((await makeLink(elder, elderId, wrong)).status).toBe(400);
  expect((await makeLink(elder, elderId)).status).toBe(200);
  const [told] = await app.work(
    () =>
      sql`SELECT count(*)::int AS n FROM core.notices WHERE account_id = ${parentOfElder.id} AND kind = 'school.portfolio-link'`,
  );
  expect(told).toEqual({ n: 1 });
  expect((await show(parentOfElder, elderId, old, false)).status).toBe(200);
  expect((await send(parentOfElder, 'DELETE', `${folder(elderId)}/link`)).status).toBe(200);
});

test('a guardian whom a court bars from deciding only looks and hides; a school that is not connected takes nothing new', async () => {
  const id = await add(younger, youngerId());
  const show = (who: Somebody, isPublic: boolean) =>
    send(who, 'PUT', `${folder()}/items/${id}/visibility`, { isPublic });
  const bar = (limits: string[]) =>
    app.work(
      () => sql`UPDATE core.guardianships SET limits = ${limits}, limit_ground = '' WHERE child_id = ${youngerId()}`,
    );
  await bar(['apply']);
  expect(await read(parent, youngerId())).toMatchObject({ mayAdd: false, mayShow: false });
  expect((await send(parent, 'POST', `${folder()}/items`, project)).status).toBe(403);
  expect((await makeLink(parent, youngerId())).status).toBe(403);
  expect([(await show(parent, true)).status, (await show(parent, false)).status]).toEqual([403, 200]);
  await bar(['see']);
  expect((await parent.call(folder())).status).toBe(404);
  await bar([]);
  await app.work(
    () => sql`INSERT INTO core.suspensions (participant_id, reason) VALUES (${school.participantId}, 'Проверка')`,
  );
  expect(await read(parent, youngerId())).toMatchObject({ ended: 'school', mayAdd: true });
  expect((await send(younger, 'POST', `${folder()}/items`, project)).status).toBe(409);
  expect([(await show(parent, true)).status, (await show(younger, false)).status]).toEqual([409, 200]);
  expect((await send(younger, 'DELETE', `${folder()}/items/${id}`)).status).toBe(200);
  await app.work(
    () => sql`UPDATE core.suspensions SET lifted_at = now() WHERE participant_id = ${school.participantId}`,
  );
});

test('a public link shows what was chosen and no more, at once and until its day, and is counted (STU-10, STU-11)', async () => {
  const shown = await add(elder, elderId, { ...project, title: 'Проект <b>моста</b>', description: 'Сам считал' });
  const hidden = await add(elder, elderId, { ...project, title: 'Личное' });
  const show = (id: string, isPublic: boolean) =>
    send(elder, 'PUT', `${folder(elderId)}/items/${id}/visibility`, { isPublic });
  for (const id of [shown, hidden]) await show(id, true);
  const answer = await makeLink(elder, elderId);
  const { qr, address: whole } = answer.body as MadePortfolioLink;
  expect(qr.size).toBe(17 + 4 * Math.round((qr.size - 17) / 4));
  expect(qr.path).toMatch(/^(M\d+ \d+h1v1h-1z)+$/);
  const address = addressOf(answer.body);
  expect(address).toMatch(/^\/portfolio\/[\w-]{32}$/);
  const kept = JSON.stringify(await app.work(() => sql`SELECT * FROM school.portfolio_links`));
  expect(kept).not.toContain(whole.slice(-32));

  const page = await open(address);
  expect(page.status).toBe(200);
  expect(page.text).toContain('Проект &#60;b&#62;моста&#60;/b&#62;');
  expect(page.text).toContain('Вера У.');
  for (const secret of ['Ученик', '7А', '<script', elderId]) expect(page.text).not.toContain(secret);
  expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow, noarchive' });
  await show(hidden, false);
  expect((await open(address)).text).not.toContain('Личное');
  expect((await open(`${address}?lang=en`)).text).toContain('Not confirmed');
  expect((await read(elder, elderId)).link).toMatchObject({ opens: 3, validUntil: day(30) });
  expect(await audited('school.portfolio-opened', elderId)).toBe(3);

  const more = addressOf((await makeLink(elder, elderId, { showsSurname: true, showsSchool: true })).body);
  expect((await open(more)).text).toMatch(/Вера Ученик[^]*Портфолио ученика · /);
  const unknown = await open(`/portfolio/${'a'.repeat(32)}`);
  expect(unknown.status).toBe(404);
  const without = (text: string) => text.replace(/nonce="[^"]*"/, '');
  const alike = async (path: string) => {
    const gone = await open(path);
    expect([gone.status, without(gone.text)]).toEqual([404, without(unknown.text)]);
  };
  // The former one ended with the new one; a short one is none.
  for (const path of [address, '/portfolio/x']) await alike(path);
  await app.work(() => sql`UPDATE school.portfolio_links SET valid_until = ${day(-1)} WHERE revoked_at IS NULL`);
  await alike(more);
  expect((await read(elder, elderId)).link).toBeNull();
  const last = addressOf((await makeLink(elder, elderId)).body);
  expect((await open(last)).status).toBe(200);
  expect((await send(elder, 'DELETE', `${folder(elderId)}/link`)).status).toBe(200);
  await alike(last);
  expect((await read(elder, elderId)).link).toBeNull();
});

test('the portfolio goes along to another school: its class teacher sees it, the former one no longer (STU-22)', async () => {
  const id = await add(elder, elderId, { ...project, title: 'Идёт со мной' });
  const other = await aSchool(app);
  const next = await aTeacher(app, other);
  const joined = await app.work(async () => {
    const { classId } = await aClass(other, next.personId, { pupils: 0, leader: next.personId });
    await sql`UPDATE school.pupils SET ends_on = ${day(-1)} WHERE person_id = ${elderId}`;
    await sql`INSERT INTO school.pupils (person_id, pseudonym, organisation_id, participant_id, municipality_id, class_id, grade,
        starts_on)
      SELECT p.id, p.pseudonym, c.organisation_id, c.participant_id, c.municipality_id, c.id, c.grade, ${todayHere()}
      FROM school.classes c, core.persons p WHERE c.id = ${classId} AND p.id = ${elderId}`;
    return classId;
  });
  const seen = async (who: Somebody, path: string) =>
    ((await who.call(path)).body as ClassPortfolios).items.some((item) => item.id === id);
  expect(await seen(leader, ofClass())).toBe(false);
  expect((await decide(leader, id, { version: 1, isVerified: true })).status).toBe(404);
  const path = `${at}/classes/${joined}/portfolios`;
  expect(await seen(next, path)).toBe(true);
  expect((await send(next, 'POST', `${path}/${id}/decide`, { version: 1, isVerified: true })).status).toBe(200);
  expect(await itemOf(elder, elderId, id)).toMatchObject({ state: 'verified' });

  // Who is in no class any more keeps the portfolio, and nothing new is written into it.
  await app.work(async () => {
    await sql`DELETE FROM school.pupils WHERE person_id = ${elderId} AND class_id <> ${joined}`;
    await sql`UPDATE school.pupils SET starts_on = ${day(-1)}, ends_on = ${day(-1)} WHERE class_id = ${joined}`;
  });
  expect(await read(elder, elderId)).toMatchObject({ ended: 'left' });
  expect((await send(elder, 'POST', `${folder(elderId)}/items`, project)).status).toBe(409);
  expect((await makeLink(elder, elderId)).status).toBe(409);
  expect(await seen(next, path)).toBe(false);
});

test('what is kept long enough is removed with its documents, but not under a hold; many openings are held up', async () => {
  const [portfolios, links] = portfolioRetention;
  const gone = (rule: typeof portfolios, before: string, persons: string[] = []) =>
    app.work(() => rule?.remove(new Date(`${before}T00:00:00Z`), { persons, accounts: [] }) ?? Promise.resolve(0));
  await app.work(() => sql`UPDATE school.portfolio_items SET added_at = '2020-01-01' WHERE person_id = ${elderId}`);
  const none = { count: 0, persons: [] };
  expect(await gone(portfolios, day(-1))).toEqual(none);
  expect(await gone(portfolios, day(1), [elderId])).toEqual(none);
  expect(await gone(portfolios, day(1))).toMatchObject({ persons: [elderId] });
  expect((await read(elder, elderId)).items).toEqual([]);
  expect(await gone(links, day(-5))).toEqual(none);
  expect(await gone(links, day(1), [elderId, youngerId()])).toEqual(none);
  expect(await gone(links, day(1))).toMatchObject({ count: expect.any(Number) as number });
  const answers = new Set<number>();
  for (let opened = 0; opened < 121; opened += 1) answers.add((await open('/portfolio/x')).status);
  expect([...answers]).toEqual([404, 429]);
});
