import { randomUUID } from 'node:crypto';
import { sql } from '@regiso/core';
import type { Making } from '../call';
import type { Ground } from '../ground';

const plan = {
  every: 'weekly',
  day: 1,
  hour: 9,
  formats: ['xlsx'],
  endsOn: new Date(Date.now() + 100 * 86_400_000).toISOString().slice(0, 10),
};
const keyed = () => ({ headers: { 'idempotency-key': randomUUID() } });

const boardOf = async ({ users }: Ground) =>
  ((await users.authority.call('/api/dashboards/list')).body as { id: string }[])[0]?.id ?? '';

/** A delivery of the authority of the municipality to the administrator of the school. */
const aDelivery =
  (payload?: object): Making =>
  async (ground) => {
    const board = await boardOf(ground);
    const { authority, administrator } = ground.users;
    const id = await ground.work(async () => {
      const [row] = await sql<{ id: string }>`INSERT INTO dashboards.deliveries
          (owner_id, dashboard, search, words, every, day, hour, formats, recipients, accounts, ends_on)
        VALUES (${authority.id}, ${board}, '{}', '', 'weekly', 1, 9, '{xlsx}', ${[administrator.id]}::uuid[],
          ${[authority.id, administrator.id]}::uuid[], ${plan.endsOn}::date) RETURNING id`;
      return row?.id ?? '';
    });
    return { params: { id }, record: id, ...(payload && { payload }) };
  };

export const deliveryCalls: Readonly<Record<string, Making>> = {
  'GET /api/dashboards/deliveries': async (ground) => {
    const { record = '' } = await aDelivery()(ground);
    return { record };
  },
  'POST /api/dashboards/deliveries/people': async (ground) => ({
    payload: { dashboard: await boardOf(ground), q: 'ан' },
  }),
  'POST /api/dashboards/deliveries': async (ground) => ({
    payload: { dashboard: await boardOf(ground), plan: { ...plan, recipients: [ground.users.authority.id] } },
    ...keyed(),
  }),
  'PUT /api/dashboards/deliveries/{id}': async (ground) => ({
    ...(await aDelivery({ version: 1, plan: { ...plan, recipients: [ground.users.administrator.id] } })(ground)),
    by: ground.users.authority.call,
  }),
  'PUT /api/dashboards/deliveries/{id}/active': aDelivery({ version: 1, isActive: false }),
  'PUT /api/dashboards/deliveries/{id}/removed': aDelivery({ version: 1, isRemoved: true }),
  'POST /api/dashboards/deliveries/{id}/send': async (ground) => ({
    ...(await aDelivery()(ground)),
    ...keyed(),
    by: ground.users.authority.call,
  }),
  'PUT /api/dashboards/deliveries/{id}/wanted': async (ground) => ({
    ...(await aDelivery({ isWanted: false })(ground)),
    by: ground.users.administrator.call,
  }),
};
