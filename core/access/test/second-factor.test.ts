import { sql } from '../../server';
import { install, installed } from '../../server/installed';
import { createTestApp, type TestApp } from '../../testing';
import { codeOf, stepAt } from '../totp';
import { seal, unseal } from '../sealing';
import { forgetActor } from '../sign-ins';
import { aParticipant, somebody } from './people';

const fromBase32 = (text: string) => {
  const bits = [...text]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
};

describe('A code of RFC 6238', () => {
  // Appendix B of the RFC, the last six of its eight digits.
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('is that of the RFC at %s s', (seconds, code) => {
    expect(codeOf(Buffer.from('12345678901234567890'), stepAt(seconds * 1000))).toBe(code);
  });
});

describe('A second factor', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp({ only: ['agreements'] });
  });
  afterAll(() => test.stop());

  const withFactor = async () => {
    const person = await somebody(test);
    const { secret } = (await person.post('/own/second-factor')).body as { secret: string };
    const key = fromBase32(secret);
    const codeAt = (steps: number) => codeOf(key, stepAt(Date.now()) + steps);
    const { codes } = (await person.post('/own/second-factor/confirm', { code: codeAt(-1) })).body as {
      codes: string[];
    };
    const enter = (code?: string, password = person.password) =>
      test.call('/api/access/sign-in', {
        method: 'POST',
        payload: { login: person.login, password, ...(code && { code }) },
      });
    return { ...person, codes, codeAt, enterWith: enter, secret };
  };

  it('is asked for after the right password only, and each code counts once', async () => {
    const { enterWith, codeAt, login } = await withFactor();
    expect(await enterWith()).toMatchObject({ status: 401, body: { code: 'second-factor-required' } });
    expect(await enterWith(undefined, 'не тот пароль')).toMatchObject({ body: { code: 'wrong-credentials' } });
    expect(await enterWith('000000')).toMatchObject({ status: 401, body: { code: 'wrong-code' } });
    expect((await enterWith(codeAt(-1))).status).toBe(401);
    const code = codeAt(0);
    expect((await enterWith(code)).status).toBe(200);
    expect((await enterWith(code)).status).toBe(401);
    const [row] = await test.work(
      () => sql`SELECT method FROM core.sign_ins s JOIN core.accounts a ON a.id = s.account_id
      WHERE a.login = ${login} ORDER BY s.created_at DESC LIMIT 1`,
    );
    expect(row).toEqual({ method: 'password+code' });
  });

  it('may be replaced by a recovery code, each once, stored as hashes only', async () => {
    const { enterWith, codes, id } = await withFactor();
    expect(codes).toHaveLength(10);
    expect((await enterWith(codes[0]?.toLowerCase())).status).toBe(200);
    expect((await enterWith(codes[0])).status).toBe(401);
    expect((await enterWith(codes[1]?.replaceAll('-', ' '))).status).toBe(200);
    const rows = await test.work(
      () => sql<{ hash: Buffer }>`SELECT hash FROM core.recovery_codes WHERE account_id = ${id}`,
    );
    expect(rows.map(({ hash }) => hash.toString())).not.toContain(codes[2]);
  });

  it('is kept sealed: the secret stands nowhere in the database, and does not open in another row', async () => {
    const { id, secret } = await withFactor();
    const [row] = await test.work(
      () => sql<{ secret: Buffer }>`SELECT secret FROM core.second_factors WHERE account_id = ${id}`,
    );
    const kept = row?.secret ?? Buffer.alloc(0);
    expect(kept.includes(fromBase32(secret))).toBe(false);
    expect(unseal(kept, `core.second_factors|secret|${id}`)).toEqual(fromBase32(secret));
    expect(() => unseal(kept, 'core.second_factors|secret|another')).toThrow();
    const sealed = seal(Buffer.from('x'), 'a|b|c');
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
    expect(() => unseal(sealed, 'a|b|c')).toThrow();
  });

  it('closes the login after five wrong codes, as for passwords', async () => {
    const { enterWith } = await withFactor();
    const answers = [];
    for (let tries = 0; tries < 6; tries += 1) answers.push((await enterWith('111111')).status);
    expect(answers).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('is demanded in production of every administrator and analyst: until it is set none of their rights counts', async () => {
    const participantId = await test.work(() => aParticipant());
    const before = installed();
    install({ ...before, config: { ...before.config, production: true } });
    try {
      for (const right of [
        { role: 'operator', scope: 'region' },
        { role: 'analyst', scope: 'region' },
        { role: 'subsystem-administrator', subsystem: 'school', scope: 'region' },
        { role: 'participant-administrator', subsystem: 'school', participantId },
      ] as const) {
        const person = await somebody(test, [right]);
        const me = async () => (await person.call('/api/access/me')).body;
        const seesRights = async () => (await person.call('/api/access/grants')).status;
        expect(await me()).toMatchObject({ roles: [], permissions: [], needsSecondFactor: true });
        expect(await seesRights()).toBe(403);
        const { secret } = (await person.post('/own/second-factor')).body as { secret: string };
        const code = codeOf(fromBase32(secret), stepAt(Date.now()));
        expect((await person.post('/own/second-factor/confirm', { code })).status).toBe(200);
        expect(await me()).toMatchObject({ roles: [right.role], needsSecondFactor: false });
        expect(await seesRights()).toBe(right.role === 'analyst' ? 403 : 200);
      }
      const teacher = await somebody(test, [{ role: 'teacher', subsystem: 'school', participantId }]);
      expect((await teacher.call('/api/access/me')).body).toMatchObject({
        roles: ['teacher'],
        needsSecondFactor: false,
      });
    } finally {
      install(before);
    }
  });

  it('ends other sign-ins when it is set, and is removed after a proof only', async () => {
    const person = await withFactor();
    expect((await person.call('/api/access/own/account')).body).toMatchObject({
      secondFactor: { isSet: true, codesLeft: 10 },
    });
    await test.work(async () => {
      await sql`UPDATE core.sign_ins SET proved_at = now() - interval '11 minutes' WHERE account_id = ${person.id}`;
      await forgetActor(person.id);
    });
    const remove = () => person.call('/api/access/own/second-factor', { method: 'DELETE' });
    expect(await remove()).toMatchObject({ status: 403, body: { code: 'step-up-required' } });
    expect((await person.post('/own/proof', { password: person.password })).status).toBe(400);
    expect((await person.post('/own/proof', { code: person.codeAt(0) })).status).toBe(200);
    expect((await remove()).status).toBe(200);
    expect((await person.enterWith()).status).toBe(200);
  });
});

describe('One’s own account', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp({ only: ['agreements'] });
  });
  afterAll(() => test.stop());

  it('lists sign-ins with device, ends one or all others, never those of others', async () => {
    const person = await somebody(test);
    const second = await person.enter();
    const third = await person.enter();
    const stranger = await somebody(test);
    const { signIns } = (await person.call('/api/access/own/account')).body as {
      signIns: { id: string; isThis: boolean }[];
    };
    expect(signIns).toHaveLength(3);
    const victim = signIns.find(({ isThis }) => !isThis)?.id;
    expect((await stranger.call(`/api/access/own/sign-ins/${victim}`, { method: 'DELETE' })).status).toBe(404);
    expect((await person.call(`/api/access/own/sign-ins/${victim}`, { method: 'DELETE' })).status).toBe(200);
    expect((await person.post('/own/sign-ins/end-others')).body).toEqual({ ended: 1 });
    for (const { cookie } of [second, third])
      expect((await test.call('/api/access/own/account', { headers: { cookie } })).status).toBe(401);
    expect((await person.call('/api/access/own/account')).status).toBe(200);
  });

  it('changes the password by the present one, ending the others; common and short ones are refused', async () => {
    const person = await somebody(test);
    const other = await person.enter();
    const change = (next: string, present = person.password) => person.post('/own/password', { present, next });
    for (const next of ['1234567', 'Password123!', 'йцукенгш', 'qwertyuiop', 'абабабаб', '19051945', person.login])
      expect([next, (await change(next)).status]).toEqual([next, 400]);
    expect((await change('совсем новый пароль', 'не тот')).body).toMatchObject({
      issues: [{ path: ['payload', 'present'] }],
    });
    expect((await change('совсем новый пароль')).body).toEqual({ ended: 1 });
    expect((await test.call('/api/access/own/account', { headers: { cookie: other.cookie } })).status).toBe(401);
    expect((await person.call('/api/access/own/account')).status).toBe(200);
    expect((await person.enter()).status).toBe(401);
  });

  it('ends after two idle hours and after twelve hours whatever one does', async () => {
    const isIn = async (age: string) => {
      const person = await somebody(test);
      const [row] = await test.work(
        () => sql<{ id: string }>`UPDATE core.sign_ins SET
        seen_at = seen_at - CASE WHEN ${age} = 'idle' THEN interval '121 minutes' ELSE interval '0' END,
        ends_at = CASE WHEN ${age} = 'old' THEN now() - interval '1 second' ELSE ends_at END
        WHERE account_id = ${person.id} RETURNING id`,
      );
      expect(row).toBeDefined();
      return (await person.call('/api/access/own/account')).status;
    };
    expect(await isIn('fresh')).toBe(200);
    expect(await isIn('idle')).toBe(401);
    expect(await isIn('old')).toBe(401);
  });

  it('tells nothing by text or time about whether a login exists', async () => {
    const { login } = await somebody(test);
    const time = async (name: string) => {
      const began = performance.now();
      const { body } = await test.call('/api/access/sign-in', {
        method: 'POST',
        payload: { login: name, password: 'не тот пароль' },
      });
      return { ms: performance.now() - began, body };
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let at = 0; at < 4; at += 1) {
      const a = await time(login);
      const b = await time(`nobody-${at}`);
      expect(a.body).toEqual(b.body);
      known.push(a.ms);
      unknown.push(b.ms);
    }
    const middle = (list: number[]) => list.sort((a, b) => a - b)[1] ?? 0;
    expect(middle(known) / middle(unknown)).toBeGreaterThan(0.4);
    expect(middle(known) / middle(unknown)).toBeLessThan(2.5);
  });

  it('counts many tries at once as so many', async () => {
    const { login } = await somebody(test);
    const tries = Array.from({ length: 12 }, () =>
      test.call('/api/access/sign-in', { method: 'POST', payload: { login, password: 'не тот пароль' } }),
    );
    const answers = (await Promise.all(tries)).map(({ status }) => status);
    expect(answers.filter((status) => status === 401)).toHaveLength(5);
    expect(answers.filter((status) => status === 429)).toHaveLength(7);
    const [alert] = await test.work(
      () => sql`SELECT count(*)::int AS n FROM core.audit_events WHERE event = 'access.locked-out'`,
    );
    expect((alert as { n: number }).n).toBeGreaterThanOrEqual(1);
  });

  it('tells the operator and those who keep the account that it is closed, once, and nobody else', async () => {
    const [school, other] = await test.work(async () => [await aParticipant(), await aParticipant()]);
    const admin = { role: 'participant-administrator', subsystem: 'school' };
    const keeper = await somebody(test, [{ ...admin, participantId: school }], school);
    const stranger = await somebody(test, [{ ...admin, participantId: other }], other);
    const operator = await somebody(test, [{ role: 'operator', scope: 'region' }]);
    const teacher = await somebody(test, [{ role: 'teacher', subsystem: 'school', participantId: school }], school);
    for (let at = 0; at < 7; at += 1)
      await test.call('/api/access/sign-in', { method: 'POST', payload: { login: teacher.login, password: 'не тот' } });
    const told = await test.work(
      () => sql<{ account: string; title: string }>`SELECT account_id AS account, title FROM core.notices
        WHERE kind = 'access.locked-out' AND title LIKE ${`%${teacher.login}%`}`,
    );
    const accounts = told.map(({ account }) => account);
    expect(accounts.filter((id) => [keeper.id, operator.id].includes(id)).sort()).toEqual(
      [keeper.id, operator.id].sort(),
    );
    for (const id of [stranger.id, teacher.id]) expect(accounts).not.toContain(id);
    const { findings } = (await operator.call('/api/system/state')).body as { findings: { id: string }[] };
    expect(findings.map(({ id }) => id)).toContain('logins-locked-out');
  });

  it('stands in the audit with who signed in, and a guess with nobody', async () => {
    const person = await somebody(test);
    await test.call('/api/access/sign-in', { method: 'POST', payload: { login: person.login, password: 'не тот' } });
    const rows = await test.work(
      () => sql`SELECT event, actor_id AS by FROM core.audit_events
        WHERE object_id = ${person.id} AND event IN ('access.signed-in', 'access.sign-in-refused') ORDER BY id`,
    );
    expect(rows).toEqual([
      { event: 'access.signed-in', by: person.id },
      { event: 'access.sign-in-refused', by: null },
    ]);
  });
});
