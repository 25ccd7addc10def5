import { z } from 'zod';
import { route } from '@regiso/core';
import { ResultChanges, YearMarks, YearMarksInput } from '../../shared';
import { resultChanges } from '../services/result-changes';
import { setYearMarks, yearMarks } from '../services/year-marks';

const access = { permission: 'school.teach', within: 'reach' } as const;
const params = z.object({ id: z.uuid() });

const marks = route({
  method: 'GET',
  path: '/journals/{id}/year-marks',
  access,
  recorded: true,
  summary: 'Marks of the year in a journal, beside those of its periods and what the rule suggests',
  params,
  reply: YearMarks,
  handler: ({ params: { id } }) => yearMarks(id),
});

const setMarks = route({
  method: 'PUT',
  path: '/journals/{id}/year-marks',
  access,
  summary: 'Give marks of the year, of the exam and final ones; another than suggested needs a reason',
  params,
  payload: YearMarksInput,
  reply: z.object({ ok: z.literal(true) }),
  handler: async ({ params: { id }, payload }) => {
    await setYearMarks(id, payload);
    return { ok: true } as const;
  },
});

const changes = route({
  method: 'GET',
  path: '/journals/{id}/pupils/{pupil}/results',
  access,
  recorded: true,
  summary: 'Every change of the marks of periods and of the year of a pupil in a journal',
  params: z.object({ id: z.uuid(), pupil: z.uuid() }),
  reply: ResultChanges,
  handler: ({ params: { id, pupil } }) => resultChanges(id, pupil),
});

export const resultRoutes = [marks, setMarks, changes];
