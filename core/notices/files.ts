import { seal, unseal } from '../access/sealing';
import { beyondReach } from '../server/database';
import { startJob } from '../server/events';
import { sql } from '../server/sql';
import { homeRegion } from '../territory/home';
import { noticeKind } from './kinds';
import { mailPlace, newId } from './notify';

export type MailFile = { name: string; type: string; content: Buffer };
type Packed = { name: string; type: string; content: string };

/** Mail servers refuse more than 20 to 25 megabytes, and a file grows by a third on its way. */
export const mostMailBytes = 10_000_000;

const pack = (files: readonly MailFile[]) =>
  Buffer.from(JSON.stringify(files.map(({ content, ...file }) => ({ ...file, content: content.toString('base64') }))));

/** The files of a letter that has not left yet. */
export async function filesOfMail(id: string): Promise<MailFile[]> {
  const [row] = await sql<{ files: Buffer | null }>`SELECT files FROM core.mails WHERE id = ${id}`;
  if (!row?.files) return [];
  const packed = JSON.parse(unseal(row.files, mailPlace('files', id)).toString()) as Packed[];
  return packed.map(({ content, ...file }) => ({ ...file, content: Buffer.from(content, 'base64') }));
}

export type MailBox = { language: 'ru' | 'en' } | { why: 'no-address' | 'switched-off' };

/** In which language letters of a kind are written to an account, or why none reaches it. */
export async function mailBoxOf(accountId: string, kind: string): Promise<MailBox> {
  const [box] = await beyondReach(
    'whether a letter reaches somebody, not where',
    () => sql<{ language: 'ru' | 'en'; isProved: boolean; isOff: boolean }>`SELECT language,
        address IS NOT NULL AS "isProved", ${noticeKind(kind).id}::text = ANY (no_mail) AS "isOff"
      FROM core.notice_settings WHERE account_id = ${accountId}`,
  );
  if (!box?.isProved) return { why: 'no-address' };
  return box.isOff ? { why: 'switched-off' } : { language: box.language };
}

type FilesLetter = {
  /** Declared under `notices` of a manifest. */
  kind: string;
  accountId: string;
  /** The words of this letter; sealed at rest and wiped with the files once it is sent. */
  body: string;
  files: readonly MailFile[];
  link?: `/${string}`;
};

/**
 * Writes a letter with files to the proved address of an account: in the present transaction, sent after commit and after
 * quiet hours. Gives its id; undefined when the account has no such address any more. Names nobody and holds nothing about persons: a mailbox is outside of the installation.
 */
export async function mailFiles({ kind, accountId, body, files, link }: FilesLetter): Promise<string | undefined> {
  if (files.reduce((sum, { content }) => sum + content.length, 0) > mostMailBytes)
    throw new Error(`Files of a letter are over ${mostMailBytes} bytes`);
  const id = await newId();
  const [words, packed] = [seal(Buffer.from(body), mailPlace('body', id)), seal(pack(files), mailPlace('files', id))];
  const written = await beyondReach(
    'the outbox of letters is not the sender’s own',
    () => sql`INSERT INTO core.mails (id, account_id, kind, link, body, files, language, next_at)
      SELECT ${id}, s.account_id, ${noticeKind(kind).id}, ${link ?? null}, ${words}, ${packed}, s.language,
        core.after_quiet(now(), s.quiet_from, s.quiet_to, ${homeRegion().timeZone})
      FROM core.notice_settings s WHERE s.account_id = ${accountId} AND s.address IS NOT NULL RETURNING id`,
  );
  if (!written.length) return undefined;
  await startJob('notices', 'send-mails');
  return id;
}

export type MailState = { id: string; state: string; problem: string | null };

/** How far letters are; one that is not named any more was cleared away long after it was sent. */
export const mailStates = (ids: readonly string[]): Promise<MailState[]> =>
  beyondReach(
    'how far letters are that the asker has had sent',
    () => sql<MailState>`SELECT id, state, problem FROM core.mails WHERE id = ANY (${[...ids]}::uuid[])`,
  );
