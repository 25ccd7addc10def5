import { matchPeople, sql } from '@regiso/core';
import { createTestApp, type Answer, type TestApp } from '@regiso/core/testing';
import { somebody } from '../../../../core/access/test/people';
import type { RunDetail } from '../../../../core/imports/detail';
import { multipart, xlsx } from '../../../../core/imports/test/files';
import { runImportJob } from '../../../../core/imports/jobs';
import type { StagedView } from '../../../../core/imports/waiting';
import { addGuardian, GuardianInput } from '../../../../core/people/guardians';
import { linkAccount } from '../../../../core/people/accounts';
import { writePerson } from '../../../../core/people/test/builders';
import type { OwnResults } from '../../shared/appeals';
import type { BatchDetail, BatchView } from '../../shared/persons';
import { publishResults } from '../persons/publish';

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

const head = [
  ...['Фамилия', 'Имя', 'Отчество', 'Дата рождения', 'Серия документа', 'Номер документа', 'Код регистрации'],
  ...['Экзамен', 'Предмет', 'Дата экзамена', 'Первичный балл', 'Тестовый балл или отметка', 'Состояние'],
];
type Given = { birth?: string; series?: string; number?: string; code?: string; kind?: string; subject?: string };
type Result = { day?: string; primary?: string; result?: string; status?: string };
const aRow = (surname: string, given: Given & Result = {}) => {
  const { birth = '17.05.2008', series = '7125', number = '100200', code = '', kind = 'ЕГЭ', ...rest } = given;
  const { subject = 'Русский язык', day = '04.06.2026', primary = '49', result = '', status = '' } = rest;
  return [surname, 'Пётр', 'Ильич', birth, series, number, code, kind, subject, day, primary, result, status];
};
const aGraduate = (surname: string, birthDate = '2008-05-17') =>
  app.work(() => writePerson({ surname, name: 'Пётр', patronymic: 'Ильич', birthDate }));

/** A file that somebody sends and starts; the job that a worker would run is run here. */
async function bring(rows: string[][], who: Who = registrar) {
  const content = await xlsx([head, ...rows]);
  const sent = await who.call(
    '/api/imports/files',
    multipart({ kind: 'exam-person-results', name: 'р.xlsx', content }),
  );
  const { id } = sent.body as RunDetail;
  await who.call(`/api/imports/runs/${id}/start`, { method: 'POST', payload: { dryRun: false } });
  await runImportJob.handler({ runId: id } as never, {
    signal: new AbortController().signal,
    progress: () => Promise.resolve(),
  });
  return (await who.call(`/api/imports/runs/${id}`)).body as RunDetail;
}
const counts = ({ counts: { rows: _, ...all } }: RunDetail) => Object.values(all);
const batches = async () => (await registrar.call('/api/exams/batches')).body as BatchView[];
const past = '2026-06-10T09:00';
const approve = (id: string, who: Who = operator, visibleFrom = past) =>
  who.call(`/api/exams/batches/${id}/approve`, {
    method: 'POST',
    payload: { protocol: '№ 12 от 09.06.2026', visibleFrom },
  });
const publish = (signal = new AbortController().signal, progress = () => Promise.resolve()) =>
  publishResults.handler({} as never, { signal, progress });
const seen = async (who: Who) => (await who.call('/api/exams/own/results')).body as OwnResults;

describe('A batch of results of persons', () => {
  it('takes rows by the scale of the year, keeps back whom nobody knows, refuses what is wrong, and repeats harmlessly', async () => {
    await aGraduate('Абанин');
    await aGraduate('Бабанин');
    const rows = [
      aRow('Абанин'),
      aRow('Бабанин', { primary: '', status: 'аннулирован' }),
      aRow('Никомуневедомый'),
      aRow('Абанин', { subject: 'Физика', day: '08.06.2026', primary: '99' }),
      aRow('Абанин', { subject: 'Физика', day: '08.06.2026', primary: '', result: '101' }),
      aRow('Бабанин', { subject: 'Физика', day: '08.06.2036' }),
      aRow('Бабанин', { subject: 'Зельеварение' }),
    ];
    const run = await bring(rows);
    expect(counts(run)).toEqual([2, 0, 0, 1, 4]);
    expect(run.problems.map(({ message }) => message)).toEqual([
      'По шкале не бывает больше 45 первичных баллов',
      'Эта строка повторяет другую строку файла',
      'Этот день ещё не наступил',
      'Такого предмета нет в справочнике',
    ]);
    const [batch] = await batches();
    expect(batch).toMatchObject({
      kind: 'ege',
      subject: 'russian',
      heldOn: '2026-06-04',
      state: 'draft',
      results: 2,
      annulled: 1,
    });
    const stored = await app.work(
      () => sql`SELECT primary_points, result, status FROM exams.person_results ORDER BY status DESC`,
    );
    expect(stored).toEqual([
      { primary_points: 49, result: 97, status: 'valid' },
      { primary_points: null, result: null, status: 'annulled' },
    ]);
    expect(counts(await bring(rows))).toEqual([0, 0, 2, 1, 4]);

    const waiting = (await registrar.call('/api/imports/staged')).body as { items: StagedView[] };
    expect(waiting.items).toHaveLength(1);
    // Neither the document nor the points are told to whoever decides whom the row means.
    expect(JSON.stringify(waiting.items)).not.toMatch(/100200|"49"/);
    const decided = await registrar.call(`/api/imports/staged/${waiting.items[0]?.id}/match`, {
      method: 'POST',
      payload: { isNew: true },
    });
    expect(decided.status).toBe(200);
    expect((await batches())[0]).toMatchObject({ results: 3 });
  });

  it('may have more rows than the database has room for locks', async () => {
    const held = await app.work(async () => {
      const given = { surname: 'Абанин', name: 'Пётр', patronymic: 'Ильич', birthDate: '2008-05-17' };
      await matchPeople([{ given }, { given: { ...given, surname: 'Никтоев' } }], null);
      return sql`SELECT 1 AS one FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()`;
    });
    expect(held).toEqual([]);
  });

  it('is approved by another person than whoever brought it, and seen only from the moment that was approved', async () => {
    const [batch] = await batches();
    const id = batch?.id ?? '';
    expect((await approve(id, registrar)).status).toBe(403);
    const both = { call: (await app.as({ roles: ['operator'] })) as Who['call'] };
    await aGraduate('Вабанин');
    await bring([aRow('Вабанин')], both);
    expect((await approve(id, both)).body).toMatchObject({ code: 'forbidden' });
    const detail = (await operator.call(`/api/exams/batches/${id}`)).body as BatchDetail;
    expect(detail).toMatchObject({ isOwn: false, mean: 97, least: 97, most: 97, results: 4 });
    expect(detail.files).toHaveLength(3);
    expect(detail.files[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);

    expect((await approve(id, operator, '2026-06-01T09:00')).status).toBe(400);
    expect((await approve(id, operator, '2026-02-31T09:00')).status).toBe(400);
    const later = new Date(Date.now() + 24 * 3_600_000).toISOString().slice(0, 16);
    expect((await approve(id, operator, later)).status).toBe(200);
    expect((await approve(id)).status).toBe(409);
    await publish();
    expect((await batches())[0]).toMatchObject({ state: 'approved', published: 0 });
    // What is approved is not changed by a file any more.
    const again = await bring([aRow('Абанин'), aRow('Вабанин', { primary: '50' })]);
    expect(counts(again)).toEqual([0, 0, 1, 0, 1]);
    await app.work(() => sql`UPDATE exams.batches SET visible_from = now() WHERE id = ${id}`);
    await publish();
    expect((await batches())[0]).toMatchObject({ state: 'published', published: 4 });
    await publish();
    const events = await app.work(
      () =>
        sql<{
          event: string;
        }>`SELECT event FROM core.audit_events WHERE object_id = ${id} AND event LIKE 'exams.%' ORDER BY id`,
    );
    expect(events.map(({ event }) => event).filter((event) => event !== 'exams.results-taken')).toEqual([
      'exams.batch-approved',
      'exams.publication-begun',
      'exams.batch-published',
    ]);
  });

  it('is sent back with a reason and stays kept; a corrected file makes a new one', async () => {
    await bring([aRow('Абанин', { subject: 'Физика', day: '08.06.2026', primary: '45' })]);
    const [batch] = await batches();
    const reject = (reason: string) =>
      operator.call(`/api/exams/batches/${batch?.id}/reject`, { method: 'POST', payload: { reason } });
    expect((await reject('')).status).toBe(400);
    expect((await reject('Не тот день')).body).toMatchObject({ state: 'rejected', rejectReason: 'Не тот день' });
    await bring([aRow('Абанин', { subject: 'Физика', day: '08.06.2026', primary: '44' })]);
    expect((await batches())[0]).toMatchObject({ state: 'draft', number: 2, results: 1 });
  });

  it('is shown part by part: stopped it shows no more, let go on it goes on where it was, and nothing is told twice', async () => {
    const [draft] = await batches();
    const id = draft?.id ?? '';
    await app.work(
      () => sql`WITH people AS (INSERT INTO core.persons (surname, name, plain_name, name_key, source)
          SELECT 'Много', 'Их', 'много их', 'их много', 'test' FROM generate_series(1, 4500) RETURNING id)
        INSERT INTO exams.person_results (batch_id, person_id, result) SELECT ${id}, id, 50 FROM people`,
    );
    await approve(id);
    const stopping = new AbortController();
    await publish(stopping.signal, () => Promise.resolve(stopping.abort()));
    expect((await batches())[0]).toMatchObject({ state: 'publishing', published: 2000 });
    const pause = (isPaused: boolean) =>
      operator.call(`/api/exams/batches/${id}/paused`, { method: 'PUT', payload: { isPaused } });
    await pause(true);
    await publish();
    expect((await batches())[0]).toMatchObject({ isPaused: true, published: 2000 });
    await pause(false);
    await Promise.all([publish(), publish()]);
    expect((await batches())[0]).toMatchObject({ state: 'published', published: 4501, results: 4501 });
    expect((await pause(true)).status).toBe(409);
  });
});

describe('One’s own results (STU-20)', () => {
  it('are shown to the participant and the guardian, never to another or to a guardian whom a court bars', async () => {
    const child = await aGraduate('Габанин', '2010-05-17');
    const [parent, barred] = [await aGraduate('Еремеева', '1980-05-17'), await aGraduate('Дабанин', '1981-05-17')];
    const users = await Promise.all([somebody(app, []), somebody(app, []), somebody(app, []), somebody(app, [])]);
    const [pupil, mother, father, stranger] = users;
    await app.work(async () => {
      for (const [card, user] of [
        [child, pupil],
        [parent, mother],
        [barred, father],
      ] as const)
        await linkAccount(card, user?.login ?? '');
      const stands = { kind: 'parent', ground: 'Свидетельство', startsOn: '2020-01-01' };
      await addGuardian(child, GuardianInput.parse({ ...stands, guardianId: parent }));
      const limited = { limits: ['see'], limitGround: 'Решение суда' };
      await addGuardian(child, GuardianInput.parse({ ...stands, ...limited, guardianId: barred }));
    });
    await bring([aRow('Габанин', { birth: '17.05.2010', subject: 'История', day: '01.06.2026', primary: '10' })]);
    const [batch] = await batches();
    const shown = async (who: Who | undefined) => (who ? (await seen(who)).flatMap(({ results }) => results) : []);
    expect(await shown(pupil)).toEqual([]);
    await approve(batch?.id ?? '');
    await publish();
    expect(await shown(pupil)).toMatchObject([
      { subjectTitle: 'История', primaryPoints: 10, result: 36, status: 'valid' },
    ]);
    expect((await seen(mother as Who)).map(({ isSelf, results }) => [isSelf, results.length])).toEqual([
      [true, 0],
      [false, 1],
    ]);
    expect([await shown(father), await shown(stranger)]).toEqual([[], []]);
    expect((await app.call('/api/exams/own/results')).status).toBe(401);
    const read = await app.work(
      () =>
        sql<{
          n: number;
        }>`SELECT count(*)::int AS n FROM core.audit_events WHERE event = 'exams.results-read' AND person_id = ${child}`,
    );
    expect(read).toEqual([{ n: 2 }]);
    const notices = await app.work(
      () => sql`SELECT account_id FROM core.notices WHERE kind = 'exams.result' ORDER BY account_id`,
    );
    expect(notices.map(({ account_id: id }) => id).sort()).toEqual([pupil?.id, mother?.id].sort());
  });
});
