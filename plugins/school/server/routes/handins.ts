import { z } from 'zod';
import { inTransaction, route, sentFile } from '@regiso/core';
import { HandinDecision, HandinInput, LessonHandin } from '../../shared';
import { addHandinFile, removeHandinFile, sendHandinFile, upload, writeHandin } from '../services/handins';
import { decideHandin, lessonHandins, sendLessonHandinFile } from '../services/lesson-handins';

const ofFamily = { signedIn: 'Свои домашние работы и работы собственных детей' };
const teaches = { permission: 'school.teach', within: 'reach' } as const;
const task = z.object({ id: z.uuid(), lesson: z.uuid() });
const ofTask = task.extend({ file: z.uuid() });
const ofLesson = z.object({ id: z.uuid(), handin: z.uuid() });

const write = route({
  method: 'PUT',
  path: '/diaries/{id}/lessons/{lesson}/handin',
  access: ofFamily,
  summary: 'Writes the text of a homework handed in; 409 once the teacher has accepted it',
  params: task,
  payload: HandinInput,
  reply: z.object({ version: z.number() }),
  handler: async ({ params: { id, lesson }, payload }) => ({ version: await writeHandin(id, lesson, payload.text) }),
});

const add = route({
  method: 'POST',
  path: '/diaries/{id}/lessons/{lesson}/handin/files',
  access: ofFamily,
  summary: 'Puts a photo or a file into the homework handed in',
  params: task,
  upload,
  reply: z.object({ id: z.uuid() }),
  handler: ({ params: { id, lesson }, request }) => addHandinFile(id, lesson, sentFile(request.payload)),
});

const remove = route({
  method: 'DELETE',
  path: '/diaries/{id}/lessons/{lesson}/handin/files/{file}',
  access: ofFamily,
  summary: 'Takes a file out of the homework handed in, while the teacher has not accepted it',
  params: ofTask,
  reply: z.object({ removed: z.literal(true) }),
  handler: async ({ params: { id, lesson, file } }) => {
    await removeHandinFile(id, lesson, file);
    return { removed: true } as const;
  },
});

const own = route({
  method: 'GET',
  path: '/diaries/{id}/lessons/{lesson}/handin/files/{file}',
  access: ofFamily,
  summary: 'A file of the homework handed in; the reading is recorded',
  params: ofTask,
  database: false,
  handler: ({ params: { id, lesson, file }, h }) => inTransaction({}, () => sendHandinFile(h, id, lesson, file)),
});

const list = route({
  method: 'GET',
  path: '/lessons/{id}/handins',
  access: teaches,
  recorded: true,
  summary: 'What pupils have handed in at a lesson',
  params: z.object({ id: z.uuid() }),
  reply: z.array(LessonHandin),
  handler: ({ params: { id } }) => lessonHandins(id),
});

const decide = route({
  method: 'POST',
  path: '/lessons/{id}/handins/{handin}/decide',
  access: teaches,
  summary: 'Accepts a homework handed in, or returns it with a comment; 409 when it was handed in anew meanwhile',
  params: ofLesson,
  payload: HandinDecision,
  reply: z.object({ decided: z.literal(true) }),
  handler: async ({ params: { id, handin }, payload }) => {
    await decideHandin(id, handin, payload);
    return { decided: true } as const;
  },
});

const send = route({
  method: 'GET',
  path: '/lessons/{id}/handins/{handin}/files/{file}',
  access: teaches,
  summary: 'A file that a pupil has handed in; the reading is recorded',
  params: ofLesson.extend({ file: z.uuid() }),
  database: false,
  handler: ({ params: { id, handin, file }, h }) => inTransaction({}, () => sendLessonHandinFile(h, id, handin, file)),
});

export const handinRoutes = [write, add, remove, own, list, decide, send];
