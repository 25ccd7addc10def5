import { randomUUID } from 'node:crypto';
import {
  audit,
  conflict,
  forbidden,
  inReach,
  invalidInput,
  me,
  notFound,
  sql,
  startJob,
  todayHere,
} from '@regiso/core';
import { longestDays, type DeliveryPlan, type NewDelivery } from '../../shared/deliveries';
import { choiceFrom, initialChoice, searchOf } from '../../shared/choice';
import { findDashboard } from '../board';
import { figuresOf, wordsOf } from './figures';
import { opensTo, peopleFor } from './people';
import { nextAt } from './plan';

const mostOwn = 50;

type Fault = { path: string[]; message: string };

/** Begins a delivery of a board open to the caller; gives its id. Refuses, by field, what could not be sent. */
export async function createDelivery({ dashboard, search, language, plan }: NewDelivery): Promise<{ id: string }> {
  const { item, plugin } = findDashboard(dashboard);
  const { view, replies } = await figuresOf({ dashboard, search, language });
  if (replies.some((reply) => 'status' in reply && reply.status === 400))
    throw invalidInput([{ path: ['payload', 'search'], message: 'Отбор в адресе панели не подходит к её данным' }]);
  await refuseBadPlan(plan, item.id, plan.recipients);
  const mine = me().accountId;
  const [held] = await sql<{ n: number }>`SELECT count(*)::int AS n FROM dashboards.deliveries
    WHERE owner_id = ${mine} AND removed_at IS NULL`;
  if ((held?.n ?? 0) >= mostOwn) throw conflict(`У вас уже ${mostOwn} рассылок: удалите ненужные`);
  const kept = Object.fromEntries(Object.entries(searchOf(view, choiceFrom(view, search))).filter(([, text]) => text));
  const named = Object.fromEntries(
    Object.entries(choiceFrom(view, search)).filter(([name]) => kept[name] || !initialChoice(view)[name]),
  );
  const [made] = await sql<{ id: string }>`INSERT INTO dashboards.deliveries
      (owner_id, dashboard, search, words, every, day, hour, formats, recipients, accounts, ends_on, next_at)
    VALUES (${mine}, ${dashboard}, ${JSON.stringify(kept)}::jsonb, ${await wordsOf(named, view, plugin, language)},
      ${plan.every}, ${dayOf(plan)}, ${plan.hour}, ${plan.formats}::text[], ${plan.recipients}::uuid[],
      ${[mine, ...plan.recipients]}::uuid[], ${plan.endsOn}::date, ${await nextAt(plan)}) RETURNING id`;
  const id = made?.id ?? '';
  await audit('dashboards.delivery-made', { type: 'delivery', id }, detailsOf(dashboard, plan));
  return { id };
}

const dayOf = ({ every, day }: DeliveryPlan) => (every === 'daily' ? null : day);
const detailsOf = (dashboard: string, { every, recipients }: DeliveryPlan) => ({
  dashboard,
  every,
  recipients: recipients.length,
});

/** `added` are those who were not among the recipients before. */
async function refuseBadPlan({ endsOn }: DeliveryPlan, board: string, added: readonly string[]) {
  const faults: Fault[] = [];
  const last = new Date(Date.parse(todayHere()) + longestDays * 86_400_000).toISOString().slice(0, 10);
  if (endsOn < todayHere()) faults.push({ path: ['payload', 'plan', 'endsOn'], message: 'Этот день уже прошёл' });
  if (endsOn > last) faults.push({ path: ['payload', 'plan', 'endsOn'], message: 'Не дольше чем на год' });
  const known = new Set((await peopleFor(findDashboard(board).item, { ids: added })).map(({ id }) => id));
  for (const id of added)
    if (!known.has(id) || !(await opensTo(id, board))) {
      faults.push({ path: ['payload', 'plan', 'recipients'], message: 'Не всем из них открыта эта панель' });
      break;
    }
  if (faults.length) throw invalidInput(faults);
}

type Held = { version: number; ownerId: string; dashboard: string; recipients: string[]; isRemoved: boolean };

/** A delivery that the caller leads, locked; refuses whoever has seen another state of it. */
async function held(id: string, version: number | undefined, isRemoved = false): Promise<Held> {
  const [row] = await sql<Held>`SELECT version, owner_id AS "ownerId", dashboard, recipients,
      removed_at IS NOT NULL AS "isRemoved" FROM dashboards.deliveries
    WHERE id = ${id} AND (owner_id = ${me().accountId} OR ${inReach('dashboards.deliver', {})}) FOR UPDATE`;
  if (!row) throw notFound('Такой рассылки нет или она вам не открыта');
  if ((version !== undefined && row.version !== version) || row.isRemoved !== isRemoved)
    throw conflict('Рассылку тем временем изменили. Откройте её заново');
  return row;
}

function refuseForeign({ ownerId }: Held) {
  if (ownerId !== me().accountId) throw forbidden('Рассылку меняет и запускает тот, кто её завёл');
}

/** Changes when one's own delivery is sent, to whom, and until when. */
export async function changeDelivery(id: string, version: number, plan: DeliveryPlan): Promise<void> {
  const row = await held(id, version);
  refuseForeign(row);
  const added = plan.recipients.filter((one) => !row.recipients.includes(one));
  await refuseBadPlan(plan, row.dashboard, added);
  await sql`UPDATE dashboards.deliveries SET every = ${plan.every}, day = ${dayOf(plan)}, hour = ${plan.hour},
      formats = ${plan.formats}::text[], recipients = ${plan.recipients}::uuid[],
      accounts = ${[row.ownerId, ...plan.recipients]}::uuid[], ends_on = ${plan.endsOn}::date,
      next_at = ${await nextAt(plan)}, fault = NULL, version = version + 1, changed_at = now() WHERE id = ${id}`;
  await audit('dashboards.delivery-changed', { type: 'delivery', id }, detailsOf(row.dashboard, plan));
}

/** Stops a delivery, or lets it go on from the next date of its plan. */
export async function switchDelivery(id: string, version: number, isActive: boolean): Promise<void> {
  const row = await held(id, version);
  if (isActive) refuseForeign(row);
  const [plan] = await sql<Pick<DeliveryPlan, 'every' | 'day' | 'hour' | 'endsOn'>>`SELECT every, day, hour,
      ends_on::text AS "endsOn" FROM dashboards.deliveries WHERE id = ${id}`;
  await sql`UPDATE dashboards.deliveries SET is_active = ${isActive}, next_at = ${plan ? await nextAt(plan) : null},
      fault = NULL, version = version + 1, changed_at = now() WHERE id = ${id}`;
  await audit(isActive ? 'dashboards.delivery-resumed' : 'dashboards.delivery-stopped', { type: 'delivery', id });
}

/** Takes a delivery away, or puts it back as it was. */
export async function setRemoved(id: string, version: number, isRemoved: boolean): Promise<void> {
  await held(id, version, !isRemoved);
  await sql`UPDATE dashboards.deliveries SET removed_at = CASE WHEN ${isRemoved}::boolean THEN now() END,
      version = version + 1, changed_at = now() WHERE id = ${id}`;
  await audit(isRemoved ? 'dashboards.delivery-removed' : 'dashboards.delivery-restored', { type: 'delivery', id });
}

/** Sends one's own delivery once more, now, beside its dates; one sending at a time. */
export async function sendNow(id: string): Promise<void> {
  refuseForeign(await held(id, undefined));
  const [open] = await sql`SELECT FROM dashboards.delivery_runs WHERE delivery_id = ${id} AND finished_at IS NULL`;
  if (open) throw conflict('Предыдущая отправка ещё не закончилась');
  await openRun(id, `now/${randomUUID()}`);
  await audit('dashboards.delivery-asked', { type: 'delivery', id });
  await startJob('dashboards', 'send-deliveries');
}

/** Begins a sending to all who want it; false when this slot has had its own. */
export async function openRun(id: string, slot: string): Promise<boolean> {
  const [run] = await sql<{ id: string }>`INSERT INTO dashboards.delivery_runs (delivery_id, owner_id, slot)
    SELECT id, owner_id, ${slot} FROM dashboards.deliveries WHERE id = ${id}
    ON CONFLICT (delivery_id, slot) DO NOTHING RETURNING id`;
  if (!run) return false;
  await sql`INSERT INTO dashboards.delivery_sendings (run_id, account_id, owner_id)
    SELECT ${run.id}, account_id, d.owner_id FROM dashboards.deliveries d, unnest(d.recipients) AS account_id
    WHERE d.id = ${id} AND NOT account_id = ANY (d.gone)`;
  return true;
}

/** A recipient wants a delivery no more, or again. */
export async function setWanted(id: string, isWanted: boolean): Promise<void> {
  const mine = me().accountId;
  const [row] = await sql`UPDATE dashboards.deliveries SET gone = CASE WHEN ${isWanted}::boolean
      THEN array_remove(gone, ${mine}::uuid) ELSE array_append(array_remove(gone, ${mine}::uuid), ${mine}::uuid) END
    WHERE id = ${id} AND removed_at IS NULL AND ${mine}::uuid = ANY (recipients) RETURNING id`;
  if (!row) throw notFound('Такой рассылки нет или она вам не открыта');
  await audit(isWanted ? 'dashboards.delivery-wanted' : 'dashboards.delivery-left', { type: 'delivery', id });
}
