import { z } from 'zod';
import { route } from '@regiso/core';
import { Day, DiaryDay, DiaryMarks, DiaryOwner, DiaryResults } from '../../shared';
import { diaryDay, diaryOf, diaryOwners } from '../services/diary';
import { sendFileFor } from '../services/diary-homework';
import { tickHomework } from '../services/homework-done';
import { diaryMarks } from '../services/diary-marks';
import { diaryResults } from '../services/diary-results';

const access = { signedIn: 'Свой дневник и дневники собственных детей' };
const params = z.object({ id: z.uuid() });

const owners = route({
  method: 'GET',
  path: '/diaries',
  access,
  recorded: true,
  summary: 'Whose diaries one may open: one’s own as a pupil, and those of one’s children',
  reply: z.array(DiaryOwner),
  handler: () => diaryOwners(),
});

const day = route({
  method: 'GET',
  path: '/diaries/{id}/day',
  access,
  recorded: true,
  summary: 'A day of a diary: lessons with rooms, homework, marks and absences',
  params,
  query: z.strictObject({ day: Day.optional() }),
  reply: DiaryDay,
  handler: ({ params: { id }, query }) => diaryDay(id, query.day),
});

const marks = route({
  method: 'GET',
  path: '/diaries/{id}/marks',
  access,
  recorded: true,
  summary: 'Marks of a period by subject, and what explains each average',
  params,
  query: z.strictObject({ period: z.uuid().optional() }),
  reply: DiaryMarks,
  handler: ({ params: { id }, query }) => diaryMarks(id, query.period),
});

const file = route({
  method: 'GET',
  path: '/diaries/{id}/lessons/{lesson}/files/{file}',
  access,
  summary: 'A file of the homework that a diary shows',
  params: z.object({ id: z.uuid(), lesson: z.uuid(), file: z.uuid() }),
  handler: async ({ params: { id, lesson, file: wanted }, h }) => sendFileFor(h, await diaryOf(id), lesson, wanted),
});

const tick = route({
  method: 'PUT',
  path: '/diaries/{id}/lessons/{lesson}/done',
  access,
  summary: 'Ticks homework as done, or takes that back',
  params: z.object({ id: z.uuid(), lesson: z.uuid() }),
  payload: z.strictObject({ isDone: z.boolean() }),
  reply: z.object({ isDone: z.boolean() }),
  handler: async ({ params: { id, lesson }, payload: { isDone } }) => {
    await tickHomework(id, lesson, isDone);
    return { isDone };
  },
});

const results = route({
  method: 'GET',
  path: '/diaries/{id}/results',
  access,
  recorded: true,
  summary: 'Marks of the periods and of the year, a subject a line',
  params,
  reply: DiaryResults,
  handler: ({ params: { id } }) => diaryResults(id),
});

export const diaryRoutes = [owners, day, marks, file, tick, results];
