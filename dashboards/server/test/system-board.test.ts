import { alignSchema, catchUp } from '@regiso/warehouse/api';
import { sql } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { oldReadings, readingsDemo, takeReading } from '../../../core/system/readings';
import type { Answer, DashboardView, QueryReply } from '../../shared';

describe('The board of the system', () => {
  let app: TestApp;
  let operator: Awaited<ReturnType<TestApp['as']>>;
  beforeAll(async () => {
    app = await createTestApp({ only: ['support', 'dashboards'] });
    await alignSchema();
    operator = await app.as({ roles: ['operator'] });
  }, 120_000);
  afterAll(() => app.stop());

  const readings = () =>
    app.work(
      () => sql`SELECT lag_seconds, jobs_failed, tickets_open, tickets_overdue FROM core.system_readings ORDER BY id`,
    );

  it('counts questions that wait and are overdue, and takes the lag only where it was measured', async () => {
    await app.work(async () => {
      for (const days of [-2, 3])
        await sql`INSERT INTO core.tickets (guest_address, body_id, kind, subject, term_row, release, due_on)
          SELECT 'x'::bytea, b.id, 'fault', 'x'::bytea, r.id, '0', current_date + ${days}::int
          FROM core.bodies b, core.reference_rows r LIMIT 1`;
    });
    await app.work(takeReading);
    expect(await readings()).toEqual([{ lag_seconds: null, jobs_failed: 0, tickets_open: 2, tickets_overdue: 1 }]);
  });

  it('shows figures and their course to the operator, and is closed to others', async () => {
    await app.work(async () => {
      await sql`DELETE FROM core.system_readings`;
      await sql`INSERT INTO core.system_readings
          (taken_on, lag_seconds, jobs_waiting, jobs_failed, tickets_open, tickets_overdue)
        VALUES ('2026-09-01', 1.5, 4, 0, 10, 1), ('2026-09-02', 2, 2, 1, 8, 0), ('2026-09-02', null, 4, 1, 8, 1)`;
    });
    await catchUp();
    const board = (await operator('/api/dashboards/system.work')).body as DashboardView;
    expect(board.filters).toMatchObject([{ by: 'day', initial: '2026-09-02' }]);
    const ask = async (indicator: string, by: string[] = []) => {
      const filters = by.length ? {} : { day: ['2026-09-02'] };
      const payload = { dashboard: 'system.work', questions: [{ indicator, by, filters }] };
      const { body } = await operator('/api/dashboards/query', { method: 'POST', payload });
      return ((body as QueryReply).answers[0] as Answer).rows.map(({ value, n }) => [value, n]);
    };
    expect(await ask('system.warehouse-lag')).toEqual([[2, 1]]);
    expect(await ask('system.jobs-waiting')).toEqual([[3, 2]]);
    expect(await ask('system.tickets-overdue', ['day'])).toEqual([
      [1, 1],
      [0.5, 2],
    ]);
    const analyst = await app.as({ roles: ['analyst'] });
    expect((await analyst('/api/dashboards/system.work')).status).toBe(404);
  });

  it('looks back on a year, and has two weeks in the demonstration', async () => {
    const gone = await app.work(() => oldReadings.remove(new Date('2026-09-02'), { accounts: [] } as never));
    expect([gone, (await readings()).length]).toEqual([1, 2]);
    await app.work(() => sql`DELETE FROM core.system_readings`);
    for (const nth of [1, 2]) expect([nth, await app.work(readingsDemo)]).toEqual([nth, undefined]);
    expect((await readings()).length).toBe(56);
  });
});
