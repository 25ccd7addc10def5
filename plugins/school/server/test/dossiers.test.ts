import { sql, todayHere } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { multipart, pdf } from '../../../../core/files/test/samples';
import { aClass, aGuardian, aPrimaryDeputy, aSchool, aTeacher, type School } from './builders';

let test: TestApp;
let school: School;
let foreign: School;
let leader: Awaited<ReturnType<typeof aTeacher>>;
let colleague: Awaited<ReturnType<typeof aTeacher>>;
let own: Awaited<ReturnType<typeof aClass>>;
beforeAll(async () => {
  test = await createTestApp({ only: ['school'] });
  school = await aSchool(test);
  foreign = await aSchool(test);
  leader = await aTeacher(test, school);
  colleague = await aTeacher(test, school);
  own = await test.work(() => aClass(school, colleague.personId, { leader: leader.personId }));
}, 240_000);
afterAll(() => test?.stop());

type Caller = School['head']['call'];
const at = '/api/school';
const post = (call: Caller, url: string, payload: object = {}) =>
  call(`${at}${url}`, { method: 'POST', payload, headers: { 'idempotency-key': crypto.randomUUID() } });
const paper = (kind: string, given: object = {}) => ({ kind, receivedOn: todayHere(), ...given });

type Row = { id: string; name: string; leftOn: string | null; required: number; lacking: { kind: string }[] };
type Class = { name: string; pupils: Row[] };
type View = {
  lacking: number;
  isLocked: boolean;
  mayKeep: boolean;
  place: string;
  lines: { kind: string; state: string }[];
};
const pupil = (nth: number) => own.children[nth]?.id ?? '';
const statuses = (urls: readonly string[], call: Caller) =>
  Promise.all(urls.map(async (url) => (await call(`${at}${url}`)).status));
const told = (event: string) =>
  test.work(async () => {
    const [row] = await sql<{
      count: number;
    }>`SELECT count(*)::int AS count FROM core.audit_events WHERE event = ${event}`;
    return row?.count ?? 0;
  });

describe('Personal files of pupils (CLT-05)', () => {
  it('are kept by the class teacher and the head, with what is missing; nobody else of the school or beyond sees them', async () => {
    const url = `/classes/${own.classId}/dossiers`;
    const before = (await leader.call(`${at}${url}`)).body as Class;
    expect(before).toMatchObject({ name: '7А', pupils: [{ required: 7, leftOn: null }, {}, {}] });
    expect(before.pupils[0]?.lacking.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['snils', 'policy']));
    const made = await post(leader.call, `/dossiers/${pupil(0)}/items`, paper('snils'));
    expect(made.status).toBe(200);
    const item = (made.body as { id: string }).id;
    const { payload, headers } = multipart('снилс.pdf', pdf('снилс'));
    const sent = await leader.call(`${at}/dossiers/${pupil(0)}/items/${item}/files`, {
      method: 'POST',
      payload,
      headers,
    });
    const file = `/dossiers/${pupil(0)}/items/${item}/files/${(sent.body as { id: string }).id}`;
    const dossier = `/dossiers/${pupil(0)}`;
    expect(await statuses([url, dossier, file], leader.call)).toEqual([200, 200, 200]);
    expect(await statuses([url, dossier, file], school.head.call)).toEqual([200, 200, 200]);
    expect(((await school.head.call(`${at}${dossier}`)).body as View).mayKeep).toBe(true);
    const refused = await told('school.dossier-refused');
    expect(await statuses([url, dossier, file], colleague.call)).toEqual([403, 403, 403]);
    expect(await told('school.dossier-refused')).toBe(refused + 3);
    expect(await statuses([url, dossier, file], foreign.head.call)).toEqual([404, 404, 404]);
    const guardian = await aGuardian(test, [own.children[0]?.personId ?? '']);
    expect(await statuses([url, dossier, file], guardian.call)).toEqual([403, 403, 403]);
    expect((await post(colleague.call, `${dossier}/items`, paper('policy'))).status).toBe(403);
    expect(
      (
        await post(foreign.head.call, `${dossier}/items/${item}/end`, {
          as: 'withdrawn',
          on: todayHere(),
          reason: 'Внесено по ошибке',
        })
      ).status,
    ).toBe(404);
  });

  it('go with the pupil to another class, and stay visible and locked when the pupil has left', async () => {
    const other = await test.work(() => aClass(school, null, { letter: 'Б' }));
    const { id: item } = (await post(leader.call, `/dossiers/${pupil(1)}/items`, paper('policy'))).body as {
      id: string;
    };
    const moved = await post(school.head.call, `/pupils/${pupil(1)}/move`, {
      classId: other.classId,
      from: todayHere(),
    });
    expect(moved.status).toBe(200);
    const listed = (await school.head.call(`${at}/classes/${other.classId}/dossiers`)).body as Class;
    const row = listed.pupils.find(({ required, lacking }) => lacking.length === required - 1);
    const view = (await school.head.call(`${at}/dossiers/${row?.id}`)).body as View;
    expect(view).toMatchObject({ place: '7Б', isLocked: false, lacking: 6 });
    expect((await post(leader.call, `/dossiers/${row?.id}/items`, paper('snils'))).status).toBe(403);

    await test.work(async () => {
      await sql`UPDATE school.pupils SET ends_on = current_date - 10 WHERE id = ${pupil(1)}`;
      await sql`UPDATE school.pupils SET starts_on = current_date - 9, ends_on = current_date - 1 WHERE id = ${row?.id}`;
    });
    expect((await school.head.call(`${at}/dossiers/${row?.id}`)).body).toMatchObject({ isLocked: true });
    expect((await post(school.head.call, `/dossiers/${row?.id}/items`, paper('snils'))).status).toBe(409);
    const handed = { as: 'returned', on: todayHere(), reason: 'Личное дело выдано матери' };
    expect((await post(school.head.call, `/dossiers/${row?.id}/items/${item}/end`, handed)).status).toBe(200);
  });
});

describe('Personal files of staff', () => {
  const search = async (call: Caller, given: object = {}) => post(call, '/staff/search', given);

  it('are listed and kept by the head alone; that they were read is recorded', async () => {
    const { status, body } = await search(school.head.call);
    expect(status).toBe(200);
    const people = body as Row[];
    expect(people.map(({ required, leftOn }) => [required, leftOn])).toEqual([
      [9, null],
      [9, null],
    ]);
    expect(await told('school.staff-read')).toBe(1);
    const id = people[0]?.id ?? '';
    const url = `/staff/${id}/dossier`;
    expect((await post(school.head.call, `${url}/items`, paper('medical'))).status).toBe(400);
    const given = paper('medical', { validUntil: todayHere() });
    expect((await post(school.head.call, `${url}/items`, given)).status).toBe(200);
    const view = (await school.head.call(`${at}${url}`)).body as View;
    expect(view).toMatchObject({ lacking: 8, mayKeep: true });
    expect(view.lines.find(({ kind }) => kind === 'medical')?.state).toBe('present');
    for (const call of [leader.call, colleague.call]) {
      expect((await search(call)).status).toBe(403);
      expect((await call(`${at}${url}`)).status).toBe(403);
      expect((await post(call, `${url}/items`, paper('snils'))).status).toBe(403);
    }
    expect(((await search(foreign.head.call)).body as Row[]).length).toBe(0);
    expect((await foreign.head.call(`${at}${url}`)).status).toBe(404);
  });

  it('are not shown to a head teacher whose right is narrowed to grades', async () => {
    const deputy = await aPrimaryDeputy(test, school);
    expect(((await search(deputy.call)).body as Row[]).length).toBe(0);
    expect((await deputy.call(`${at}/classes/${own.classId}/dossiers`)).status).not.toBe(200);
  });

  it('stay visible and locked when somebody has left', async () => {
    const gone = await aTeacher(test, school);
    await test.work(
      () => sql`UPDATE core.person_organisations SET starts_on = current_date - 9, ends_on = current_date - 1
        WHERE person_id = ${gone.personId}`,
    );
    expect(((await search(school.head.call)).body as Row[]).length).toBe(2);
    const left = (await search(school.head.call, { who: 'left' })).body as Row[];
    expect(left.length).toBe(1);
    const url = `/staff/${left[0]?.id}/dossier`;
    expect((await school.head.call(`${at}${url}`)).body).toMatchObject({ isLocked: true });
    expect((await post(school.head.call, `${url}/items`, paper('snils'))).status).toBe(409);
  });
});
