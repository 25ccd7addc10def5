import { z } from 'zod';
import { sentFile } from '../files/api';
import { inTransaction } from '../server/database';
import { route } from '../server/route';
import { attach, giveOut, maxFileBytes } from './attachments';

const access = { signedIn: 'the thread asks whether it is one’s own or of one’s desk' } as const;

export const fileRoutes = [
  route({
    method: 'POST',
    path: '/tickets/{id}/files',
    access,
    summary: 'Put a file beside a question',
    params: z.object({ id: z.uuid() }),
    upload: { maxBytes: maxFileBytes + 65_536 },
    reply: z.object({ id: z.string() }),
    handler: ({ params: { id }, request }) => attach(id, sentFile(request.payload)),
  }),
  route({
    method: 'GET',
    path: '/tickets/{id}/files/{file}',
    access,
    summary: 'A file of a question; taking it is recorded',
    params: z.object({ id: z.uuid(), file: z.uuid() }),
    database: false,
    handler: ({ params: { id, file }, h }) => inTransaction({}, () => giveOut(h, id, file)),
  }),
];
