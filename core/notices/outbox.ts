import { z } from 'zod';
import { audit } from '../server/audit';
import { conflict, notFound } from '../server/errors';
import { startJob } from '../server/events';
import { installed } from '../server/installed';
import { sql } from '../server/sql';
import { noticeKinds } from './kinds';
import { letterOf, type StoredMail } from './letter';

export const mailStates = ['waiting', 'sending', 'sent', 'failed', 'unsure', 'gathered', 'dropped'] as const;

export const MailView = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  titleEn: z.string(),
  state: z.enum(mailStates),
  attempts: z.int(),
  problem: z.string().nullable(),
  createdAt: z.string(),
  nextAt: z.string(),
  sentAt: z.string().nullable(),
});
export type MailView = z.output<typeof MailView>;

type Row = Omit<MailView, 'title' | 'titleEn'>;
const size = 50;

/** The outbox, the newest first; nothing in it says to whom a letter goes. */
export async function listMails({ state, after }: { state?: string | undefined; after?: string | undefined }) {
  const rows = await sql<Row>`SELECT id, kind, state, attempts, problem, created_at AS "createdAt", next_at AS "nextAt",
      sent_at AS "sentAt" FROM core.mails
    WHERE (${state ?? null}::text IS NULL OR state = ${state ?? null})
      AND (${after ?? null}::uuid IS NULL OR id < ${after ?? null}::uuid) ORDER BY id DESC LIMIT ${size + 1}`;
  const kinds = new Map(noticeKinds().map((kind) => [kind.id, kind]));
  const items = rows.slice(0, size).map((row) => ({
    ...row,
    title: kinds.get(row.kind)?.title ?? row.kind,
    titleEn: kinds.get(row.kind)?.titleEn ?? row.kind,
  }));
  return { items, next: rows.length > size ? (items.at(-1)?.id ?? null) : null, leaves: leaves(), open: mayOpen() };
}

const leaves = () => Boolean(installed().config.mail);
// Letters are read here only where none leave: codes and answers are nobody else's business.
const mayOpen = () => !leaves() && !installed().config.production;

/** The letter as it would leave: only in a demonstration that sends none. Recorded as read. */
export async function openMail(id: string) {
  const [mail] = await sql<StoredMail>`SELECT m.id, m.account_id AS "accountId", m.kind, m.link, m.address, m.body,
      m.files IS NOT NULL AS "hasFiles",
      m.attempts, s.address AS "accountAddress", coalesce(s.language, m.language) AS language
    FROM core.mails m LEFT JOIN core.notice_settings s ON s.account_id = m.account_id WHERE m.id = ${id}`;
  if (!mail) throw notFound('Письмо');
  if (!mayOpen()) throw conflict('Письма уходят по назначению, здесь их не читают');
  const letter = await letterOf(mail);
  if (!letter) throw conflict('Отправлять это письмо больше некому');
  await audit('notices.mail-read', { type: 'mail', id });
  const { files, ...words } = letter;
  return { ...words, files: files.map(({ name }) => name) };
}

/** Sends a failed letter again; a letter of which nobody knows whether it left may arrive twice. */
export async function retryMail(id: string) {
  const [row] = await sql`UPDATE core.mails SET state = 'waiting', attempts = 0, interruptions = 0, next_at = now(),
      problem = NULL WHERE id = ${id} AND state IN ('failed', 'unsure') RETURNING id`;
  if (!row) {
    const [known] = await sql`SELECT FROM core.mails WHERE id = ${id}`;
    if (!known) throw notFound('Письмо');
    throw conflict('Повторить можно только неотправленное письмо');
  }
  await audit('notices.mail-retried', { type: 'mail', id });
  await startJob('notices', 'send-mails');
}
