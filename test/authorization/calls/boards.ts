import { randomUUID } from 'node:crypto';
import { sql } from '@regiso/core';
import type { Making } from '../call';

/** A board of the authority, shared with the organisation of the administrator of the school. */
const aBoard =
  (payload?: object): Making =>
  async (ground) => {
    const { authority, administrator } = ground.users;
    const id = await ground.work(async () => {
      const [row] = await sql<{ id: string }>`INSERT INTO dashboards.own_boards
          (owner_id, title, tiles, audience, participants)
        VALUES (${authority.id}, 'Своя панель', '[]', 'organisation',
          ARRAY(SELECT participant_id FROM core.grants WHERE account_id = ${administrator.id}
            AND participant_id IS NOT NULL)) RETURNING id`;
      return row?.id ?? '';
    });
    return { params: { id }, record: id, ...(payload && { payload }), by: authority.call };
  };

export const boardCalls: Readonly<Record<string, Making>> = {
  'GET /api/dashboards/boards': async (ground) => {
    const { record = '' } = await aBoard()(ground);
    return { record };
  },
  'GET /api/dashboards/boards/{id}': aBoard(),
  'POST /api/dashboards/boards': () => ({
    payload: { title: 'Своя панель', tiles: [] },
    headers: { 'idempotency-key': randomUUID() },
  }),
  'PUT /api/dashboards/boards/{id}': aBoard({ version: 1, title: 'Другая', tiles: [] }),
  'PUT /api/dashboards/boards/{id}/audience': aBoard({ version: 1, audience: { kind: 'own' } }),
  'PUT /api/dashboards/boards/{id}/removed': aBoard({ version: 1, isRemoved: true }),
};
