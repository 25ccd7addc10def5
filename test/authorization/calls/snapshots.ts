import { randomUUID } from 'node:crypto';
import { sql } from '@regiso/core';
import type { Making } from '../call';
import type { Ground } from '../ground';

const boardOf = async ({ users }: Ground) =>
  ((await users.authority.call('/api/dashboards/list')).body as { id: string }[])[0]?.id ?? '';

const view = {
  ...{ id: 'board', title: 'Панель', titleEn: null, time: null, within: null, isDemo: false },
  ...{ filters: [], drill: [], dimensionTitles: {}, indicators: [], tiles: [] },
};

/** What the authority has reported of its territory: an empty board, for the warehouse holds no figures here. */
const aSnapshot =
  (payload?: object): Making =>
  async (ground) => {
    const { authority } = ground.users;
    const dashboard = await boardOf(ground);
    const content = JSON.stringify({ view, choice: {}, questions: [], tiles: {}, names: {}, answers: [] });
    const id = await ground.work(async () => {
      const [row] = await sql<{ id: string }>`INSERT INTO dashboards.snapshots
          (dashboard, title, reported_on, ground, language, words, search, within, content, sha256, tick, as_of, owner_id,
            municipalities)
        VALUES (${dashboard}, 'Отчёт за год', '2026-09-20', 'Приказ', 'ru', '', '{}',
          '[{"municipality":["ishim-city"]}]', ${content}, 'x', 1, now(), ${authority.id},
          '{ishim-city}') RETURNING id`;
      return row?.id ?? '';
    });
    return { params: { id }, record: id, ...(payload && { payload }), by: authority.call };
  };

export const snapshotCalls: Readonly<Record<string, Making>> = {
  'POST /api/dashboards/snapshots': async (ground) => ({
    payload: { dashboard: await boardOf(ground), title: 'Отчёт за год', reportedOn: '2026-09-20', ground: 'Приказ' },
    headers: { 'idempotency-key': randomUUID() },
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
