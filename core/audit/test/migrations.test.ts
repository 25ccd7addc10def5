import { auditEvents } from '../migrations/001-audit-events';
import { months } from '../migrations/002-months';
import { inScratchDatabase } from './scratch-database';

const writeOld = (at: string, details: string) => `
  INSERT INTO core.audit_events (at, actor_id, process, event, object_type, object_id, details, request_id, ip)
  VALUES ('${at}', uuidv7(), 'test', 'access.signed-in', 'account', 'a-1', '${details}', 'request', '127.0.0.1')`;

describe('The step to monthly tables', () => {
  it('keeps every row that was written before as it was, in the table of its month', async () => {
    await inScratchDatabase(async (client) => {
      await client.query(`CREATE SCHEMA core; ${auditEvents.up}`);
      await client.query(writeOld('2026-08-31T23:59:59.999999Z', '{"n": 1.50}'));
      await client.query(writeOld('2026-09-01T00:00:00Z', '{}'));
      await client.query(writeOld('2031-01-01T00:00:00Z', '{"clock": "ran wild"}'));
      const columns = 'id, xid, at, actor_id, process, event, object_type, object_id, details::text, request_id, ip';
      const before = await client.query(`SELECT ${columns} FROM core.audit_events ORDER BY id`);

      await client.query(`BEGIN; ${months.up}; COMMIT`);

      const after = await client.query(`SELECT ${columns} FROM core.audit_events ORDER BY id`);
      expect(after.rows).toEqual(before.rows);
      const places = await client.query(`SELECT tableoid::regclass::text AS place FROM core.audit_events ORDER BY at`);
      expect(places.rows.map(({ place }: { place: string }) => place)).toEqual([
        'core.audit_events_2026_08',
        'core.audit_events_2026_09',
        'core.audit_events_other',
      ]);
    });
  });
});
