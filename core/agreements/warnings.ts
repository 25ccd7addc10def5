import { audit } from '../server/audit';
import { job } from '../server/job';
import { inReach } from '../server/reach';
import { part, sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { warnDays } from './words';

type Due = { agreement_id: string; days: number; ends_on: string };

/** Notes 60, 30 and 7 days before the end, once each; a late start makes up for what was missed. Gives how many. */
export async function warnOfEnds(): Promise<number> {
  const today = todayHere();
  const due = await sql<Due>`
    INSERT INTO core.agreement_warnings (agreement_id, participant_id, days, ends_on)
    SELECT a.id, a.participant_id, w.days, a.ends_on FROM core.agreements a, unnest(${[...warnDays]}::int[]) AS w(days)
    WHERE a.state <> 'draft' AND a.ends_on >= ${today}::date AND a.ends_on - ${today}::date <= w.days
    ON CONFLICT DO NOTHING RETURNING agreement_id, days, ends_on::text`;
  for (const { agreement_id: id, days, ends_on: endsOn } of due)
    await audit('agreements.ends-soon', { type: 'agreement', id }, { days, endsOn });
  return due.length;
}

export const warnOfEndsJob = job({
  name: 'warn-of-ends',
  title: 'Warn 60, 30 and 7 days before an agreement ends',
  every: { cron: '0 4 * * *' },
  atStart: true,
  handler: async () => void (await warnOfEnds()),
});

/** Agreements within reach that end within sixty days or are read-only, the nearest first. */
export const endingSoon = () => {
  const today = todayHere();
  return sql`SELECT p.id AS "participantId", p.name, a.number, a.ends_on::text AS "endsOn",
      a.ends_on - ${today}::date AS "daysLeft", a.ends_on + a.read_only_days - ${today}::date AS "daysToClose"
    FROM core.agreements a JOIN core.participants p ON p.id = a.participant_id
    WHERE a.state <> 'draft' AND a.ends_on - ${today}::date <= ${Math.max(...warnDays)}
      AND a.ends_on + a.read_only_days >= ${today}::date
      AND ${inReach('agreements.read', { participant: part`p.id`, municipality: part`p.municipality_id`, subsystems: part`a.subsystems` })}
    ORDER BY a.ends_on, p.name LIMIT 200`;
};
