import { installed, sql } from '../../server';
import { createTestApp, type TestApp } from '../../testing';
import { terminateAgreement } from '../../agreements/agreements';
import { resumeParticipant, suspendParticipant } from '../../agreements/suspension';
import { aParticipant, dayFrom, somebody } from './people';
import { notes } from './notes';
import pg from 'pg';

type Person = Awaited<ReturnType<typeof somebody>>;

describe('Rights', () => {
  let test: TestApp;
  let school: string, other: string;
  let operator: Person, second: Person, subsystemAdmin: Person, schoolAdmin: Person, teacher: Person;
  const grant = (given: object) => ({ ground: 'Приказ № 1', ...given });
  const status = async (answer: Promise<{ status: number }>) => (await answer).status;

  beforeAll(async () => {
    test = await createTestApp({ only: ['agreements'], also: [notes] });
    school = await test.work(() => aParticipant({}, 'ishim-city'));
    other = await test.work(() => aParticipant({}, 'tobolsk-city'));
    operator = await somebody(test, [{ role: 'operator', scope: 'region' }]);
    second = await somebody(test, [{ role: 'operator', scope: 'region' }]);
    subsystemAdmin = await somebody(test, [{ role: 'subsystem-administrator', subsystem: 'school', scope: 'region' }]);
    schoolAdmin = await somebody(
      test,
      [{ role: 'participant-administrator', subsystem: 'school', participantId: school }],
      school,
    );
    teacher = await somebody(test, [{ role: 'teacher', subsystem: 'school', participantId: school }], school);
    await test.work(
      () => sql`INSERT INTO notes.notes (participant_id, text) VALUES (${school}, 'наша'), (${other}, 'чужая')`,
    );
  });
  afterAll(() => test.stop());

  it('pass from the operator to the subsystem, the participant and the user, each step only to the next', async () => {
    const target = await somebody(test, [], school);
    const admin = {
      accountId: target.id,
      role: 'participant-administrator',
      subsystem: 'school',
      scope: 'participant',
      participantId: school,
    };
    const user = { ...admin, role: 'teacher' };
    expect(await status(operator.post('/grants', grant(admin)))).toBe(403);
    expect(await status(schoolAdmin.post('/grants', grant(admin)))).toBe(403);
    expect(await status(teacher.post('/grants', grant(user)))).toBe(403);
    expect(await status(subsystemAdmin.post('/grants', grant(admin)))).toBe(200);
    expect(await status(schoolAdmin.post('/grants', grant(user)))).toBe(200);
    expect(await status(schoolAdmin.post('/grants', grant(user)))).toBe(409);
    expect((await target.call('/api/notes/notes')).body).toHaveLength(1);
  });

  it('are never given beyond one’s own: place, subsystem, content, term, oneself', async () => {
    const target = await somebody(test, [], school);
    const user = {
      accountId: target.id,
      role: 'teacher',
      subsystem: 'school',
      scope: 'participant',
      participantId: school,
    };
    const refused = async (giver: Person, change: object) => {
      const { status: code, body } = await giver.post('/grants', grant({ ...user, ...change }));
      return [code, (body as { detail?: string }).detail];
    };
    expect(await refused(schoolAdmin, { participantId: other })).toEqual([403, expect.stringContaining('дальше')]);
    expect(await refused(schoolAdmin, { scope: 'region', participantId: null })).toEqual([
      403,
      expect.stringContaining('дальше'),
    ]);
    expect(await refused(schoolAdmin, { subsystem: 'portal' })).toEqual([403, expect.stringContaining('подсистеме')]);
    expect(await refused(schoolAdmin, { subsystem: null })).toEqual([403, expect.stringContaining('подсистеме')]);
    expect(
      await refused(schoolAdmin, { role: 'operator', scope: 'region', subsystem: null, participantId: null }),
    ).toEqual([403, expect.stringContaining('оператор')]);
    expect(await refused(schoolAdmin, { role: 'analyst' })).toEqual([403, expect.anything()]);
    expect(await refused(schoolAdmin, { accountId: schoolAdmin.id })).toEqual([403, expect.stringContaining('Себе')]);
    const short = await somebody(test, [
      { role: 'participant-administrator', subsystem: 'school', participantId: school, endsOn: dayFrom(5) },
    ]);
    expect(await refused(short, { endsOn: dayFrom(6) })).toEqual([403, expect.stringContaining('дольше')]);
    expect(await refused(short, {})).toEqual([403, expect.stringContaining('дольше')]);
    expect(await status(short.post('/grants', grant({ ...user, endsOn: dayFrom(5) })))).toBe(200);
  });

  it('of a municipality make administrators of its participants, and go no further (MUN-21)', async () => {
    const place = { scope: 'municipality', municipalityId: 'tobolsk-city' } as const;
    const municipal = await somebody(test, [{ role: 'subsystem-administrator', subsystem: 'school', ...place }]);
    const user = { login: 'mun-21', name: 'Клавдия Заведующая', post: 'Заведующая' };
    const made = await municipal.post('/users', { ...user, participantId: other });
    expect(made.status).toBe(200);
    const { id: accountId } = made.body as { id: string };
    expect(await status(municipal.post('/users', { ...user, login: 'mun-22', participantId: school }))).toBe(403);
    const right = { accountId, role: 'participant-administrator', subsystem: 'school', scope: 'participant' };
    const give = (change: object) =>
      status(municipal.post('/grants', grant({ ...right, participantId: other, ...change })));
    expect(await give({ participantId: school })).toBe(403);
    expect(await give({ subsystem: 'portal' })).toBe(403);
    expect(await give({ role: 'subsystem-administrator', ...place, participantId: null })).toBe(403);
    expect(
      await give({ role: 'teacher', scope: 'municipality', municipalityId: 'ishim-city', participantId: null }),
    ).toBe(403);
    expect(await give({ role: 'teacher', scope: 'region', participantId: null })).toBe(403);
    expect(await give({})).toBe(200);
    const found = (await municipal.post('/users/search', { text: 'mun-2' })).body as { items: { id: string }[] };
    expect(found.items).toMatchObject([{ id: accountId, rights: 1 }]);
  });

  it('make sense: what does not is refused with the field', async () => {
    const target = await somebody(test, [], school);
    const bad = async (change: object) => {
      const { status: code, body } = await subsystemAdmin.post(
        '/grants',
        grant({
          accountId: target.id,
          role: 'teacher',
          subsystem: 'school',
          scope: 'participant',
          participantId: school,
          ...change,
        }),
      );
      return [code, (body as { issues?: { path: string[] }[] }).issues?.[0]?.path.at(-1)];
    };
    expect(await bad({ role: 'king' })).toEqual([400, 'role']);
    expect(await bad({ participantId: null })).toEqual([400, 'participantId']);
    expect(await bad({ role: 'authority', subsystem: null })).toEqual([400, 'subsystem']);
    expect(await bad({ role: 'authority', scope: 'region', participantId: null })).toEqual([400, 'participantId']);
    expect(await bad({ scope: 'municipality' })).toEqual([400, 'municipalityId']);
    expect(await bad({ ground: ' ' })).toEqual([400, 'ground']);
    expect(await bad({ accountId: '00000000-0000-7000-8000-000000000000' })).toEqual([400, 'accountId']);
    expect(await bad({ endsOn: dayFrom(-30) })).toEqual([400, 'endsOn']);
    expect(await bad({ scope: 'municipality', participantId: null, municipalityId: 'nowhere' })).toEqual([
      400,
      'municipalityId',
    ]);
  });

  it('of operators and subsystem administrators take two people, and the database says so again', async () => {
    const target = await somebody(test);
    const wanted = grant({
      accountId: target.id,
      role: 'subsystem-administrator',
      subsystem: 'school',
      scope: 'region',
    });
    const { body } = await operator.post('/grants', wanted);
    expect(body).toMatchObject({ state: 'requested' });
    const { id } = body as { id: string };
    expect((await target.call('/api/notes/notes')).status).toBe(403);
    expect(await status(operator.post(`/grants/${id}/confirm`))).toBe(403);
    expect(await status(schoolAdmin.post(`/grants/${id}/confirm`))).toBe(404);
    await expect(test.work(() => sql`UPDATE core.grants SET state = 'active' WHERE id = ${id}`)).rejects.toThrow(
      'grants_two_people',
    );
    expect(await status(second.post(`/grants/${id}/confirm`))).toBe(200);
    expect(await status(second.post(`/grants/${id}/confirm`))).toBe(409);
    expect((await target.call('/api/notes/notes')).body).toHaveLength(2);
    const third = await somebody(test);
    const other2 = (await operator.post('/grants', { ...wanted, accountId: third.id })).body as { id: string };
    expect(await status(second.post(`/grants/${other2.id}/refuse`, { reason: 'Не нужен' }))).toBe(200);
    expect(await status(second.post(`/grants/${other2.id}/confirm`))).toBe(409);
  });

  it('that wait are told once to whoever may confirm them, neither to who asked nor to who is to receive them', async () => {
    const target = await somebody(test, [{ role: 'operator', scope: 'region' }]);
    const leaving = await somebody(test, [{ role: 'operator', scope: 'region', endsOn: dayFrom(30) }]);
    const ask = async (given: object) => {
      const wanted = { accountId: target.id, role: 'subsystem-administrator', subsystem: 'college', scope: 'region' };
      return ((await operator.post('/grants', grant({ ...wanted, ...given }))).body as { id: string }).id;
    };
    const told = (id: string) =>
      test.work(
        () => sql<{ account: string; kind: string; link: string }>`SELECT account_id AS account, kind, link
          FROM core.notices WHERE once = ${id} ORDER BY account_id`,
      );
    const notice = ({ id }: Person) => ({ account: id, kind: 'access.grant-waits', link: '/app/access/grants' });
    expect(await told(await ask({}))).toEqual([notice(second)]);
    const short = await ask({ subsystem: 'portal', endsOn: dayFrom(20) });
    expect(await told(short)).toEqual([notice(second), notice(leaving)]);
    expect((await leaving.call('/api/notices/own')).body).toMatchObject({
      items: [{ title: `Право для «Человек ${target.login}» ждёт вашего подтверждения` }],
    });
    // Another test wants to know who the last operator is.
    const gone = [target.id, leaving.id];
    await test.work(() => sql`UPDATE core.accounts SET disabled_at = now() WHERE id = ANY (${gone}::uuid[])`);
  });

  it('are refused to whom they were asked for by nobody who could not give them', async () => {
    const target = await somebody(test);
    const municipal = { role: 'subsystem-administrator', subsystem: 'school', scope: 'municipality' } as const;
    const place = { municipalityId: 'ishim-city' };
    const specialist = await somebody(test, [{ ...municipal, ...place }]);
    const { body } = await operator.post('/grants', grant({ accountId: target.id, ...municipal, ...place }));
    const { id } = body as { id: string };
    expect(await status(specialist.post(`/grants/${id}/refuse`, { reason: 'Мне не нужен' }))).toBe(403);
    expect(await status(second.post(`/grants/${id}/refuse`, { reason: 'Не нужен' }))).toBe(200);
  });

  it('reach only the rows of their participants, and the database shows no others to a forgetful route', async () => {
    expect((await teacher.call('/api/notes/notes')).body).toEqual([expect.objectContaining({ participant: school })]);
    expect((await teacher.call('/api/notes/forgetful')).body).toEqual([{ participant: school }]);
    expect((await teacher.call('/api/notes/region')).status).toBe(403);
    expect((await subsystemAdmin.call('/api/notes/region')).body).toEqual([{ n: 2 }]);
    const write = (participantId: string) =>
      schoolAdmin.call('/api/notes/notes', { method: 'POST', payload: { participantId } });
    expect((await write(school)).status).toBe(200);
    expect((await write(other)).status).toBe(403);
    const municipal = await somebody(test, [
      { role: 'subsystem-administrator', subsystem: 'school', scope: 'municipality', municipalityId: 'tobolsk-city' },
    ]);
    expect((await municipal.call('/api/notes/notes')).body).toEqual([expect.objectContaining({ participant: other })]);
  });

  it('follow the agreement: nothing before it, reading only after it, then nothing', async () => {
    const at = async (dates: object) => {
      const participant = await test.work(() => aParticipant(dates));
      await test.work(() => sql`INSERT INTO notes.notes (participant_id, text) VALUES (${participant}, 'x')`);
      const admin = await somebody(
        test,
        [{ role: 'participant-administrator', subsystem: 'school', participantId: participant }],
        participant,
      );
      const { status: reads } = await admin.call('/api/notes/notes');
      const { status: writes } = await admin.call('/api/notes/notes', {
        method: 'POST',
        payload: { participantId: participant },
      });
      const { status: enters, body } = await admin.enter();
      return [reads, writes, enters, (body as { code?: string }).code];
    };
    expect(await at({ startsOn: dayFrom(0) })).toEqual([200, 200, 200, undefined]);
    expect(await at({ startsOn: dayFrom(1) })).toEqual([401, 401, 403, 'no-agreement']);
    expect(await at({ endsOn: dayFrom(0) })).toEqual([200, 200, 200, undefined]);
    expect(await at({ endsOn: dayFrom(-1), readOnlyDays: 5 })).toEqual([200, 403, 200, undefined]);
    expect(await at({ endsOn: dayFrom(-1), readOnlyDays: 0 })).toEqual([401, 401, 403, 'no-agreement']);
  });

  it('within a municipality reach the records of a participant while its agreement connects it: scope, reach, policies', async () => {
    const at = async (dates: object) => {
      const participant = await test.work(() => aParticipant(dates, 'tyumen-city'));
      await test.work(() => sql`INSERT INTO notes.notes (participant_id, text) VALUES (${participant}, 'x')`);
      return participant;
    };
    const others = { subsystems: ['kindergarten'] };
    const [present, ended, closed, upcoming, elsewhere] = [
      await at({}),
      await at({ endsOn: dayFrom(-1), readOnlyDays: 5 }),
      await at({ endsOn: dayFrom(-1), readOnlyDays: 0 }),
      await at({ startsOn: dayFrom(1) }),
      await at(others),
    ];
    const right = { scope: 'municipality', municipalityId: 'tyumen-city' } as const;
    const administrator = { ...right, role: 'subsystem-administrator', subsystem: 'school' };
    const specialist = await somebody(test, [administrator]);
    const seenBy = async ({ call }: Person, path: string) =>
      ((await call(`/api/notes/${path}`)).body as { participant: string }[]).map((one) => one.participant).sort();
    // The second path forgets the filter of the application: the policies alone answer.
    for (const person of [specialist, await somebody(test, [{ ...right, role: 'teacher' }])])
      for (const path of ['notes', 'forgetful'])
        expect([path, await seenBy(person, path)]).toEqual([path, [present, ended].sort()]);
    const write = async (participantId: string) =>
      (await specialist.call('/api/notes/notes', { method: 'POST', payload: { participantId } })).status;
    expect(await write(present)).toBe(200);
    for (const one of [ended, closed, upcoming, elsewhere]) expect(await write(one)).toBe(403);
    // A right over the whole region is closed to what an agreement of the subsystem has closed, and only reads what ends.
    const wide = await somebody(test, [{ role: 'subsystem-administrator', subsystem: 'school', scope: 'region' }]);
    const all = [present, ended, closed, upcoming];
    const among = (given: unknown) =>
      (given as { participant: string }[]).map((one) => one.participant).filter((one) => all.includes(one));
    expect(among((await wide.call('/api/notes/notes')).body).sort()).toEqual([present, present, ended].sort());
    const marked = await wide.call('/api/notes/notes/mark', { method: 'POST', payload: {} });
    expect(among(marked.body)).toEqual([present, present]);
    // The operator goes on keeping the agreement itself.
    expect((await operator.call(`/api/agreements/participants/${closed}`)).status).toBe(200);
    // Whose own authority has no agreement today has no such right at all.
    const authority = await test.work(() => aParticipant({ endsOn: dayFrom(-1), readOnlyDays: 0 }, 'tyumen-city'));
    const [own, other] = [
      { ...administrator, participantId: authority },
      { role: 'teacher', subsystem: 'school', participantId: school },
    ];
    const late = await somebody(test, [own, other]);
    expect(new Set(await seenBy(late, 'notes'))).toEqual(new Set([school]));
    expect((await late.call('/api/access/grants')).status).toBe(403);
  });

  it('to read only at one participant write there nowhere, whatever is held at another, and search in both', async () => {
    const ended = await test.work(() => aParticipant({ endsOn: dayFrom(-1), readOnlyDays: 5 }));
    await test.work(() => sql`INSERT INTO notes.notes (participant_id, text) VALUES (${ended}, 'x')`);
    const right = { role: 'participant-administrator', subsystem: 'school' };
    const both = await somebody(test, [
      { ...right, participantId: ended },
      { ...right, participantId: school },
    ]);
    const post = (path: string, payload: object) => both.call(`/api/notes/${path}`, { method: 'POST', payload });
    expect((await post('notes', { participantId: school })).status).toBe(200);
    expect((await post('notes', { participantId: ended })).status).toBe(403);
    const found = (await post('notes/search', {})).body as { participant: string }[];
    expect(new Set(found.map(({ participant }) => participant))).toEqual(new Set([school, ended]));
    const only = await somebody(test, [{ ...right, participantId: ended }]);
    expect(await only.call('/api/notes/notes/search', { method: 'POST', payload: {} })).toMatchObject({ status: 200 });
  });

  it('of no participant stop as well when the place where their holder works is suspended', async () => {
    const authority = await test.work(() => aParticipant());
    const municipal = { role: 'subsystem-administrator', subsystem: 'school', scope: 'municipality' } as const;
    const specialist = await somebody(test, [{ ...municipal, municipalityId: 'tobolsk-city' }], authority);
    expect((await specialist.call('/api/notes/notes')).status).toBe(200);
    await test.work(() => suspendParticipant(authority, 1, 'Нарушение'));
    expect((await specialist.call('/api/notes/notes')).status).toBe(401);
    expect((await specialist.enter()).body).toMatchObject({ code: 'participant-suspended' });
  });

  it('stop the moment a participant is suspended, and come back', async () => {
    const participant = await test.work(() => aParticipant());
    const admin = await somebody(
      test,
      [{ role: 'participant-administrator', subsystem: 'school', participantId: participant }],
      participant,
    );
    expect((await admin.call('/api/notes/notes')).status).toBe(200);
    await test.work(() => suspendParticipant(participant, 1, 'Нарушение'));
    expect((await admin.call('/api/notes/notes')).status).toBe(401);
    expect((await admin.enter()).body).toMatchObject({ status: 403, code: 'participant-suspended' });
    await test.work(() => resumeParticipant(participant, 2, 'Устранено'));
    expect((await admin.call('/api/notes/notes')).status).toBe(200);
  });

  it('end with the agreement at once when it is terminated', async () => {
    const participant = await test.work(() => aParticipant({ readOnlyDays: 0 }));
    const admin = await somebody(
      test,
      [{ role: 'participant-administrator', subsystem: 'school', participantId: participant }],
      participant,
    );
    expect((await admin.call('/api/notes/notes')).status).toBe(200);
    const [row] = await test.work(
      () => sql<{ id: string }>`SELECT id FROM core.agreements WHERE participant_id = ${participant}`,
    );
    await test.work(() => terminateAgreement(row?.id ?? '', 2, { on: dayFrom(-1), reason: 'Ликвидация' }));
    expect((await admin.call('/api/notes/notes')).status).toBe(401);
  });

  it('end on dismissal with every sign-in, the same moment; the account stays open for work elsewhere', async () => {
    const leaver = await somebody(test, [{ role: 'teacher', subsystem: 'school', participantId: school }], school);
    const again = await leaver.enter();
    expect((await leaver.call('/api/notes/notes')).status).toBe(200);
    expect(await status(schoolAdmin.post(`/users/${teacher.id}/dismiss`, { reason: '' }))).toBe(400);
    expect(await status(schoolAdmin.post(`/users/${operator.id}/dismiss`, { reason: 'Приказ' }))).toBe(404);
    expect((await schoolAdmin.post(`/users/${leaver.id}/dismiss`, { reason: 'Приказ № 7' })).body).toEqual({
      grants: 1,
      closed: true,
    });
    expect((await leaver.call('/api/notes/notes')).status).toBe(401);
    expect((await test.call('/api/notes/notes', { headers: { cookie: again.cookie } })).status).toBe(401);
    expect((await leaver.enter()).status).toBe(401);
    const both = await somebody(
      test,
      [
        { role: 'teacher', subsystem: 'school', participantId: school },
        { role: 'teacher', subsystem: 'school', participantId: other },
      ],
      school,
    );
    expect((await schoolAdmin.post(`/users/${both.id}/dismiss`, { reason: 'Приказ № 8' })).body).toEqual({
      grants: 1,
      closed: false,
    });
    expect((await both.call('/api/notes/notes')).status).toBe(401);
    await both.enter();
  });

  it('end by the dismissal of those above only: an equal cannot get rid of an equal', async () => {
    const equal = { role: 'participant-administrator', subsystem: 'school', participantId: school };
    const colleague = await somebody(test, [equal], school);
    const dismiss = (by: Person) => by.post(`/users/${colleague.id}/dismiss`, { reason: 'Приказ № 9' });
    expect(await status(dismiss(schoolAdmin))).toBe(403);
    expect((await colleague.call('/api/notes/notes')).status).toBe(200);
    expect((await dismiss(subsystemAdmin)).body).toEqual({ grants: 1, closed: true });
  });

  it('are passed on to another person on a day: the former one keeps them until the day before', async () => {
    const from = await somebody(test, [{ role: 'teacher', subsystem: 'school', participantId: school }], school);
    const to = await somebody(test, [], school);
    const { body } = await schoolAdmin.call(`/api/access/grants?account=${from.id}`);
    const { id } = (body as { items: { id: string }[] }).items[0] ?? { id: '' };
    const pass = { accountId: to.id, on: dayFrom(3), ground: 'Приказ о замене' };
    expect(await status(schoolAdmin.post(`/grants/${id}/hand-over`, pass))).toBe(200);
    expect((await from.call('/api/notes/notes')).status).toBe(200);
    expect((await to.call('/api/notes/notes')).status).toBe(403);
    const rows = await test.work(
      () =>
        sql`SELECT account_id, starts_on::text, ends_on::text FROM core.grants WHERE account_id IN (${from.id}, ${to.id}) ORDER BY id`,
    );
    expect(rows).toEqual([
      expect.objectContaining({ account_id: from.id, ends_on: dayFrom(2) }),
      expect.objectContaining({ account_id: to.id, starts_on: dayFrom(3), ends_on: null }),
    ]);
    expect(await status(subsystemAdmin.post(`/grants/${id}/hand-over`, { ...pass, on: dayFrom(9) }))).toBe(400);
  });

  it('are taken back at once, by those above only; the last operator stays', async () => {
    const user = await somebody(test, [{ role: 'teacher', subsystem: 'school', participantId: school }], school);
    const idOf = async (account: string) =>
      ((await operator.call(`/api/access/grants?account=${account}`)).body as { items: { id: string }[] }).items[0]?.id
      ?? '';
    const id = await idOf(user.id);
    const stranger = await somebody(
      test,
      [{ role: 'participant-administrator', subsystem: 'school', participantId: other }],
      other,
    );
    expect(await status(stranger.post(`/grants/${id}/revoke`, { reason: 'Просто так' }))).toBe(404);
    expect(
      await status(schoolAdmin.post(`/grants/${await idOf(schoolAdmin.id)}/revoke`, { reason: 'Сам ухожу' })),
    ).toBe(200);
    expect(await status(subsystemAdmin.post(`/grants/${id}/revoke`, { reason: 'Ошибка' }))).toBe(200);
    expect((await user.call('/api/notes/notes')).status).toBe(403);
    // An operator takes back what an operator could not give.
    const holder = await somebody(test, [{ role: 'teacher', subsystem: 'school', participantId: school }], school);
    expect(await status(operator.post(`/grants/${await idOf(holder.id)}/revoke`, { reason: 'Не нужно' }))).toBe(200);
    expect(await status(operator.post(`/grants/${await idOf(second.id)}/revoke`, { reason: 'Уволен' }))).toBe(200);
    expect(await status(operator.post(`/grants/${await idOf(operator.id)}/revoke`, { reason: 'Уволен' }))).toBe(409);
  });

  it('say why one sees a record: role, ground, agreement, scope', async () => {
    const { body } = await teacher.call(`/api/access/why/${school}?permission=notes.read`);
    expect(body).toMatchObject({
      participant: { id: school },
      because: [
        {
          role: 'teacher',
          ground: 'Приказ для проверки',
          scope: 'participant',
          agreement: { dataScope: expect.any(String) as string },
        },
      ],
    });
    expect((await teacher.call(`/api/access/why/${other}`)).status).toBe(404);
    expect((await teacher.call('/api/access/own/rights')).body).toHaveLength(1);
  });

  it('reset only those one could have given: no way up through a colleague’s account', async () => {
    const admin = await somebody(
      test,
      [{ role: 'participant-administrator', subsystem: 'school', participantId: school }],
      school,
    );
    const high = await somebody(test, [{ role: 'operator', scope: 'region' }], school);
    expect(await status(admin.post(`/users/${high.id}/reset`))).toBe(403);
    const { body } = await admin.post(`/users/${teacher.id}/reset`);
    const { code } = body as { code: string };
    expect((await teacher.enter()).status).toBe(401);
    const activate = (payload: object) =>
      test.call('/api/access/activate', {
        method: 'POST',
        payload: { login: teacher.login, code, password: teacher.password, ...payload },
      });
    expect((await activate({ code: 'AAAA-BBBB-CCCC' })).status).toBe(400);
    expect((await activate({ login: 'nobody-here' })).status).toBe(400);
    expect((await activate({ password: '12345678' })).status).toBe(400);
    expect((await activate({})).status).toBe(200);
    expect((await activate({})).status).toBe(400);
    expect((await teacher.enter()).status).toBe(200);
  });

  it('let an administrator create users of the own participant only, found again by search', async () => {
    const admin = await somebody(
      test,
      [{ role: 'participant-administrator', subsystem: 'school', participantId: school }],
      school,
    );
    const user = { login: 'Novaya.Olga', name: 'Новая Ольга', post: 'Учитель' };
    expect(await status(admin.post('/users', { ...user, participantId: other }))).toBe(403);
    expect(await status(admin.post('/users', user))).toBe(400);
    expect((await admin.post('/users', { ...user, participantId: school })).body).toMatchObject({
      code: expect.stringMatching(/^(\w{4}-){2}\w{4}$/) as string,
    });
    expect(await status(admin.post('/users', { ...user, participantId: school }))).toBe(409);
    const { body } = await admin.post('/users/search', { text: 'новая' });
    expect(body).toMatchObject({ items: [{ login: 'novaya.olga', state: 'waiting', post: 'Учитель' }] });
    const stranger = await somebody(
      test,
      [{ role: 'participant-administrator', subsystem: 'school', participantId: other }],
      other,
    );
    expect((await stranger.post('/users/search', { text: 'новая' })).body).toMatchObject({ items: [] });
  });

  it('are forgotten by every process that listens, through PostgreSQL', async () => {
    const client = new pg.Client({ connectionString: installed().services.databaseUrl });
    await client.connect();
    const heard: string[] = [];
    client.on('notification', ({ payload }) => heard.push(payload ?? ''));
    await client.query('LISTEN regiso_access');
    const user = await somebody(test, [{ role: 'teacher', subsystem: 'school', participantId: school }], school);
    const above = await somebody(
      test,
      [
        { role: 'teacher', subsystem: 'school', participantId: school },
        { role: 'operator', scope: 'region' },
      ],
      school,
    );
    expect(await status(subsystemAdmin.post(`/users/${above.id}/end-sign-ins`))).toBe(403);
    await subsystemAdmin.post(`/users/${user.id}/end-sign-ins`);
    await operator.post(`/users/${user.id}/end-sign-ins`);
    await client.query('SELECT 1');
    expect(heard).toContain(user.id);
    await client.end();
    expect((await user.call('/api/notes/notes')).status).toBe(401);
  });
});
