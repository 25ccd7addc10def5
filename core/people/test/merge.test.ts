import fc from 'fast-check';
import { audit, sql } from '../../server';
import { createTestApp, type TestApp } from '../../testing';
import { aPerson, aSchool, aSnils, clubs, join, somebody, writePerson } from './builders';
import { mergePersons } from '../merge';
import { unmergePersons } from '../unmerge';
import { addDocument } from '../documents';
import { canActFor } from '../can-act';
import { cardsBeyond } from '../card';
import { findOrCreatePerson } from '../persons';
import { PersonInput } from '../person-input';
import { linkDemoAccount } from '../accounts';
import { whoLooked } from '../seen';

type Body = { id: string; version: string; code?: string; [field: string]: unknown };
type Caller = (
  url: string,
  options?: { method?: string; payload?: object },
) => Promise<{ status: number; body: unknown }>;

const proof = { reason: 'Карточки заведены дважды при переводе', documents: 'Свидетельство о рождении II-ФР № 765432' };
const undoing = { reason: 'Это двоюродные братья, свидетельства разные' };

describe('Merging cards', () => {
  let test: TestApp;
  let operator: Caller;
  let school: Awaited<ReturnType<typeof aSchool>>;
  let foreign: Awaited<ReturnType<typeof aSchool>>;
  beforeAll(async () => {
    test = await createTestApp({ only: ['people'], also: [clubs] });
    operator = (await test.as({ roles: ['operator'] })) as Caller;
    school = await aSchool(test);
    foreign = await aSchool(test);
  }, 180_000);
  afterAll(() => test.stop());

  const post = (url: string, payload: object, call: Caller = operator) =>
    call(`/api/people${url}`, { method: 'POST', payload });
  const card = async (id: string, call: Caller = operator) => (await call(`/api/people/persons/${id}`)).body as Body;
  const versions = async (survivorId: string, loserId: string) => {
    const cards = await test.work(() => cardsBeyond([survivorId, loserId]));
    const of = (id: string) => cards.find((one) => one.id === id)?.version ?? '';
    return { survivorId, loserId, survivorVersion: of(survivorId), loserVersion: of(loserId) };
  };
  const merge = async (survivorId: string, loserId: string, fromLoser: string[] = []) => {
    const { status, body } = await post('/merges', { ...(await versions(survivorId, loserId)), fromLoser, ...proof });
    expect([status, body]).toEqual([200, expect.objectContaining({ id: expect.any(String) })]);
    return (body as Body).id;
  };

  const looksAt = async (id: string) =>
    (await test.work(() => whoLooked(id, undefined, { limit: 100 }))).items.filter(({ what }) => what === 'Поиск людей')
      .length;

  /** Everything of these people that a merge may touch, apart from the journal of merges itself. */
  const picture = (ids: readonly string[]) =>
    test.work(async () => {
      const cards = (await cardsBeyond(ids)).map(({ version: _v, changed_at: _c, ...rest }) => rest);
      const of = (rows: object[]) => JSON.stringify(rows);
      return {
        cards: of(cards.sort((a, b) => (a.id < b.id ? -1 : 1))),
        reach: of(
          await sql`SELECT id, participants, municipalities, accounts, places, reach_until FROM core.persons WHERE id = ANY (${[...ids]}::uuid[]) ORDER BY id`,
        ),
        keys: of(
          await sql`SELECT person_id, kind, encode(key, 'hex') AS key, live FROM core.person_keys WHERE person_id = ANY (${[...ids]}::uuid[]) ORDER BY 1, 2, 3`,
        ),
        links: of(
          await sql`SELECT id, person_id FROM core.person_organisations WHERE person_id = ANY (${[...ids]}::uuid[]) ORDER BY id`,
        ),
        families: of(
          await sql`SELECT id, guardian_id, child_id, limits FROM core.guardianships WHERE guardian_id = ANY (${[...ids]}::uuid[]) ORDER BY id`,
        ),
        papers: of(
          await sql`SELECT id, person_id FROM core.person_documents WHERE person_id = ANY (${[...ids]}::uuid[]) ORDER BY id`,
        ),
        clubs: of(
          await sql`SELECT id, person_id, club, pseudonym FROM clubs.memberships WHERE person_id = ANY (${[...ids]}::uuid[]) ORDER BY id`,
        ),
        notes: of(
          await sql`SELECT number, child FROM clubs.notes WHERE child = ANY (${[...ids]}::uuid[]) ORDER BY number`,
        ),
      };
    });

  it('takes rows of every subsystem along, leaves twins, and opens old addresses at the surviving card', async () => {
    const [survivor, loser] = await test.work(async () => {
      const a = await writePerson({ phone: '+7 900 000-00-11' }, school);
      const b = await writePerson({ snils: null, phone: '+7 900 000-00-22' }, foreign);
      await join(a, 'Шахматы');
      await join(b, 'Шахматы');
      await join(b, 'Хор');
      await sql`INSERT INTO clubs.notes (child, text) VALUES (${b}, 'записка')`;
      return [a, b];
    });
    const compared = await post('/merges/compare', { firstId: survivor, secondId: loser });
    expect(compared.body).toMatchObject({
      sides: [
        { id: survivor },
        {
          id: loser,
          rows: expect.arrayContaining([
            { reference: 'clubs.memberships.person_id', title: 'Кружки', titleEn: 'Clubs', rows: 2 },
          ]),
        },
      ],
    });
    const id = await merge(survivor, loser, ['phone']);
    expect(await card(loser)).toMatchObject({
      id: survivor,
      phone: '+7 900 000-00-22',
      organisations: [expect.anything(), expect.anything()],
    });
    const rows = await test.work(
      () => sql<{ club: string; own: boolean; same: boolean }>`SELECT club, person_id = ${survivor} AS own,
      pseudonym IS NOT DISTINCT FROM (SELECT pseudonym FROM core.persons WHERE id = ${survivor}) AS same FROM clubs.memberships
      WHERE person_id IN (${survivor}, ${loser}) ORDER BY club, own`,
    );
    expect(rows).toEqual([
      { club: 'Хор', own: true, same: true },
      { club: 'Шахматы', own: false, same: false },
      { club: 'Шахматы', own: true, same: true },
    ]);
    // The school of the lost card now has the pupil on the surviving one.
    expect((await card(survivor, foreign.administrator.call)).id).toBe(survivor);
    const events = await test.work(
      () => sql<{ event: string; details: Record<string, unknown>; person_id: string }>`SELECT event, details, person_id
      FROM core.audit_events WHERE event LIKE 'people.merged%' AND person_id IN (${survivor}, ${loser}) ORDER BY at`,
    );
    expect(events.map(({ event, person_id: person }) => [event, person])).toEqual([
      ['people.merged', survivor],
      ['people.merged-away', loser],
    ]);
    expect(events[0]?.details).toEqual({
      merge: id,
      loser,
      fields: ['phone'],
      rows: { 'clubs.memberships.person_id': 1, 'clubs.notes.child': 1, 'core.person_organisations.person_id': 1 },
    });
    // A list that showed the lost card is found by the surviving one, once though it showed both.
    const before = await looksAt(survivor);
    await test.work(() => audit('people.searched', { type: 'person', personIds: [loser] }, { by: ['name'], rows: 1 }));
    await test.work(() =>
      audit('people.searched', { type: 'person', personIds: [loser, survivor] }, { by: [], rows: 2 }),
    );
    expect(await looksAt(survivor)).toBe(before + 2);
    expect((await post('/merges', { ...(await versions(survivor, loser)), ...proof })).status).toBe(404);
  });

  it('is refused without proof, on an older state, between guardian and child, and beyond reach', async () => {
    const [a, b, parent] = await test.work(async () => [
      await writePerson({}, school),
      await writePerson({}, foreign),
      await writePerson({ birthDate: '1980-01-01' }),
    ]);
    const wanted = await versions(a ?? '', b ?? '');
    expect((await post('/merges', { ...wanted, ...proof, reason: 'да' })).status).toBe(400);
    expect((await post('/merges', { ...wanted, ...proof, documents: '' })).status).toBe(400);
    expect((await post('/merges', { ...wanted, ...proof, loserVersion: '1' })).body).toMatchObject({
      code: 'changed-meanwhile',
    });
    expect(
      (await post('/merges', { ...wanted, ...proof, survivorId: b, survivorVersion: wanted.loserVersion })).status,
    ).toBe(409);
    await post(`/persons/${a}/guardians`, {
      guardianId: parent,
      kind: 'parent',
      startsOn: '2020-01-01',
      ground: 'Свидетельство',
    });
    expect((await post('/merges', { ...(await versions(a ?? '', parent ?? '')), ...proof })).status).toBe(409);
    await test.work(
      () => sql`INSERT INTO core.role_permissions VALUES ('merger', 'people.merge'), ('merger', 'people.read')`,
    );
    const merger = await somebody(
      test,
      [{ role: 'merger', subsystem: 'school', participantId: school.participantId }],
      school.participantId,
    );
    expect((await post('/merges', { ...wanted, ...proof }, merger.call)).status).toBe(404);
    expect((await post('/merges', { ...wanted, ...proof }, school.administrator.call)).status).toBe(404);
    expect((await post('/merges/compare', { firstId: a, secondId: b }, merger.call)).status).toBe(404);
  });

  it('keeps the limits of a court whichever of two cards of one guardian bore them', async () => {
    const [child, guardian, double] = await test.work(async () => [
      await writePerson({}, school),
      await writePerson({ birthDate: '1985-01-01' }),
      await writePerson({ birthDate: '1985-01-01', snils: null }),
    ]);
    const input = { kind: 'parent', startsOn: '2020-01-01', ground: 'Свидетельство' };
    await post(`/persons/${child}/guardians`, { ...input, guardianId: guardian });
    await post(`/persons/${child}/guardians`, {
      ...input,
      guardianId: double,
      limits: ['apply'],
      limitGround: 'Решение суда',
    });
    const account = await somebody(test);
    await test.work(() => linkDemoAccount(double ?? '', account.id));
    const may = (who?: string) => test.work(() => canActFor(who ?? '', child ?? '', 'apply'));
    expect([await may(guardian), await may(double)]).toEqual([true, false]);
    const id = await merge(guardian ?? '', double ?? '');
    expect([await may(guardian), await may(double)]).toEqual([false, false]);
    const own = (await account.call('/api/people/own/children')).body as { children: { id: string }[] };
    expect(own.children.map((one) => one.id)).toEqual([child]);
    await post(`/merges/${id}/undo`, undoing);
    expect([await may(guardian), await may(double)]).toEqual([true, false]);
  });

  it('is taken back with rows written since dealt out, the default being the surviving card', async () => {
    const [a, b] = await test.work(async () => [
      await writePerson({}, school),
      await writePerson({ name: 'Павел' }, foreign),
    ]);
    const [survivor, loser] = [a ?? '', b ?? ''];
    const id = await merge(survivor, loser, ['name']);
    const [stays, goes] = await test.work(async () => [
      await join(survivor, 'Лепка'),
      await join(survivor, 'Плавание'),
    ]);
    const view = (await operator(`/api/people/merges/${id}`)).body as {
      reason: string;
      since: { reference: string; rows: { key: string; text: string }[] }[];
    };
    expect(view.reason).toBe(proof.reason);
    expect(view.since).toEqual([
      {
        reference: 'clubs.memberships.person_id',
        title: 'Кружки',
        titleEn: 'Clubs',
        rows: [
          { key: stays?.[0]?.id, text: 'Лепка' },
          { key: goes?.[0]?.id, text: 'Плавание' },
        ],
      },
    ]);
    const unknown = {
      ...undoing,
      toLoser: [{ reference: 'clubs.memberships.person_id', key: '00000000-0000-7000-8000-000000000000' }],
    };
    expect((await post(`/merges/${id}/undo`, unknown)).status).toBe(409);
    const toLoser = [{ reference: 'clubs.memberships.person_id', key: goes?.[0]?.id }];
    expect((await post(`/merges/${id}/undo`, { ...undoing, toLoser })).body).toEqual({ moved: 2, keptFields: [] });
    expect((await post(`/merges/${id}/undo`, undoing)).status).toBe(409);
    const clubsOf = (person: string) =>
      test.work(() => sql<{ club: string }>`SELECT club FROM clubs.memberships WHERE person_id = ${person}`);
    expect([await clubsOf(survivor), await clubsOf(loser)]).toEqual([[{ club: 'Лепка' }], [{ club: 'Плавание' }]]);
    expect([(await card(survivor)).name, (await card(loser)).name]).toEqual(['Пётр', 'Павел']);
    expect((await card(loser, foreign.administrator.call)).id).toBe(loser);
    expect((await operator('/api/people/duplicates?state=different')).body).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ state: 'different' })]),
    });
  });

  it('does not overwrite what was corrected since, and goes back in the order it was done', async () => {
    const [a, b, c] = await test.work(async () => [
      await writePerson({}, school),
      await writePerson({ name: 'Павел', phone: '+7 900 000-00-01' }),
      await writePerson({}),
    ]);
    const first = await merge(a ?? '', b ?? '', ['name', 'phone']);
    const { version } = await card(a ?? '');
    await operator(`/api/people/persons/${a}`, { method: 'PATCH', payload: { version, phone: '+7 900 000-00-99' } });
    const second = await merge(c ?? '', a ?? '');
    expect((await card(b ?? '')).id).toBe(c);
    expect((await post(`/merges/${first}/undo`, undoing)).status).toBe(409);
    expect((await post(`/merges/${second}/undo`, undoing)).status).toBe(200);
    expect((await card(b ?? '')).id).toBe(a);
    expect((await post(`/merges/${first}/undo`, undoing)).body).toMatchObject({ keptFields: ['phone'] });
    expect(await card(a ?? '')).toMatchObject({ name: 'Пётр', phone: '+7 900 000-00-99' });
  });

  it('finds a lost card’s numbers at the surviving one, so that nobody is made a third time', async () => {
    const given = aPerson();
    const [survivor, loser] = await test.work(async () => [
      await writePerson({ ...given, snils: aSnils(), birthDate: '2014-05-18' }),
      await writePerson(given),
    ]);
    await merge(survivor ?? '', loser ?? '');
    const again = await test.work(() =>
      findOrCreatePerson(PersonInput.parse({ ...given, birthDate: '2014-05-18' }), { source: 'test' }),
    );
    expect(again).toMatchObject({ id: survivor, outcome: 'found' });
  });

  it('comes back to exactly what was before, whatever hung on the cards and in whatever order', async () => {
    const hang = fc.record({
      clubs: fc.subarray(['Хор', 'Лепка', 'Шахматы']),
      links: fc.integer({ min: 0, max: 2 }),
      papers: fc.integer({ min: 0, max: 2 }),
      notes: fc.integer({ min: 0, max: 2 }),
      hasChild: fc.boolean(),
    });
    const dress = async (
      id: string,
      given: { clubs: string[]; links: number; papers: number; notes: number; hasChild: boolean },
    ) => {
      for (const club of given.clubs) await join(id, club);
      for (let at = 0; at < given.links; at += 1)
        await sql`INSERT INTO core.person_organisations (person_id, organisation_id, subsystem, role, starts_on, plugin)
          VALUES (${id}, ${at ? school.organisationId : foreign.organisationId}, 'school', 'member', '2024-09-01', 'test')`;
      for (let at = 0; at < given.papers; at += 1)
        await addDocument(id, {
          kind: 'other',
          series: null,
          number: aSnils(),
          issuedBy: null,
          issuedOn: null,
          validTo: null,
          verified: false,
        });
      for (let at = 0; at < given.notes; at += 1) await sql`INSERT INTO clubs.notes (child, text) VALUES (${id}, 'x')`;
      if (given.hasChild) {
        const child = await writePerson({ birthDate: '2018-01-01' });
        await sql`INSERT INTO core.guardianships (guardian_id, child_id, kind, starts_on) VALUES (${id}, ${child}, 'parent', '2018-01-01')`;
      }
      const { keepReach } = await import('../reach');
      await keepReach([id]);
    };
    const fields = fc.subarray(['surname', 'name', 'birthDate', 'snils', 'phone', 'address', 'sex'] as const);
    await fc.assert(
      fc.asyncProperty(hang, hang, hang, fields, fc.boolean(), async (one, two, three, fromLoser, isChain) => {
        const ids = await test.work(async () => {
          const made = [];
          for (const given of [one, two, three]) {
            const id = await writePerson({
              birthDate: '1990-01-01',
              name: `Имя${'абв'[made.length]}`,
              phone: `+7 900 000-00-0${made.length}`,
            });
            await dress(id, given);
            made.push(id);
          }
          return made as [string, string, string];
        });
        const [a, b, c] = ids;
        const before = await picture(ids);
        const merging = async (survivor: string, loser: string) => {
          const wanted = await versions(survivor, loser);
          return test.work(() => mergePersons({ ...wanted, fromLoser: [...fromLoser], ...proof }));
        };
        const first = await merging(a, b);
        const between = await picture(ids);
        const second = await merging(isChain ? c : a, isChain ? a : c);
        await test.work(() => unmergePersons(second.id, { ...undoing, toLoser: [] }));
        expect(await picture(ids)).toEqual(between);
        await test.work(() => unmergePersons(first.id, { ...undoing, toLoser: [] }));
        expect(await picture(ids)).toEqual(before);
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});
