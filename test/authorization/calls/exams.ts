import { homeCalendar, sql, todayHere } from '@regiso/core';
import type { Making } from '../call';
import type { Ground } from '../ground';

let made = 0;
const long = '2026-06-20T09:00:00Z';

/** A batch with the pupil's result of an exam day of its own. */
const aBatch = ({ work, pupil }: Ground, state: 'draft' | 'approved' | 'published' = 'draft', at = long) =>
  work(async () => {
    made += 1;
    const [decided, shown] = [state !== 'draft', state === 'published'];
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

const marks = { kind: 'marks', aspects: ['extended-answers'], presence: 'self' };
const appeals: Making = async (ground) => {
  // Announced on the last working day: an appeal on marks is still in time.
  const at = `${homeCalendar().addWorkingDays(todayHere(), -1)}T09:00:00Z`;
  return { params: { id: (await aBatch(ground, 'published', at)).result }, payload: marks };
};

/** An appeal that the guardian has filed, looked at or not. */
async function anAppeal(ground: Ground, isTaken = false): Promise<string> {
  const { params } = await appeals(ground);
  const address = `/api/exams/own/results/${params?.['id']}/appeals`;
  const { body } = await ground.callers.guardian(address, { method: 'POST', payload: marks });
  const { id } = body as { id: string };
  if (isTaken) await ground.callers.operator(`/api/exams/appeals/${id}/review`, { method: 'POST', payload: {} });
  return id;
}
const theAppeal: Making = async (ground) => ({ params: { id: await anAppeal(ground) } });

const order = { action: 'annul', protocol: 'Протокол ГЭК № 41', reason: 'Участник пользовался телефоном' };
/** What a second operator has proposed about a result. */
async function aProposal(ground: Ground): Promise<string> {
  const { result } = await aBatch(ground, 'published');
  const address = `/api/exams/person-results/${result}/annulments`;
  const { body } = await ground.second.call(address, { method: 'POST', payload: order });
  return (body as { annulments: { id: string }[] }).annulments[0]?.id ?? '';
}
const aResult: Making = async (ground) => ({ params: { id: (await aBatch(ground, 'published')).result } });

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
  'POST /api/exams/own/results/{id}/appeals': appeals,
  'POST /api/exams/own/appeals/{id}/withdraw': theAppeal,
  'POST /api/exams/own/appeals/{id}/form': theAppeal,
  'GET /api/exams/own/appeals/{id}/form/{document}': async (ground) => {
    const id = await anAppeal(ground);
    const issued = await ground.callers.guardian(`/api/exams/own/appeals/${id}/form`, { method: 'POST', payload: {} });
    return { params: { id, document: (issued.body as { id: string }).id } };
  },
  'GET /api/exams/appeals': async (ground) => ({ record: await ground.once('appeal', () => anAppeal(ground)) }),
  'GET /api/exams/appeals/{id}': theAppeal,
  'POST /api/exams/appeals/{id}/review': theAppeal,
  'POST /api/exams/appeals/{id}/decision': async (ground) => ({
    params: { id: await anAppeal(ground, true) },
    payload: { isSatisfied: true, protocol: '№ 3', decidedOn: todayHere(), result: 95 },
  }),
  'POST /api/exams/person-results/{id}/appeals': async (ground) => {
    const call = await appeals(ground);
    return { ...call, payload: { appeal: marks, receivedOn: todayHere() } };
  },
  'POST /api/exams/person-results/search': () => ({ payload: { name: 'Ива' } }),
  'GET /api/exams/person-results/{id}': aResult,
  'POST /api/exams/person-results/{id}/annulments': async (ground) => ({ ...(await aResult(ground)), payload: order }),
  'GET /api/exams/annulments': () => ({}),
  'POST /api/exams/annulments/{id}/confirm': async (ground) => ({ params: { id: await aProposal(ground) } }),
  'POST /api/exams/annulments/{id}/refuse': async (ground) => ({
    params: { id: await aProposal(ground) },
    payload: { reason: 'Не тот участник' },
  }),
  'GET /api/exams/school/results': async (ground) => ({
    query: { year: '2026' },
    record: (await ground.once('published result', () => aBatch(ground, 'published'))).result,
  }),
  'POST /api/exams/school/results/file': () => ({ payload: { year: 2026 } }),
};
