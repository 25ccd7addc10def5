import { randomUUID } from 'node:crypto';
import type { Making } from '../call';
import type { Ground } from '../ground';

const boardOf = async ({ users }: Ground) =>
  ((await users.authority.call('/api/dashboards/list')).body as { id: string }[])[0]?.id ?? '';

const freezing = async (ground: Ground) => ({
  payload: { dashboard: await boardOf(ground), title: 'Отчёт за год', reportedOn: '2026-09-20', ground: 'Приказ' },
  headers: { 'idempotency-key': randomUUID() },
});

/** What the authority has reported of its territory. */
const aSnapshot =
  (payload?: object): Making =>
  async (ground) => {
    const { authority } = ground.users;
    const made = await authority.call('/api/dashboards/snapshots', { method: 'POST', ...(await freezing(ground)) });
    const { id } = made.body as { id: string };
    return { params: { id }, record: id, ...(payload && { payload }), by: authority.call };
  };

export const snapshotCalls: Readonly<Record<string, Making>> = {
  'POST /api/dashboards/snapshots': async (ground) => ({
    ...(await freezing(ground)),
    by: ground.users.authority.call,
  }),
  'GET /api/dashboards/snapshots': async (ground) => {
    const { record = '' } = await aSnapshot()(ground);
    return { record, query: { dashboard: await boardOf(ground) } };
  },
  'GET /api/dashboards/snapshots/{id}': aSnapshot(),
  'GET /api/dashboards/snapshots/{id}/difference': aSnapshot(),
  'POST /api/dashboards/snapshots/{id}/difference/file': aSnapshot({}),
};
