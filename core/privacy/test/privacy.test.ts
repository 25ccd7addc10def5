import { unzipSync, strFromU8 } from 'fflate';
import { audit, inTransaction, sql } from '../../server';
import { createTestApp, type TestApp } from '../../testing';
import type { CountView } from '../counts';
import type { HoldView } from '../holds';
import type { IncidentView } from '../incidents';
import type { RequestView } from '../requests';
import { linkPerson } from '../../people/links';
import { addGuardian, GuardianInput } from '../../people/guardians';
import { aSchool, writePerson } from '../../people/test/builders';
import { todayHere } from '../../territory/home';
import { doPass, removeKeptLongEnough, type PassView } from '../passes';
import type { RuleView } from '../retention';

let test: TestApp;
let operator: Awaited<ReturnType<TestApp['as']>>;
let person: Awaited<ReturnType<TestApp['as']>>;
beforeAll(async () => {
  test = await createTestApp({ only: ['privacy', 'support', 'people'] });
  operator = await test.as({ roles: ['operator'] });
  person = await test.as({});
});
afterAll(() => test.stop());

const post = (who: typeof operator, path: string, payload: object = {}) =>
  who(`/api/privacy${path}`, { method: 'POST', payload });
const wish = { kind: 'correction', text: 'В моей карточке неверно указана должность: исправьте, пожалуйста.' };

describe('A data subject', () => {
  it('takes an archive of what is held about them, and nothing of others', async () => {
    const headers = { cookie: await cookieOf(), 'sec-fetch-site': 'same-origin' };
    const question = { kind: 'fault', subject: 'Моя тема', text: 'Мой вопрос', screen: '/app/me', errors: [] };
    const asked = await test.app.server.inject({
      method: 'POST',
      url: '/api/support/tickets',
      headers,
      payload: question,
    });
    expect(asked.statusCode).toBeLessThan(300);
    await person('/api/support/tickets', { method: 'POST', payload: { ...question, subject: 'Чужая тема' } });
    const answer = await test.app.server.inject({ method: 'POST', url: '/api/privacy/own/archive', headers });
    expect(answer.headers['content-type']).toBe('application/zip');
    const files = unzipSync(answer.rawPayload);
    const core = JSON.parse(strFromU8(files['access.json'] ?? new Uint8Array())) as Record<string, unknown>;
    expect(core).toMatchObject({ учётная_запись: { 'имя для входа': 'subject' } });
    expect(JSON.stringify(core)).not.toContain('tester-');
    expect(Object.keys(files)).toContain('README.txt');
    const read = (name: string) => JSON.parse(strFromU8(files[name] ?? new Uint8Array())) as Record<string, unknown>;
    expect(read('support.json')).toMatchObject({
      обращения: [{ тема: 'Моя тема', переписка: [{ сторона: 'author', текст: 'Мой вопрос' }] }],
    });
    expect(read('notices.json')).toMatchObject({ уведомления: [], устройства: [] });
  });

  it('asks, is answered within the working days of the law, once, and sees only own requests', async () => {
    const asked = (await post(person, '/own/requests', wish)).body as RequestView;
    expect(asked).toMatchObject({ state: 'waiting', text: wish.text });
    const [days] = await test.work(
      () => sql<{ value: number }>`SELECT value FROM core.reference_rows WHERE code = 'subject-reply'`,
    );
    expect(days?.value).toBe(10);
    expect(Date.parse(asked.dueOn) - Date.parse(asked.receivedOn)).toBeGreaterThanOrEqual(12 * 86_400_000);
    const stranger = await test.as({});
    expect((await stranger('/api/privacy/own/requests')).body).toEqual([]);
    expect((await post(stranger, '/requests/search')).status).toBe(403);

    const queue = (await post(operator, '/requests/search', { state: 'waiting' })).body as RequestView[];
    expect(queue).toContainEqual(expect.objectContaining({ id: asked.id, text: wish.text }));
    const answer = { state: 'done', answer: 'Должность исправлена, спасибо.' };
    expect((await post(operator, `/requests/${asked.id}/answer`, { ...answer, answer: 'да' })).status).toBe(400);
    expect((await post(operator, `/requests/${asked.id}/answer`, answer)).status).toBe(200);
    expect((await post(operator, `/requests/${asked.id}/answer`, answer)).status).toBe(409);
    expect((await person('/api/privacy/own/requests')).body).toMatchObject([{ state: 'done', answer: answer.answer }]);
  });

  it('keeps the words of a request sealed at rest and out of the audit', async () => {
    await post(person, '/own/requests', wish);
    const rows = await test.work(() => sql`SELECT text::text AS text FROM core.subject_requests`);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from('карточке').toString('hex'));
    const audit = await test.work(() => sql`SELECT details FROM core.audit_events WHERE event LIKE 'privacy.%'`);
    expect(JSON.stringify(audit)).not.toContain('должность');
  });

  it('cannot flood the queue', async () => {
    const eager = await test.as({});
    const statuses = [];
    for (let at = 0; at < 7; at += 1) statuses.push((await post(eager, '/own/requests', wish)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
  });
});

async function cookieOf() {
  const { createAccount } = await import('../../access/accounts');
  const password = 'a long enough password';
  await test.work(() => createAccount({ login: 'subject', name: 'Субъект', password, roles: [] }));
  const answer = await test.app.server.inject({
    method: 'POST',
    url: '/api/access/sign-in',
    payload: { login: 'subject', password },
  });
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

describe('Retention', () => {
  const change = (id: string, payload: object) => operator(`/api/privacy/retention/${id}`, { method: 'PUT', payload });

  it('removes what is old enough by its rule, says how much, keeps what is younger or held', async () => {
    const old = () =>
      test.work(
        () => sql`INSERT INTO core.accounts (login, name, disabled_at)
          SELECT 'old-' || n || '-' || gen_random_uuid(), 'Уволенный', now() - make_interval(days => n * 1000)
          FROM generate_series(1, 3) n`,
      );
    await old();
    const later = new Date(Date.now() + 1000);
    expect(await removeKeptLongEnough(later)).toMatchObject({ 'access.dismissed': 2 });
    expect(await removeKeptLongEnough(later)).toMatchObject({ 'access.dismissed': 0 });
    expect((await change('access.dismissed', { holdBecause: 'Запрос суда № 7' })).status).toBe(200);
    expect(await removeKeptLongEnough(later)).not.toHaveProperty(['access.dismissed']);
    await change('access.dismissed', { holdBecause: null });
    // The term is a norm: a new version holds from its day on, and what was removed names the row it was removed by.
    const version = { code: 'dismissed', value: 100, act: 'Приказ № 1', validFrom: todayHere() };
    const added = await operator('/api/reference/lists/access.retention/rows', { method: 'POST', payload: version });
    expect(added.status).toBe(200);
    expect(await removeKeptLongEnough(later)).toMatchObject({ 'access.dismissed': 1 });
    const rules = (await operator('/api/privacy/retention')).body as RuleView[];
    expect(rules).toContainEqual(
      expect.objectContaining({ id: 'access.dismissed', removed: 3, days: 100, act: 'Приказ № 1', verified: false }),
    );
    const runs = await test.work(
      () => sql<{ value: number; removed: number }>`SELECT t.value, r.removed FROM core.retention_runs r
        JOIN core.reference_rows t ON t.id = r.term_row WHERE r.rule = 'access.dismissed' ORDER BY r.at`,
    );
    expect(runs).toEqual([
      { value: 5 * 365, removed: 2 },
      { value: 100, removed: 1 },
    ]);
    const [left] = await test.work(
      () => sql<{ n: number }>`SELECT count(*)::int AS n FROM core.accounts WHERE name = 'Уволенный'`,
    );
    expect(left?.n).toBe(0);
  });

  it('refuses unknown rules and empty holds', async () => {
    expect((await change('nothing.known', { holdBecause: null })).status).toBe(404);
    expect((await change('access.dismissed', { days: 1, holdBecause: null })).status).toBe(400);
    expect((await change('access.dismissed', { holdBecause: '' })).status).toBe(400);
  });

  describe('of cards', () => {
    const never = new AbortController().signal;
    const later = () => new Date(Date.now() + 1000);
    const ask = async (kind: string) => (await post(operator, '/retention/passes', { kind })).body as PassView;
    const pass = async (kind: string, now = later()) => {
      const { id } = await ask(kind);
      await doPass(id, never, now);
      const all = (await operator('/api/privacy/retention/passes')).body as PassView[];
      return { ...all.find((one) => one.id === id), id };
    };
    const ofCards = ({ report = [] }: Partial<PassView>) => report.find(({ rule }) => rule === 'people.cards');
    const cards = () =>
      test.work(async () => (await sql<{ id: string }>`SELECT id FROM core.persons`).map(({ id }) => id));
    const ageAll = () => test.work(() => sql`UPDATE core.persons SET created_at = now() - interval '9 years'`);
    let organisationId: string;
    let gone: string[];
    let stays: string[];

    beforeAll(async () => {
      ({ organisationId } = await aSchool(test));
      const family = async (endsOn: string | null) => {
        const child = await writePerson();
        await linkPerson(child, { organisationId, subsystem: 'school', role: 'pupil', startsOn: '2010-09-01', endsOn });
        const guardian = await writePerson({ birthDate: '1985-03-02' });
        const link = { guardianId: guardian, kind: 'parent', startsOn: '2005-05-17', ground: 'Свидетельство' };
        await addGuardian(child, GuardianInput.parse(link));
        return { child, guardian };
      };
      await test.work(async () => {
        const [past, present] = [await family('2019-05-31'), await family(null)];
        const [dismissed, working] = [await writePerson(), await writePerson()];
        gone = [past.child, past.guardian, dismissed];
        stays = [present.child, present.guardian, working];
        await hang(past);
        for (const [person, ended] of [
          [dismissed, '2019-01-01'],
          [working, null],
        ] as const)
          await sql`WITH made AS (INSERT INTO core.accounts (login, name, disabled_at)
              VALUES (${`of-${person}`}, 'Сотрудник', ${ended}) RETURNING id)
            UPDATE core.persons SET account_id = made.id FROM made WHERE persons.id = ${person}`;
      });
      await ageAll();
    });

    // A row of every kind that belongs to a card, a merged card among them.
    const hang = async ({ child, guardian }: { child: string; guardian: string }) => {
      const [merged, stranger] = [await writePerson(), await writePerson()];
      gone.push(merged);
      stays.push(stranger);
      await linkPerson(stranger, { organisationId, subsystem: 'school', role: 'pupil', startsOn: '2024-09-01' });
      await sql`INSERT INTO core.person_documents (person_id, kind, number) VALUES (${child}, 'passport', 'x')`;
      await sql`INSERT INTO core.person_consents (person_id, given_by, purpose, version, given_on)
        SELECT ${child}, ${guardian}, purpose, version, '2015-01-01' FROM core.consent_forms LIMIT 1`;
      await sql`INSERT INTO core.person_duplicates (first_id, second_id, reasons)
        VALUES (least(${child}::uuid, ${stranger}), greatest(${child}::uuid, ${stranger}), '{name}')`;
      await sql`INSERT INTO core.person_merges (survivor_id, loser_id, reason, documents, before)
        VALUES (${child}, ${merged}, 'x', 'x', 'x')`;
      await sql`INSERT INTO core.match_requests (way, issuer, subject_index, said_index, person_id)
        VALUES ('esia', 'x', 'x', 'x', ${guardian})`;
      await sql`UPDATE core.persons SET merged_into = ${child} WHERE id = ${merged}`;
    };

    it('are shown before they go: how many and whose, and nothing is removed by looking', async () => {
      const before = await cards();
      const look = await pass('preview');
      expect(look).toMatchObject({ state: 'done', kind: 'preview' });
      // The merged card goes with the one it was merged into.
      expect(ofCards(look)).toMatchObject({ count: 3, persons: 3, skipped: null });
      const names = (await post(operator, `/retention/passes/${look.id}/persons`)).body as { id: string }[];
      expect(names.map(({ id }) => id).sort()).toEqual(gone.slice(0, 3).sort());
      expect((await cards()).sort()).toEqual(before.sort());
      const [row] = await test.work(
        () => sql<{ n: number }>`SELECT jsonb_array_length(details -> 'persons') AS n FROM core.audit_events
          WHERE event = 'privacy.pass-read'`,
      );
      expect(row?.n).toBe(3);
      expect((await post(person, '/retention/passes', { kind: 'preview' })).status).toBe(403);
    });

    it('wait by night for a term that was compared with its act, and for a hold to be lifted', async () => {
      expect(await removeKeptLongEnough(later())).not.toHaveProperty(['people.cards']);
      await change('people.cards', { holdBecause: 'Запрос прокуратуры № 3' });
      expect(ofCards(await pass('removal'))).toMatchObject({ count: 0, skipped: 'held' });
      await change('people.cards', { holdBecause: null });
      expect(await cards()).toEqual(expect.arrayContaining([...gone, ...stays]));
    });

    it('need a fresh proof of who removes them; one pass runs at a time and can be stopped', async () => {
      const late = await test.as({ roles: ['operator'] });
      await test.work(
        () => sql`UPDATE core.sign_ins SET proved_at = now() - interval '11 minutes'
          WHERE id = (SELECT id FROM core.sign_ins ORDER BY created_at DESC LIMIT 1)`,
      );
      const refused = await post(late, '/retention/passes', { kind: 'removal' });
      expect(refused).toMatchObject({ status: 403, body: { code: 'step-up-required' } });
      const asked = await ask('removal');
      expect((await post(operator, '/retention/passes', { kind: 'preview' })).status).toBe(409);
      expect((await post(operator, `/retention/passes/${asked.id}/cancel`)).body).toMatchObject({ state: 'cancelled' });
      expect((await post(operator, `/retention/passes/${asked.id}/cancel`)).status).toBe(409);
      await doPass(asked.id, never, later());
      expect(await cards()).toEqual(expect.arrayContaining(gone));
    });

    it('stay while a legal hold lies on one of them, with who stands for them, and go when it is lifted', async () => {
      const held = await lay({ personId: gone[0] ?? '' });
      expect(ofCards(await pass('preview'))).toMatchObject({ count: 1 });
      await post(operator, `/holds/${held.id}/lift`, { reason: 'Суд отозвал запрос' });
      expect(ofCards(await pass('preview'))).toMatchObject({ count: 3 });
    });

    it('go with every row that belongs to them, once, named in the log; those with anything living stay', async () => {
      const removal = await pass('removal');
      expect(removal.state).toBe('done');
      expect(ofCards(removal)).toMatchObject({ count: 3, persons: 0 });
      const left = await cards();
      expect(left.filter((id) => gone.includes(id))).toEqual([]);
      expect(left).toEqual(expect.arrayContaining(stays));
      const named = await test.work(
        () => sql<{ persons: string[] }>`SELECT details -> 'persons' AS persons FROM core.audit_events
          WHERE event = 'privacy.removed' AND object_id = 'people.cards' ORDER BY id`,
      );
      expect(named.flatMap(({ persons }) => persons).sort()).toEqual(gone.slice(0, 3).sort());
      // Twice changes nothing.
      expect(ofCards(await pass('removal'))).toMatchObject({ count: 0 });
      expect((await cards()).sort()).toEqual(left.sort());
    });
  });
});

const aHold = { ground: 'Запрос суда № 12 от 01.09.2026', until: '2030-01-01' };
const lay = async (given: { personId: string; until?: string }) => {
  const answer = await post(operator, '/holds', { ...aHold, ...given });
  expect(answer.status).toBe(200);
  return (answer.body as HoldView[])[0] ?? ({} as HoldView);
};

describe('A legal hold', () => {
  let personId: string, accountId: string;
  beforeAll(async () => {
    [personId, accountId] = await test.work(async () => {
      const id = await writePerson();
      const [account] = await sql<{ id: string }>`INSERT INTO core.accounts (login, name, disabled_at)
        VALUES ('held', 'Уволенный', now() - interval '20 years') RETURNING id`;
      await sql`UPDATE core.persons SET account_id = ${account?.id} WHERE id = ${id}`;
      return [id, account?.id ?? ''] as const;
    });
    await test.work(async () => {
      await sql`INSERT INTO core.notices (account_id, kind, title, created_at)
        VALUES (${accountId}, 'x', 'x', now() - interval '20 years')`;
      await sql`INSERT INTO core.mails (account_id, kind, state, created_at)
        VALUES (${accountId}, 'x', 'sent', now() - interval '20 years')`;
      await sql`INSERT INTO core.tickets (account_id, body_id, kind, subject, state, term_row, release, solved_at)
        SELECT ${accountId}, (SELECT id FROM core.bodies LIMIT 1), 'fault', 'x', 'solved', id, 'x', now() - interval '20 years'
        FROM core.reference_rows LIMIT 1`;
      await sql`INSERT INTO core.subject_requests (account_id, kind, text, received_on, due_on, term_row, state, answered_at)
        SELECT ${accountId}, 'access', 'x', '2001-01-01', '2001-01-01', id, 'done', now() - interval '20 years'
        FROM core.reference_rows LIMIT 1`;
      await sql`INSERT INTO core.match_requests (way, issuer, subject_index, said_index, person_id, asked_at)
        VALUES ('esia', 'x', 'held', 'x', ${personId}, now() - interval '20 years')`;
    });
  });

  const kept = async () => {
    const [row] = await test.work(
      () => sql<{ n: number }>`SELECT sum(n)::int AS n FROM (
        SELECT count(*) AS n FROM core.notices WHERE account_id = ${accountId}
        UNION ALL SELECT count(*) FROM core.mails WHERE account_id = ${accountId}
        UNION ALL SELECT count(*) FROM core.tickets WHERE account_id = ${accountId}
        UNION ALL SELECT count(*) FROM core.subject_requests WHERE account_id = ${accountId}
        UNION ALL SELECT count(*) FROM core.match_requests WHERE person_id = ${personId}
        UNION ALL SELECT count(*) FROM core.accounts WHERE id = ${accountId} AND login = 'held') t`,
    );
    return row?.n;
  };
  const events = () =>
    test.work(
      () => sql<{ event: string }>`SELECT event FROM core.audit_events
        WHERE person_id = ${personId} AND event LIKE 'privacy.hold-%' ORDER BY at`,
    );

  it('keeps every row of a person from every rule until it ends or is lifted, and is written down', async () => {
    await lay({ personId });
    await removeKeptLongEnough();
    expect(await kept()).toBe(6);
    await test.work(() => sql`UPDATE core.legal_holds SET until = current_date - 2 WHERE person_id = ${personId}`);
    const { id } = await lay({ personId });
    await removeKeptLongEnough();
    expect(await kept()).toBe(6);
    const lift = () => post(operator, `/holds/${id}/lift`, { reason: 'Суд отозвал запрос' });
    const [lifted, ended] = (await lift()).body as HoldView[];
    expect(lifted).toMatchObject({ id, state: 'lifted', ground: aHold.ground, liftReason: 'Суд отозвал запрос' });
    expect(ended).toMatchObject({ personId, state: 'ended' });
    expect((await lift()).status).toBe(409);
    await removeKeptLongEnough();
    expect(await kept()).toBe(0);
    expect((await events()).map(({ event }) => event)).toEqual([
      ...['privacy.hold-laid', 'privacy.hold-laid', 'privacy.hold-lifted'],
    ]);
  });

  it('is refused without a ground, for a day that is over or too far, for nobody, and by who may not', async () => {
    const refused = async (given: object, who = operator) => {
      const { status, body } = await post(who, '/holds', { personId, ...aHold, ...given });
      return [status, (body as { issues?: { path: string[] }[] }).issues?.[0]?.path.at(-1)];
    };
    expect(await refused({ ground: ' ' })).toEqual([400, 'ground']);
    expect(await refused({ until: '2020-01-01' })).toEqual([400, 'until']);
    expect(await refused({ until: '2099-01-01' })).toEqual([400, 'until']);
    expect(await refused({ personId: '00000000-0000-7000-8000-000000000000' })).toEqual([404, undefined]);
    expect(await refused({}, person)).toEqual([403, undefined]);
  });
});

describe('An incident', () => {
  const incident = {
    title: 'Выгрузка отправлена не тому участнику',
    discoveredAt: '2026-11-20T09:00:00+05:00',
    categories: ['ФИО', 'класс'],
    subjects: 31,
  };

  it('has the deadlines of the law and texts of both notices, with blanks where nothing is known', async () => {
    const opened = (await post(operator, '/incidents', incident)).body as IncidentView;
    expect(Date.parse(opened.firstDueAt) - Date.parse(opened.discoveredAt)).toBe(24 * 3_600_000);
    expect(Date.parse(opened.resultDueAt) - Date.parse(opened.discoveredAt)).toBe(72 * 3_600_000);
    const path = `/api/privacy/incidents/${opened.id}`;
    const first = ((await operator(`${path}/notices/first`)).body as { text: string }).text;
    expect(first).toContain('Субъектов персональных данных: 31');
    expect(first).toContain('21 ноября 2026');
    expect(first).toContain('Предполагаемые причины: [укажите]');

    const body = { version: opened.version, incident: { ...incident, cause: 'Ошибка адреса' } };
    expect((await operator(path, { method: 'PUT', payload: body })).status).toBe(200);
    expect((await operator(path, { method: 'PUT', payload: body })).body).toMatchObject({ code: 'changed-meanwhile' });
    expect(((await operator(`${path}/notices/first`)).body as { text: string }).text).toContain('Ошибка адреса');
    expect((await post(operator, `/incidents/${opened.id}/notices/first`)).body).toMatchObject({
      firstSentAt: expect.any(String),
      resultSentAt: null,
    });
  });

  it('is refused before it happened, without a title, and to those who may not', async () => {
    const future = new Date(Date.now() + 86_400_000).toISOString();
    expect((await post(operator, '/incidents', { ...incident, discoveredAt: future })).status).toBe(400);
    expect((await post(operator, '/incidents', { ...incident, title: '' })).status).toBe(400);
    expect((await post(operator, '/incidents', { ...incident, discoveredAt: 'yesterday' })).status).toBe(400);
    expect((await post(person, '/incidents', incident)).status).toBe(403);
  });

  it('counts from the audit log: lists as well, everybody once, by account, role, participant and kind of record', async () => {
    const span = { from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' };
    const count = async (change: object = {}) =>
      (await post(operator, '/seen-between', { ...span, ...change })).body as CountView;
    const [one, two] = [crypto.randomUUID(), crypto.randomUUID()];
    const [three, four] = [crypto.randomUUID(), crypto.randomUUID()];
    const { participantId } = await aSchool(test);
    const [account] = await test.work(
      () => sql<{ id: string }>`INSERT INTO core.accounts (login, name, participant_id)
        VALUES ('leaking', 'Завуч', ${participantId}) RETURNING id`,
    );
    const id = account?.id ?? '';
    const before = await count();
    // Whoever keeps the school has signed in.
    const { records } = await count({ participant: participantId });
    expect(before.records).toBeGreaterThan(0);
    const actor = { accountId: id, name: 'Завуч', roles: ['head-teacher'], permissions: new Set<string>(), grants: [] };
    await inTransaction({ actor }, async () => {
      // The first child is shown in a list, in another one, and then its card is opened: it is one child.
      await audit('people.searched', { type: 'person', personIds: [one, two] });
      await audit('people.searched', { type: 'person', personIds: [one, three] });
      await audit('people.card-read', { type: 'person', id: one, personId: one });
      await audit('privacy.queue-read', { type: 'subject-request', personIds: [four] });
    });
    const after = await count();
    expect(after.subjects).toBe(before.subjects + 4);
    expect(after.records).toBe(before.records + 1);
    const theirs = { key: id, title: 'Завуч (leaking)', subjects: 4, records: 1 };
    expect(after.by.account).toContainEqual(theirs);
    expect(await count({ account: id })).toMatchObject({ subjects: 4, records: 1, by: { account: [theirs] } });
    expect(await count({ role: 'head-teacher' })).toMatchObject({ subjects: 4, records: 1 });
    expect(await count({ participant: participantId })).toMatchObject({
      ...{ subjects: 4, records: records + 1 },
      by: { participant: [{ key: participantId, subjects: 4 }], role: [{ key: 'head-teacher', subjects: 4 }] },
    });
    expect(await count({ account: id, kind: 'person' })).toMatchObject({
      ...{ subjects: 3, records: 1 },
      by: { kind: [{ key: 'person', subjects: 3, records: 1 }] },
    });
    expect(await count({ account: crypto.randomUUID() })).toMatchObject({ subjects: 0, records: 0 });
    expect((await post(operator, '/seen-between', { from: span.to, to: span.from })).status).toBe(400);
    expect((await post(person, '/seen-between', span)).status).toBe(403);
  });

  it('has its notices issued as numbered documents with the counts, once for one key, which anybody may check', async () => {
    const opened = (await post(operator, '/incidents', { ...incident, records: 940 })).body as IncidentView;
    const issue = (which: string, key: string) =>
      operator(`/api/privacy/incidents/${opened.id}/notices/${which}/document`, {
        ...{ method: 'POST', payload: {}, headers: { 'idempotency-key': key } },
      });
    const key = crypto.randomUUID();
    const first = (await issue('first', key)).body as { id: string; number: string };
    expect(first.number).toMatch(/^УИ-\d{4}-000001$/);
    expect((await issue('first', key)).body).toEqual(first);
    expect((await issue('result', crypto.randomUUID())).body).toMatchObject({ number: expect.stringMatching(/^УР-/) });
    expect((await issue('third', crypto.randomUUID())).status).toBe(400);
    const file = await operator(`/api/documents/issued/${first.id}/file`);
    expect(file.headers['content-type']).toContain('application/pdf');
  });
});
