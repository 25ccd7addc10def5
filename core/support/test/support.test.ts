import { sql } from '../../server';
import { sendMails } from '../../notices/mailing';
import { createTestApp, type TestApp } from '../../testing';
import { homeCalendar, todayHere } from '../../territory/home';
import type { TicketLine, TicketView } from '../model';
import type { ProposalView } from '../proposals';
import type { ReadingView } from '../readings';

let test: TestApp;
type Caller = Awaited<ReturnType<TestApp['as']>>;
let desk: Caller;
let person: Caller;
beforeAll(async () => {
  test = await createTestApp({ only: ['support'] });
  desk = await test.as({ roles: ['operator'] });
  person = await test.as({});
});
afterAll(() => test.stop());

const post = (who: Caller, path: string, payload: object = {}) =>
  who(`/api/support${path}`, { method: 'POST', payload });
const question = {
  kind: 'fault',
  subject: 'Не сохраняется карточка',
  text: 'Нажимаю «Сохранить» в карточке Иванова, и ничего не происходит.',
  screen: '/app/people/persons/$id',
  errors: [{ code: 'unavailable', status: 503 }],
};
const asked = async (who = person, given: object = {}) =>
  (await post(who, '/tickets', { ...question, ...given })).body as { id: string; number: number; dueOn: string };
const read = async (who: Caller, id: string) => (await post(who, `/tickets/${id}/read`)).body as TicketView;

describe('A question from a screen', () => {
  it('carries its context, goes to the body that answers, and is due by the production calendar', async () => {
    const { id, dueOn } = await asked();
    expect(dueOn).toBe(homeCalendar().addWorkingDays(todayHere(), 1));
    const ticket = await read(desk, id);
    expect(ticket).toMatchObject({ bodyId: 'development', state: 'new', isOverdue: false });
    expect(ticket.context).toMatchObject({ screen: question.screen, errors: question.errors });
    const method = await asked(person, { kind: 'method', subsystem: 'extracurricular' });
    expect((await read(desk, method.id)).bodyId).toBe('youth-department');
    expect(await asked(person, { kind: 'howto' }).then(({ id: how }) => read(desk, how))).toMatchObject({
      bodyId: 'situational-centre',
    });
  });

  it('refuses context in which personal data could hide', async () => {
    for (const given of [
      { screen: '/app/people?name=Иванов' },
      { errors: [{ code: 'Иванов не найден', status: 404 }] },
      { errors: [{ code: 'not-found', status: 404, text: 'Иванов' }] },
    ])
      expect((await post(person, '/tickets', { ...question, ...given })).status).toBe(400);
  });

  it('is answered in its thread: the author is told and sees no notes, replies open it again', async () => {
    const { id } = await asked();
    expect((await post(desk, `/tickets/${id}/take`)).status).toBe(200);
    await post(desk, `/tickets/${id}/answer`, { text: 'Это похоже на отказ диска', side: 'note' });
    await post(desk, `/tickets/${id}/answer`, { text: 'Исправлено, попробуйте ещё раз', solves: true });
    const mine = await read(person, id);
    expect(mine).toMatchObject({ state: 'solved', dueOn: null, context: null });
    expect(mine.messages.map(({ side }) => side)).toEqual(['author', 'desk']);
    expect((await read(desk, id)).messages.map(({ side }) => side)).toEqual(['author', 'note', 'desk']);
    const told = await person('/api/notices/own');
    expect(told.body).toMatchObject({ items: [{ kind: 'support.answered', link: `/app/support/tickets/${id}` }] });

    expect((await post(person, `/tickets/${id}/reply`, { text: 'Всё ещё не сохраняется' })).status).toBe(200);
    expect(await read(person, id)).toMatchObject({
      state: 'in-work',
      dueOn: homeCalendar().addWorkingDays(todayHere(), 1),
    });
  });

  it('is nobody else’s: strangers get the same 404 as for what is not there', async () => {
    const { id } = await asked();
    const stranger = await test.as({});
    const foreign = await post(stranger, `/tickets/${id}/read`);
    const absent = await post(stranger, '/tickets/00000000-0000-7000-8000-000000000000/read');
    expect([foreign.status, foreign.body]).toEqual([404, absent.body]);
    expect((await post(stranger, `/tickets/${id}/reply`, { text: 'Мне тоже' })).status).toBe(404);
    expect((await post(person, `/tickets/${id}/answer`, { text: 'Сам отвечу' })).status).toBe(403);
    expect((await post(stranger, '/queue')).status).toBe(403);
    expect((await stranger('/api/support/own/tickets')).body).toEqual({ items: [], next: null });
  });

  it('stands in the queue by the day it is due, overdue first, and is handed over', async () => {
    const { id } = await asked();
    await test.work(() => sql`UPDATE core.tickets SET due_on = current_date - 3 WHERE id = ${id}`);
    const items = async (bodyId: string) =>
      ((await post(desk, '/queue', { bodyId })).body as { items: TicketLine[] }).items;
    expect((await items('development'))[0]).toMatchObject({ id, isOverdue: true });
    expect((await post(desk, `/tickets/${id}/transfer`, { bodyId: 'nobody' })).status).toBe(400);
    expect((await post(desk, `/tickets/${id}/transfer`, { bodyId: 'operator' })).status).toBe(200);
    expect((await items('development')).map((line) => line.id)).not.toContain(id);
    expect((await items('operator'))[0]?.id).toBe(id);
  });

  it('keeps its words sealed and out of the audit', async () => {
    await asked();
    const rows = await test.work(
      () => sql`SELECT t::text FROM core.tickets t UNION ALL SELECT m::text FROM core.ticket_messages m`,
    );
    expect(JSON.stringify(rows)).not.toContain(Buffer.from('Иванова').toString('hex'));
    const audit = await test.work(() => sql`SELECT details FROM core.audit_events WHERE event LIKE 'support.%'`);
    expect(JSON.stringify(audit)).not.toMatch(/Иванов|карточ/);
  });
});

describe('A question from the public site', () => {
  const open = { subject: 'Где результаты', text: 'Когда появятся результаты экзамена?', address: 'guest@example.org' };
  const send = (payload: object, ip: string) =>
    test.app.server.inject({ method: 'POST', url: '/api/support/questions', payload, remoteAddress: ip });

  it('gets a number and is answered by a letter that waits in the outbox', async () => {
    const answer = await send(open, '10.0.0.1');
    const { number } = JSON.parse(answer.payload) as { number: number };
    const [row] = await test.work(() => sql<{ id: string }>`SELECT id FROM core.tickets WHERE number = ${number}`);
    await post(desk, `/tickets/${row?.id}/answer`, { text: 'Завтра в полдень', solves: true });
    await sendMails();
    const mails = (await desk('/api/notices/mails')).body as { items: { id: string; kind: string }[] };
    expect(mails.items[0]).toMatchObject({ kind: 'support.answered', state: 'waiting' });
    const letter = await desk(`/api/notices/mails/${mails.items[0]?.id}/read`, { method: 'POST' });
    expect(letter.body).toMatchObject({ to: open.address, subject: 'Ответ поддержки' });
    expect(letter.text).toContain('Завтра в полдень');
  });

  it('of a machine is answered alike and kept nowhere', async () => {
    const before = await test.work(() => sql`SELECT count(*) FROM core.tickets`);
    const answer = await send({ ...open, website: 'https://spam.example' }, '10.0.0.2');
    expect([answer.statusCode, JSON.parse(answer.payload)]).toEqual([200, { number: null }]);
    expect(await test.work(() => sql`SELECT count(*) FROM core.tickets`)).toEqual(before);
  });

  it('comes five times an hour from one address', async () => {
    const statuses = [];
    for (let at = 0; at < 6; at += 1) statuses.push((await send(open, '10.0.0.3')).statusCode);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });
});

describe('Rules', () => {
  const publish = (version: number, series?: string) =>
    test.work(
      () => sql<{ id: string; series: string }>`
      INSERT INTO core.published_documents (series, version, kind, title, effective_on, file_name, media_type, size, sha256,
        bytes, published_by)
      VALUES (coalesce(${series ?? null}::uuid, uuidv7()), ${version}, 'rules', 'Правила работы', '2026-01-01', 'rules.pdf',
        'application/pdf', 1, repeat('0', 64), '\\x00', (SELECT id FROM core.accounts LIMIT 1)) RETURNING id, series`,
    );

  it('are confirmed once per version, and asked again for the next', async () => {
    const [first] = await publish(1);
    const confirm = (id: string | undefined) => post(person, `/own/readings/${id}/confirm`);
    expect((await confirm(first?.id)).body).toMatchObject([{ id: first?.id, confirmedAt: expect.any(String) }]);
    expect((await confirm(first?.id)).status).toBe(409);
    const [second] = await publish(2, first?.series);
    const list = (await person('/api/support/own/readings')).body as ReadingView[];
    expect(list).toMatchObject([{ id: second?.id, version: 2, confirmedAt: null }]);
    expect((await confirm(first?.id)).status).toBe(409);
    expect((await desk('/api/support/readings')).body).toMatchObject([{ id: second?.id, confirmed: 0 }]);
    await confirm(second?.id);
    expect((await desk('/api/support/readings')).body).toMatchObject([{ id: second?.id, confirmed: 1 }]);
    expect((await person('/api/support/readings')).status).toBe(403);
  });
});

describe('A proposal', () => {
  const idea = { subsystem: 'school', title: 'Показать замены', text: 'Показывать замены уроков на первой странице.' };

  it('comes from an authorised body, is decided step by step, and its author is told', async () => {
    const body = await test.as({ permissions: ['support.propose'] });
    const [sent] = (await post(body, '/proposals', idea)).body as ProposalView[];
    const decide = (who: Caller, state: string, version: number) =>
      post(who, `/proposals/${sent?.id}/decide`, { state, answer: 'Войдёт в план года', version });
    expect((await decide(body, 'accepted', 1)).status).toBe(403);
    expect((await decide(desk, 'done', 1)).status).toBe(409);
    expect((await decide(desk, 'accepted', 1)).body).toMatchObject([{ state: 'accepted', version: 2 }]);
    expect((await decide(desk, 'done', 1)).status).toBe(409);
    expect((await decide(desk, 'done', 2)).status).toBe(200);
    expect((await decide(desk, 'refused', 3)).status).toBe(409);
    expect((await body('/api/notices/own')).body).toMatchObject({ items: [{ kind: 'support.decided' }, {}] });
    expect((await post(person, '/proposals', idea)).status).toBe(403);
  });
});
