import { sql } from '../../server';
import { createTestApp, type TestApp } from '../../testing';
import { appLogin } from '../../server/app-login';
import { inTransaction } from '../../server/database';
import { aPerson, aSchool, aSnils, clubs, join, somebody, writePerson } from './builders';
import { snilsCheck } from '../shared/snils';
import { canActFor } from '../can-act';
import { findOrCreatePerson } from '../persons';
import { PersonInput } from '../person-input';
import { aParticipant, dayFrom } from '../../access/test/people';
import { linkIdentity } from '../../access/identities';
import { linkDemoAccount } from '../accounts';
import { endLink, linkPerson } from '../links';
import { keepReach, personInReach, recountReach } from '../reach';

type Card = { id: string; version: string; code?: string; [field: string]: unknown };
type Caller = (
  url: string,
  options?: { method?: string; payload?: object },
) => Promise<{ status: number; body: unknown; text: string }>;

describe('Cards of people', () => {
  let test: TestApp;
  let operator: Caller;
  let home: Awaited<ReturnType<typeof aSchool>>;
  let foreign: Awaited<ReturnType<typeof aSchool>>;
  beforeAll(async () => {
    test = await createTestApp({ only: ['people'], also: [clubs] });
    operator = (await test.as({ roles: ['operator'] })) as Caller;
    home = await aSchool(test);
    foreign = await aSchool(test);
  }, 180_000);
  afterAll(() => test.stop());

  const address = '/api/people/persons';
  const post = (call: Caller, url: string, payload: object) => call(url, { method: 'POST', payload });
  const search = async (call: Caller, payload: object) => {
    const { status, body } = await post(call, `${address}/search`, payload);
    expect(status).toBe(200);
    return (body as { items: Card[] }).items.map(({ id }) => id);
  };
  const read = async (call: Caller, id: string) => (await call(`${address}/${id}`)).body as Card;
  const eventsOf = (personId: string) =>
    test.work(
      () => sql<{
        event: string;
        actor_id: string | null;
        details: Record<string, unknown>;
      }>`SELECT event, actor_id, details
      FROM core.audit_events WHERE person_id = ${personId} ORDER BY at`,
    );
  const here = () => ({
    organisationId: home.organisationId,
    subsystem: 'school',
    role: 'pupil',
    startsOn: '2025-09-01',
  });

  it('are made at a school by its administrator, seen there and by the operator, and nowhere else', async () => {
    const given = aPerson();
    const made = await post(home.administrator.call, address, { ...given, organisation: here() });
    expect(made.body).toEqual({ id: expect.any(String), outcome: 'created' });
    const { id } = made.body as Card;
    expect(await read(home.administrator.call, id)).toMatchObject({
      surname: given.surname,
      birthDate: given.birthDate,
    });
    expect((await operator(`${address}/${id}`)).status).toBe(200);
    const beyond = await foreign.administrator.call(`${address}/${id}`);
    const nobody = await foreign.administrator.call(`${address}/00000000-0000-7000-8000-000000000000`);
    expect([beyond.status, beyond.text]).toEqual([404, nobody.text]);
    const missed = await test.work(
      () => sql`SELECT object_id AS id, details FROM core.audit_events
        WHERE event = 'access.record-missed' AND actor_id = ${foreign.administrator.id} ORDER BY at`,
    );
    const details = { route: 'GET /api/people/persons/{id}' };
    expect(missed).toEqual([
      { id, details },
      { id: '00000000-0000-7000-8000-000000000000', details },
    ]);
    expect((await test.call(`${address}/${id}`)).status).toBe(401);
    expect(await search(foreign.administrator.call, { name: given.surname })).toEqual([]);
    expect(await search(foreign.administrator.call, { snils: given.snils })).toEqual([]);
    expect(await search(home.administrator.call, { name: given.surname })).toEqual([id]);
    const change = { version: (await read(operator, id)).version, name: 'Чужой' };
    expect((await foreign.administrator.call(`${address}/${id}`, { method: 'PATCH', payload: change })).status).toBe(
      404,
    );
    const elsewhere = { ...here(), organisationId: foreign.organisationId };
    expect((await post(home.administrator.call, address, { ...aPerson(), organisation: elsewhere })).status).toBe(403);
    expect((await post(home.administrator.call, address, aPerson())).status).toBe(400);
  });

  it('are found by part of a name with ё as е, by whole SNILS, name with birth date, and number of a document', async () => {
    const id = await test.work(() =>
      writePerson({ surname: 'Ёлкина-Соловьёва', name: 'Алёна', birthDate: '2015-11-30' }, home),
    );
    const { snils } = await read(operator, id);
    await post(operator, `${address}/${id}/documents`, {
      kind: 'birth-certificate',
      series: 'II-ФР',
      number: '765 432',
    });
    for (const name of ['елк', 'ЁЛКИНА', 'солов', 'алена елки', 'Соловьева Алёна'])
      expect(await search(home.administrator.call, { name })).toEqual([id]);
    expect(await search(operator, { name: 'лкина' })).toEqual([]);
    expect(await search(operator, { snils })).toEqual([id]);
    expect(await search(operator, { name: 'Ёлкина', birthDate: '2015-11-30' })).toEqual([id]);
    expect(await search(operator, { name: 'Ёлкина', birthDate: '2015-11-29' })).toEqual([]);
    for (const document of ['765432', 'ii фр 765432']) expect(await search(operator, { document })).toEqual([id]);
    expect(await search(foreign.administrator.call, { document: '765432' })).toEqual([]);
    expect((await post(operator, `${address}/search`, { name: '%' })).status).toBe(200);
    expect((await operator(`${address}/search`)).status).toBe(400);
  });

  it('leave a trace of every search and reading, with the person and without a value', async () => {
    const given = aPerson();
    const id = await test.work(() => writePerson(given, home));
    await read(home.administrator.call, id);
    await search(home.administrator.call, { snils: given.snils, name: given.surname });
    const events = await eventsOf(id);
    expect(events.at(-1)).toMatchObject({ event: 'people.card-read', actor_id: home.administrator.id });
    const [searched] = await test.work(
      () => sql<{ details: object }>`SELECT details FROM core.audit_events
      WHERE event = 'people.searched' ORDER BY at DESC LIMIT 1`,
    );
    expect(searched?.details).toEqual({ by: ['name', 'snils'], rows: 1, persons: [id] });
  });

  it('refuse to be overwritten by a change made on an older state', async () => {
    const id = await test.work(() => writePerson({}, home));
    const { version } = await read(operator, id);
    const change = (payload: object) => operator(`${address}/${id}`, { method: 'PATCH', payload });
    expect((await change({ version, phone: '+7 900 000-00-00' })).status).toBe(200);
    expect((await change({ version, phone: '+7 900 000-00-01' })).body).toMatchObject({
      status: 409,
      code: 'changed-meanwhile',
    });
    expect((await read(operator, id)).phone).toBe('+7 900 000-00-00');
    expect((await eventsOf(id)).find(({ event }) => event === 'people.person-changed')?.details).toEqual({
      fields: ['phone'],
    });
  });

  it('show SNILS and documents only to who may see them', async () => {
    const id = await test.work(() => writePerson({ snils: '17000000991'.slice(0, 9) + snilsCheck('170000009') }, home));
    await post(operator, `${address}/${id}/documents`, {
      kind: 'passport',
      series: '71 00',
      number: '123456',
      issuedBy: 'Отдел',
    });
    const reader = await somebody(test, [{ role: 'subsystem-administrator', subsystem: 'school', scope: 'region' }]);
    const masked = await read(reader.call, id);
    expect(masked.snils).toMatch(/^•••-•••-••9 \d\d$/);
    expect(masked.documents).toEqual([expect.objectContaining({ series: null, number: '••••56', issuedBy: null })]);
    expect((await read(operator, id)).documents).toEqual([
      expect.objectContaining({ series: '71 00', number: '123456' }),
    ]);
    expect((await post(reader.call, `${address}/${id}/documents`, { kind: 'passport', number: '123456' })).status).toBe(
      403,
    );
    expect(
      (await eventsOf(id)).filter(({ event }) => event === 'people.card-read').map(({ details }) => details),
    ).toEqual([{ documents: false }, { documents: true }]);
  });

  it('name each wrong field with a sentence that does not repeat the value', async () => {
    const wrong = {
      ...aPerson(),
      snils: '112-233-445 96',
      birthDate: '2999-01-01',
      name: 'П3тр',
      organisation: here(),
    };
    const { status, text } = await post(home.administrator.call, address, wrong);
    expect(status).toBe(400);
    expect(text).toContain('Контрольное число СНИЛС не сходится');
    for (const value of ['112', '2999', 'П3тр']) expect(text).not.toContain(value);
  });

  it('are not made twice: the certain one is taken, the like ones are offered and noted', async () => {
    const given = aPerson({ surname: 'Ёжиков', name: 'Семён', patronymic: 'Олегович', birthDate: '2013-04-08' });
    const id = await test.work(() => writePerson(given, foreign));
    const again = await post(home.administrator.call, address, { ...given, surname: 'Ежиков', organisation: here() });
    expect(again.body).toEqual({ id, outcome: 'found' });
    const alike = { ...given, snils: null, birthDate: '2013-08-04', organisation: here() };
    expect((await post(home.administrator.call, address, alike)).body).toMatchObject({
      status: 409,
      code: 'possible-duplicates',
    });
    const made = await post(home.administrator.call, address, { ...alike, despite: true });
    expect(made.body).toMatchObject({ outcome: 'created' });
    const { organisation: _organisation, ...question } = alike;
    const offered = await post(foreign.administrator.call, `${address}/candidates`, question);
    expect(offered.body).toEqual(
      [
        { likeness: ['birth-parts-swapped'], person: expect.objectContaining({ id }) },
        { likeness: ['same-name-birth'], person: null },
      ].sort((a, b) => (a.likeness[0] === 'same-name-birth' ? -1 : b.likeness[0] === 'same-name-birth' ? 1 : 0)),
    );
    const pairs = (await operator('/api/people/duplicates')).body as {
      items: { first: Card; second: Card; reasons: string[] }[];
    };
    const pair = pairs.items.find(({ first, second }) => [first.id, second.id].includes(id));
    expect(pair?.reasons).toEqual(['birth-parts-swapped']);
    const judged = { firstId: pair?.first.id, secondId: pair?.second.id, reason: 'Свидетельства разные, оба сверены' };
    expect((await post(operator, '/api/people/duplicates/different', judged)).status).toBe(200);
    await test.work(() =>
      findOrCreatePerson(PersonInput.parse({ ...given, snils: null, birthDate: '2013-08-04' }), { source: 'test' }),
    );
    const after = (await operator('/api/people/duplicates')).body as typeof pairs;
    expect(after.items.filter(({ first, second }) => [first.id, second.id].includes(id))).toEqual([]);
  });

  it('are passed on to be judged by a school that has found two of one child, within its own reach only', async () => {
    const [one, two, far] = await test.work(async () => [
      await writePerson({}, home),
      await writePerson({}, home),
      await writePerson({}, foreign),
    ]);
    const report = (call: Caller, firstId?: string, secondId?: string) =>
      post(call, '/api/people/duplicates', { firstId, secondId });
    expect((await report(home.administrator.call, one, far)).status).toBe(404);
    expect((await report(home.administrator.call, one, one)).status).toBe(409);
    const right = { subsystem: 'school', scope: 'region' } as const;
    const specialist = await somebody(test, [{ ...right, role: 'subsystem-administrator' }]);
    const [place] = await test.work(
      () => sql<{ id: string }>`SELECT municipality_id AS id FROM core.participants WHERE id = ${home.participantId}`,
    );
    await test.work(() => sql`INSERT INTO core.role_permissions VALUES ('town-cards', 'people.merge')`);
    const ofTown = (municipalityId: string) =>
      somebody(test, [{ role: 'town-cards', subsystem: 'school', scope: 'municipality', municipalityId }]);
    const municipal = await ofTown(place?.id ?? '');
    const elsewhere = await ofTown(place?.id === 'tobolsk-city' ? 'ishim-city' : 'tobolsk-city');
    expect((await report(specialist.call, one, two)).body).toEqual({ state: 'open' });
    expect((await report(home.administrator.call, two, one)).body).toEqual({ state: 'open' });
    // Whoever may merge both is told once; who only reports, or sees neither, is not.
    const told = await test.work(
      () => sql<{ account: string }>`SELECT account_id AS account FROM core.notices WHERE kind = 'people.twin-reported'
        AND once LIKE ${`${[one, two].sort().join('/')}/%`} ORDER BY 1`,
    );
    const accounts = told.map(({ account }) => account);
    // Also who merges cards of a municipality, whose schools have agreements; not of another one.
    expect(accounts).toContain(municipal.id);
    expect(accounts).not.toContain(elsewhere.id);
    expect(accounts.filter((id) => id === home.administrator.id)).toHaveLength(1);
    for (const { id } of [specialist, foreign.administrator]) expect(accounts).not.toContain(id);
    expect((await specialist.call('/api/people/duplicates')).status).toBe(403);
    const seen = async (call: Caller) =>
      ((await call('/api/people/duplicates?limit=100')).body as { items: { first: Card }[] }).items.map(
        ({ first }) => first.id,
      );
    expect(await seen(home.administrator.call)).toContain([one, two].sort()[0]);
    expect(await seen(foreign.administrator.call)).not.toContain([one, two].sort()[0]);
    const pairs = (await operator('/api/people/duplicates?limit=100')).body as {
      items: { first: Card; reasons: string[] }[];
    };
    expect(pairs.items.filter(({ first }) => first.id === [one, two].sort()[0]).map(({ reasons }) => reasons)).toEqual([
      ['reported'],
    ]);
    const version = async (id?: string) =>
      ((await home.administrator.call(`${address}/${id}`)).body as { version: string }).version;
    const wanted = {
      ...{ survivorId: one, survivorVersion: await version(one), loserId: two, loserVersion: await version(two) },
      ...{ reason: 'Карточки заведены дважды', documents: 'Свидетельство о рождении II-ФР № 765432' },
    };
    expect((await post(foreign.administrator.call, '/api/people/merges', wanted)).status).toBe(404);
    expect((await post(home.administrator.call, '/api/people/merges', wanted)).status).toBe(200);
  });

  it('refuse a SNILS of another person, and two that come in the same second make one card', async () => {
    const given = aPerson();
    await test.work(() => writePerson(given, home));
    const thief = { ...aPerson({ name: 'Глеб', birthDate: '2010-01-01' }), snils: given.snils, organisation: here() };
    expect((await post(home.administrator.call, address, thief)).body).toMatchObject({
      status: 409,
      code: 'snils-taken',
    });
    const twin = PersonInput.parse(aPerson());
    const both = await Promise.all(
      [1, 2, 3, 4].map(() => test.work(() => findOrCreatePerson(twin, { source: 'test' }))),
    );
    expect(new Set(both.map(({ id }) => id)).size).toBe(1);
    expect(both.filter(({ outcome }) => outcome === 'created')).toHaveLength(1);
  });

  describe('with guardians', () => {
    let mother: string;
    let father: string;
    let child: string;
    let second: string;
    let motherAccount: Awaited<ReturnType<typeof somebody>>;
    let fatherAccount: Awaited<ReturnType<typeof somebody>>;
    const guardian = (guardianId: string, more: object = {}) => ({
      guardianId,
      kind: 'parent',
      startsOn: '2014-05-17',
      ground: 'Свидетельство о рождении',
      ...more,
    });
    type Own = {
      isKnown: boolean;
      children: {
        id: string;
        may: string[];
        isLimited: boolean;
        sections: { title: string; lines: { text: string }[]; isDown: boolean }[];
      }[];
    };
    const own = async (who: { call: Caller }) => (await who.call('/api/people/own/children')).body as Own;

    beforeAll(async () => {
      motherAccount = await somebody(test);
      fatherAccount = await somebody(test);
      await test.work(async () => {
        mother = await writePerson({ name: 'Анна', birthDate: '1988-02-02', sex: 'female', phone: '+7 900 111-22-33' });
        father = await writePerson({ name: 'Илья', birthDate: '1986-03-03' });
        child = await writePerson({ birthDate: '2014-05-17' }, home);
        second = await writePerson(
          { birthDate: '2021-05-17' },
          { organisationId: foreign.organisationId, role: 'child' },
        );
        await join(child, 'Шахматы');
        await linkDemoAccount(mother, motherAccount.id);
        await linkDemoAccount(father, fatherAccount.id);
      });
      for (const id of [child, second])
        for (const who of [mother, father])
          expect((await post(operator, `${address}/${id}/guardians`, guardian(who))).status).toBe(200);
    });

    it('show each guardian all own children from all subsystems once each, and say what is down', async () => {
      await test.work(
        () => sql`INSERT INTO core.person_organisations (person_id, organisation_id, subsystem, role, starts_on, plugin)
        VALUES (${child}, ${home.organisationId}, 'extracurricular', 'member', '2025-01-01', 'test')`,
      );
      for (const [who, isGuardian] of [
        [motherAccount.call, true],
        [operator, false],
      ] as const) {
        expect((await who('/api/access/me')).body).toMatchObject({ isGuardian });
      }
      const { children } = await own(motherAccount);
      expect(children.map(({ id }) => id).sort()).toEqual([child, second].sort());
      const sections = children.find(({ id }) => id === child)?.sections ?? [];
      expect(sections.map(({ title, isDown, lines }) => [title, isDown, lines.length])).toEqual([
        ['Где учится и занимается', false, 1],
        ['Кружки', false, 1],
        ['Упавшее', true, 0],
        ['Здоровье', false, 1],
      ]);
      expect(await own(await somebody(test))).toEqual({ isKnown: false, children: [] });
      expect(
        (await eventsOf(child)).some(
          ({ event, actor_id: by }) => event === 'people.own-child-read' && by === motherAccount.id,
        ),
      ).toBe(true);
    });

    it('find the children of whoever comes by ESIA with a confirmed SNILS, and link the account once', async () => {
      const snils = aSnils();
      const card = aPerson({ birthDate: '1984-01-01', snils });
      const parent = await test.work(() => writePerson(card));
      const given = { guardianId: parent, kind: 'trustee', startsOn: '2020-01-01', ground: 'Акт опеки' };
      expect((await post(operator, `${address}/${second}/guardians`, given)).status).toBe(200);
      const account = await somebody(test);
      expect((await own(account)).isKnown).toBe(false);
      const identity = {
        way: 'esia',
        issuer: 'esia',
        subject: '100',
        person: { surname: card.surname.toUpperCase().replaceAll('Ё', 'Е'), name: card.name },
        snils: snils.replace(/^(...)(...)(...)(..)$/, '$1-$2-$3 $4'),
      };
      await test.work(() => linkIdentity(account.id, identity as Parameters<typeof linkIdentity>[1], 'own-account'));
      expect((await own(account)).children.map(({ id }) => id)).toEqual([second]);
      expect((await own(account)).children.map(({ id }) => id)).toEqual([second]);
      const linked = (await eventsOf(parent)).filter(({ event }) => event === 'people.account-linked');
      expect(linked.map(({ details }) => details)).toEqual([{ account: account.id, by: 'esia' }]);
    });

    it('are recorded by a school with their own papers, found when they are known and never attached from beyond reach', async () => {
      const known = aPerson({ name: 'Вера', birthDate: '1989-09-09', sex: 'female' });
      const id = await test.work(() => writePerson(known, foreign));
      const pupil = await test.work(() => writePerson({}, home));
      const papers = { kind: 'parent', startsOn: '2015-01-01', ground: 'Свидетельство' };
      const add = (payload: object) =>
        post(home.administrator.call, `${address}/${pupil}/guardians`, { ...papers, ...payload });
      expect((await add({ guardianId: id })).status).toBe(404);
      expect((await add({})).status).toBe(400);
      const { body } = await add({ person: known });
      expect((body as { guardians: { person: { id: string } }[] }).guardians.map(({ person }) => person.id)).toEqual([
        id,
      ]);
      expect((await add({ person: known })).status).toBe(409);
    });

    it('open a guardian’s card to the school of the child, and to no other', async () => {
      const view = await read(home.administrator.call, child);
      expect(view.guardians).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ person: expect.objectContaining({ id: mother, phone: '+7 900 111-22-33' }) }),
        ]),
      );
      expect((await home.administrator.call(`${address}/${mother}`)).status).toBe(200);
      const stranger = await aSchool(test);
      expect((await stranger.administrator.call(`${address}/${mother}`)).status).toBe(404);
      expect((await motherAccount.call(`${address}/${child}`)).status).toBe(403);
    });

    it('are bound by a court at once: what is barred can neither be done nor seen', async () => {
      const before = (await read(operator, child)).guardians as {
        id: string;
        version: string;
        person: { id: string };
      }[];
      const his = before.find(({ person }) => person.id === father);
      const limits = (payload: object) =>
        operator(`${address}/${child}/guardians/${his?.id}/limits`, { method: 'PUT', payload });
      expect((await limits({ version: his?.version, limits: ['health'] })).status).toBe(400);
      const act = 'Решение Центрального районного суда от 12.03.2026';
      expect((await limits({ version: his?.version, limits: ['health', 'apply'], limitGround: act })).status).toBe(200);
      expect((await limits({ version: his?.version, limits: [] })).status).toBe(409);
      const may = (what: 'see' | 'health' | 'apply', who = father) => test.work(() => canActFor(who, child, what));
      expect([await may('see'), await may('health'), await may('apply'), await may('apply', mother)]).toEqual([
        true,
        false,
        false,
        true,
      ]);
      const limited = (await own(fatherAccount)).children.find(({ id }) => id === child);
      expect(limited).toMatchObject({ isLimited: true, may: ['see', 'contacts', 'pay', 'pick-up'] });
      expect(limited?.sections.map(({ title }) => title)).not.toContain('Здоровье');
      const now = ((await read(operator, child)).guardians as typeof before).find(({ person }) => person.id === father);
      expect((await limits({ version: now?.version, limits: ['see', 'apply'], limitGround: act })).status).toBe(200);
      expect((await own(fatherAccount)).children.map(({ id }) => id)).toEqual([second]);
      expect(
        (await fatherAccount.call(`/api/people/own/children/${child}/seen`, { method: 'POST', payload: {} })).status,
      ).toBe(404);
      const visible = await inTransaction(
        {
          login: 'app',
          reach: 'actor',
          actor: { accountId: fatherAccount.id, name: '', roles: [], permissions: new Set() },
        },
        () => sql<{ id: string }>`SELECT id FROM core.persons`,
      );
      expect(visible.map(({ id }) => id).sort()).toEqual([father, second].sort());
      expect((await eventsOf(child)).filter(({ event }) => event === 'people.guardian-limited')).toHaveLength(2);
    });

    it('give consents only within what they may, to the text in force', async () => {
      const consent = (givenBy: string, version = 1) =>
        post(operator, `${address}/${child}/consents`, {
          purpose: 'photo-publication',
          version,
          givenBy,
          givenOn: '2026-01-10',
        });
      expect((await consent(father)).status).toBe(403);
      expect((await consent(mother, 2)).status).toBe(400);
      expect((await consent(mother)).status).toBe(200);
      expect((await consent(mother)).status).toBe(409);
      const published = await post(operator, '/api/people/consent-forms', {
        purpose: 'photo-publication',
        title: 'Публикация фотографий',
        titleEn: 'Photographs',
        text: 'Новая редакция согласия на публикацию',
      });
      expect(published.body).toEqual({ purpose: 'photo-publication', version: 2 });
      const [stands] = (await read(operator, child)).consents as { id: string; version: number; present: number }[];
      expect(stands).toMatchObject({ version: 1, present: 2 });
      expect(
        (await post(operator, `${address}/${child}/consents/${stands?.id}/withdraw`, { reason: 'Заявление матери' }))
          .status,
      ).toBe(200);
      expect((await read(operator, child)).consents).toEqual([
        expect.objectContaining({ withdrawnOn: expect.any(String) }),
      ]);
    });

    it('see who opened their child’s record, when and in which role', async () => {
      await read(home.administrator.call, child);
      const { status, body } = await motherAccount.call(`/api/people/own/children/${child}/seen`, {
        method: 'POST',
        payload: {},
      });
      expect(status).toBe(200);
      const { items } = body as {
        items: { roles: string[]; who: string | null; what: string; organisation: string | null }[];
      };
      expect(items[0]).toMatchObject({
        roles: ['participant-administrator'],
        what: 'Открыта карточка человека',
        who: expect.stringContaining('Человек'),
      });
      expect(items[0]?.organisation).toContain('Школа испытаний');
      expect(items.filter(({ roles }) => roles.includes('guardian')).every(({ who }) => who === null)).toBe(true);
      expect(
        (
          await somebody(test).then(({ call }) =>
            call(`/api/people/own/children/${child}/seen`, { method: 'POST', payload: {} }),
          )
        ).status,
      ).toBe(404);
    });

    it('see who found their child in a list of many, page by page, and nothing of the others in it', async () => {
      const seen = async (payload: object = {}) => {
        const answer = await post(motherAccount.call, `/api/people/own/children/${child}/seen`, payload);
        return answer.body as {
          items: { id: string; what: string; organisation: string | null }[];
          next: string | null;
        };
      };
      const name = ((await read(operator, child)) as unknown as { surname: string }).surname;
      const searches = (page: Awaited<ReturnType<typeof seen>>) =>
        page.items.filter(({ what }) => what === 'Поиск людей').length;
      const before = searches(await seen({ limit: 100 }));
      await search(home.administrator.call, { name });
      const stranger = await test.work(() => writePerson({}, home));
      await search(home.administrator.call, { snils: (await read(operator, stranger)).snils });
      await read(home.administrator.call, child);
      await search(home.administrator.call, { name });
      const all = await seen({ limit: 100 });
      expect(searches(all)).toBe(before + 2);
      const pages: string[] = [];
      for (let after: string | null | undefined; after !== null;) {
        const page: Awaited<ReturnType<typeof seen>> = await seen({ limit: 2, ...(after && { after }) });
        pages.push(...page.items.map(({ id }) => id));
        after = page.next;
      }
      // Each page that is asked for leaves a row of its own, newer than those that follow.
      expect(all.items.length).toBeGreaterThan(4);
      expect(pages.slice(-all.items.length)).toEqual(all.items.map(({ id }) => id));
      expect(new Set(pages).size).toBe(pages.length);
    });
  });

  it('leave the sight of a school the day after the last day, and of everybody local when the count is late', async () => {
    const id = await test.work(() => writePerson({}, home));
    const [link] = await test.work(
      () => sql<{ id: string }>`SELECT id FROM core.person_organisations WHERE person_id = ${id}`,
    );
    const seen = async () => (await home.administrator.call(`${address}/${id}`)).status;
    await test.work(() => endLink(link?.id ?? '', '2199-01-01'));
    expect(await seen()).toBe(200);
    await test.work(() => sql`UPDATE core.person_organisations SET ends_on = current_date - 2 WHERE id = ${link?.id}`);
    await test.work(() => sql`UPDATE core.persons SET reach_until = current_date - 2 WHERE id = ${id}`);
    expect(await seen()).toBe(404);
    await test.work(() => recountReach());
    expect(await seen()).toBe(404);
    expect((await operator(`${address}/${id}`)).status).toBe(200);
    const again = await test.work(() => keepReach([id]));
    expect(again).toEqual([]);
  });

  it('stay hidden in the database from a transaction that forgot to filter', async () => {
    const tables = await test.work(
      () => sql<{ name: string; on: boolean; forced: boolean }>`SELECT c.relname AS name,
        c.relrowsecurity AS on, c.relforcerowsecurity AS forced FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'core' AND c.relkind = 'r' AND (c.relname LIKE 'person%' OR c.relname = 'guardianships') AND c.relname <> 'person_seal_keys'`,
    );
    expect(tables.length).toBeGreaterThanOrEqual(8);
    expect(tables.filter(({ on, forced }) => !(on && forced))).toEqual([]);
    expect(appLogin()).toBe('regiso_app');
    const policies = await test.work(
      () => sql<{ qual: string; cmd: string; with_check: string | null }>`SELECT qual, cmd, with_check FROM pg_policies
        WHERE tablename LIKE 'person%' OR tablename = 'guardianships'`,
    );
    const shapes = [
      /^\('region'::text = \( SELECT current_setting\('app\.reach'::text, true\) AS current_setting\)\)$/,
      /^\((participants|municipalities) && \( SELECT \(NULLIF\(current_setting\('app\.(connected|municipalities)'::text, true\), ''::text\)\)::(uuid|text)\[\] AS "nullif"\)\)$/,
      /^\(\( SELECT \(NULLIF\(current_setting\('app\.account'::text, true\), ''::text\)\)::uuid AS "nullif"\) = ANY \(accounts\)\)$/,
    ];
    expect(policies).toHaveLength(12);
    for (const { qual, cmd, with_check: check } of policies)
      expect([qual, cmd, check, shapes.some((shape) => shape.test(qual))]).toEqual([qual, 'ALL', null, true]);
    const forgetful = await inTransaction(
      {
        login: 'app',
        reach: 'actor',
        actor: {
          accountId: home.administrator.id,
          name: '',
          roles: [],
          permissions: new Set(),
          grants: [
            {
              id: 'x',
              role: 'x',
              subsystem: 'school',
              scope: 'participant',
              participantId: foreign.participantId,
              municipalityId: null,
              participants: [foreign.participantId],
              readOnly: false,
              narrowing: null,
              endsOn: null,
              permissions: new Set(['people.read']),
            },
          ],
        },
      },
      async () => ({
        persons: await sql<{ participants: string[] }>`SELECT participants FROM core.persons`,
        documents: await sql`SELECT id FROM core.person_documents`,
        keys: await sql`SELECT key FROM core.person_keys`,
      }),
    );
    expect(forgetful.persons.length).toBeGreaterThan(0);
    expect(forgetful.persons.every(({ participants }) => participants.includes(foreign.participantId))).toBe(true);
    expect([forgetful.documents, forgetful.keys]).toEqual([[], []]);
  });

  it('are never in the reach of a grant beyond what the database shows: random grants', async () => {
    const third = await aSchool(test);
    const schools = [home, foreign, third];
    await test.work(async () => {
      for (let at = 0; at < 12; at += 1) {
        const [one, two] = [schools[at % 3], schools[(at + 1) % 3]];
        const id = await writePerson({}, one);
        const other = {
          organisationId: two?.organisationId ?? '',
          startsOn: '2025-01-01',
          subsystem: 'kindergarten',
          role: 'child',
        } as const;
        if (at % 2) await linkPerson(id, other);
        const guardian = await writePerson({ birthDate: '1985-01-01' });
        await sql`INSERT INTO core.guardianships (guardian_id, child_id, kind, starts_on) VALUES (${guardian}, ${id}, 'parent', '2015-01-01')`;
        await keepReach([id]);
      }
    });
    const links = await test.work(
      () => sql<{
        person: string;
        participant: string;
        municipality: string;
        subsystem: string;
      }>`SELECT coalesce(g.guardian_id, l.person_id) AS person,
          x.id AS participant, o.municipality_id AS municipality, l.subsystem
        FROM core.person_organisations l JOIN core.organisations o ON o.id = l.organisation_id JOIN core.participants x ON x.organisation_id = o.id
        LEFT JOIN LATERAL (SELECT guardian_id FROM core.guardianships WHERE child_id = l.person_id UNION ALL SELECT NULL) g ON true
        WHERE l.starts_on <= current_date AND (l.ends_on IS NULL OR l.ends_on >= current_date)`,
    );
    const place = links[0]?.municipality ?? '';
    let shown = 0;
    for (let round = 0; round < 60; round += 1) {
      const school = schools[round % 3];
      const scope =
        (['participant', 'participant', 'municipality'] as const)[Math.floor(round / 3) % 3] ?? 'participant';
      const subsystem = [null, 'school', 'kindergarten', 'college'][round % 4] ?? null;
      const participants =
        scope === 'participant' ? [school?.participantId ?? ''] : schools.map(({ participantId }) => participantId);
      const grant = {
        id: 'x',
        role: 'x',
        subsystem,
        scope,
        participantId: null,
        municipalityId: scope === 'municipality' ? place : null,
        participants,
        readOnly: false,
        narrowing: null,
        endsOn: null,
        permissions: new Set(round % 5 ? ['people.read'] : ['people.edit']),
      };
      const actor = {
        accountId: home.administrator.id,
        name: '',
        roles: [],
        permissions: new Set<string>(),
        grants: [grant],
      };
      const seen = await inTransaction({ login: 'app', reach: 'actor', actor }, async () => ({
        reach: (await sql<{ id: string }>`SELECT p.id FROM core.persons p WHERE ${personInReach('people.read')}`).map(
          ({ id }) => id,
        ),
        rows: (await sql<{ id: string }>`SELECT p.id FROM core.persons p`).map(({ id }) => id),
      }));
      const fits = links.filter(
        ({ participant, municipality }) =>
          participants.includes(participant) || (scope === 'municipality' && municipality === place),
      );
      const wanted =
        round % 5
          ? fits.filter((link) => subsystem === null || link.subsystem === subsystem).map(({ person }) => person)
          : [];
      expect(new Set(seen.reach)).toEqual(new Set(wanted));
      expect(new Set(seen.rows)).toEqual(new Set(fits.map(({ person }) => person)));
      shown += seen.reach.length;
    }
    expect(shown).toBeGreaterThan(200);
  });

  it('are closed to a right over all schools when the agreement of their only school is; the operator keeps them', async () => {
    const reader = await somebody(test, [{ role: 'subsystem-administrator', subsystem: 'school', scope: 'region' }]);
    const [over, both] = await test.work(async () => {
      const ended = await aParticipant({ endsOn: dayFrom(-1), readOnlyDays: 0 });
      const [at] = await sql<{ id: string }>`SELECT organisation_id AS id FROM core.participants WHERE id = ${ended}`;
      const made = [
        await writePerson({}, { organisationId: at?.id ?? '' }),
        await writePerson({}, { organisationId: home.organisationId }),
      ];
      await linkPerson(made[1] ?? '', {
        organisationId: at?.id ?? '',
        subsystem: 'school',
        role: 'member',
        startsOn: '2025-09-01',
      });
      return made;
    });
    const statuses = async (call: Caller) =>
      Promise.all([over, both].map(async (id) => (await call(`${address}/${id}`)).status));
    expect(await statuses(reader.call)).toEqual([404, 200]);
    expect(await statuses(operator)).toEqual([200, 200]);
    expect(await search(reader.call, { name: (await read(operator, over ?? '')).surname as string })).not.toContain(
      over,
    );
  });

  it('keep every value out of the audit and out of addresses', async () => {
    const given = aPerson({
      surname: 'Незабудкин',
      name: 'Аристарх',
      birthDate: '2012-12-12',
      phone: '+7 900 555-44-33',
      email: 'tayna@example.org',
      address: 'Тайный переулок, 7',
    });
    const made = await post(home.administrator.call, address, { ...given, organisation: here() });
    const { id } = made.body as Card;
    await post(operator, `${address}/${id}/documents`, {
      kind: 'passport',
      series: 'ЩЦ-ЯЯ',
      number: '908172',
      issuedBy: 'Тайный отдел',
    });
    await search(operator, { snils: given.snils });
    const { version } = await read(operator, id);
    await operator(`${address}/${id}`, {
      method: 'PATCH',
      payload: { version, address: 'Тайный переулок, 8', snils: aSnils() },
    });
    const rows = await test.work(() => sql<{ line: string }>`SELECT e::text AS line FROM core.audit_events e`);
    const all = rows.map(({ line }) => line).join('\n');
    for (const value of [
      'Незабудкин',
      'Аристарх',
      '2012-12-12',
      given.snils,
      '555-44-33',
      'tayna',
      'Тайный',
      '908172',
      'ЩЦ-ЯЯ',
    ])
      expect([value, all.includes(value ?? '')]).toEqual([value, false]);
  });
});
