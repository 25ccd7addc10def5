import { z } from 'zod';
import { invalidInput } from '../server/errors';
import { route } from '../server/route';
import { agreementFile, keepAgreementFile } from './agreement-files';
import { confirm, ConfirmationInput, confirmationsOf, ConfirmationsView } from './confirmations';
import { maxFileBytes, readSentFile, sendFile, SentFile } from './kept-file';
import { fileOf, Publication, publish, PublishedDocument, publishedDocuments, withdraw } from './publications';

const One = z.object({ id: z.uuid() });
const SignedFile = z.object({ version: z.coerce.number().int().min(1), file: SentFile });
const upload = { maxBytes: maxFileBytes };
const everybody = { public: 'agreement forms, rules and regulations are published for everyone (3.1)' };

function sent<S extends z.ZodType>(schema: S, payload: unknown): z.output<S> {
  const result = schema.safeParse(payload ?? {});
  if (result.success) return result.data;
  throw invalidInput(result.error.issues.map((issue) => ({ ...issue, path: ['payload', ...issue.path] })) as never);
}

const documents = route({
  method: 'GET',
  path: '/documents',
  access: everybody,
  summary: 'Published agreement forms, rules and regulations with their versions',
  reply: z.array(PublishedDocument),
  handler: () => publishedDocuments(),
});

const documentFile = route({
  method: 'GET',
  path: '/documents/{id}/file',
  access: everybody,
  summary: 'The file of a published document',
  params: One,
  handler: async ({ params, h }) => sendFile(h, await fileOf(params.id)),
});

const publishOne = route({
  method: 'POST',
  path: '/documents',
  access: { permission: 'agreements.publish' },
  summary: 'Publish a document, or the next version of one',
  upload,
  reply: z.object({ id: z.string() }),
  handler: async ({ request }) => {
    const { file, ...given } = sent(Publication.extend({ file: SentFile }), request.payload);
    return { id: await publish(given, await readSentFile(file)) };
  },
});

const withdrawOne = route({
  method: 'POST',
  path: '/documents/{id}/withdraw',
  access: { permission: 'agreements.publish' },
  summary: 'Withdraw a version; it stays to be read, with the reason',
  params: One,
  payload: z.strictObject({ reason: z.string().trim().min(3, 'Укажите причину').max(500) }),
  handler: async ({ params, payload }) => {
    await withdraw(params.id, payload.reason);
    return { id: params.id };
  },
});

const keepFile = route({
  method: 'POST',
  path: '/agreements/{id}/file',
  access: { permission: 'agreements.manage' },
  summary: 'Keep the signed file of an agreement, once',
  params: One,
  upload,
  reply: z.object({ sha256: z.string() }),
  handler: async ({ params, request }) => {
    const { file, version } = sent(SignedFile, request.payload);
    const kept = await readSentFile(file);
    await keepAgreementFile(params.id, version, kept);
    return { sha256: kept.sha256 };
  },
});

const signedFile = route({
  method: 'GET',
  path: '/agreements/{id}/file',
  access: { permission: 'agreements.read', within: 'reach' },
  summary: 'The signed file of an agreement',
  params: One,
  handler: async ({ params, h }) => sendFile(h, await agreementFile(params.id)),
});

const confirmations = route({
  method: 'GET',
  path: '/participants/{id}/confirmations',
  access: { permission: 'agreements.read', within: 'reach' },
  summary: 'What a participant has confirmed, and what waits',
  params: One,
  reply: ConfirmationsView,
  handler: ({ params }) => confirmationsOf(params.id),
});

const confirmOne = route({
  method: 'POST',
  path: '/participants/{id}/confirmations',
  idempotent: 'if-asked',
  access: { permission: 'agreements.confirm', within: 'reach' },
  summary: 'Confirm that security requirements are met, or that a user’s job regulations are amended',
  params: One,
  payload: ConfirmationInput,
  reply: ConfirmationsView,
  handler: async ({ params, payload }) => {
    await confirm(params.id, payload);
    return confirmationsOf(params.id);
  },
});

export const paperRoutes = [
  documents,
  documentFile,
  publishOne,
  withdrawOne,
  keepFile,
  signedFile,
  confirmations,
  confirmOne,
];
