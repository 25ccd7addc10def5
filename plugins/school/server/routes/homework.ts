import { z } from 'zod';
import { route, sentFile } from '@regiso/core';
import { HomeworkPartsInput } from '../../shared';
import { saveHomeworkParts } from '../services/homework';
import { addHomeworkFile, removeHomeworkFile, sendHomeworkFile, upload } from '../services/homework-files';

const access = { permission: 'school.teach', within: 'reach' } as const;
const params = z.object({ id: z.uuid() });
const one = z.object({ id: z.uuid(), file: z.uuid() });

const parts = route({
  method: 'PUT',
  path: '/lessons/{id}/homework',
  access,
  summary: 'Homework for some pupils of a lesson, all of it; 409 when somebody else has changed it',
  params,
  payload: HomeworkPartsInput,
  reply: z.object({ version: z.number() }),
  handler: async ({ params: { id }, payload }) => ({ version: await saveHomeworkParts(id, payload) }),
});

const add = route({
  method: 'POST',
  path: '/lessons/{id}/files',
  access,
  summary: 'Put a file beside the homework of a lesson, or beside a part of it for some pupils',
  params,
  query: z.strictObject({ part: z.uuid().optional() }),
  upload,
  reply: params,
  handler: ({ params: { id }, query, request }) => addHomeworkFile(id, query.part, sentFile(request.payload)),
});

const send = route({
  method: 'GET',
  path: '/lessons/{id}/files/{file}',
  access,
  recorded: true,
  summary: 'A file of the homework of a lesson',
  params: one,
  handler: ({ params: { id, file }, h }) => sendHomeworkFile(h, id, file),
});

const remove = route({
  method: 'DELETE',
  path: '/lessons/{id}/files/{file}',
  access,
  summary: 'Takes a file away from the homework of a lesson',
  params: one,
  reply: z.object({ removed: z.literal(true) }),
  handler: async ({ params: { id, file } }) => {
    await removeHomeworkFile(id, file);
    return { removed: true } as const;
  },
});

export const homeworkRoutes = [parts, add, send, remove];
