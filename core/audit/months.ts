import { log } from '../server/log';
import { sql } from '../server/sql';

/** Makes the tables of this month and the next three; what is there already is left alone. Gives how many are new. */
export async function makeMonths(): Promise<number> {
  const made = await sql<{ month: string; made: boolean; there: boolean }>`
    SELECT month::date::text, core.make_audit_month(month::date) AS made,
      to_regclass('core.audit_events_' || to_char(month, 'YYYY_MM')) IS NOT NULL AS there
    FROM generate_series(date_trunc('month', now() AT TIME ZONE 'UTC'),
      date_trunc('month', now() AT TIME ZONE 'UTC') + interval '3 months', interval '1 month') month`;
  const missing = made.filter((one) => !one.made && !one.there);
  if (missing.length)
    log.warn('the audit log has no table for a month yet', { months: missing.map(({ month }) => month) });
  return made.filter((one) => one.made).length;
}
