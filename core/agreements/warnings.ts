import { notify } from '../notices/notify';
import { dayText } from '../documents/words';
import { audit } from '../server/audit';
import { job } from '../server/job';
import type { Notice } from '../server/plugin';
import { inReach } from '../server/reach';
import { part, sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { isContinued } from './agreements';
import { warnDays } from './words';

type Due = { id: string; days: number; endsOn: string };

/** What the operator, the municipality and the administrators of subsystems and of a participant are told before an agreement ends. */
export const endsSoonNotice: Notice = {
  id: 'agreements.ends-soon',
  title: 'Соглашение скоро закончится',
  titleEn: 'An agreement ends soon',
  text: 'Подходит к концу срок соглашения участника. Какого — в кабинете.',
  textEn: 'The term of an agreement of a participant is ending. See your cabinet for which.',
};

/** Notes and tells 60, 30 and 7 days before the end, once each, unless a signed successor goes on; a late start makes up for what was missed in one notice. Gives how many marks were passed. */
export async function warnOfEnds(today = todayHere()): Promise<number> {
  const due = await sql<Due>`
    INSERT INTO core.agreement_warnings (agreement_id, participant_id, days, ends_on)
    SELECT a.id, a.participant_id, w.days, a.ends_on FROM core.agreements a, unnest(${[...warnDays]}::int[]) AS w(days)
    WHERE a.state <> 'draft' AND a.ends_on >= ${today}::date AND a.ends_on - ${today}::date <= w.days
      AND NOT ${isContinued(today)}
    ON CONFLICT DO NOTHING RETURNING agreement_id AS id, days, ends_on::text AS "endsOn"`;
  for (const { id, days, endsOn } of due)
    await audit('agreements.ends-soon', { type: 'agreement', id }, { days, endsOn });
  const nearest = new Map(due.sort((a, b) => b.days - a.days).map((one) => [one.id, one]));
  for (const one of nearest.values()) await tell(one, today);
  return due.length;
}

async function tell({ id, days, endsOn }: Due, today: string) {
  const [row] = await sql<{ number: string; participantId: string; name: string; left: number }>`
    SELECT a.number, p.id AS "participantId", p.name, a.ends_on - ${today}::date AS left
    FROM core.agreements a JOIN core.participants p ON p.id = a.participant_id WHERE a.id = ${id}`;
  if (!row) return;
  const { number, participantId, name, left } = row;
  await notify({
    kind: endsSoonNotice.id,
    accountIds: await concerned(id, today),
    title: `Соглашение № ${number} участника «${name}»: последний день ${dayText(endsOn, 'ru')}, осталось дней: ${left}`,
    titleEn: `Agreement No ${number} of “${name}”: its last day is ${dayText(endsOn, 'en')}, days left: ${left}`,
    link: `/app/agreements/participants/${participantId}`,
    once: `${id}/${endsOn}/${days}`,
  });
}

/**
 * Who keeps the agreements, and whoever answers for what this one connects: at the participant, in its municipality, in the
 * whole subsystem.
 */
async function concerned(id: string, today: string): Promise<string[]> {
  const rows = await sql<{ account: string }>`
    SELECT DISTINCT g.account_id AS account FROM core.grants g,
      core.agreements a JOIN core.participants p ON p.id = a.participant_id
    WHERE a.id = ${id} AND g.state = 'active' AND g.starts_on <= ${today}::date
      AND (g.ends_on IS NULL OR g.ends_on >= ${today}::date)
      AND (EXISTS (SELECT FROM core.role_permissions r WHERE r.role = g.role AND r.permission = 'agreements.manage')
        OR (g.subsystem IS NULL OR g.subsystem = ANY (a.subsystems))
          AND (g.role = 'participant-administrator' AND g.participant_id = a.participant_id
            OR g.role = 'subsystem-administrator' AND g.scope = 'region'
            OR g.scope = 'municipality' AND g.municipality_id = p.municipality_id))`;
  return rows.map(({ account }) => account);
}

export const warnOfEndsJob = job({
  name: 'warn-of-ends',
  title: 'Warn 60, 30 and 7 days before an agreement ends',
  every: { cron: '0 4 * * *' },
  atStart: true,
  handler: async () => void (await warnOfEnds()),
});

/** Agreements within reach that end within sixty days or are read-only and have no signed successor, the nearest first. */
export const endingSoon = () => {
  const today = todayHere();
  return sql`SELECT p.id AS "participantId", p.name, a.number, a.ends_on::text AS "endsOn",
      a.ends_on - ${today}::date AS "daysLeft", a.ends_on + a.read_only_days - ${today}::date AS "daysToClose"
    FROM core.agreements a JOIN core.participants p ON p.id = a.participant_id
    WHERE a.state <> 'draft' AND a.ends_on - ${today}::date <= ${Math.max(...warnDays)}
      AND a.ends_on + a.read_only_days >= ${today}::date AND NOT ${isContinued(today)}
      AND ${inReach('agreements.read', { participant: part`p.id`, municipality: part`p.municipality_id`, subsystems: part`a.subsystems` })}
    ORDER BY a.ends_on, p.name LIMIT 200`;
};
