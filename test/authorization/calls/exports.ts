import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installed, sql, storeMade } from '@regiso/core';
import type { Making } from '../call';
import type { Ground } from '../ground';

type Offered = { indicators: { id: string; by: string[] }[] };

const indicatorOf = async ({ users }: Ground) => {
  const { indicators } = (await users.authority.call('/api/dashboards/explorer')).body as Offered;
  const found = indicators.find(({ by }) => by.includes('municipality'));
  return { indicator: found?.id ?? '', by: ['municipality'] };
};

/** An export of the authority of the municipality, as it was ordered or with its file. */
const anExport =
  (isDone: boolean): Making =>
  async (ground) => {
    const { authority } = ground.users;
    const { indicator, by } = await indicatorOf(ground);
    const id = await ground.work(async () => {
      const [row] = await sql<{ id: string }>`INSERT INTO dashboards.exports
          (owner_id, indicator, definition_version, divided_by, filters, language, title, words)
        VALUES (${authority.id}, ${indicator}, 1, ${by}::text[], '{}', 'ru', 'Выгрузка', '') RETURNING id`;
      if (row && isDone) await finish(row.id);
      return row?.id ?? '';
    });
    return { params: { id }, record: id, by: authority.call };
  };

async function finish(id: string) {
  const folder = join(installed().config.dataFolder, 'uploads');
  await mkdir(folder, { recursive: true });
  const path = join(folder, `export-${id}`);
  await writeFile(path, 'Выгрузка');
  const file = await storeMade({ path, name: 'export.csv', type: 'csv' }, { plugin: 'dashboards', type: 'export', id });
  await sql`UPDATE dashboards.exports SET state = 'done', rows = 1, sha256 = ${file.sha256}, file_id = ${file.id},
    ended_at = now(), expires_at = now() + interval '7 days' WHERE id = ${id}`;
}

export const exportCalls: Readonly<Record<string, Making>> = {
  'POST /api/dashboards/exports': async (ground) => ({
    payload: { ...(await indicatorOf(ground)), filters: {} },
    headers: { 'idempotency-key': randomUUID() },
    by: ground.users.authority.call,
  }),
  'GET /api/dashboards/exports': async (ground) => {
    const { record = '' } = await anExport(false)(ground);
    return { record };
  },
  'POST /api/dashboards/exports/{id}/cancel': anExport(false),
  'GET /api/dashboards/exports/{id}/file': anExport(true),
};
