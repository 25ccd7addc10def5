import { z } from 'zod';
import { inTransaction, route, sentFile } from '@regiso/core';
import { ClassExcuse, ExcuseDecision, ExcuseInput, ExcuseView } from '../../shared';
import { classExcuses, decideExcuse, sendClassExcuseFile } from '../services/class-excuses';
import { addExcuseFile, excusesOf, sendExcuse, sendExcuseFile, upload, withdrawExcuse } from '../services/excuses';

const ofFamily = { signedIn: 'Отсутствия собственных детей' };
const teaches = { permission: 'school.teach', within: 'reach' } as const;
const params = z.object({ id: z.uuid() });
const one = z.object({ id: z.uuid(), excuse: z.uuid() });

const list = route({
  method: 'GET',
  path: '/diaries/{id}/excuses',
  access: ofFamily,
  recorded: true,
  summary: 'What a family has told of absences, whether it was read, and the answers',
  params,
  reply: z.array(ExcuseView),
  handler: ({ params: { id } }) => excusesOf(id),
});

const send = route({
  method: 'POST',
  path: '/diaries/{id}/excuses',
  access: ofFamily,
  summary: 'Tell the class teacher that one’s child is not at school on some days',
  params,
  payload: ExcuseInput,
  idempotent: 'if-asked',
  reply: params,
  handler: async ({ params: { id }, payload }) => ({ id: await sendExcuse(id, payload) }),
});

const withdraw = route({
  method: 'POST',
  path: '/diaries/{id}/excuses/{excuse}/withdraw',
  access: ofFamily,
  summary: 'The child comes after all: takes back what nobody has answered yet',
  params: one,
  reply: z.object({ withdrawn: z.literal(true) }),
  handler: async ({ params: { id, excuse } }) => {
    await withdrawExcuse(id, excuse);
    return { withdrawn: true } as const;
  },
});

const addFile = route({
  method: 'POST',
  path: '/diaries/{id}/excuses/{excuse}/files',
  access: ofFamily,
  summary: 'Put a certificate beside what was told of an absence',
  params: one,
  upload,
  reply: params,
  handler: ({ params: { id, excuse }, request }) => addExcuseFile(id, excuse, sentFile(request.payload)),
});

const ownFile = route({
  method: 'GET',
  path: '/diaries/{id}/excuses/{excuse}/files/{file}',
  access: ofFamily,
  summary: 'A certificate that the family has sent; the reading is recorded',
  params: one.extend({ file: z.uuid() }),
  database: false,
  handler: ({ params: { id, excuse, file }, h }) => inTransaction({}, () => sendExcuseFile(h, id, excuse, file)),
});

const ofClass = route({
  method: 'GET',
  path: '/classes/{id}/excuses',
  access: teaches,
  recorded: true,
  summary: 'What families of a class that one leads have told of absences; families see that it was read',
  params,
  reply: z.array(ClassExcuse),
  handler: ({ params: { id } }) => classExcuses(id),
});

const decide = route({
  method: 'POST',
  path: '/excuses/{id}/decide',
  access: teaches,
  summary: 'Accepts an excuse into the attendance, or refuses it with the reason',
  params,
  payload: ExcuseDecision,
  reply: z.object({ noted: z.number() }),
  handler: async ({ params: { id }, payload }) => ({ noted: await decideExcuse(id, payload) }),
});

const classFile = route({
  method: 'GET',
  path: '/excuses/{id}/files/{file}',
  access: teaches,
  summary: 'A certificate for the class teacher; the reading is recorded',
  params: z.object({ id: z.uuid(), file: z.uuid() }),
  database: false,
  handler: ({ params: { id, file }, h }) => inTransaction({}, () => sendClassExcuseFile(h, id, file)),
});

export const excuseRoutes = [list, send, withdraw, addFile, ownFile, ofClass, decide, classFile];
