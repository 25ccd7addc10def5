import { sql } from '../../server';
import { createTestApp, type TestApp } from '../../testing';
import type { ProposalView } from '../proposals';
import type { ReadingView } from '../readings';

let test: TestApp;
type Caller = Awaited<ReturnType<TestApp['as']>>;
let desk: Caller;
let person: Caller;
beforeAll(async () => {
  test = await createTestApp({ only: ['support'] });
  desk = await test.as({ roles: ['operator'] });
  person = await test.as({});
});
afterAll(() => test.stop());

const post = (who: Caller, path: string, payload: object = {}) =>
  who(`/api/support${path}`, { method: 'POST', payload });

describe('Rules', () => {
  const publish = (version: number, series?: string) =>
    test.work(
      () => sql<{ id: string; series: string }>`
      INSERT INTO core.published_documents (series, version, kind, title, effective_on, file_name, media_type, size, sha256,
        bytes, published_by)
      VALUES (coalesce(${series ?? null}::uuid, uuidv7()), ${version}, 'rules', 'Правила работы', '2026-01-01', 'rules.pdf',
        'application/pdf', 1, repeat('0', 64), '\\x00', (SELECT id FROM core.accounts LIMIT 1)) RETURNING id, series`,
    );

  it('are confirmed once per version, and asked again for the next', async () => {
    const [first] = await publish(1);
    const confirm = (id: string | undefined) => post(person, `/own/readings/${id}/confirm`);
    expect((await confirm(first?.id)).body).toMatchObject([{ id: first?.id, confirmedAt: expect.any(String) }]);
    expect((await confirm(first?.id)).status).toBe(409);
    const [second] = await publish(2, first?.series);
    const list = (await person('/api/support/own/readings')).body as ReadingView[];
    expect(list).toMatchObject([{ id: second?.id, version: 2, confirmedAt: null }]);
    expect((await confirm(first?.id)).status).toBe(409);
    expect((await desk('/api/support/readings')).body).toMatchObject([{ id: second?.id, confirmed: 0 }]);
    await confirm(second?.id);
    expect((await desk('/api/support/readings')).body).toMatchObject([{ id: second?.id, confirmed: 1 }]);
    expect((await person('/api/support/readings')).status).toBe(403);
  });

  it('bar the way at the next sign-in until they are confirmed, but for reading, support and the way out', async () => {
    const [rules] = await publish(1);
    // Whoever works already is not interrupted.
    expect((await desk('/api/support/readings')).status).toBe(200);
    const next = await test.as({ roles: ['operator'] });
    expect((await next('/api/access/me')).body).toMatchObject({ signedIn: true, mustRead: true });
    for (const path of ['/api/support/readings', '/api/agreements/participants'])
      expect(await next(path)).toMatchObject({ status: 403, body: { code: 'rules-unread' } });
    for (const path of ['/api/support/own/readings', '/api/support/own/tickets', '/api/notices/own/unread'])
      expect((await next(path)).status).toBe(200);
    expect((await next(`/api/agreements/documents/${rules?.id}/file`)).status).toBe(200);
    const ask = { kind: 'howto', subject: 'Правила', text: 'Где найти прежнюю редакцию правил?' };
    expect((await post(next, '/tickets', ask)).status).toBe(200);
    const waiting = ((await next('/api/support/own/readings')).body as ReadingView[]).filter((one) => !one.confirmedAt);
    for (const { id } of waiting) expect((await post(next, `/own/readings/${id}/confirm`)).status).toBe(200);
    expect((await next('/api/support/readings')).status).toBe(200);
    expect((await next('/api/access/me')).body).toMatchObject({ mustRead: false });
    const another = await test.as({});
    expect((await another('/api/access/sign-out', { method: 'POST' })).status).toBe(200);
    await test.work(
      () => sql`UPDATE core.published_documents SET withdrawn_at = now(), withdraw_reason = 'проверка'
      WHERE withdrawn_at IS NULL`,
    );
  });
});

describe('A proposal', () => {
  const idea = { subsystem: 'school', title: 'Показать замены', text: 'Показывать замены уроков на первой странице.' };

  it('comes from an authorised body, is decided step by step, and its author is told', async () => {
    const body = await test.as({ permissions: ['support.propose'] });
    const [sent] = (await post(body, '/proposals', idea)).body as ProposalView[];
    const decide = (who: Caller, state: string, version: number) =>
      post(who, `/proposals/${sent?.id}/decide`, { state, answer: 'Войдёт в план года', version });
    expect((await decide(body, 'accepted', 1)).status).toBe(403);
    expect((await decide(desk, 'done', 1)).status).toBe(409);
    expect((await decide(desk, 'accepted', 1)).body).toMatchObject([{ state: 'accepted', version: 2 }]);
    expect((await decide(desk, 'done', 1)).status).toBe(409);
    expect((await decide(desk, 'done', 2)).status).toBe(200);
    expect((await decide(desk, 'refused', 3)).status).toBe(409);
    expect((await body('/api/notices/own')).body).toMatchObject({ items: [{ kind: 'support.decided' }, {}] });
    expect((await post(person, '/proposals', idea)).status).toBe(403);
  });
});
