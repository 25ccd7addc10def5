import { audit, homeRegion, inTransaction, job, notify, sql, todayHere, type JobRun } from '@regiso/core';
import type { DeliveryPlan, DeliveryWhy } from '../../shared/deliveries';
import { deliveryEndsNotice, deliveryTroubleNotice } from './notices';
import { actorNow, asReader, maySee } from './people';
import { nextAt } from './plan';
import { keep, type Sending } from './sending';
import { openRun } from './steps';

const process = 'dashboards/send-deliveries';
const mostAtOnce = 500;
/** Days before the end at which the owner is asked to renew. */
const askBefore = 14;

/** Sends what is due: opens a sending a delivery and date, then writes each recipient’s letter. Gives how many were written. */
export async function sendDeliveries(run?: Pick<JobRun, 'signal' | 'progress'>): Promise<number> {
  await openDue();
  await askToRenew();
  const waiting = await inTransaction({ process, readOnly: true }, waitingSendings);
  let mailed = 0;
  for (const [at, sending] of waiting.entries()) {
    if (run?.signal.aborted) return mailed;
    if ((await keep(sending)) === 'mailed') mailed += 1;
    await run?.progress((at + 1) / waiting.length, `${at + 1} / ${waiting.length}`);
  }
  await closeRuns();
  return mailed;
}

const waitingSendings = () => sql<Sending>`SELECT s.run_id AS "runId", s.account_id AS "accountId", s.tries,
    d.id AS "deliveryId", d.dashboard, d.search, d.formats
  FROM dashboards.delivery_sendings s JOIN dashboards.delivery_runs r ON r.id = s.run_id
    JOIN dashboards.deliveries d ON d.id = r.delivery_id
  WHERE s.state = 'waiting' AND s.try_at <= now() ORDER BY s.run_id, s.account_id LIMIT ${mostAtOnce}`;

type Due = Pick<DeliveryPlan, 'every' | 'day' | 'hour' | 'endsOn'> & {
  id: string;
  ownerId: string;
  dashboard: string;
  slot: string;
};

/** One after another, each in a transaction of its own: two workers never open the same date twice. */
async function openDue() {
  for (let opened = true; opened;) opened = await openNext();
}

async function openNext(): Promise<boolean> {
  const [due] = await inTransaction({ process, readOnly: true }, () => dueNow(null));
  if (!due) return false;
  const fault = await faultOf(due);
  await inTransaction({ process }, async () => {
    await sql`SELECT FROM dashboards.deliveries WHERE id = ${due.id} FOR UPDATE`;
    const [row] = await dueNow(due.id);
    if (!row) return;
    if (!fault) await openRun(row.id, row.slot);
    await sql`UPDATE dashboards.deliveries SET next_at = ${await nextAt(row)}, fault = ${fault} WHERE id = ${row.id}`;
    await audit(fault ? 'dashboards.delivery-missed' : 'dashboards.delivery-opened', { type: 'delivery', id: row.id });
    if (fault) await tellOwner(row.ownerId, row.id, row.slot);
  });
  return true;
}

const dueNow = (id: string | null) => sql<Due>`SELECT id, owner_id AS "ownerId", dashboard, every, day, hour,
    ends_on::text AS "endsOn", to_char(next_at AT TIME ZONE ${homeRegion().timeZone}, 'YYYY-MM-DD') AS slot
  FROM dashboards.deliveries WHERE is_active AND removed_at IS NULL AND next_at <= now()
    AND (${id}::uuid IS NULL OR id = ${id}::uuid) ORDER BY next_at LIMIT 1`;

/** Whoever may not have boards mailed any more sends nothing; nor does a board that is not there. */
async function faultOf({ ownerId, dashboard }: Due): Promise<DeliveryWhy | null> {
  const owner = await actorNow(ownerId);
  if (!owner) return 'no-account';
  return (await asReader(owner, () => Promise.resolve(maySee(dashboard, 'dashboards.deliver')))) ? null : 'no-right';
}

const tellOwner = (ownerId: string, id: string, once: string) =>
  notify({
    kind: deliveryTroubleNotice.id,
    accountIds: [ownerId],
    title: 'Рассылка панели ушла не всем',
    titleEn: 'A delivery of a dashboard did not reach everybody',
    link: '/app/dashboards/deliveries',
    once: `delivery-trouble/${id}/${once}`,
  });

async function askToRenew() {
  await inTransaction({ process, unaudited: 'reminds of the end, once' }, async () => {
    const ending = await sql<{ id: string; ownerId: string; endsOn: string }>`UPDATE dashboards.deliveries
      SET told_of = ends_on WHERE is_active AND removed_at IS NULL AND told_of IS DISTINCT FROM ends_on
        AND ends_on <= ${todayHere()}::date + ${askBefore}::int AND changed_at < now() - interval '1 day'
      RETURNING id, owner_id AS "ownerId", ends_on::text AS "endsOn"`;
    for (const { id, ownerId, endsOn } of ending)
      await notify({
        kind: deliveryEndsNotice.id,
        accountIds: [ownerId],
        title: 'Рассылка панели скоро закончится: продлите её, если она нужна',
        titleEn: 'A delivery of a dashboard is about to end: prolong it if it is still wanted',
        link: '/app/dashboards/deliveries',
        once: `delivery-ends/${id}/${endsOn}`,
      });
  });
}

async function closeRuns() {
  await inTransaction({ process, unaudited: 'what became of each recipient is recorded' }, async () => {
    const closed = await sql<{ id: string; deliveryId: string; ownerId: string; isTroubled: boolean }>`
      UPDATE dashboards.delivery_runs r SET finished_at = now() WHERE finished_at IS NULL AND NOT EXISTS (
        SELECT FROM dashboards.delivery_sendings s WHERE s.run_id = r.id AND s.state = 'waiting')
      RETURNING id, delivery_id AS "deliveryId", owner_id AS "ownerId", EXISTS (
        SELECT FROM dashboards.delivery_sendings s WHERE s.run_id = r.id AND s.state = 'withheld') AS "isTroubled"`;
    for (const { id, deliveryId, ownerId, isTroubled } of closed)
      if (isTroubled) await tellOwner(ownerId, deliveryId, id);
  });
}

export const sendDeliveriesJob = job({
  name: 'send-deliveries',
  title: 'Рассылка панелей по почте',
  every: 300_000,
  atStart: true,
  transaction: false,
  handler: (_, run) => sendDeliveries(run),
});
