import { inTransaction, sql, todayHere, homeCalendar } from '@regiso/core';
import { createTestApp, type Answer, type TestApp } from '@regiso/core/testing';
import { somebody } from '../../../../core/access/test/people';
import { linkAccount } from '../../../../core/people/accounts';
import { addGuardian, GuardianInput } from '../../../../core/people/guardians';
import { writePerson } from '../../../../core/people/test/builders';
import { AppealInput, type AppealCard, type AppealLine, type OwnResults } from '../../shared/appeals';
import { fileOwn } from '../appeals/file';
import { aPersonResult } from './a-result';

type Who = { id?: string; call: (url: string, options?: object) => Promise<Answer> };
let app: TestApp;
let commission: Who;
let secretary: Who;

beforeAll(async () => {
  app = await createTestApp({ only: ['exams'] });
  secretary = { call: (await app.as({ roles: ['registrar'] })) as Who['call'] };
  commission = { call: (await app.as({ roles: ['operator'] })) as Who['call'] };
}, 120_000);
afterAll(() => app.stop());

const marks = { kind: 'marks', aspects: ['extended-answers'], presence: 'self', text: '' };
const post = (who: Who, address: string, payload: object = {}) =>
  who.call(`/api/exams/${address}`, { method: 'POST', payload });
const seen = async (who: Who) =>
  ((await who.call('/api/exams/own/results')).body as OwnResults).flatMap(({ results }) => results);
const card = async (id: string) => (await commission.call(`/api/exams/appeals/${id}`)).body as AppealCard;

/** A participant of age 15 with an account, a guardian, and one whom a court bars. */
async function aFamily() {
  const [pupil, mother, father, stranger] = await Promise.all([1, 2, 3, 4].map(() => somebody(app, [])));
  const cards = await app.work(async () => {
    const child = await writePerson({ surname: 'Жабин', name: 'Пётр', birthDate: '2010-05-17' });
    const parent = await writePerson({ surname: 'Жабина', birthDate: '1985-01-01' });
    const barred = await writePerson({ surname: 'Жабин', birthDate: '1984-01-01' });
    for (const [id, user] of [
      [child, pupil],
      [parent, mother],
      [barred, father],
    ] as const)
      await linkAccount(id, user?.login ?? '');
    const stands = { kind: 'parent', ground: 'Свидетельство', startsOn: '2020-01-01' };
    await addGuardian(child, GuardianInput.parse({ ...stands, guardianId: parent }));
    const limited = { limits: ['apply'], limitGround: 'Решение суда' };
    await addGuardian(child, GuardianInput.parse({ ...stands, ...limited, guardianId: barred }));
    return { child };
  });
  return { ...cards, pupil, mother, father, stranger } as { child: string } & Record<
    'pupil' | 'mother' | 'father' | 'stranger',
    Who & { id: string }
  >;
}

/** The last working day but so many, so that a term of two working days ends today or later. */
const announced = () => homeCalendar().addWorkingDays(todayHere(), -1);

describe('The term of an appeal on marks', () => {
  it('counts working days over holidays: the last day is accepted, the next is refused', async () => {
    const { child, pupil } = await aFamily();
    const result = await app.work(() => aPersonResult(child));
    const actor = { accountId: pupil.id, name: 'n', roles: [], permissions: new Set<string>(), grants: [] };
    const fileOn = (day: string) =>
      inTransaction({ actor, login: 'app', reach: 'actor' }, () => fileOwn(result, AppealInput.parse(marks), day));
    // Announced on Thursday the 7th of May: the 8th is worked, the 9th to 11th are free, the 12th is the second working day.
    await expect(fileOn('2026-05-13')).rejects.toThrow('последний день был 12.05.2026');
    await expect(fileOn('2026-05-12')).resolves.toMatchObject({ number: expect.stringMatching(/^АП-\d{4}-/) });
    const [row] = await app.work(
      () =>
        sql`SELECT received_on::text, file_by::text, decide_by::text FROM exams.appeals WHERE result_id = ${result}`,
    );
    expect(row).toEqual({ received_on: '2026-05-12', file_by: '2026-05-12', decide_by: '2026-05-18' });
  });

  it('is long over for a result of May, and the procedure is appealed against on the day of the exam alone', async () => {
    const { child, pupil } = await aFamily();
    const result = await app.work(() => aPersonResult(child));
    expect(await seen(pupil)).toMatchObject([{ window: null, mayAppeal: false, appeals: [] }]);
    expect((await post(pupil, `own/results/${result}/appeals`, marks)).body).toMatchObject({
      status: 409,
      detail: 'Срок подачи истёк: последний день был 12.05.2026',
    });
    const procedure = { kind: 'procedure', presence: 'nobody', text: 'В аудитории не хватило бланков' };
    expect((await post(pupil, `own/results/${result}/appeals`, procedure)).status).toBe(409);
    const onPaper = (receivedOn: string) =>
      post(secretary, `person-results/${result}/appeals`, { appeal: procedure, receivedOn });
    expect((await onPaper('2026-04-19')).status).toBe(400);
    expect((await onPaper('2026-04-21')).status).toBe(409);
    expect((await onPaper('2026-04-20')).status).toBe(200);
  });
});

describe('An appeal (STU-21)', () => {
  it('is filed by the participant or a guardian who may apply, once however often it is sent, and by nobody else', async () => {
    const { child, pupil, mother, father, stranger } = await aFamily();
    const result = await app.work(() => aPersonResult(child, { publishedOn: announced() }));
    const address = `own/results/${result}/appeals`;
    expect(await seen(mother)).toMatchObject([{ mayAppeal: true, window: { isOpen: true, decideDays: 4 } }]);
    expect(await seen(father)).toMatchObject([{ mayAppeal: false }]);
    expect((await app.call(`/api/exams/${address}`, { method: 'POST', payload: marks })).status).toBe(401);
    expect((await post(stranger, address, marks)).status).toBe(404);
    expect((await post(father, address, marks)).status).toBe(403);
    expect((await post(pupil, address, { ...marks, aspects: [] })).body).toMatchObject({
      issues: [{ path: ['payload', 'aspects'], message: 'Отметьте, что пересмотреть, или напишите об этом' }],
    });
    expect((await post(pupil, address, { ...marks, kind: 'taste' })).status).toBe(400);
    const filed = await Promise.all([
      post(mother, address, marks),
      post(pupil, address, marks),
      post(mother, address, marks),
    ]);
    expect(new Set(filed.map(({ status, body }) => `${status} ${(body as { id: string }).id}`)).size).toBe(1);
    expect(await seen(pupil)).toMatchObject([{ mayAppeal: false, appeals: [{ state: 'received', presence: 'self' }] }]);
    const told = await app.work(
      () => sql`SELECT kind, count(*)::int AS n FROM core.notices WHERE kind LIKE 'exams.appeal%' AND
      once LIKE ${`exam-appeal-${(filed[0]?.body as { id: string }).id}%`} GROUP BY kind ORDER BY kind`,
    );
    expect(told).toEqual([
      { kind: 'exams.appeal', n: 3 },
      { kind: 'exams.appeal-filed', n: 1 },
    ]);
  });

  it('is withdrawn while nobody looks at it, and may then be filed anew within the term', async () => {
    const { child, pupil, stranger } = await aFamily();
    const result = await app.work(() => aPersonResult(child, { publishedOn: announced() }));
    const file = async () => ((await post(pupil, `own/results/${result}/appeals`, marks)).body as { id: string }).id;
    const first = await file();
    expect((await post(stranger, `own/appeals/${first}/withdraw`)).status).toBe(404);
    expect((await post(pupil, `own/appeals/${first}/withdraw`)).status).toBe(200);
    expect((await post(pupil, `own/appeals/${first}/withdraw`)).status).toBe(409);
    const second = await file();
    expect(second).not.toBe(first);
    expect((await post(commission, `appeals/${second}/review`)).body).toMatchObject({ state: 'review' });
    expect((await post(pupil, `own/appeals/${second}/withdraw`)).body).toMatchObject({
      detail: 'Комиссия уже начала рассматривать апелляцию: отозвать её здесь нельзя',
    });
  });

  it('is decided once by the commission; satisfied, the result changes and what it was stays in the history', async () => {
    const { child, pupil, mother } = await aFamily();
    const result = await app.work(() => aPersonResult(child, { publishedOn: announced() }));
    const { id } = (await post(pupil, `own/results/${result}/appeals`, marks)).body as { id: string };
    const decision = { isSatisfied: true, protocol: '№ 3', decidedOn: todayHere(), result: 68 };
    const decide = (given: object, who = commission) => post(who, `appeals/${id}/decision`, { ...decision, ...given });
    expect((await decide({}, secretary)).status).toBe(403);
    expect((await decide({}, pupil)).status).toBe(403);
    expect((await decide({})).body).toMatchObject({ detail: 'Сначала примите апелляцию к рассмотрению' });
    await post(commission, `appeals/${id}/review`);
    expect((await post(commission, `appeals/${id}/review`)).status).toBe(409);
    expect((await decide({ result: 62 })).body).toMatchObject({ issues: [{ path: ['payload', 'result'] }] });
    expect((await decide({ result: 101 })).body).toMatchObject({ issues: [{ path: ['payload', 'result'] }] });
    expect((await decide({ decidedOn: '2036-01-01' })).body).toMatchObject({
      issues: [{ path: ['payload', 'decidedOn'] }],
    });
    expect((await decide({ isSatisfied: false, result: null })).body).toMatchObject({
      issues: [{ path: ['payload', 'answer'] }],
    });
    const two = await Promise.all([decide({}), decide({ result: 70 })]);
    expect(two.map(({ status }) => status).sort()).toEqual([200, 409]);
    const now = two[0]?.status === 200 ? 68 : 70;
    expect(await card(id)).toMatchObject({
      state: 'satisfied',
      before: { result: 62 },
      after: { result: now },
      now: { result: now },
    });
    expect(await seen(mother)).toMatchObject([
      {
        ...{ result: now, revision: 2, ground: expect.stringContaining('Апелляция удовлетворена: № 3') },
        history: [{ revision: 1, result: 62, status: 'valid' }],
        appeals: [{ state: 'satisfied', before: { result: 62 }, after: { result: now } }],
      },
    ]);
    await expect(
      app.work(() => sql`UPDATE exams.result_revisions SET result = 1 WHERE result_id = ${result}`),
    ).rejects.toThrow();
    const told = await app.work(
      () => sql<{ title: string }>`SELECT title FROM core.notices WHERE account_id = ${pupil.id}
      AND kind = 'exams.appeal' ORDER BY id`,
    );
    expect(told.map(({ title }) => title)).toEqual([
      'Апелляция принята',
      'Комиссия рассматривает апелляцию',
      'По апелляции принято решение',
    ]);
  });

  it('is not decided by whose it is', async () => {
    const { child } = await aFamily();
    const own = await somebody(app, [{ role: 'operator', scope: 'region' }]);
    const result = await app.work(async () => {
      const parent = await writePerson({ surname: 'Жабина', birthDate: '1983-01-01' });
      await linkAccount(parent, own.login);
      const stands = { kind: 'parent', ground: 'Свидетельство', startsOn: '2020-01-01' };
      await addGuardian(child, GuardianInput.parse({ ...stands, guardianId: parent }));
      return aPersonResult(child, { publishedOn: announced() });
    });
    const { id } = (await post(own, `own/results/${result}/appeals`, marks)).body as { id: string };
    expect((await post(own, `appeals/${id}/review`)).status).toBe(403);
    expect((await own.call(`/api/exams/appeals/${id}`)).body).toMatchObject({ isOwn: true });
  });

  it('stands in the list of the commission by state and overdue, and the reading is recorded', async () => {
    const { child } = await aFamily();
    const result = await app.work(() => aPersonResult(child));
    const appeal = { ...marks, presence: 'nobody' };
    const { id } = (await post(secretary, `person-results/${result}/appeals`, { appeal, receivedOn: '2026-05-08' }))
      .body as { id: string };
    const list = async (query: string) => (await commission.call(`/api/exams/appeals?${query}`)).body as AppealLine[];
    expect((await list('overdue=true')).find((one) => one.id === id)).toMatchObject({
      decideBy: '2026-05-15',
      isOverdue: true,
    });
    expect((await list('state=rejected')).map((one) => one.id)).not.toContain(id);
    expect((await secretary.call('/api/exams/appeals')).status).toBe(403);
    expect((await commission.call('/api/exams/appeals?state=lost')).status).toBe(400);
    const [read] = await app.work(
      () => sql<{ n: number }>`SELECT count(*)::int AS n FROM core.audit_events
      WHERE event = 'exams.appeals-read' AND details -> 'persons' ? ${child}`,
    );
    expect(read?.n).toBe(1);
  });

  it('is printed as a form by the family alone, the same one again', async () => {
    const { child, pupil, stranger } = await aFamily();
    const result = await app.work(() => aPersonResult(child, { publishedOn: announced() }));
    const { id } = (await post(pupil, `own/results/${result}/appeals`, marks)).body as { id: string };
    const issue = (who: Who) => post(who, `own/appeals/${id}/form`);
    expect((await issue(stranger)).status).toBe(404);
    const { id: document } = (await issue(pupil)).body as { id: string };
    expect((await issue(pupil)).body).toEqual({ id: document });
    const get = (who: Who) => who.call(`/api/exams/own/appeals/${id}/form/${document}`);
    expect((await get(pupil)).text.slice(0, 5)).toBe('%PDF-');
    expect((await get(stranger)).status).toBe(404);
  });
});
