import { z } from 'zod';
import { audit } from '../server/audit';
import { conflict, notFound } from '../server/errors';
import { route } from '../server/route';
import { sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { catalogue } from './catalogue';
import { ExportInput, exportLog } from './export';
import { makeProof, Proof, Unprovable } from './prove';
import { RowPage } from './row-view';
import { sealState, SealState } from './seal-state';
import { SearchInput, searchLog } from './search';
import { SeenInput, whoSaw } from './seen';

const access = { permission: 'audit.read' } as const;

const events = route({
  method: 'GET',
  path: '/events',
  access,
  summary: 'Every kind of event that the installed subsystems record',
  reply: z.array(
    z.object({
      event: z.string(),
      plugin: z.string(),
      of: z.object({ ru: z.string(), en: z.string() }),
      means: z.string(),
      ru: z.string().nullable(),
      details: z.array(z.string()),
      reads: z.boolean(),
    }),
  ),
  handler: catalogue,
});

const seal = route({
  method: 'GET',
  path: '/seal',
  access,
  summary: 'How far the log is sealed',
  reply: SealState,
  handler: sealState,
});

// Not GET: the question itself is recorded, and numbers of people stay out of addresses.
const search = route({
  method: 'POST',
  path: '/search',
  access,
  summary: 'Events by period, kind, actor, record and person, the newest first; the search is recorded',
  payload: SearchInput,
  reply: RowPage,
  handler: ({ payload }) => searchLog(payload),
});

const seen = route({
  method: 'POST',
  path: '/seen',
  access,
  summary: 'Who looked at a person or a record, within a period when given; the question is recorded',
  payload: SeenInput,
  reply: RowPage,
  handler: async ({ payload }) => {
    const page = await whoSaw(payload);
    const object =
      'person' in payload ? { type: 'person', id: payload.person } : { type: payload.type ?? 'record', id: payload.id };
    const { from, to, actor: by } = payload;
    const rows = page.items.length;
    await audit('audit.viewers-asked', object, {
      ...(from && { from }),
      ...(to && { to }),
      ...(by && { actor: by }),
      rows,
    });
    return page;
  },
});

const exported = route({
  method: 'POST',
  path: '/export',
  access,
  sensitive: 'personal data leave',
  atMost: 20,
  summary: 'What a search finds as CSV, at most ten thousand rows; the export is recorded',
  payload: ExportInput,
  handler: async ({ payload, h }) =>
    h
      .response(await exportLog(payload))
      .type('text/csv; charset=utf-8')
      .header('Content-Disposition', `attachment; filename="audit-${todayHere()}.csv"`)
      .header('Cache-Control', 'no-store'),
});

const actor = route({
  method: 'POST',
  path: '/actor',
  access,
  summary: 'The account behind a login, to search for what it did',
  unaudited: 'The search for what the account did is recorded when it is made',
  payload: z.strictObject({ login: z.string().trim().toLowerCase().min(1).max(120) }),
  reply: z.object({ id: z.string(), name: z.string() }),
  handler: async ({ payload }) => {
    const [found] = await sql<{ id: string; name: string }>`SELECT id, name FROM core.accounts
      WHERE login = ${payload.login}`;
    if (!found) throw notFound('Такой учётной записи нет');
    return found;
  },
});

const proof = route({
  method: 'POST',
  path: '/proofs',
  access,
  summary: 'The proof that one row was sealed, to be checked without the other rows',
  payload: z.strictObject({ id: z.uuid() }),
  reply: Proof,
  handler: async ({ payload }) => {
    const made = await makeProof(payload.id).catch((error: unknown) => {
      throw error instanceof Unprovable ? unprovable(error) : error;
    });
    await audit('audit.proof-made', { type: 'audit-row', id: payload.id }, { block: made.block.no });
    return made;
  },
});

const unprovable = ({ cause }: Unprovable) => {
  if (cause === 'unknown') return notFound('Такой строки нет');
  if (cause === 'no-key') return conflict('На этом сервере нет открытого ключа, которым подписан блок этой строки');
  if (cause === 'unsealed') return conflict('Строка ещё не запечатана, это займёт несколько секунд');
  return conflict('Строка не сходится со своим блоком. Запустите проверку журнала: regiso audit verify');
};

export const routes = [events, seal, search, seen, exported, actor, proof];
