import { randomUUID } from 'node:crypto';
import { sql } from '@regiso/core';
import type { Making } from '../call';

const annotation = {
  indicator: 'exams.participants',
  grain: 'year',
  period: '2025',
  text: 'Изменили порядок экзамена',
};

const anAnnotation =
  (payload: object): Making =>
  async ({ work, users }) => {
    const id = await work(async () => {
      const [row] = await sql<{
        id: string;
      }>`INSERT INTO dashboards.annotations (indicator, grain, period, text, author_id)
        VALUES (${annotation.indicator}, ${annotation.grain}, ${annotation.period}, ${annotation.text}, ${users.authority.id})
        RETURNING id`;
      return row?.id ?? '';
    });
    return { params: { id }, payload: { version: 1, ...payload } };
  };

export const annotationCalls: Readonly<Record<string, Making>> = {
  'GET /api/dashboards/annotations': async (ground) => ({
    query: {
      dashboard: ((await ground.users.operator.call('/api/dashboards/list')).body as { id: string }[])[0]?.id ?? '',
    },
  }),
  'POST /api/dashboards/annotations': () => ({ payload: annotation, headers: { 'idempotency-key': randomUUID() } }),
  'PUT /api/dashboards/annotations/{id}': anAnnotation({ text: 'Изменили шкалу' }),
  'PUT /api/dashboards/annotations/{id}/removed': anAnnotation({ isRemoved: true }),
};
