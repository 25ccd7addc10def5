import { createHash } from 'node:crypto';
import { sql } from '../../server';
import { createTestApp, form, type TestApp } from '../../testing';
import { aParticipant, somebody } from '../../access/test/people';
import { draftAgreement } from '../agreements';
import { registerParticipant } from '../participants';
import { AgreementInput } from '../words';
import { anAgreement, anOrganisation, dayFrom, pdf } from './builders';

type Person = Awaited<ReturnType<typeof somebody>>;
type Version = { id: string; version: number; state: string; fileName: string; sha256: string };
type Document = { series: string; kind: string; versions: Version[] };
type Confirmations = {
  security: { document: { version: number } | null; confirmed: { ground: string } | null; isUpToDate: boolean };
  users: { id: string; name: string; confirmed: { by: string; ground: string } | null }[];
  usersWaiting: number;
};

async function registerDraft() {
  const id = await registerParticipant({ organisationId: await anOrganisation() });
  await draftAgreement(id, AgreementInput.parse(anAgreement()));
  return id;
}

describe('Papers of the operator and the participants', () => {
  let test: TestApp;
  let school: string, other: string;
  let operator: Awaited<ReturnType<TestApp['as']>>;
  let admin: Person, teacher: Person, stranger: Person;
  const here = '/api/agreements';

  beforeAll(async () => {
    test = await createTestApp({ only: ['agreements', 'system'] });
    school = await test.work(() => aParticipant({}, 'ishim-city'));
    other = await test.work(() => aParticipant({}, 'tobolsk-city'));
    operator = await test.as({ roles: ['operator'] });
    const administrator = (participantId: string) =>
      somebody(test, [{ role: 'participant-administrator', subsystem: 'school', participantId }], participantId);
    admin = await administrator(school);
    stranger = await administrator(other);
    teacher = await somebody(test, [], school);
  });
  afterAll(() => test.stop());

  const document = (given: object = {}) => ({
    kind: 'rules',
    title: 'Правила работы в Системе',
    effectiveOn: dayFrom(-1),
    ...given,
  });
  const publish = (given: object = {}, content = pdf('правила'), name = 'правила.pdf') =>
    operator(`${here}/documents`, form(document(given) as Record<string, string>, { name, content }));
  const listed = async () => (await test.call<Document[]>(`${here}/documents`)).body;

  it('are published for everybody, with the file as it was sent', async () => {
    const { status, body } = await publish();
    expect(status).toBe(200);
    const { id } = body as { id: string };
    const [found] = (await listed()).filter(({ versions }) => versions.some((one) => one.id === id));
    expect(found).toMatchObject({
      kind: 'rules',
      versions: [{ version: 1, state: 'current', fileName: 'правила.pdf' }],
    });
    expect(JSON.stringify(found)).not.toContain('publishedBy');
    const file = await test.app.server.inject(`${here}/documents/${id}/file`);
    expect(file.rawPayload).toEqual(pdf('правила'));
    expect(createHash('sha256').update(file.rawPayload).digest('hex')).toBe(found?.versions[0]?.sha256);
    expect(file.headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'content-disposition': expect.stringContaining('attachment') as string,
    });
  });

  it('are refused to those who do not publish, and with the field when something is wrong', async () => {
    const body = form(document() as Record<string, string>, { name: 'a.pdf', content: pdf('') });
    expect((await test.call(`${here}/documents`, body)).status).toBe(401);
    expect((await admin.call(`${here}/documents`, body as never)).status).toBe(403);
    const wrong = async (answer: ReturnType<typeof publish>) => {
      const { status, body: problem } = await answer;
      return [status, (problem as { issues?: { path: string[] }[] }).issues?.[0]?.path.at(-1)];
    };
    expect(await wrong(publish({ title: ' ' }))).toEqual([400, 'title']);
    expect(await wrong(publish({ kind: 'novel' }))).toEqual([400, 'kind']);
    expect(await wrong(publish({ effectiveOn: 'завтра' }))).toEqual([400, 'effectiveOn']);
    expect(await wrong(publish({}, Buffer.from('<script>'), 'правила.pdf'))).toEqual([400, 'file']);
    expect(await wrong(publish({}, pdf(''), 'правила.exe'))).toEqual([400, 'file']);
    expect(await wrong(operator(`${here}/documents`, form(document() as Record<string, string>)))).toEqual([
      400,
      'file',
    ]);
    expect((await publish({ series: '00000000-0000-7000-8000-000000000000' })).status).toBe(404);
  });

  it('pass the scanner first: what it finds is refused at the field, and nothing is kept while it is away', async () => {
    const before = (await listed()).length;
    test.config.scanner = { command: ['sh', '-c', '! grep -q EICAR "$0"', '{file}'] };
    expect((await publish({}, pdf('EICAR'))).body).toMatchObject({
      status: 400,
      issues: [{ path: ['payload', 'file'], message: expect.stringContaining('вредоносная') as string }],
    });
    test.config.scanner = { command: ['sh', '-c', 'exit 2', '{file}'] };
    expect((await publish()).body).toMatchObject({ status: 503, code: 'file-not-scanned' });
    delete test.config.scanner;
    expect((await listed()).length).toBe(before);
  });

  it('have versions: the latest in force is current, one to come waits, a withdrawn one says why', async () => {
    const first = ((await publish({ kind: 'regulation', title: 'Регламент' })).body as { id: string }).id;
    const of = async (id: string) => (await listed()).find(({ versions }) => versions.some((one) => one.id === id));
    const series = (await of(first))?.series ?? '';
    expect((await publish({ series, effectiveOn: dayFrom(-9) })).status).toBe(400);
    const second = ((await publish({ series, title: 'Регламент', whatChanged: 'Сроки' })).body as { id: string }).id;
    await publish({ series, effectiveOn: dayFrom(5) });
    const states = async () => (await of(first))?.versions.map(({ version, state }) => `${version} ${state}`);
    expect(await states()).toEqual(['3 coming', '2 current', '1 former']);
    const withdrawn = (reason: string) =>
      operator(`${here}/documents/${second}/withdraw`, { method: 'POST', payload: { reason } });
    expect((await withdrawn('')).status).toBe(400);
    expect((await withdrawn('Опечатка в сроках')).status).toBe(200);
    expect((await withdrawn('Ещё раз')).status).toBe(409);
    expect(await states()).toEqual(['3 coming', '2 withdrawn', '1 current']);
  });

  it('stay as they were published and confirmed, whoever writes into the database', async () => {
    await expect(
      test.work(() => sql`UPDATE core.published_documents SET bytes = 'x', sha256 = repeat('0', 64)`),
    ).rejects.toThrow('does not change');
    await expect(test.work(() => sql`DELETE FROM core.published_documents`)).rejects.toThrow('never deleted');
  });

  const listedOnes = async (withoutFile: 'true' | 'false') => {
    const { body } = await operator(`${here}/participants?withoutFile=${withoutFile}`);
    return (body as { items: { id: string; withoutFile: number }[] }).items.map((one) => [one.id, one.withoutFile]);
  };
  const missing = () => listedOnes('true');
  const finding = async () => {
    const { body } = await operator('/api/system/state');
    const { findings } = body as { findings: { id: string; level: string; details?: { count: number } }[] };
    return findings.find(({ id }) => id === 'agreements-without-file');
  };

  it('are not asked for before an agreement is signed', async () => {
    const participant = await test.work(() => registerDraft());
    expect((await missing()).map(([id]) => id)).not.toContain(participant);
  });

  it('of an agreement are kept once, and opened only by whoever may read the agreement', async () => {
    const card = (await operator(`${here}/participants/${school}`)).body as {
      agreements: { id: string; version: number }[];
    };
    const { id = '', version = 0 } = card.agreements[0] ?? {};
    const keep = (content: Buffer, seen = version) =>
      operator(`${here}/agreements/${id}/file`, form({ version: `${seen}` }, { name: 'соглашение.pdf', content }));
    expect((await keep(pdf('подписано'), version - 1)).body).toMatchObject({ code: 'changed-meanwhile' });
    expect((await operator(`${here}/agreements/${id}/file`)).status).toBe(404);
    expect(await missing()).toContainEqual([school, 1]);
    const toKeep = (await finding())?.details?.count ?? 0;
    const sha256 = createHash('sha256').update(pdf('подписано')).digest('hex');
    expect((await keep(pdf('подписано'))).body).toEqual({ sha256 });
    expect((await keep(pdf('подписано'))).status).toBe(409);
    expect((await keep(pdf('другое'))).status).toBe(409);
    expect((await operator(`${here}/participants/${school}`)).body).toMatchObject({
      withoutFile: 0,
      agreements: [{ hasFile: true, fileSha256: sha256 }],
    });
    expect((await missing()).map(([participant]) => participant)).not.toContain(school);
    expect(await listedOnes('false')).toContainEqual([school, 0]);
    expect((await finding())?.details?.count).toBe(toKeep - 1);
    expect((await admin.call(`${here}/agreements/${id}/file`)).status).toBe(200);
    expect((await stranger.call(`${here}/agreements/${id}/file`)).status).toBe(404);
    expect((await teacher.call(`${here}/agreements/${id}/file`)).status).toBe(403);
    const why = (who: Person) => who.call(`/api/access/why/agreements.agreement/${id}`);
    expect((await why(admin)).body).toMatchObject({
      title: 'Соглашение',
      because: [{ role: 'participant-administrator', agreement: { number: expect.any(String) as string } }],
    });
    for (const one of [stranger, teacher]) expect((await why(one)).status).toBe(404);
  });

  const address = (id = school) => `${here}/participants/${id}/confirmations`;
  const confirm = (who: Person, payload: object, id = school) => who.call(address(id), { method: 'POST', payload });
  const security = { kind: 'security', ground: 'Приказ № 7 от 01.09.2026' };

  it('of a participant are confirmed by itself only, once for each version of the requirements', async () => {
    await publish({ kind: 'security', title: 'Требования безопасности' });
    const before = (await admin.call(address())).body as Confirmations;
    expect(before.security).toMatchObject({ document: { version: 1 }, confirmed: null, isUpToDate: false });
    expect((await operator(address(), { method: 'POST', payload: security })).status).toBe(403);
    expect((await confirm(stranger, security)).status).toBe(404);
    expect((await confirm(admin, { ...security, ground: '' })).status).toBe(400);
    expect((await confirm(admin, security)).body).toMatchObject({
      security: { isUpToDate: true, confirmed: { ground: security.ground, version: 1 } },
    });
    expect((await confirm(admin, security)).status).toBe(409);
    await expect(test.work(() => sql`DELETE FROM core.confirmations`)).rejects.toThrow('evidence');

    const series = (await listed()).find(({ kind }) => kind === 'security')?.series;
    await publish({ kind: 'security', title: 'Требования безопасности', series });
    expect((await admin.call(address())).body).toMatchObject({
      security: { document: { version: 2 }, isUpToDate: false, confirmed: { version: 1 } },
    });
    expect((await confirm(admin, security)).body).toMatchObject({ security: { isUpToDate: true } });
  });

  it('say of each user whether job regulations are amended; nobody without rights there is confirmed', async () => {
    const job = (accountId: string) => ({ kind: 'job-regulations', accountId, ground: 'Приказ № 8' });
    expect((await confirm(admin, job(teacher.id))).status).toBe(400);
    expect((await confirm(admin, job(stranger.id))).status).toBe(400);
    const { body } = await confirm(admin, job(admin.id));
    expect(body).toMatchObject({ usersWaiting: 0, users: [{ id: admin.id, confirmed: { ground: 'Приказ № 8' } }] });
    const events = await test.work(
      () => sql`SELECT details->>'kind' AS kind FROM core.audit_events
        WHERE event = 'agreements.confirmed' AND object_id = ${school} ORDER BY id`,
    );
    expect(events.map((row) => row['kind'])).toEqual(['security', 'security', 'job-regulations']);
  });

  it('show staff by name to those who manage them, and to nobody else', async () => {
    const body = await somebody(test, [{ role: 'authority', subsystem: 'school', scope: 'region' }]);
    const seen = (await body.call(address())).body as Confirmations;
    expect(seen.users).toEqual([]);
    expect(((await operator(address())).body as Confirmations).users).toHaveLength(1);
    expect((await stranger.call(address())).status).toBe(404);
    expect((await teacher.call(address())).status).toBe(403);
  });
});
