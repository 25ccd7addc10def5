import { sql } from '@regiso/core';
import { createTestApp, type Answer, type TestApp } from '@regiso/core/testing';
import { aParticipant, somebody } from '../../../../core/access/test/people';
import { linkAccount } from '../../../../core/people/accounts';
import { writePerson } from '../../../../core/people/test/builders';
import type { OwnResults } from '../../shared/appeals';
import type { FoundResults, ResultCard, SchoolResults, WaitingAnnulment } from '../../shared/revisions';
import { aPersonResult } from './a-result';

type Who = { call: (url: string, options?: object) => Promise<Answer> };
let app: TestApp;
let registrar: Who;
let operator: Who;

beforeAll(async () => {
  app = await createTestApp({ only: ['exams'] });
  registrar = { call: (await app.as({ roles: ['registrar'] })) as Who['call'] };
  operator = { call: (await app.as({ roles: ['operator'] })) as Who['call'] };
}, 120_000);
afterAll(() => app.stop());

const post = (who: Who, address: string, payload: object = {}) =>
  who.call(`/api/exams/${address}`, { method: 'POST', payload });
const order = {
  action: 'annul',
  protocol: 'Протокол ГЭК № 41 от 20.05.2026',
  reason: 'Участник пользовался телефоном',
};
const waiting = async (who: Who) => (await who.call('/api/exams/annulments')).body as WaitingAnnulment[];

describe('The annulment of a result', () => {
  it('is proposed by one person, confirmed by another, seen with its ground, and taken back the same way', async () => {
    const pupil = await somebody(app, []);
    const result = await app.work(async () => {
      const card = await writePerson({ surname: 'Аннулин', name: 'Пётр', birthDate: '2008-05-17' });
      await linkAccount(card, pupil.login);
      return aPersonResult(card, { result: 88, primary: 50 });
    });
    const propose = (given: object, who: Who = registrar) =>
      post(who, `person-results/${result}/annulments`, { ...order, ...given });
    const seen = async () => ((await pupil.call('/api/exams/own/results')).body as OwnResults)[0]?.results[0];
    expect((await propose({}, pupil)).status).toBe(403);
    expect((await propose({ reason: 'так' })).body).toMatchObject({ issues: [{ path: ['payload', 'reason'] }] });
    expect((await propose({ action: 'restore' })).status).toBe(409);
    const proposed = (await propose({})).body as ResultCard;
    expect(proposed).toMatchObject({ status: 'valid', annulments: [{ state: 'proposed', isOwn: true }] });
    expect((await propose({})).body).toMatchObject({ detail: 'Изменение этого результата уже ждёт подтверждения' });
    expect(await seen()).toMatchObject({ status: 'valid', result: 88 });

    const id = proposed.annulments[0]?.id ?? '';
    expect(await waiting(operator)).toMatchObject([
      { id, resultId: result, isOwn: false, name: expect.stringContaining('Аннулин') },
    ]);
    expect((await post(registrar, `annulments/${id}/confirm`)).status).toBe(403);
    const two = await Promise.all([
      post(operator, `annulments/${id}/confirm`),
      post(operator, `annulments/${id}/confirm`),
    ]);
    expect(two.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await seen()).toMatchObject({
      ...{ status: 'annulled', result: null, primaryPoints: null, mayAppeal: false },
      ground: 'Протокол ГЭК № 41 от 20.05.2026. Участник пользовался телефоном',
      history: [{ result: 88, primaryPoints: 50, status: 'valid' }],
    });
    // What is annulled stands in no figure of the batch.
    const { batchId } = (await operator.call(`/api/exams/person-results/${result}`)).body as ResultCard;
    expect((await operator.call(`/api/exams/batches/${batchId}`)).body).toMatchObject({
      results: 1,
      annulled: 1,
      mean: null,
    });

    const back = { action: 'restore', reason: 'Решение отменено судом, дело прекращено' };
    // Whoever confirms has not proposed, be they allowed both.
    const own = ((await propose(back, operator)).body as ResultCard).annulments[0]?.id ?? '';
    expect((await post(operator, `annulments/${own}/confirm`)).body).toMatchObject({ code: 'forbidden' });
    const second = { call: (await app.as({ roles: ['operator'] })) as Who['call'] };
    expect((await post(second, `annulments/${own}/confirm`)).status).toBe(200);
    expect(await seen()).toMatchObject({
      status: 'valid',
      result: 88,
      primaryPoints: 50,
      revision: 3,
      history: [{ revision: 2 }, { revision: 1 }],
    });
    const told = await app.work(
      () => sql<{ title: string }>`SELECT title FROM core.notices WHERE account_id = ${pupil.id} ORDER BY id`,
    );
    expect(told.map(({ title }) => title)).toEqual([
      'Результат экзамена аннулирован',
      'Результат экзамена восстановлен',
    ]);
  });

  it('is refused with a reason, and nothing changes; a result nobody has approved is corrected in its file', async () => {
    const [result, draft] = await app.work(async () => {
      const card = await writePerson({ surname: 'Отказин', birthDate: '2008-05-17' });
      return [await aPersonResult(card), await aPersonResult(card, { publishedOn: null })];
    });
    const { annulments } = (await post(registrar, `person-results/${result}/annulments`, order)).body as ResultCard;
    const address = `annulments/${annulments[0]?.id}/refuse`;
    expect((await post(operator, address, { reason: '' })).status).toBe(400);
    expect((await post(operator, address, { reason: 'Не тот участник' })).body).toMatchObject({
      ...{ status: 'valid', revision: 1 },
      annulments: [{ state: 'refused', answer: 'Не тот участник' }],
    });
    expect((await post(operator, address, { reason: 'Не тот участник' })).status).toBe(409);
    expect((await post(registrar, `person-results/${draft}/annulments`, order)).status).toBe(409);
  });
});

describe('A result among those of persons', () => {
  it('is found by a name by those who keep results, and everybody shown is recorded', async () => {
    const card = await app.work(async () => {
      const made = await writePerson({ surname: 'Ёлкин-Найденов', name: 'Пётр', birthDate: '2008-05-17' });
      await aPersonResult(made, { result: 71 });
      return made;
    });
    const find = (name: string, who: Who = registrar) => post(who, 'person-results/search', { name });
    expect((await find('елкин  пет')).body as FoundResults).toMatchObject({
      isMore: false,
      results: [{ result: 71, isPublished: true }],
    });
    expect((await find('найденов')).body).toMatchObject({ results: [{ result: 71 }] });
    expect((await find('%%')).body).toEqual({ results: [], isMore: false });
    expect((await find('е')).status).toBe(400);
    const [read] = await app.work(
      () => sql<{ n: number }>`SELECT count(*)::int AS n FROM core.audit_events
      WHERE event = 'exams.person-results-read' AND details -> 'persons' ? ${card}`,
    );
    expect(read?.n).toBe(2);
  });
});

describe('Results of a school', () => {
  it('are those of its own pupils on the day of the exam, read and taken as a workbook under record; another school sees none', async () => {
    const place = () =>
      app.work(async () => {
        const participantId = await aParticipant({ subsystems: ['school', 'portal'] });
        const [row] = await sql<{
          id: string;
        }>`SELECT organisation_id AS id FROM core.participants WHERE id = ${participantId}`;
        return { participantId, organisationId: row?.id ?? '' };
      });
    const [own, other] = [await place(), await place()];
    const head = (of: { participantId: string }, role = 'school-exams') =>
      somebody(
        app,
        [{ role, subsystem: 'portal', scope: 'participant', participantId: of.participantId }],
        of.participantId,
      );
    const [mine, theirs] = [await head(own), await head(other)];
    const children = await app.work(async () => {
      const at = async (surname: string, organisationId: string) => {
        const card = await writePerson({ surname, name: 'Пётр', birthDate: '2008-05-17' });
        await sql`INSERT INTO core.person_organisations (person_id, organisation_id, subsystem, role, starts_on, plugin)
          VALUES (${card}, ${organisationId}, 'school', 'pupil', '2020-09-01', 'test')`;
        return card;
      };
      const [stays, leaves, foreign] = [
        await at('Яковлев', own.organisationId),
        await at('Адамов', own.organisationId),
        await at('Чужов', other.organisationId),
      ];
      const shown = await aPersonResult(stays);
      const former = await aPersonResult(leaves);
      await aPersonResult(foreign);
      const draft = await aPersonResult(stays, { publishedOn: null });
      await aPersonResult(stays, { heldOn: '2025-06-02', publishedOn: '2025-06-20' });
      // Who moved to another school after the exam stays with the one that they sat it from.
      await sql`UPDATE core.person_organisations SET ends_on = '2026-08-31' WHERE person_id = ${leaves}`;
      await sql`INSERT INTO core.person_organisations (person_id, organisation_id, subsystem, role, starts_on, plugin)
        VALUES (${leaves}, ${other.organisationId}, 'school', 'pupil', '2026-09-01', 'test')`;
      return { stays, shown, former, draft };
    });
    const results = async (who: Who) => (await who.call('/api/exams/school/results?year=2026')).body as SchoolResults;
    const names = ({ lines }: SchoolResults) => lines.map(({ name }) => name.split(' ')[0]);
    expect(names(await results(mine))).toEqual(['Адамов', 'Яковлев']);
    expect(names(await results(theirs))).toEqual(['Чужов']);
    const file = await mine.call('/api/exams/school/results/file', { method: 'POST', payload: { year: 2026 } });
    expect([file.status, file.text.slice(0, 2)]).toEqual([200, 'PK']);
    expect((await (await head(own, 'teacher')).call('/api/exams/school/results')).status).toBe(403);
    expect((await (await somebody(app, [])).call('/api/exams/school/results')).status).toBe(403);
    const read = await app.work(
      () => sql<{ event: string }>`SELECT event FROM core.audit_events
      WHERE event LIKE 'exams.school-results-%' AND details -> 'persons' ? ${children.stays} ORDER BY id`,
    );
    expect(read.map(({ event }) => event)).toEqual(['exams.school-results-read', 'exams.school-results-exported']);
    const why = (who: Who, id: string) => who.call(`/api/access/why/exams.result/${id}`);
    for (const id of [children.shown, children.former]) {
      expect((await why(mine, id)).body).toMatchObject({
        title: 'Результат экзамена',
        because: [
          {
            ...{ role: 'school-exams', scope: 'participant', ground: 'Приказ для проверки' },
            agreement: { dataScope: expect.any(String) as string },
          },
        ],
      });
      expect((await why(theirs, id)).status).toBe(404);
    }
    expect((await why(mine, children.draft)).status).toBe(404);
    expect((await why(registrar, children.draft)).body).toMatchObject({ because: [{ role: 'registrar' }] });
    expect((await why(await somebody(app, []), children.shown)).status).toBe(404);
  });
});
