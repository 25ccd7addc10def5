import { z } from 'zod';
import { asDownload, invalidInput, route, sentFile } from '@regiso/core';
import { Exchange, ExchangeIn, ExchangeOut } from '../../shared';
import { most } from './file';
import { giveDraft } from './give';
import { checkFile, takeBack, takeFile } from './take';

const access = { permission: 'school.keep-classes', within: 'reach' } as const;
const params = z.object({ id: z.uuid() });
const upload = { maxBytes: most.bytes + 65_536 };

const give = route({
  method: 'POST',
  path: '/years/{id}/draft/file',
  reads: true,
  access,
  summary: 'The timetable that is being made as a file for the program FET or as a table; recorded',
  params,
  payload: ExchangeOut,
  handler: async ({ params: { id }, payload, h }) => {
    const { name, type, content } = await giveDraft(id, payload);
    return asDownload(h.response(content), name, type);
  },
});

const check = route({
  method: 'POST',
  path: '/years/{id}/draft/check',
  reads: true,
  unaudited: 'A preview: nothing changes, and the answer names no one but those the file named',
  access,
  summary:
    'What a file of FET or a table would change in the draft, and which of its rows do not fit; nothing is changed',
  params,
  upload,
  reply: Exchange,
  handler: ({ params: { id }, request }) => checkFile(id, sentFile(request.payload)),
});

const take = route({
  method: 'POST',
  path: '/years/{id}/draft/take-in',
  access,
  summary:
    'Lay the lessons of a checked file into the draft, all at once; a repeat changes nothing; 409 when it would do another thing than its check told',
  params,
  upload,
  reply: Exchange,
  handler: ({ params: { id }, request }) => {
    const choices = ExchangeIn.safeParse(request.payload);
    if (!choices.success) throw invalidInput(choices.error.issues);
    return takeFile(id, sentFile(request.payload), choices.data);
  },
});

const back = route({
  method: 'POST',
  path: '/years/{id}/draft/take-back',
  access,
  summary: 'The draft as it was before the last file; 409 when it has been changed since',
  params,
  reply: z.object({ lessons: z.number() }),
  handler: async ({ params: { id } }) => ({ lessons: await takeBack(id) }),
});

export const exchangeRoutes = [give, check, take, back];
