import { z } from 'zod';
import type { Request } from '@hapi/hapi';
import { likenesses } from '../people/duplicates';
import { PersonLine } from '../people/person-view';
import { audit } from '../server/audit';
import { notFound, invalidInput } from '../server/errors';
import { languageOf } from '../server/refusals';
import { route } from '../server/route';
import { RunDetail, runDetail } from './detail';
import { problemsWorkbook, sampleFile } from './downloads';
import { ownKind, ownKinds, ParticipantName, participantsFor } from './kinds';
import { isAboutPeople } from './sealing';
import { limits } from './shared/limits';
import { candidatesOf, Decision, Matched, matchStaged } from './match';
import { cancelRun, receiveFile, startRun, type SentFile } from './start';
import { KindView, kindViews, listRuns, RunView } from './views';
import { listStaged, StagedView } from './waiting';

// A school imports its own; what is the region's asks for the right in all of the region, in `kinds.ts`.
const access = { permission: 'imports.run', within: 'reach' } as const;
const One = z.object({ id: z.uuid() });
const Page = z.object({
  kind: z.string().max(60).optional(),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

async function detailOf(id: string, request: Request) {
  const run = await runDetail(id, languageOf(request));
  if (!run) throw notFound('Загрузка не найдена');
  return run;
}

const kinds = route({
  method: 'GET',
  path: '/kinds',
  access,
  summary: 'Kinds of files the caller may import',
  reply: z.array(KindView),
  handler: () => kindViews(ownKinds()),
});

const participants = route({
  method: 'GET',
  path: '/kinds/{kind}/participants',
  access,
  summary: 'Participants whose file of the kind the caller may import, by a part of the name',
  params: z.object({ kind: z.string().max(60) }),
  query: z.object({ text: z.string().trim().max(100).default('') }),
  reply: z.array(ParticipantName),
  handler: ({ params: { kind }, query }) => participantsFor(ownKind(kind), query.text, 20),
});

const sample = route({
  method: 'GET',
  path: '/kinds/{kind}/sample.{format}',
  access,
  summary: 'A small file in the right shape',
  params: z.object({ kind: z.string(), format: z.enum(['csv', 'xlsx']) }),
  handler: async ({ params: { kind, format }, h }) => {
    const { importer } = ownKind(kind);
    return h
      .response(await sampleFile(importer, format))
      .type(format === 'csv' ? 'text/csv; charset=utf-8' : xlsx)
      .header('Content-Disposition', `attachment; filename="${kind}-sample.${format}"`);
  },
});

const send = route({
  method: 'POST',
  path: '/files',
  access,
  summary: 'Send a file; it is looked at, and waits for the choice of columns',
  upload: { maxBytes: limits.upload },
  reply: RunDetail,
  handler: async ({ request }) => {
    const { kind, file, participantId } = sentOf(request.payload);
    return detailOf(await receiveFile(kind, file, participantId), request);
  },
});

const Sent = z.object({
  kind: z.string({ error: 'Укажите вид файла' }).min(1),
  file: z.object({ path: z.string(), filename: z.string() }, { error: 'Выберите файл' }),
  /** Whose file it is, of a kind that belongs to a participant; may be left out by whoever reaches only one. */
  participantId: z.uuid({ error: 'Участник не найден' }).optional(),
});

function sentOf(payload: unknown): { kind: string; file: SentFile; participantId?: string | undefined } {
  const sent = Sent.safeParse(payload ?? {});
  if (!sent.success) throw invalidInput(sent.error.issues);
  return sent.data;
}

const runs = route({
  method: 'GET',
  path: '/runs',
  access,
  summary: 'Imports, the newest first',
  query: Page,
  reply: z.object({ items: z.array(RunView), next: z.string().nullable() }),
  handler: ({ query }) => listRuns(query),
});

const run = route({
  method: 'GET',
  path: '/runs/{id}',
  access,
  summary: 'One import with its columns, first rows and first problems',
  params: One,
  reply: RunDetail,
  handler: ({ params, request }) => detailOf(params.id, request),
});

const start = route({
  method: 'POST',
  path: '/runs/{id}/start',
  access,
  summary: 'Start an import, for trial (dryRun) or in earnest',
  params: One,
  payload: z.strictObject({
    mapping: z.record(z.string().max(60), z.string().max(1_000)).optional(),
    options: z.record(z.string().max(60), z.unknown()).optional(),
    dryRun: z.boolean().default(false),
  }),
  reply: RunDetail,
  handler: async ({ params: { id }, payload, request }) => {
    await startRun(id, payload);
    return detailOf(id, request);
  },
});

const cancel = route({
  method: 'POST',
  path: '/runs/{id}/cancel',
  access,
  summary: 'Cancel an import; nothing of it stays',
  params: One,
  reply: RunDetail,
  handler: async ({ params: { id }, request }) => {
    await cancelRun(id);
    return detailOf(id, request);
  },
});

const problems = route({
  method: 'GET',
  path: '/runs/{id}/problems.xlsx',
  access,
  recorded: true,
  summary: 'Rows with problems as they came, with what to correct, to be sent again; recorded when they name people',
  params: One,
  query: z.object({ language: z.enum(['ru', 'en']).optional() }),
  handler: async ({ params: { id }, query, request, h }) => {
    const { shape, fileName, kind: kindName, problemLines } = await detailOf(id, request);
    if (isAboutPeople(ownKind(kindName).importer))
      await audit('imports.problems-read', { type: 'import-run', id }, { kind: kindName, rows: problemLines });
    const name = encodeURIComponent(`исправить ${fileName.replace(/\.[^.]*$/, '')}.xlsx`);
    return h
      .response(problemsWorkbook(id, shape?.headings ?? [], query.language ?? languageOf(request)))
      .type(xlsx)
      .header('Content-Disposition', `attachment; filename="problems.xlsx"; filename*=UTF-8''${name}`);
  },
});

const staged = route({
  method: 'GET',
  path: '/staged',
  access,
  recorded: true,
  summary: 'Rows that wait until somebody says which organisation or person they are about; people are recorded',
  query: Page,
  reply: z.object({ items: z.array(StagedView), next: z.string().nullable() }),
  handler: ({ query, request }) => listStaged(query, languageOf(request)),
});

const match = route({
  method: 'POST',
  path: '/staged/{id}/match',
  access,
  summary: 'Say which organisation or person a waiting row, and all rows alike, are about',
  params: One,
  payload: Decision,
  reply: Matched,
  handler: ({ params, payload, request }) => matchStaged(params.id, payload, languageOf(request)),
});

export const CandidateView = z.object({
  /** Null for a card that cannot be chosen. */
  id: z.string().nullable(),
  likeness: z.array(z.enum(likenesses)),
  /** Nothing of a card beyond one's reach but that it is there. */
  person: PersonLine.nullable(),
});
export type CandidateView = z.infer<typeof CandidateView>;

const candidates = route({
  method: 'GET',
  path: '/staged/{id}/candidates',
  access,
  recorded: true,
  summary: 'Cards that a waiting row about a person may be of; the reading is recorded',
  params: One,
  reply: z.array(CandidateView),
  handler: async ({ params }) => (await candidatesOf(params.id)) as CandidateView[],
});

export const routes = [
  kinds,
  participants,
  sample,
  send,
  runs,
  run,
  start,
  cancel,
  problems,
  staged,
  candidates,
  match,
];
