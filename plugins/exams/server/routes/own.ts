import { route } from '@regiso/core';
import { z } from 'zod';
import { AppealInput, OwnResults } from '../../shared/appeals';
import { fileOwn, withdrawOwn } from '../appeals/file';
import { formOf, sendForm } from '../appeals/form';
import { ownResults } from '../persons/own-results';
import { inOwnTurn } from '../persons/own-turns';

const ofFamily = { signedIn: 'Results of one’s own and of one’s own children' };
const params = z.strictObject({ id: z.uuid() });

const results = route({
  method: 'GET',
  path: '/own/results',
  access: ofFamily,
  recorded: true,
  summary: 'Published exam results of oneself and of one’s children, with their appeals',
  reply: OwnResults,
  // Whoever waits for a turn holds no connection to the database.
  database: false,
  handler: () => inOwnTurn(ownResults),
});

const file = route({
  method: 'POST',
  path: '/own/results/{id}/appeals',
  access: ofFamily,
  unaudited: 'An appeal that stands already is given back; the first filing is recorded',
  summary: 'File an appeal about a result of one’s own or of one’s child; one that stands already is given back',
  params,
  payload: AppealInput,
  reply: z.object({ id: z.string(), number: z.string() }),
  handler: ({ params: { id }, payload }) => fileOwn(id, payload),
});

const withdraw = route({
  method: 'POST',
  path: '/own/appeals/{id}/withdraw',
  access: ofFamily,
  summary: 'Take an own appeal back while the commission has not begun',
  params,
  reply: z.object({ ok: z.literal(true) }),
  handler: async ({ params: { id } }) => {
    await withdrawOwn(id);
    return { ok: true } as const;
  },
});

const form = route({
  method: 'POST',
  path: '/own/appeals/{id}/form',
  access: ofFamily,
  unaudited: 'A form that was issued is not issued again; the first time is recorded',
  summary: 'The form of an own appeal as a PDF; the same one when asked for again',
  params,
  idempotent: 'if-asked',
  reply: params,
  handler: ({ params: { id } }) => formOf(id),
});

const paper = route({
  method: 'GET',
  path: '/own/appeals/{id}/form/{document}',
  access: ofFamily,
  summary: 'The PDF of an own appeal; the reading is recorded',
  params: params.extend({ document: z.uuid() }),
  database: false,
  handler: ({ params: { id, document }, h }) => sendForm(h, id, document),
});

export const ownRoutes = [results, file, withdraw, form, paper];
