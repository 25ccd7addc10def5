import { randomUUID } from 'node:crypto';
import { sql } from '@regiso/core';
import { dayFrom } from '../../../core/access/test/people';
import { aLesson } from '../../../plugins/school/server/test/builders';
import type { Ground } from '../ground';
import type { Making } from '../call';
import { aLedClass } from './school';

/** A class that the teacher leads, whose pupil has missed the only lesson. */
const aClassAtRisk = (ground: Ground) =>
  ground.once('class at risk', async () => {
    const { classId, journalId, children } = await aLedClass(ground);
    await ground.work(async () => {
      const lesson = await aLesson(journalId, dayFrom(-1));
      await sql`UPDATE school.lessons SET attendance_at = now() WHERE id = ${lesson}`;
      await sql`INSERT INTO school.attendance (lesson_id, pupil_id, organisation_id, participant_id, municipality_id, day, subject,
          grade, code, counts_as)
        SELECT id, ${children[0]?.id}, organisation_id, participant_id, municipality_id, day, subject, grade, 'absent', 'absent'
        FROM school.lessons WHERE id = ${lesson}`;
    });
    return { classId, pupil: children[0]?.id ?? '' };
  });

export const riskCalls: Record<string, Making> = {
  'GET /api/school/risks': async (ground) => ({ record: (await aClassAtRisk(ground)).classId }),
  'POST /api/school/risks/file': () => ({}),
  'GET /api/school/classes/{id}/risks': async (ground) => ({ params: { id: (await aClassAtRisk(ground)).classId } }),
  'POST /api/school/classes/{id}/risks/file': async (ground) => ({
    params: { id: (await aClassAtRisk(ground)).classId },
  }),
  'GET /api/school/pupils/{id}/risk-notes': async (ground) => ({ params: { id: (await aClassAtRisk(ground)).pupil } }),
  'POST /api/school/pupils/{id}/risk-notes': async (ground) => ({
    params: { id: (await aClassAtRisk(ground)).pupil },
    payload: { text: 'Позвонили семье' },
    headers: { 'idempotency-key': randomUUID() },
  }),
};
