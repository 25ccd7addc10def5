import type { Transporter } from 'nodemailer';
import { audit } from '../server/audit';
import { inTransaction } from '../server/database';
import { installed } from '../server/installed';
import { job } from '../server/job';
import { log } from '../server/log';
import { sql } from '../server/sql';
import { gather } from './gather';
import { letterOf, type Ready, type StoredMail } from './letter';

const batch = 10;
const leaseMinutes = 10;
/** Minutes to wait after each failed attempt; when they are used up the letter has failed. */
const waits = [1, 5, 15, 60, 240, 720];

export type MailRun = { sent: number; failed: number };

const own = {
  process: 'notices/send-mails',
  login: 'app',
  unaudited: 'the state of each letter; how many went is recorded at the end',
} as const;

/**
 * Sends what is due, batch by batch. A batch is claimed with a lease, so that two workers never hold the same letter. A
 * crash between handing a letter over and noting it leaves the claim: after the lease it is sent once more, with the same
 * Message-ID, and not a third time.
 */
export async function sendMails(signal?: AbortSignal, lease = leaseMinutes): Promise<MailRun> {
  const { mail } = installed().config;
  if (!mail) {
    await inTransaction(own, gather);
    return { sent: 0, failed: 0 };
  }
  const { createTransport } = await import('nodemailer');
  const post = createTransport({
    url: mail.url,
    disableFileAccess: true,
    disableUrlAccess: true,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  });
  try {
    return await sendAll(post, mail.from, lease, signal);
  } finally {
    post.close();
  }
}

async function sendAll(post: Transporter, from: string, lease: number, signal?: AbortSignal): Promise<MailRun> {
  const run: MailRun = { sent: 0, failed: 0 };
  while (!signal?.aborted) {
    const mails = await inTransaction(own, () => claim(lease));
    for (const [at, mail] of mails.entries()) {
      if (signal?.aborted || (await sendOne(post, from, mail, run)) === 'unreachable') {
        await release(mails.slice(signal?.aborted ? at : at + 1));
        return finish(run);
      }
    }
    if (mails.length < batch) return finish(run);
  }
  return finish(run);
}

async function finish(run: MailRun) {
  if (run.sent || run.failed) await inTransaction(own, () => audit('notices.mailed', { type: 'mail' }, { ...run }));
  return run;
}

async function claim(lease: number): Promise<StoredMail[]> {
  await gather();
  await sql`UPDATE core.mails SET state = 'unsure', problem = 'interrupted twice', body = NULL, files = NULL
    WHERE state = 'sending' AND interruptions >= 1 AND claimed_at < now() - make_interval(secs => ${lease * 60})`;
  return sql<StoredMail>`
    WITH due AS (
      SELECT id FROM core.mails WHERE (state = 'waiting' AND next_at <= now())
        OR (state = 'sending' AND claimed_at < now() - make_interval(secs => ${lease * 60}))
      ORDER BY urgent DESC, next_at LIMIT ${batch} FOR UPDATE SKIP LOCKED),
    claimed AS (
      UPDATE core.mails m SET state = 'sending', claimed_at = now(), attempts = attempts + 1,
        interruptions = interruptions + CASE WHEN state = 'sending' THEN 1 ELSE 0 END
      FROM due WHERE m.id = due.id RETURNING m.*)
    SELECT c.id, c.account_id AS "accountId", c.kind, c.link, c.address, c.body,
      c.files IS NOT NULL AS "hasFiles", c.attempts,
      s.address AS "accountAddress", coalesce(s.language, c.language) AS language
    FROM claimed c LEFT JOIN core.notice_settings s ON s.account_id = c.account_id
    ORDER BY c.urgent DESC, c.next_at`;
}

const release = async (mails: readonly StoredMail[]) => {
  if (!mails.length) return;
  await inTransaction(
    own,
    () => sql`UPDATE core.mails SET state = 'waiting', attempts = attempts - 1, claimed_at = NULL
      WHERE id = ANY (${mails.map(({ id }) => id)}::uuid[]) AND state = 'sending'`,
  );
};

async function sendOne(post: Transporter, from: string, mail: StoredMail, run: MailRun) {
  const letter = await inTransaction({ ...own, readOnly: true }, () => letterOf(mail)).catch(() => undefined);
  if (!letter) return note(mail.id, 'dropped', 'no address');
  try {
    await post.sendMail({ from, ...envelope(mail, letter, from) });
  } catch (error) {
    return failed(mail, error as SmtpError, run);
  }
  run.sent += 1;
  return note(mail.id, 'sent');
}

const envelope = ({ id }: StoredMail, { to, subject, text, files }: Ready, from: string) => ({
  // An address as an object: a comma in it does not make two.
  to: { name: '', address: to },
  subject,
  text,
  attachments: files.map(({ name, type, content }) => ({ filename: name, contentType: type, content })),
  messageId: `<${id}@${from.split('@')[1]}>`,
  headers: { 'Auto-Submitted': 'auto-generated' },
});

// Sent letters keep no words, and no address of somebody without an account.
const note = (id: string, state: 'sent' | 'dropped', problem: string | null = null) =>
  inTransaction(own, async () => {
    await sql`UPDATE core.mails SET state = ${state}, problem = ${problem}, body = NULL, files = NULL, address = NULL,
        sent_at = CASE WHEN ${state} = 'sent' THEN now() END
      WHERE id = ${id} AND state = 'sending'`;
    return state;
  });

type SmtpError = Error & { code?: string; responseCode?: number };

async function failed(mail: StoredMail, error: SmtpError, run: MailRun) {
  // What the server says may repeat the address: only its code is kept.
  const problem = `${error.code ?? 'unknown'} ${error.responseCode ?? ''}`.trim();
  const wait = waits[mail.attempts - 1];
  const forGood = (error.responseCode ?? 0) >= 500 || wait === undefined;
  await inTransaction(
    own,
    () => sql`UPDATE core.mails SET state = ${forGood ? 'failed' : 'waiting'}, problem = ${problem},
        next_at = now() + make_interval(mins => ${wait ?? 0}) WHERE id = ${mail.id} AND state = 'sending'`,
  );
  if (forGood) run.failed += 1;
  log.warn('a letter was not sent', { mailId: mail.id, problem, attempt: mail.attempts });
  return error.responseCode ? 'refused' : 'unreachable';
}

export const sendMailsJob = job({
  name: 'send-mails',
  title: 'Отправка писем',
  every: 20_000,
  transaction: false,
  handler: (_, { signal }) => sendMails(signal),
});
