import { sql } from '../../server';
import { createTestApp, type TestApp } from '../../testing';
import { dayFrom, anAgreement, anOrganisation } from './builders';
import { warnOfEnds } from '../warnings';

type Participant = {
  id: string;
  status: string;
  subsystems: string[];
  version: number;
  agreements: { id: string; status: string; version: number; daysLeft: number | null; isContinued: boolean }[];
  suspensions: { reason: string; liftedAt: string | null }[];
};

const overtaken = { status: 409, code: 'changed-meanwhile' };

describe('Agreements', () => {
  let test: TestApp;
  let operator: Awaited<ReturnType<TestApp['as']>>;
  const post = async (path: string, payload: object) => operator(`/api/agreements${path}`, { method: 'POST', payload });
  const connected = async (agreement: object = {}) => {
    const organisationId = await test.work(() => anOrganisation());
    const { body } = await post('/participants', {
      participant: { organisationId },
      agreement: anAgreement(agreement),
      sign: true,
    });
    return body as Participant;
  };
  const eventsOf = (id: string) =>
    test
      .work(() => sql<{ event: string }>`SELECT event FROM core.audit_events WHERE object_id = ${id} ORDER BY id`)
      .then((rows) => rows.map(({ event }) => event));

  beforeAll(async () => {
    test = await createTestApp({ only: ['agreements'] });
    operator = await test.as({ roles: ['operator'] });
  });
  afterAll(() => test.stop());

  it('are refused to strangers and to those without the right', async () => {
    expect((await test.call('/api/agreements/participants')).status).toBe(401);
    const analyst = await test.as({ roles: ['analyst'] });
    expect((await analyst('/api/agreements/participants')).status).toBe(403);
    expect((await analyst('/api/agreements/participants', { method: 'POST', payload: {} })).status).toBe(403);
  });

  it('connect an organisation in one request, and once only', async () => {
    const organisationId = await test.work(() => anOrganisation());
    const request = { participant: { organisationId }, agreement: anAgreement(), sign: true };
    const { status, body } = await post('/participants', request);
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'active', subsystems: ['school'], agreements: [{ status: 'active' }] });
    const again = await post('/participants', { ...request, agreement: anAgreement() });
    expect(again).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const id = (body as Participant).agreements[0]?.id ?? '';
    expect(await eventsOf(id)).toEqual(['agreements.drafted', 'agreements.signed']);
  });

  it('refuse a municipality that is not there', async () => {
    for (const municipalityId of ['', 'nowhere']) {
      const { status, body } = await post('/participants', { participant: { name: 'Департамент', municipalityId } });
      expect(status).toBe(400);
      expect(body).toMatchObject({ issues: [{ path: ['payload', 'municipalityId'] }] });
    }
  });

  it('name every wrong field', async () => {
    const organisationId = await test.work(() => anOrganisation());
    const wrong = anAgreement({ startsOn: dayFrom(-40), endsOn: dayFrom(-50), subsystems: [], number: ' ' });
    const { status, body } = await post('/participants', { participant: { organisationId }, agreement: wrong });
    expect(status).toBe(400);
    const fields = (body as { issues: { path: string[] }[] }).issues.map(({ path }) => path.at(-1));
    expect(fields).toEqual(expect.arrayContaining(['number', 'subsystems']));
    const backwards = anAgreement({ endsOn: dayFrom(-31), startsOn: dayFrom(-20) });
    expect((await post('/participants', { participant: { organisationId }, agreement: backwards })).status).toBe(400);
    const missing = {
      participant: { organisationId: '00000000-0000-7000-8000-000000000000' },
      agreement: anAgreement(),
    };
    expect((await post('/participants', missing)).status).toBe(400);
  });

  it('are drafts until signed; a draft is changed against its version, a signed one not at all', async () => {
    const organisationId = await test.work(() => anOrganisation());
    const made = (await post('/participants', { participant: { organisationId }, agreement: anAgreement() }))
      .body as Participant;
    expect(made).toMatchObject({ status: 'draft', subsystems: [] });
    const { id = '', version } = made.agreements[0] ?? {};
    const change = (v: number | undefined) =>
      operator(`/api/agreements/drafts/${id}`, {
        method: 'PUT',
        payload: { version: v, agreement: anAgreement({ subsystems: ['portal', 'school'] }) },
      });
    expect((await change(version)).body).toMatchObject({ subsystems: ['portal', 'school'], version: 2 });
    expect((await change(version)).body).toMatchObject(overtaken);
    expect((await post(`/drafts/${id}/sign`, {})).status).toBe(400);
    expect((await post(`/drafts/${id}/sign`, { version })).body).toMatchObject(overtaken);
    const english = { method: 'POST', payload: { version }, headers: { 'accept-language': 'en' } };
    expect((await operator(`/api/agreements/drafts/${id}/sign`, english)).body).toMatchObject({
      detail: expect.stringContaining('Nothing has been done') as string,
    });
    expect((await post(`/drafts/${id}/sign`, { version: 2 })).body).toMatchObject({ status: 'active' });
    expect((await post(`/drafts/${id}/sign`, { version: 3 })).body).toMatchObject({ code: 'conflict' });
    expect((await change(3)).status).toBe(409);
  });

  it.each([
    [{ startsOn: dayFrom(1), endsOn: dayFrom(400) }, 'upcoming', []],
    [{ endsOn: dayFrom(61) }, 'active', ['school']],
    [{ endsOn: dayFrom(60) }, 'expiring', ['school']],
    [{ endsOn: dayFrom(0) }, 'expiring', ['school']],
    [{ endsOn: dayFrom(-1), readOnlyDays: 1 }, 'read-only', ['school']],
    [{ endsOn: dayFrom(-2), readOnlyDays: 1 }, 'ended', []],
    [{ endsOn: null }, 'active', ['school']],
  ])('have a status by the calendar of the region', async (dates, status, subsystems) => {
    expect(await connected(dates)).toMatchObject({ status, subsystems });
  });

  it('end before their term with a reason, not before they began nor after they end', async () => {
    const { agreements } = await connected({ endsOn: dayFrom(300) });
    const end = (on: string, version = 2) =>
      post(`/agreements/${agreements[0]?.id}/terminate`, { version, on, reason: 'Реорганизация' });
    expect((await end(dayFrom(-1), 1)).body).toMatchObject(overtaken);
    expect((await end(dayFrom(-90))).status).toBe(400);
    expect((await end(dayFrom(301))).status).toBe(400);
    expect((await end(dayFrom(-1))).body).toMatchObject({ status: 'read-only', endReason: 'Реорганизация' });
  });

  it.each(['sign', 'end'])('let one of two through who %s the same version at once', async (step) => {
    const organisationId = await test.work(() => anOrganisation());
    const request = { participant: { organisationId }, agreement: anAgreement(), sign: step === 'end' };
    const { agreements } = (await post('/participants', request)).body as Participant;
    const { id, version } = agreements[0] ?? {};
    const act = () =>
      step === 'sign'
        ? post(`/drafts/${id}/sign`, { version })
        : post(`/agreements/${id}/terminate`, { version, on: dayFrom(-1), reason: 'Реорганизация' });
    const answers = await Promise.all([act(), act(), act()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect((await eventsOf(id ?? '')).slice(-2)).toEqual(
      step === 'sign' ? ['agreements.drafted', 'agreements.signed'] : ['agreements.signed', 'agreements.terminated'],
    );
  });

  it('note the marks of 60, 30 and 7 days before the end, once each', async () => {
    const soon = await connected({ endsOn: dayFrom(29) });
    await test.work(() => warnOfEnds());
    expect(await test.work(() => warnOfEnds())).toBe(0);
    const warned = await test.work(
      () => sql`SELECT days FROM core.agreement_warnings WHERE participant_id = ${soon.id} ORDER BY days`,
    );
    expect(warned).toEqual([{ days: 30 }, { days: 60 }]);
    const { body } = await operator('/api/agreements/ending');
    expect(body).toContainEqual(expect.objectContaining({ participantId: soon.id, daysLeft: 29 }));
  });

  it('warn of no end when signed successors go on with all that they connect', async () => {
    const subsystems = ['portal', 'school'];
    const participant = await connected({ endsOn: dayFrom(20), subsystems });
    const { id } = participant;
    const card = async () => (await operator(`/api/agreements/participants/${id}`)).body as Participant;
    const isWarned = async () => {
      const { body } = await operator('/api/agreements/ending');
      return (body as { participantId: string }[]).some(({ participantId }) => participantId === id);
    };
    const successor = async (given: object) => {
      const agreement = anAgreement({ signedOn: dayFrom(-1), startsOn: dayFrom(21), subsystems, ...given });
      const { body } = await post(`/participants/${id}/agreements`, agreement);
      return body as { id: string; version: number };
    };
    const sign = ({ id: draft, version }: { id: string; version: number }) =>
      post(`/drafts/${draft}/sign`, { version });
    // Neither one that leaves a day between, nor one of a part, nor a draft.
    await sign(await successor({ startsOn: dayFrom(22) }));
    await sign(await successor({ subsystems: ['school'] }));
    const draft = await successor({ subsystems: ['portal'] });
    expect([await isWarned(), (await card()).status]).toEqual([true, 'expiring']);
    expect((await sign(draft)).status).toBe(200);
    expect([await isWarned(), (await card()).status]).toEqual([false, 'active']);
    expect((await card()).agreements.map(({ isContinued }) => isContinued).sort()).toEqual([false, false, false, true]);
    await test.work(() => warnOfEnds());
    const warned = await test.work(() => sql`SELECT days FROM core.agreement_warnings WHERE participant_id = ${id}`);
    expect(warned).toEqual([]);
  });

  it('are suspended with a reason and resumed; the data stays', async () => {
    const { id, version } = await connected();
    const step = (to: 'suspend' | 'resume', reason: string, seen = version) =>
      post(`/participants/${id}/${to}`, { version: seen, reason });
    expect((await step('suspend', '')).status).toBe(400);
    expect((await step('suspend', 'Нарушение требований', version + 1)).body).toMatchObject(overtaken);
    expect((await step('suspend', 'Нарушение требований')).body).toMatchObject({
      status: 'suspended',
      version: version + 1,
      agreements: [{ status: 'suspended' }],
      suspensions: [{ reason: 'Нарушение требований', liftedAt: null }],
    });
    expect((await step('suspend', 'Ещё раз', version + 1)).body).toMatchObject({ code: 'conflict' });
    expect((await step('resume', 'Устранено')).body).toMatchObject(overtaken);
    expect((await step('resume', 'Устранено', version + 1)).body).toMatchObject({ status: 'active' });
    expect(await eventsOf(id)).toEqual([
      'agreements.participant-registered',
      'agreements.suspended',
      'agreements.resumed',
    ]);
  });

  it('list participants by words and state, page by page', async () => {
    const first = (await operator('/api/agreements/participants?limit=2')).body as {
      items: { id: string }[];
      next: string;
      total: number;
    };
    const second = (await operator(`/api/agreements/participants?limit=2&after=${first.next}`)).body as typeof first;
    expect(first.items).toHaveLength(2);
    expect(second.items.map(({ id }) => id)).not.toContain(first.items[0]?.id);
    const { body } = await operator('/api/agreements/participants?status=upcoming');
    expect((body as typeof first).items).toHaveLength(1);
    expect((await operator('/api/agreements/participants?after=nonsense')).status).toBe(400);
    expect((await operator(`/api/agreements/participants?text=${encodeURIComponent('100%_')}`)).body).toMatchObject({
      items: [],
    });
  });

  it('name the bodies of the regulation with their duties', async () => {
    const nobody = await test.as({});
    const { body } = await nobody('/api/agreements/bodies');
    expect(body).toHaveLength(5);
    expect(body).toContainEqual(expect.objectContaining({ clause: '3.4.2', subsystems: ['extracurricular'] }));
  });
});
