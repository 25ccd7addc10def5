import { sql } from '../../server';
import { multipart, png } from '../../files/test/samples';
import { loadDemo } from '../../server/demo';
import { sendMails } from '../../notices/mailing';
import { createTestApp, type TestApp } from '../../testing';
import { homeCalendar, todayHere } from '../../territory/home';
import type { TicketLine, TicketView } from '../model';
import { warnOfOverdue } from '../overdue';
import { oldTickets } from '../retention';
import { manyTickets } from './many-tickets';

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
type Part = { items: TicketLine[]; next: { dueOn: string | null; id: string } | null };
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

  it('says that its day is provisional while the production calendar of that year is not whole', async () => {
    const { id } = await asked();
    for (const [day, isProvisional] of [
      ['2026-12-01', false],
      ['2027-03-01', true],
    ]) {
      await test.work(() => sql`UPDATE core.tickets SET due_on = ${day} WHERE id = ${id}`);
      expect(await read(desk, id)).toMatchObject({ dueOn: day, isProvisional });
    }
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
    const why = `/api/access/why/support.ticket/${id}`;
    expect((await desk(why)).body).toMatchObject({ title: 'Обращение в поддержку', because: [{ scope: 'region' }] });
    expect([(await stranger(why)).status, (await person(why)).status]).toEqual([404, 404]);
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

describe('A question', () => {
  const unread = async (who: Caller) => ((await who('/api/notices/own/unread')).body as { unread: number }).unread;

  it('is closed by its author at any time, by the desk only after an answer, and once', async () => {
    const { id } = await asked();
    expect((await post(desk, `/tickets/${id}/close`)).status).toBe(409);
    expect((await post(await test.as({}), `/tickets/${id}/close`)).status).toBe(404);
    expect((await post(person, `/tickets/${id}/close`)).body).toMatchObject({ state: 'solved', dueOn: null });
    expect((await post(person, `/tickets/${id}/close`)).status).toBe(409);
    await post(person, `/tickets/${id}/reply`, { text: 'Снова не работает' });
    await post(desk, `/tickets/${id}/answer`, { text: 'Посмотрите ещё раз' });
    expect((await post(desk, `/tickets/${id}/close`)).body).toMatchObject({ state: 'solved' });
    const { items } = (await person('/api/notices/own')).body as { items: object[] };
    expect(items[0]).toMatchObject({
      title: expect.stringMatching(/закрыто/),
      titleEn: expect.stringMatching(/is closed/),
    });
  });

  it('is read by opening it: its notices count as read', async () => {
    const someone = await test.as({});
    const { id } = await asked(someone);
    await post(desk, `/tickets/${id}/answer`, { text: 'Попробуйте сейчас' });
    expect(await unread(someone)).toBe(1);
    await read(someone, id);
    expect(await unread(someone)).toBe(0);
  });

  it('stands in the queue by who works on it and by what is overdue', async () => {
    const worker = await test.as({ roles: ['analyst'] });
    const { id } = await asked();
    await test.work(() => sql`UPDATE core.tickets SET due_on = current_date - 2 WHERE id = ${id}`);
    const ids = async (filter: object) =>
      ((await post(worker, '/queue', filter)).body as { items: TicketLine[] }).items.map((line) => line.id);
    expect(await ids({ isMine: true })).toEqual([]);
    await post(worker, `/tickets/${id}/take`);
    expect(await ids({ isMine: true })).toEqual([id]);
    expect(await ids({ isMine: true, isOverdue: true })).toEqual([id]);
    const { id: fresh } = await asked(person, { subsystem: 'college' });
    expect(await ids({ isOverdue: true })).not.toContain(fresh);
    expect(await ids({ subsystem: 'college' })).toEqual([fresh]);
  });

  it('is reached page by page in the queue: the most overdue first, the newest first within a day, none twice', async () => {
    const subsystem = 'kindergarten';
    const { id: model } = await asked();
    await test.work(() => manyTickets(model, subsystem, { due: 70, waiting: 40 }));
    const part = async (after?: object | null) =>
      (await post(desk, '/queue', { subsystem, ...(after && { after }) })).body as Part;
    const first = await part();
    const second = await part(first.next);
    const third = await part(second.next);
    expect([first, second, third].map(({ items, next }) => [items.length, next !== null])).toEqual([
      [50, true],
      [50, true],
      [10, false],
    ]);
    const found = [first, second, third].flatMap(({ items }) => items.map(({ id }) => id));
    const inOrder = await test.work(
      () => sql<{ id: string }>`SELECT id FROM core.tickets WHERE subsystem = ${subsystem} ORDER BY due_on, id DESC`,
    );
    expect(found).toEqual(inOrder.map(({ id }) => id));
    for (const after of [{ dueOn: 'завтра', id: model }, { dueOn: null, id: 'x' }, 'x'])
      expect((await post(desk, '/queue', { after })).status).toBe(400);
    await test.work(() => sql`DELETE FROM core.tickets WHERE subsystem = ${subsystem}`);
  });

  it('that is overdue is told of once for its day: to whoever works on it, or else to the desk', async () => {
    await test.work(() => sql`UPDATE core.tickets SET due_on = current_date + 3 WHERE due_on IS NOT NULL`);
    const worker = await test.as({ roles: ['analyst'] });
    const { id } = await asked();
    await post(worker, `/tickets/${id}/take`);
    const { id: untaken } = await asked();
    const late = () =>
      test.work(() => sql`UPDATE core.tickets SET due_on = current_date - 2 WHERE id = ANY (${[id, untaken]}::uuid[])`);
    await late();
    expect(await test.work(warnOfOverdue)).toBe(2);
    expect(await test.work(warnOfOverdue)).toBe(0);
    const told = async (who: Caller) =>
      ((await who('/api/notices/own')).body as { items: { kind: string; link: string }[] }).items
        .filter(({ kind }) => kind === 'support.overdue')
        .map(({ link }) => link.split('/').at(-1));
    expect((await told(worker)).sort()).toEqual([id, untaken].sort());
    expect(await told(desk)).toEqual([untaken]);
  });

  it('shows on the board how terms are kept, within one’s reach', async () => {
    await test.work(() => sql`DELETE FROM core.tickets`);
    const { id: late } = await asked(person, { subsystem: 'school' });
    const { id: inTime } = await asked(person, { subsystem: 'school' });
    const { id: missed } = await asked(person, { subsystem: 'college' });
    await test.work(
      () => sql`UPDATE core.tickets SET due_on = current_date - 3, first_due_on = current_date - 3
        WHERE id = ANY (${[late, missed]}::uuid[])`,
    );
    for (const id of [inTime, missed]) await post(desk, `/tickets/${id}/answer`, { text: 'Готово', solves: true });
    const { bodies, subsystems } = (await desk('/api/support/board')).body as Record<string, { id: string }[]>;
    expect(bodies?.find(({ id }) => id === 'development')).toMatchObject({
      waiting: 1,
      untaken: 1,
      overdue: 1,
      dueToday: 0,
      answered: 2,
      inTime: 1,
    });
    expect(subsystems).toMatchObject([
      { id: 'college', waiting: 0, overdue: 0, answered: 1, inTime: 0 },
      { id: 'school', waiting: 1, overdue: 1, answered: 1, inTime: 1 },
    ]);
    expect((await person('/api/support/board')).status).toBe(403);
  });
});

describe('A file of a question', () => {
  it('is judged by its content, given to author and desk only, and recorded', async () => {
    const { id } = await asked();
    const send = (who: Caller, name: string, content: Buffer) =>
      who(`/api/support/tickets/${id}/files`, multipart(name, content));
    const kept = await send(person, 'экран.png', png());
    expect(kept.status).toBe(200);
    expect((await send(person, 'экран.png', Buffer.from('<script>1</script>'))).status).toBe(415);
    const stranger = await test.as({});
    expect((await send(stranger, 'экран.png', png())).status).toBe(404);
    const [file] = (await read(desk, id)).files;
    expect(file).toMatchObject({ id: (kept.body as { id: string }).id, name: 'экран.png', isGivenOut: true });
    const address = `/api/support/tickets/${id}/files/${file?.id}`;
    expect((await stranger(address)).status).toBe(404);
    expect((await desk(address)).headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': expect.stringMatching(/^attachment/),
    });
    const { id: other } = await asked();
    expect((await desk(`/api/support/tickets/${other}/files/${file?.id}`)).status).toBe(404);
    const looks = await test.work(
      () => sql`SELECT FROM core.audit_events WHERE event = 'files.read' AND object_id::text = ${file?.id}`,
    );
    expect(looks).toHaveLength(1);
  });

  it('goes with the question when it has been kept long enough', async () => {
    const { id } = await asked();
    await person(`/api/support/tickets/${id}/files`, multipart('экран.png', png()));
    await post(person, `/tickets/${id}/close`);
    const files = () => test.work(() => sql`SELECT FROM core.files WHERE owner_id::text = ${id}`);
    expect(await files()).toHaveLength(1);
    expect(
      await test.work(() => oldTickets.remove(new Date(Date.now() + 60_000), { persons: [], accounts: [] })),
    ).toBeGreaterThan(0);
    expect(await files()).toHaveLength(0);
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

describe('The demonstration', () => {
  it('has a desk at work, and loading it again changes nothing', async () => {
    await test.work(() => sql`DELETE FROM core.tickets`);
    await loadDemo('small', () => undefined);
    const counts = () =>
      test.work(
        () => sql`SELECT state, count(*)::int AS n, count(*) FILTER (WHERE due_on < current_date)::int AS late
          FROM core.tickets GROUP BY state ORDER BY state`,
      );
    const before = await counts();
    expect(before).toMatchObject([
      { state: 'in-work', n: 1, late: 1 },
      { state: 'new', n: 3, late: 0 },
      { state: 'solved', n: 1 },
      { state: 'waiting-author', n: 1 },
    ]);
    await loadDemo('small', () => undefined);
    expect(await counts()).toEqual(before);
    const mails = (await desk('/api/notices/mails?state=failed')).body as { items: object[] };
    expect(mails.items).toHaveLength(1);
  }, 60_000);
});
