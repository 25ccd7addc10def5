import { randomUUID } from 'node:crypto';
import { catchUp } from '@regiso/warehouse/api';
import { sql } from '@regiso/core';
import type { TestApp } from '@regiso/core/testing';
import { forgetActor } from '../../../core/access/sign-ins';
import type { AlertCard, AlertChoice, AlertList, AlertPreview, AlertRuleView } from '../../shared/alerts';
import { firingsOf, judge, type Reading } from '../alerts/condition';
import { evaluateAlerts } from '../alerts/evaluate';
import { periodOf } from '../alerts/periods';
import { createSampleApp } from './sample-app';

type Call = Awaited<ReturnType<TestApp['as']>>;

const courseOf = (values: (number | null | 'hidden' | undefined)[]) =>
  new Map(
    values.flatMap((value, at): [string, Reading][] =>
      value === undefined
        ? []
        : [[String(at), { value: typeof value === 'number' ? value : null, isHidden: value === 'hidden' }]],
    ),
  );
const fired = (condition: Parameters<typeof judge>[0], values: Parameters<typeof courseOf>[0]) =>
  firingsOf(
    judge(
      condition,
      values.map((_, at) => String(at)),
      courseOf(values),
    ),
  );

describe('The condition of a rule', () => {
  it('fires when it begins to hold, and again only after it was gone', () => {
    const high = { kind: 'threshold', comparison: 'at-least', value: 20 } as const;
    expect(fired(high, [10, 20, 25, 19, 30])).toEqual([1, 4]);
    expect(fired({ ...high, comparison: 'at-most' }, [10, 20, 25, 19, 30])).toEqual([0, 3]);
  });

  it('takes no data and hidden figures neither for zero nor for an end', () => {
    const low = { kind: 'threshold', comparison: 'at-most', value: 5 } as const;
    expect(fired(low, [10, undefined, null, 'hidden', 10])).toEqual([]);
    expect(fired(low, [4, undefined, 4])).toEqual([0]);
  });

  it('tells a change in units and in per cent, of which nothing has none', () => {
    expect(fired({ kind: 'change', comparison: 'rises-by', value: 5 }, [1, 6, 6, 12])).toEqual([1, 3]);
    expect(fired({ kind: 'change', comparison: 'falls-by-percent', value: 50 }, [0, 10, 5, 4])).toEqual([2]);
    expect(fired({ kind: 'change', comparison: 'rises-by-percent', value: 50 }, [0, 10, undefined, 40])).toEqual([]);
  });

  it('misses what had been there before, so many periods in a row; what is hidden is there', () => {
    const two = { kind: 'absence', comparison: 'missing', value: 2 } as const;
    expect(fired(two, [undefined, undefined, 5, undefined, null, 'hidden', undefined, undefined])).toEqual([4, 7]);
  });
});

describe('Alerts', () => {
  let test: TestApp;
  let analyst: Call;
  let places: string[] = [];
  let schools: string[] = [];
  // Months that are over, the newest last.
  const months = Array.from({ length: 6 }, (_, at) => {
    const here = new Date(Date.now() + 5 * 3_600_000);
    return new Date(Date.UTC(here.getUTCFullYear(), here.getUTCMonth() - 6 + at, 1)).toISOString().slice(0, 7);
  });

  const aSchool = async (municipality: string) => {
    const [row] = await sql<{ id: string }>`INSERT INTO core.organisations
      (region_id, municipality_id, kind, full_name, short_name, source)
      SELECT region_id, id, 'school', 'Школа', 'Школа', 'test' FROM core.municipalities WHERE id = ${municipality} RETURNING id`;
    return row?.id ?? '';
  };
  const aResult = (school: string | undefined, month: string, participants: number) =>
    sql`INSERT INTO sample.results (organisation_id, subject, year, held_on, participants, passed)
      VALUES (${school}, 'math', ${Number(month.slice(0, 4))}, ${`${month}-10`}, ${participants}, ${Math.floor(participants / 2)})`;

  beforeAll(async () => {
    test = await createSampleApp();
    await test.work(async () => {
      const rows = await sql<{ id: string }>`SELECT id FROM core.municipalities ORDER BY id LIMIT 2`;
      places = rows.map(({ id }) => id);
      schools = [await aSchool(places[0] ?? ''), await aSchool(places[1] ?? '')];
      const [calm, lively] = [
        [50, 50, 50, 50, 50, 50],
        [50, 90, 50, 95, 99, 120],
      ];
      for (const [at, month] of months.entries()) {
        await aResult(schools[0], month, calm[at] ?? 0);
        await aResult(schools[1], month, lively[at] ?? 0);
      }
    });
    await catchUp();
    analyst = await test.as({ roles: ['analyst'] });
  }, 120_000);
  afterAll(() => test.stop());

  const rule = {
    title: 'Слишком много участников',
    indicator: 'sample.participants',
    grain: 'month',
    over: 'municipality',
    kind: 'threshold',
    comparison: 'at-least',
    value: 80,
  };
  const send = async <T>(call: Call, method: string, path: string, payload: object) => {
    const headers = method === 'POST' ? { 'idempotency-key': randomUUID() } : {};
    const { status, body } = await call(`/api/dashboards/alerts${path}`, { method, payload, headers });
    return { status, body: body as T };
  };
  const get = async <T>(path = '', call = analyst) => (await call(`/api/dashboards/alerts${path}`)).body as T;
  const made = async (call = analyst, some: object = {}) =>
    (await send<{ id: string }>(call, 'POST', '/rules', { rule: { ...rule, ...some } })).body.id;
  const evaluated = (id: string) => evaluateAlerts(id);
  const alertsOf = async (id: string, call = analyst) => get<AlertList>(`?state=all&rule=${id}`, call);
  const again = (id: string) =>
    test.work(async () => void (await sql`UPDATE dashboards.alert_rules SET seen_tick = NULL WHERE id = ${id}`));
  /** A municipality holder, as the authority of a place is. */
  const inTown = async (municipality: string, roles = ['sample.read', 'dashboards.view', 'dashboards.alert']) => {
    const call = await test.as({ permissions: roles });
    const { login } = (await call('/api/access/own/account')).body as { login: string };
    const id = await test.work(async () => {
      const [row] = await sql<{
        id: string;
      }>`UPDATE core.grants g SET scope = 'municipality', municipality_id = ${municipality}
        FROM core.accounts a WHERE a.id = g.account_id AND a.login = ${login} RETURNING a.id`;
      await forgetActor(row?.id);
      return row?.id ?? '';
    });
    return { call, id };
  };

  it('are refused to nobody and forbidden without the permission', async () => {
    expect((await test.call('/api/dashboards/alerts')).status).toBe(401);
    const viewer = await test.as({ permissions: ['dashboards.view', 'sample.read'] });
    expect((await viewer('/api/dashboards/alerts')).status).toBe(200);
    expect((await send(viewer, 'POST', '/preview', { rule })).status).toBe(403);
    expect((await send(viewer, 'POST', '/rules', { rule })).status).toBe(403);
    const closed = await test.as({ permissions: ['dashboards.view', 'dashboards.alert'] });
    expect((await send(closed, 'POST', '/preview', { rule })).status).toBe(403);
    expect((await send(closed, 'POST', '/rules', { rule })).status).toBe(403);
  });

  it('offer the indicators open to the reader with their periods and divisions', async () => {
    const choices = await get<AlertChoice[]>('/choices');
    const participants = choices.find(({ id }) => id === 'sample.participants');
    expect(participants?.grains.map(({ name }) => name)).toEqual(['year', 'month', 'academic_year']);
    expect(participants?.overs.map(({ name }) => name)).toEqual([
      ...['organisation', 'municipality', 'organisation_kind', 'subject', 'early'],
    ]);
  });

  it('are tried on history before they are kept: how often, when and where they would have fired', async () => {
    const { body } = await send<AlertPreview>(analyst, 'POST', '/preview', { rule });
    expect(body).toMatchObject({ count: 2, places: 2, now: 1, hidden: 0 });
    expect(body.firings.map(({ place, period, value }) => [place, period, value])).toEqual([
      [places[1], months[3], 95],
      [places[1], months[1], 90],
    ]);
    expect(body.periods.map(({ count }) => count)).toEqual([0, 1, 0, 1, 0, 0]);
    const falls = { ...rule, kind: 'change', comparison: 'falls-by-percent', value: 40 };
    expect((await send<AlertPreview>(analyst, 'POST', '/preview', { rule: falls })).body.firings).toMatchObject([
      { place: places[1], period: months[2], value: 50, before: 90 },
    ]);
  });

  it('refuse what cannot be watched, by field', async () => {
    const wrong = async (some: object) => {
      const { status, body } = await send<{ issues?: { path: string[] }[] }>(analyst, 'POST', '/preview', {
        rule: { ...rule, ...some },
      });
      return [status, body.issues?.[0]?.path.at(-1)];
    };
    expect(await wrong({ grain: 'day' })).toEqual([400, 'grain']);
    expect(await wrong({ over: 'month' })).toEqual([400, 'over']);
    expect(await wrong({ comparison: 'missing' })).toEqual([400, 'comparison']);
    expect(await wrong({ kind: 'absence', comparison: 'missing', value: 1.5 })).toEqual([400, 'value']);
    expect(await wrong({ grain: null, kind: 'change', comparison: 'rises-by' })).toEqual([400, 'grain']);
    expect((await wrong({ indicator: 'sample.nothing' }))[0]).toBe(404);
    expect((await wrong({ title: '' }))[0]).toBe(400);
  });

  it('are raised once however often the job runs, and again only after the condition was gone', async () => {
    const id = await made();
    expect(await evaluated(id)).toBe(1);
    expect(await evaluated(id)).toBe(0);
    await again(id);
    expect(await Promise.all([evaluated(id), evaluated(id)])).toEqual([0, 0]);
    const { items } = await alertsOf(id);
    expect(items).toMatchObject([
      { place: places[1], period: months[5], value: 120, state: 'raised', clearedAt: null },
    ]);
    const [alert] = items;
    await send(analyst, 'POST', `/${alert?.id}/close`, { version: alert?.version, note: 'Так и должно быть' });
    await again(id);
    expect(await evaluated(id)).toBe(0);

    const values = (participants: number) =>
      test.work(
        () =>
          sql`UPDATE sample.results SET participants = ${participants} WHERE organisation_id = ${schools[1]}
            AND held_on = ${`${months[5]}-10`}`,
      );
    await values(40);
    await catchUp();
    expect(await evaluated(id)).toBe(0);
    expect((await alertsOf(id)).items[0]?.clearedAt).not.toBeNull();
    await values(120);
    await catchUp();
    expect(await evaluated(id)).toBe(1);
    expect((await alertsOf(id)).items.map(({ state }) => state)).toEqual(['raised', 'closed']);
  });

  it('go from raised over assigned and explained to closed, each step told, recorded and guarded by a version', async () => {
    const id = await made();
    await evaluated(id);
    const [alert] = (await alertsOf(id)).items;
    const path = `/${alert?.id}`;
    const town = await inTown(places[1] ?? '');
    const other = await inTown(places[0] ?? '');
    expect((await other.call(`/api/dashboards/alerts${path}`)).status).toBe(404);
    expect((await alertsOf(id, other.call)).items).toEqual([]);
    expect((await alertsOf(id, town.call)).items).toHaveLength(1);

    const people = await get<{ id: string }[]>(`${path}/people`);
    expect(people.map((one) => one.id)).toContain(town.id);
    expect(people.map((one) => one.id)).not.toContain(other.id);
    const assign = (accountId: string, version = 1) => send(analyst, 'POST', `${path}/assign`, { version, accountId });
    expect((await assign(other.id)).status).toBe(400);
    expect((await assign(town.id, 7)).status).toBe(409);
    expect((await assign(town.id)).status).toBe(200);
    expect((await send(analyst, 'POST', `${path}/explain`, { version: 2, text: 'Не моё дело' })).status).toBe(403);
    expect((await send(town.call, 'POST', `${path}/explain`, { version: 2, text: '' })).status).toBe(400);
    const explained = await send(town.call, 'POST', `${path}/explain`, { version: 2, text: 'Открыли второй поток' });
    expect(explained.status).toBe(200);
    expect((await send(analyst, 'POST', `${path}/close`, { version: 3 })).status).toBe(200);
    expect((await send(analyst, 'POST', `${path}/close`, { version: 4, note: 'Ещё раз' })).status).toBe(409);

    expect(await alertsOf(id)).toMatchObject({ counts: { closed: 1 }, closed: { count: 1 } });
    const card = await get<AlertCard>(path);
    expect(card.moments.map(({ what }) => what)).toEqual(['raised', 'assigned', 'explained', 'closed']);
    expect(card.moments[2]?.text).toBe('Открыли второй поток');
    // The effect: the figure of this place from before the alert to now.
    expect(card.course?.map(({ key, value }) => [key[0], value])).toEqual(
      months.map((month, at) => [month, [50, 90, 50, 95, 99, 120][at]]),
    );
    expect(card.moments[0]?.period).toBe(months[5]);
    const told = ((await town.call('/api/notices/own')).body as { items: { kind: string }[] }).items;
    expect(told.map(({ kind }) => kind)).toEqual(['dashboards.alert-closed', 'dashboards.alert-assigned']);
    const events = await test.work(
      () => sql<{ event: string }>`SELECT event FROM core.audit_events WHERE object_id = ${alert?.id}
          AND event LIKE 'dashboards.%' ORDER BY at, id`,
    );
    expect(events.map(({ event }) => event)).toEqual(
      ['raised', 'assigned', 'explained', 'closed'].map((step) => `dashboards.alert-${step}`),
    );
  });

  it('look by the right of the author: within a municipality nothing of another one, and nothing once it is lost', async () => {
    const town = await inTown(places[0] ?? '');
    const whole = { over: null, value: 40 };
    const { body } = await send<AlertPreview>(town.call, 'POST', '/preview', { rule: { ...rule, ...whole } });
    expect(body).toMatchObject({ count: 1, places: 1, firings: [{ value: 50 }] });
    const id = await made(town.call, whole);
    expect(await evaluated(id)).toBe(1);
    const [alert] = (await alertsOf(id, town.call)).items;
    // Another analyst of the region sees the course of this municipality, not of the region.
    expect((await get<AlertCard>(`/${alert?.id}`)).course?.map(({ value }) => value)).toEqual([50, 50, 50, 50, 50, 50]);
    await test.work(
      () => sql`UPDATE core.grants SET state = 'revoked', ended_at = now() WHERE account_id = ${town.id}`,
    );
    await again(id);
    expect(await evaluated(id)).toBe(0);
    const rules = await get<AlertRuleView[]>('/rules');
    expect(rules.find((one) => one.id === id)?.fault).toBe('no-right');
  });

  it('stop and are changed by their author, under whose condition they begin anew', async () => {
    const id = await made(analyst, { value: 1_000 });
    expect(await evaluated(id)).toBe(0);
    const second = await test.as({ roles: ['analyst'] });
    expect((await send(second, 'PUT', `/rules/${id}`, { version: 1, rule })).status).toBe(403);
    expect((await send(analyst, 'PUT', `/rules/${id}`, { version: 9, rule })).status).toBe(409);
    expect((await send(analyst, 'PUT', `/rules/${id}`, { version: 1, rule })).status).toBe(200);
    expect(await evaluated(id)).toBe(1);
    expect((await send(second, 'PUT', `/rules/${id}/active`, { version: 2, isActive: false })).status).toBe(200);
    expect((await send(second, 'PUT', `/rules/${id}/active`, { version: 3, isActive: true })).status).toBe(403);
    await again(id);
    expect(await evaluated(id)).toBe(0);
    const viewer = await inTown(places[0] ?? '');
    expect((await send(viewer.call, 'PUT', `/rules/${id}/active`, { version: 3, isActive: true })).status).toBe(404);
  });

  it('tell of an absence of what had been there, and name a period as figures do', async () => {
    const missing = { over: null, kind: 'absence', comparison: 'missing', value: 1 };
    const { body } = await send<AlertPreview>(analyst, 'POST', '/preview', { rule: { ...rule, ...missing } });
    expect(body).toMatchObject({ count: 0, now: 0 });
    expect([periodOf('academic_year', '2026-08-31'), periodOf('academic_year', '2026-09-01')]).toEqual([
      '2025',
      '2026',
    ]);
  });
});
