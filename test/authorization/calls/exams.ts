import { sql } from '@regiso/core';
import type { Making } from '../call';
import type { Ground } from '../ground';

let made = 0;

/** A batch with the pupil's result of an exam day of its own. */
const aBatch = ({ work, pupil }: Ground, state: 'draft' | 'approved' | 'published' = 'draft') =>
  work(async () => {
    made += 1;
    const [decided, shown] = [state !== 'draft', state === 'published'];
    const at = '2026-06-20T09:00:00Z';
    const [batch] = await sql<{
      id: string;
    }>`INSERT INTO exams.batches (kind, subject, held_on, number, unit, state, decided_at,
        visible_from, published_at)
      VALUES ('ege', 'russian', '2026-06-04', ${made}, 'score', ${state === 'draft' ? 'rejected' : state}, now(),
        ${decided ? at : null}, ${shown ? at : null}) RETURNING id`;
    const id = batch?.id ?? '';
    // A day has one open draft at a time.
    if (!decided)
      await sql`UPDATE exams.batches SET state = 'draft', held_on = '2026-06-04'::date - ${made}::int WHERE id = ${id}`;
    const [result] = await sql<{
      id: string;
    }>`INSERT INTO exams.person_results (batch_id, person_id, result, published_at)
      VALUES (${id}, ${pupil}, 90, ${shown ? at : null}) RETURNING id`;
    return { id, result: result?.id ?? '' };
  });

const aDraft: Making = async (ground) => ({ params: { id: (await aBatch(ground)).id } });

export const examCalls: Record<string, Making> = {
  'GET /api/exams/batches': async (ground) => ({ record: (await ground.once('batch', () => aBatch(ground))).id }),
  'GET /api/exams/batches/{id}': aDraft,
  'POST /api/exams/batches/{id}/approve': async (ground) => ({
    params: { id: (await aBatch(ground)).id },
    payload: { protocol: '№ 12 от 09.06.2026', visibleFrom: '2026-06-20T09:00' },
  }),
  'POST /api/exams/batches/{id}/reject': async (ground) => ({
    params: { id: (await aBatch(ground)).id },
    payload: { reason: 'Не тот день экзамена' },
  }),
  'PUT /api/exams/batches/{id}/paused': async (ground) => ({
    params: { id: (await aBatch(ground, 'approved')).id },
    payload: { isPaused: true },
  }),
  'POST /exam-results': () => ({ payload: { surname: 'Иванова', name: 'Мария', number: '7125 123456' } }),
  'GET /api/exams/own/results': async (ground) => ({
    record: (await ground.once('published result', () => aBatch(ground, 'published'))).result,
  }),
};
