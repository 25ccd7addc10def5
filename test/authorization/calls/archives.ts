import { randomUUID } from 'node:crypto';
import { sql } from '@regiso/core';
import { dayFrom } from '../../../core/access/test/people';
import { archivedJournal } from '../../../plugins/school/server/archive/gather';
import { take } from '../../../plugins/school/server/archive/take';
import { aLesson } from '../../../plugins/school/server/test/builders';
import type { Making } from '../call';
import type { Ground } from '../ground';
import { aLedClass } from './school';

/** A journal that was written into, with one version of its archive. */
const anArchive = (ground: Ground) =>
  ground.once('archive', async () => {
    const { classId, journalId } = await aLedClass(ground);
    return ground.work(async () => {
      const lesson = await aLesson(journalId, dayFrom(-1));
      await sql`UPDATE school.lessons SET attendance_at = now(), topic = 'Тема' WHERE id = ${lesson}`;
      const journal = await archivedJournal(journalId);
      if (!journal) throw new Error('there is no journal');
      const { id } = await take(journal, { number: 1, reason: 'Конец года', orderedBy: null, who: null });
      const [year] = await sql<{ id: string }>`SELECT year_id AS id FROM school.classes WHERE id = ${classId}`;
      return { id, classId, journalId, yearId: year?.id ?? '' };
    });
  });

/** An order of that journal, anew for everybody who asks: what waits, or what is done. */
const anOrder =
  (state: 'waiting' | 'done'): Making =>
  async (ground) => {
    const { id, journalId } = await anArchive(ground);
    const [row] = await ground.work(
      () => sql<{
        id: string;
      }>`INSERT INTO school.archive_orders (organisation_id, participant_id, municipality_id, scope, title,
          reason, grade_from, grade_to, journals, archives, state, ended_at)
        SELECT j.organisation_id, j.participant_id, j.municipality_id, 'journal', 'Журнал', 'Конец года', c.grade, c.grade,
          ARRAY[j.id], CASE WHEN ${state === 'done'} THEN ARRAY[${id}::uuid] ELSE '{}' END, ${state},
          CASE WHEN ${state === 'done'} THEN now() END
        FROM school.loads j JOIN school.classes c ON c.id = j.class_id WHERE j.id = ${journalId} RETURNING id`,
    );
    return { params: { id: row?.id ?? '' } };
  };

export const archiveCalls: Readonly<Record<string, Making>> = {
  'GET /api/school/archive': async (ground) => ({ record: (await anArchive(ground)).classId }),
  'GET /api/school/archive/orders': async (ground) => ({ record: (await anOrder('done')(ground)).params?.id ?? '' }),
  'GET /api/school/classes/{id}/archive': async (ground) => ({ params: { id: (await anArchive(ground)).classId } }),
  'POST /api/school/archive/orders': async (ground) => {
    const { journalId } = await anArchive(ground);
    // One is made at a time: what others have asked for is over.
    await ground.work(
      () =>
        sql`UPDATE school.archive_orders SET state = 'cancelled', ended_at = now() WHERE state IN ('waiting', 'running')`,
    );
    return {
      payload: { scope: 'journal', id: journalId, reason: 'Конец года' },
      headers: { 'idempotency-key': randomUUID() },
    };
  },
  'POST /api/school/archive/orders/{id}/cancel': anOrder('waiting'),
  'GET /api/school/archive/orders/{id}/file': anOrder('done'),
  'GET /api/school/archive/{id}/file': async (ground) => ({ params: { id: (await anArchive(ground)).id } }),
};
