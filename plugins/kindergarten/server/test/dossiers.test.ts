import { sql, todayHere } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { multipart, pdf } from '../../../../core/files/test/samples';
import { acceptOffer, directByHand } from '../services/directions';
import { applicationFor } from '../services/applications';
import { daysAfter } from '../services/days';
import { addGroup } from '../services/groups';
import { take } from '../services/step';
import { schoolYearOf, type NewGroup } from '../../shared';
import { aFamily, aGarden, anOfficer, attending, key, wishes, type Garden } from './builders';

let test: TestApp;
let garden: Garden;
let other: Garden;
let officer: Awaited<ReturnType<typeof anOfficer>>;
beforeAll(async () => {
  test = await createTestApp({ only: ['kindergarten'] });
  garden = await aGarden(test);
  other = await aGarden(test);
  officer = await anOfficer(test);
}, 240_000);
afterAll(() => test?.stop());

const at = '/api/kindergarten';
const year = () => schoolYearOf(todayHere());
const post = (call: Garden['head']['call'], url: string, payload: object = {}) =>
  call(`${at}${url}`, { method: 'POST', payload, headers: key() });

type View = {
  lacking: number;
  required: number;
  isLocked: boolean;
  leftOn: string | null;
  lines: {
    kind: string;
    state: string;
    isRequired: boolean;
    verified: boolean;
    items: { id: string; files: unknown[] }[];
  }[];
  earlier: { organisation: string; kind: string }[];
};
const viewOf = async (head: Garden['head'], id: string) => (await head.call(`${at}/dossiers/${id}`)).body as View;
const lineOf = (view: View, kind: string) => view.lines.find((line) => line.kind === kind);

const stayOf = (child: string, organisationId = garden.organisationId) =>
  test.work(async () => {
    const [row] = await sql<{ id: string }>`SELECT id FROM kindergarten.pupils WHERE person_id = ${child}
      AND organisation_id = ${organisationId} ORDER BY starts_on DESC LIMIT 1`;
    return row?.id ?? '';
  });

const paper = (kind: string, given: object = {}) => ({ kind, receivedOn: todayHere(), ...given });

const aGroup = (of: Garden, name: string, given: Partial<NewGroup>) =>
  test.work(() =>
    addGroup({
      ...{ organisationId: of.organisationId, schoolYear: year(), name, ageFrom: 3, ageTo: 4, areaM2: 60 },
      ...{ orientation: 'general', regime: 'full', language: 'ru', ownLimit: null, ownLimitGround: null, ...given },
    }),
  );

describe('KDG-21: the personal file of a child', () => {
  it('lists papers with days and scans, says what is missing, and asks nothing of who may not keep it', async () => {
    const { child, call: parent } = await attending(test, garden);
    const id = await stayOf(child);
    const empty = await viewOf(garden.head, id);
    expect(empty).toMatchObject({ lacking: 6, required: 6, isLocked: false, leftOn: null });
    expect(lineOf(empty, 'birth-certificate')).toMatchObject({ state: 'missing', isRequired: true, verified: false });

    const made = await post(
      garden.head.call,
      `/dossiers/${id}/items`,
      paper('birth-certificate', { note: 'I-ФР № 5' }),
    );
    expect(made.status).toBe(200);
    const { id: item } = made.body as { id: string };
    const { payload, headers } = multipart('свидетельство.pdf', pdf('свидетельство'));
    const sent = await garden.head.call(`${at}/dossiers/${id}/items/${item}/files`, {
      method: 'POST',
      payload,
      headers,
    });
    expect(sent.status).toBe(200);
    const file = `${at}/dossiers/${id}/items/${item}/files/${(sent.body as { id: string }).id}`;
    const read = await garden.head.call(file);
    expect([read.status, read.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(lineOf(await viewOf(garden.head, id), 'birth-certificate')).toMatchObject({
      state: 'present',
      items: [{ receivedOn: todayHere(), note: 'I-ФР № 5', files: [{ name: 'свидетельство.pdf' }] }],
    });
    for (const call of [other.head.call, officer.call, parent]) {
      expect([403, 404]).toContain((await call(`${at}/dossiers/${id}`)).status);
      expect([403, 404]).toContain((await call(file)).status);
      expect([403, 404]).toContain((await post(call, `/dossiers/${id}/items`, paper('application'))).status);
    }
    expect(await told(child)).toEqual(['dossiers.item-added', 'dossiers.read', 'files.read', 'files.stored']);
  });

  it('takes no paper that the list does not know, of a day to come or without its term', async () => {
    const { child } = await attending(test, garden);
    const id = await stayOf(child);
    const add = async (given: object) => (await post(garden.head.call, `/dossiers/${id}/items`, given)).status;
    expect(await add(paper('passport-of-a-cat'))).toBe(400);
    expect(await add(paper('application', { receivedOn: daysAfter(todayHere(), 1) }))).toBe(400);
    expect(await add(paper('application', { receivedOn: 'вчера' }))).toBe(400);
    expect(await add(paper('benefit'))).toBe(400);
    expect(await add(paper('benefit', { validUntil: '2020-01-01' }))).toBe(400);
    expect(await add(paper('benefit', { validUntil: daysAfter(todayHere(), 30) }))).toBe(200);
  });

  it('removes nothing: a paper is handed back or taken out with a reason, and a term ends it', async () => {
    const { child } = await attending(test, garden);
    const id = await stayOf(child);
    const add = async (given: object) =>
      ((await post(garden.head.call, `/dossiers/${id}/items`, given)).body as { id: string }).id;
    const [wrong, lent] = [await add(paper('application')), await add(paper('contract'))];
    const stay = await add(paper('stay', { validUntil: daysAfter(todayHere(), 1) }));
    const end = (item: string, given: object) => post(garden.head.call, `/dossiers/${id}/items/${item}/end`, given);
    const why = { on: todayHere(), reason: 'Внесено по ошибке' };
    expect((await end(wrong, { as: 'withdrawn', on: todayHere(), reason: 'нет' })).status).toBe(400);
    expect((await end(wrong, { as: 'withdrawn', ...why })).status).toBe(200);
    expect((await end(wrong, { as: 'withdrawn', ...why })).status).toBe(409);
    expect((await end(lent, { as: 'returned', ...why, reason: 'Выдан матери' })).status).toBe(200);
    await test.work(() => sql`UPDATE core.dossier_items SET valid_until = current_date - 1 WHERE id = ${stay}`);
    const view = await viewOf(garden.head, id);
    expect(lineOf(view, 'application')).toMatchObject({
      state: 'missing',
      items: [{ id: wrong, endedAs: 'withdrawn', endReason: 'Внесено по ошибке' }],
    });
    expect(lineOf(view, 'contract')?.state).toBe('returned');
    expect(lineOf(view, 'stay')?.state).toBe('expired');
  });

  it('goes on through groups, locks when the child leaves, and the next kindergarten sees what was kept before', async () => {
    const { child, call: _ } = await attending(test, garden);
    const first = await stayOf(child);
    const kept = (await post(garden.head.call, `/dossiers/${first}/items`, paper('birth-certificate'))).body as {
      id: string;
    };
    const next = await aGroup(garden, `Соседняя ${first}`, {});
    const moved = await post(garden.head.call, '/pupils/transfer', {
      pupils: [first],
      groupId: next,
      from: todayHere(),
    });
    expect(moved.status).toBe(200);
    const second = await stayOf(child);
    expect(second).not.toBe(first);
    expect(lineOf(await viewOf(garden.head, second), 'birth-certificate')?.state).toBe('present');

    const gone = { pupils: [second], on: daysAfter(todayHere(), 0), ground: 'other-kindergarten' };
    expect((await post(garden.head.call, '/pupils/release', gone)).status).toBe(200);
    // Three weeks ago, as it were.
    await test.work(async () => {
      await sql`UPDATE kindergarten.pupils SET ends_on = ${daysAfter(todayHere(), -21)} WHERE id = ${first}`;
      await sql`UPDATE kindergarten.pupils SET starts_on = ${daysAfter(todayHere(), -20)}, ends_on = ${daysAfter(todayHere(), -1)} WHERE id = ${second}`;
    });
    expect(await viewOf(garden.head, second)).toMatchObject({ isLocked: true, leftOn: daysAfter(todayHere(), -1) });
    expect((await post(garden.head.call, `/dossiers/${second}/items`, paper('application'))).status).toBe(409);
    const end = (as: string) =>
      post(garden.head.call, `/dossiers/${second}/items/${kept.id}/end`, {
        as,
        on: todayHere(),
        reason: 'Выдано матери',
      });
    expect((await end('withdrawn')).status).toBe(409);
    expect((await end('returned')).status).toBe(200);

    await test.work(
      () => sql`INSERT INTO kindergarten.pupils (person_id, pseudonym, cohort, organisation_id, participant_id, municipality_id,
          group_id, starts_on)
        SELECT ${child}, p.pseudonym, ${year() - 3}, g.organisation_id, g.participant_id, g.municipality_id, g.id, ${todayHere()}::date
        FROM kindergarten.groups g, core.persons p WHERE g.id = ${other.group} AND p.id = ${child}`,
    );
    const there = await viewOf(other.head, await stayOf(child, other.organisationId));
    expect(there).toMatchObject({ lacking: 6, earlier: [{ kind: 'Свидетельство о рождении ребёнка' }] });
    expect(await names('left')).toContain(second);
    expect(await names('here')).not.toContain(second);
  });

  const names = async (who: string) =>
    ((await post(garden.head.call, '/dossiers/search', { who })).body as { id: string }[]).map(({ id }) => id);

  it('stands in a list of who misses what, of one’s own kindergarten alone', async () => {
    const { child } = await attending(test, garden);
    const id = await stayOf(child);
    await post(garden.head.call, `/dossiers/${id}/items`, paper('contract'));
    const { body } = await post(garden.head.call, '/dossiers/search', { group: garden.group });
    const found = (body as { id: string; lacking: { kind: string }[] }[]).find((one) => one.id === id);
    expect(found?.lacking.map(({ kind }) => kind)).toEqual([
      'application',
      'birth-certificate',
      'parent-id',
      'registration',
      'data-consent',
    ]);
    const { body: foreign } = await post(other.head.call, '/dossiers/search', {});
    expect((foreign as { id: string }[]).map((one) => one.id)).not.toContain(id);
    expect((await post(officer.call, '/dossiers/search', {})).status).toBe(403);
    expect((await post(garden.head.call, '/dossiers/search', { limit: 5000 })).status).toBe(400);
  });
});

describe('The personal file before the family', () => {
  type File = { child: string; group: string; lines: { kind: string; state: string; receivedOn: string | null }[] };
  const files = async (call: Garden['head']['call']) => {
    const answer = await call(`${at}/own/dossiers`);
    expect(answer.status).toBe(200);
    return answer.body as File[];
  };

  it('says what is missing and what is there, to whom no court bars the child, and no numbers nor scans', async () => {
    const family = await attending(test, garden);
    const id = await stayOf(family.child);
    await post(garden.head.call, `/dossiers/${id}/items`, paper('birth-certificate', { note: 'I-ФР № 5' }));
    await post(garden.head.call, `/dossiers/${id}/items`, paper('medical'));
    const [file] = await files(family.call);
    expect(file?.lines.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'application missing',
      'birth-certificate present',
      'parent-id missing',
      'registration missing',
      'contract missing',
      'data-consent missing',
      'medical present',
    ]);
    expect(file?.lines[1]?.receivedOn).toBe(todayHere());
    expect(JSON.stringify(file)).not.toContain('I-ФР');
    expect(await told(family.child)).toContain('dossiers.read');

    expect(await files((await aFamily(test, ['2023-05-01'])).call)).toEqual([]);
    for (const barred of ['see', 'health', 'contacts']) {
      await test.work(
        () => sql`UPDATE core.guardianships SET limits = ${[barred]}::text[], limit_ground = '\\x00'
          WHERE child_id = ${family.child}`,
      );
      expect(await files(family.call)).toEqual([]);
    }
  });

  it('is there from the day on which the family accepts the place, and asks for what the group needs', async () => {
    const special = await aGroup(garden, 'Звуковичок', { orientation: 'compensating' });
    const { child, call } = await directed(special);
    const [file] = await files(call);
    expect(file).toMatchObject({ group: 'Звуковичок' });
    expect(file?.lines).toContainEqual(expect.objectContaining({ kind: 'pmpk', isRequired: true, state: 'missing' }));
    await test.work(
      () => sql`UPDATE kindergarten.directions SET state = 'withdrawn', ended_at = now()
      WHERE application_id IN (SELECT id FROM kindergarten.applications WHERE child_id = ${child})`,
    );
    expect(await files(call)).toEqual([]);
  });
});

const told = (person: string) =>
  test.work(async () => {
    const rows = await sql<{ event: string }>`SELECT DISTINCT event FROM core.audit_events
      WHERE person_id = ${person} AND (event LIKE 'dossiers.%' OR event LIKE 'files.%') ORDER BY 1`;
    return rows.map(({ event }) => event);
  });

/** A child directed to a group whose family has agreed; the application is filed at the desk. */
async function directed(groupId: string) {
  const { parent, children, call } = await aFamily(test, [`${year() - 3}-03-01`]);
  const [childId] = children;
  const asked = wishes([garden.organisationId], { desiredOn: todayHere(), orientation: 'compensating' });
  const { body } = await post(officer.call, '/applications', { childId, guardianId: parent, wishes: asked });
  const { id } = body as { id: string };
  const direction = await test.work(async () => {
    for (const to of ['received', 'queued'] as const)
      await take(await applicationFor('kindergarten.keep-queue', id), { to, who: 'staff' });
    await directByHand(id, groupId, 'Приказ № 44');
    await acceptOffer(await applicationFor('kindergarten.keep-queue', id));
    const [row] = await sql<{ id: string }>`SELECT id FROM kindergarten.directions WHERE application_id = ${id}`;
    return row?.id ?? '';
  });
  return { direction, child: childId ?? '', call };
}

const contract = (kinds: readonly string[] = []) => ({
  ...{ number: 'Д-5', on: todayHere(), documents: ['Свидетельство о рождении'], kinds },
});
const order = (directions: string[]) => ({ directions, number: '17-к', on: todayHere(), startsOn: todayHere() });

describe('KDG-09: a compensating group', () => {
  it('takes a child with the conclusion and the consent, and no other, by order and by transfer', async () => {
    const special = await aGroup(garden, 'Речевая', { orientation: 'compensating' });
    const { direction, child } = await directed(special);
    expect((await post(garden.head.call, `/directions/${direction}/documents`, contract(['pmpk']))).status).toBe(200);
    expect(lineOf(await viewOf(garden.head, direction), 'adapted-consent')).toMatchObject({
      state: 'missing',
      isRequired: true,
    });
    const refused = await post(garden.head.call, '/enrolments', order([direction]));
    expect([refused.status, (refused.body as { detail: string }).detail]).toEqual([
      409,
      expect.stringMatching(/нужны заключение ПМПК и согласие родителя/),
    ]);
    const given = paper('adapted-consent', { validUntil: daysAfter(todayHere(), 300) });
    expect((await post(garden.head.call, `/dossiers/${direction}/items`, given)).status).toBe(200);
    expect((await post(garden.head.call, '/enrolments', order([direction]))).status).toBe(200);
    expect(lineOf(await viewOf(garden.head, await stayOf(child)), 'pmpk')?.state).toBe('present');

    const without = await stayOf((await attending(test, garden)).child);
    const moved = { pupils: [without], groupId: special, from: todayHere() };
    expect((await post(garden.head.call, '/pupils/transfer', moved)).status).toBe(409);
    for (const kind of ['pmpk', 'adapted-consent'])
      await post(garden.head.call, `/dossiers/${without}/items`, paper(kind));
    expect((await post(garden.head.call, '/pupils/transfer', moved)).status).toBe(200);
  });

  it('does not take a conclusion whose term is over', async () => {
    const special = await aGroup(garden, 'Вторая речевая', { orientation: 'compensating' });
    const { direction } = await directed(special);
    await post(garden.head.call, `/directions/${direction}/documents`, contract(['pmpk', 'adapted-consent']));
    await test.work(() => sql`UPDATE core.dossier_items SET valid_until = current_date - 1 WHERE kind = 'pmpk'`);
    expect((await post(garden.head.call, '/enrolments', order([direction]))).status).toBe(409);
  });
});

describe('KDG-17: a group of the combined orientation', () => {
  type Shown = {
    id: string;
    ratio?: { special: number; isOver: boolean; most: { special: number; verified: boolean } };
  };
  const shown = async (id: string) =>
    ((await garden.head.call(`${at}/groups`)).body as Shown[]).find((group) => group.id === id)?.ratio;

  it('warns when more children have special needs than the norm of the age allows', async () => {
    const group = await aGroup(garden, 'Комбинированная', { orientation: 'combined' });
    const stays: string[] = [];
    for (let at = 0; at < 6; at += 1) stays.push(await stayOf((await attending(test, { ...garden, group })).child));
    for (const id of stays.slice(0, 5)) await post(garden.head.call, `/dossiers/${id}/items`, paper('pmpk'));
    expect(await shown(group)).toMatchObject({ special: 5, isOver: false, most: { special: 5, verified: false } });
    await post(garden.head.call, `/dossiers/${stays[5]}/items`, paper('pmpk'));
    expect(await shown(group)).toMatchObject({ special: 6, isOver: true });
    expect(await shown(garden.group)).toBeUndefined();
  });
});
