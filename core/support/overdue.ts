import { notify } from '../notices/notify';
import { audit } from '../server/audit';
import { job } from '../server/job';
import { sql } from '../server/sql';
import { todayHere } from '../territory/home';

type Late = { id: string; number: number; subsystem: string | null; assignee: string | null; once: string };

const most = 500;

/** Tells whoever works on a ticket, or else the whole desk, that its day has passed; once for each such day. Gives how many tickets. */
export async function warnOfOverdue(): Promise<number> {
  const late = await sql<Late>`
    SELECT t.id, t.number::int AS number, t.subsystem, a.id AS assignee, t.id || '/' || t.due_on AS once
    FROM core.tickets t LEFT JOIN core.accounts a ON a.id = t.assignee_id AND a.disabled_at IS NULL
    WHERE t.due_on < ${todayHere()}::date AND NOT EXISTS (SELECT FROM core.notices n
      WHERE n.kind = 'support.overdue' AND n.once = t.id || '/' || t.due_on)
    ORDER BY t.due_on, t.id LIMIT ${most}`;
  for (const one of late) await warn(one);
  if (late.length) await audit('support.overdue-told', { type: 'ticket' }, { tickets: late.length });
  return late.length;
}

const warn = ({ id, number, subsystem, assignee, once }: Late) =>
  notify({
    ...(assignee
      ? { accountIds: [assignee] }
      : { audience: { permission: 'support.answer', ...(subsystem && { subsystem }) } }),
    kind: 'support.overdue',
    title: `Просрочен ответ на обращение № ${number}`,
    titleEn: `The answer to question № ${number} is overdue`,
    link: `/app/support/tickets/${id}`,
    once,
  });

export const warnOfOverdueJob = job({
  name: 'warn-of-overdue',
  title: 'Предупреждения о просроченных обращениях',
  every: { cron: '0 8 * * *' },
  atStart: true,
  handler: warnOfOverdue,
});
