import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { me } from '../access/proof';
import { seal, unseal } from '../access/sealing';
import { notify } from '../notices/notify';
import { valueOn } from '../reference/value-on';
import { audit } from '../server/audit';
import { context } from '../server/context';
import { conflict, notFound, tooManyRequests } from '../server/errors';
import type { DataOwner } from '../server/person';
import type { RetentionRule } from '../server/plugin';
import { sql } from '../server/sql';
import { homeCalendar, todayHere } from '../territory/home';
import { privacyTerms } from './terms';

export const RequestInput = z.strictObject({
  kind: z.enum(['access', 'correction', 'deletion', 'objection']),
  text: z.string().trim().min(10, 'Опишите просьбу хотя бы одним предложением').max(4_000),
});

export const RequestView = z.object({
  id: z.string(),
  kind: RequestInput.shape.kind,
  text: z.string(),
  receivedOn: z.string(),
  dueOn: z.string(),
  /** The production calendar of these days is not whole yet: the day may still move. */
  isProvisional: z.boolean(),
  state: z.enum(['waiting', 'done', 'refused']),
  answer: z.string().nullable(),
  answeredAt: z.string().nullable(),
  login: z.string(),
  name: z.string(),
});
export type RequestView = z.output<typeof RequestView>;

export const AnswerInput = z.strictObject({
  state: z.enum(['done', 'refused']),
  answer: z.string().trim().min(10, 'Напишите ответ хотя бы одним предложением').max(4_000),
});

const openAtOnce = 5;
const place = (column: 'text' | 'answer', id: string) => `privacy|subject_requests|${column}|${id}`;

/** Takes a request of the present account; due after the working days that the law gives. */
export async function ask({ kind, text }: z.output<typeof RequestInput>): Promise<RequestView> {
  const { accountId } = me();
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${accountId}, 7214012))`;
  const [open] = await sql<{ n: number }>`SELECT count(*)::int AS n FROM core.subject_requests
    WHERE account_id = ${accountId} AND state = 'waiting'`;
  if ((open?.n ?? 0) >= openAtOnce) throw tooManyRequests(86_400);
  const today = todayHere();
  const term = await valueOn(privacyTerms, 'subject-reply', today);
  const id = randomUUID();
  await sql`INSERT INTO core.subject_requests (id, account_id, kind, text, received_on, due_on, term_row)
    VALUES (${id}, ${accountId}, ${kind}, ${seal(Buffer.from(text), place('text', id))}, ${today},
      ${homeCalendar().addWorkingDays(today, term.value)}, ${term.id})`;
  await audit('privacy.asked', { type: 'subject-request', id }, { kind });
  await notify({
    kind: 'privacy.asked',
    audience: { permission: 'privacy.manage' },
    title: 'Новое обращение о персональных данных',
    titleEn: 'A new request about personal data',
    link: '/app/privacy',
    once: id,
  });
  return oneRequest(id);
}

/** Answers once; an answer given is not changed. */
export async function answer(id: string, { state, answer: text }: z.output<typeof AnswerInput>): Promise<RequestView> {
  const sealed = seal(Buffer.from(text), place('answer', id));
  const [row] = await sql<{ account: string }>`UPDATE core.subject_requests SET state = ${state}, answer = ${sealed},
      answered_by = ${context().actor?.accountId ?? null}, answered_at = now()
    WHERE id = ${id} AND state = 'waiting' RETURNING account_id AS account`;
  if (!row) {
    const [known] = await sql`SELECT FROM core.subject_requests WHERE id = ${id}`;
    if (!known) throw notFound('Обращение');
    throw conflict('На это обращение уже ответили');
  }
  await audit('privacy.answered', { type: 'subject-request', id }, { state });
  await notify({
    kind: 'privacy.answered',
    accountIds: [row.account],
    title: 'На ваше обращение о данных ответили',
    titleEn: 'Your request about data was answered',
    link: '/app/privacy/own',
    once: id,
  });
  return oneRequest(id);
}

type Stored = Omit<RequestView, 'text' | 'answer' | 'isProvisional'> & { text: Buffer; answer: Buffer | null };

const columns = (where: { account?: string; id?: string; state?: string }) => sql<Stored>`
  SELECT r.id, r.kind, r.text, r.received_on::text AS "receivedOn", r.due_on::text AS "dueOn", r.state, r.answer,
    r.answered_at AS "answeredAt", a.login, a.name
  FROM core.subject_requests r JOIN core.accounts a ON a.id = r.account_id
  WHERE (${where.account ?? null}::uuid IS NULL OR r.account_id = ${where.account ?? null})
    AND (${where.id ?? null}::uuid IS NULL OR r.id = ${where.id ?? null})
    AND (${where.state ?? null}::text IS NULL OR r.state = ${where.state ?? null})
  ORDER BY r.state = 'waiting' DESC, CASE WHEN r.state = 'waiting' THEN r.due_on END, r.id DESC LIMIT 200`;

const open = (row: Stored): RequestView => ({
  ...row,
  isProvisional: homeCalendar().isProvisional(row.receivedOn, row.dueOn),
  text: unseal(row.text, place('text', row.id)).toString(),
  answer: row.answer && unseal(row.answer, place('answer', row.id)).toString(),
});

/** Requests of the present account, the open ones first. */
export const ownRequests = async () => (await columns({ account: me().accountId })).map(open);

/** What is held about an owner: their requests and the answers. */
export const ownData = async ({ accountId }: DataOwner) => ({
  обращения_о_данных: (await columns({ account: accountId })).map(open).map((request) => ({
    о_чём: request.kind,
    просьба: request.text,
    поступило: request.receivedOn,
    ответить_до: request.dueOn,
    состояние: request.state,
    ответ: request.answer,
    отвечено: request.answeredAt,
  })),
});

/** The queue of all requests, by the day they are due. */
export async function queue(state?: string): Promise<RequestView[]> {
  const rows = (await columns(state ? { state } : {})).map(open);
  await audit('privacy.queue-read', { type: 'subject-request' }, { requests: rows.length });
  return rows;
}

async function oneRequest(id: string): Promise<RequestView> {
  const [row] = await columns({ id });
  if (!row) throw notFound('Обращение');
  return open(row);
}

export const answeredRequests: RetentionRule = {
  id: 'privacy.answered-requests',
  title: 'Обращения субъектов, на которые дан ответ',
  titleEn: 'Requests of data subjects that were answered',
  days: 3 * 365,
  act: 'Федеральный закон от 27.07.2006 № 152-ФЗ «О персональных данных»',
  clause: 'ст. 5 ч. 7',
  validFrom: '2006-07-27',
  verified: false,
  remove: async (before, { accounts }) =>
    (
      await sql`DELETE FROM core.subject_requests WHERE answered_at < ${before}
        AND NOT account_id = ANY (${[...accounts]}::uuid[]) RETURNING id`
    ).length,
};
