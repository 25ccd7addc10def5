import type { CreationOptional } from 'sequelize';
import { fact } from '../server/fact';
import { job } from '../server/job';
import { gaugeValue } from '../server/metrics';
import { day, Entity, generated, integer, key, number, optional, table } from '../server/model';
import type { RetentionRule } from '../server/plugin';
import { sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { countJobs } from './jobs-view';

/** How the system stood at one moment: no persons, only how many. */
export class Reading extends Entity<Reading> {
  declare id: CreationOptional<string>;
  declare takenOn: string;
  declare lagSeconds: number | null;
  declare jobsWaiting: number;
  declare jobsFailed: number;
  declare ticketsOpen: number;
  declare ticketsOverdue: number;
}
table(Reading, 'core.system_readings', {
  id: generated(key()),
  takenOn: day(),
  lagSeconds: optional(number()),
  jobsWaiting: integer(),
  jobsFailed: integer(),
  ticketsOpen: integer(),
  ticketsOverdue: integer(),
});

export const readings = fact(Reading, {
  name: 'system_readings',
  grain: 'one row per reading of the system, every five minutes',
  columns: (as) => ({
    day: as.day('takenOn'),
    lag: as.number('lagSeconds'),
    jobs_waiting: as.number('jobsWaiting'),
    jobs_failed: as.number('jobsFailed'),
    tickets_open: as.number('ticketsOpen'),
    tickets_overdue: as.number('ticketsOverdue'),
  }),
});

/** Notes down how the system stands: the lag of the warehouse (null when not measured), jobs, questions at the desk. */
export async function takeReading(): Promise<void> {
  // A gauge that has nothing to say reads 0, and no change is seen in no time.
  const lag = (await gaugeValue('warehouse_heartbeat_seconds')) || null;
  const { waiting, failed } = await countJobs();
  const { open, overdue } = await tickets();
  await sql`INSERT INTO core.system_readings
      (taken_on, lag_seconds, jobs_waiting, jobs_failed, tickets_open, tickets_overdue)
    VALUES (${todayHere()}, ${lag}, ${waiting}, ${failed}, ${open}, ${overdue})`;
}

type Tickets = { open: number; overdue: number };

// The desk comes after the system: an installation may stand without it.
async function tickets(): Promise<Tickets> {
  const [there] = await sql<{ there: boolean }>`SELECT to_regclass('core.tickets') IS NOT NULL AS there`;
  const [counted] = there?.there
    ? await sql<Tickets>`SELECT count(*)::int AS open,
        (count(*) FILTER (WHERE due_on < ${todayHere()}::date))::int AS overdue
      FROM core.tickets WHERE state IN ('new', 'in-work')`
    : [];
  return counted ?? { open: 0, overdue: 0 };
}

export const takeReadingJob = job({
  name: 'take-reading',
  title: 'Замер работы системы',
  every: 300_000,
  unaudited: 'How many there are of what the system does: no record changes',
  handler: takeReading,
});

/** Days of a year: what the board looks back on. */
export const oldReadings: RetentionRule = {
  id: 'system.readings',
  title: 'Замеры работы системы',
  titleEn: 'Readings of how the system works',
  days: 366,
  act: 'Федеральный закон от 27.07.2006 № 149-ФЗ «Об информации, информационных технологиях и о защите информации»',
  clause: 'ст. 16',
  validFrom: '2006-07-29',
  verified: false,
  remove: async (before, { accounts: _nobodys }) => {
    const gone = await sql`DELETE FROM core.system_readings WHERE taken_on < ${before}::date RETURNING id`;
    return gone.length;
  },
};

/** Two weeks of an installation that keeps well, for the demonstration. Running it again changes nothing. */
export async function readingsDemo(): Promise<void> {
  await sql`INSERT INTO core.system_readings
      (taken_on, lag_seconds, jobs_waiting, jobs_failed, tickets_open, tickets_overdue)
    SELECT ${todayHere()}::date - days, 0.9 + (days * 7 + hours) % 9 / 10.0, (days + hours) % 4, (days % 9 = 4)::int,
      3 + (days * 5) % 7, (days % 6 = 2)::int
    FROM generate_series(1, 14) AS days, generate_series(0, 18, 6) AS hours
    WHERE NOT EXISTS (SELECT FROM core.system_readings WHERE taken_on < ${todayHere()}::date)`;
}
