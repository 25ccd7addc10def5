import { unseal } from '../access/sealing';
import { installed } from '../server/installed';
import { sql } from '../server/sql';
import { filesOfMail, type MailFile } from './files';
import { noticeKinds } from './kinds';
import { mailPlace } from './notify';
import { settingsPlace } from './settings';

export type StoredMail = {
  id: string;
  accountId: string | null;
  kind: string;
  link: string | null;
  address: Buffer | null;
  body: Buffer | null;
  hasFiles: boolean;
  accountAddress: Buffer | null;
  language: 'ru' | 'en';
  attempts: number;
};
export type Ready = { to: string; subject: string; text: string; files: readonly MailFile[] };

/** The letter as it leaves; undefined when there is nobody to send it to any more. */
export async function letterOf(mail: StoredMail): Promise<Ready | undefined> {
  const to = addressOf(mail);
  // A plugin that was taken away leaves its letters without words.
  const kind = noticeKinds().find(({ id }) => id === mail.kind);
  if (!to || !kind) return undefined;
  const english = mail.language === 'en';
  const opening = english ? kind.textEn : kind.text;
  const own = mail.body && unseal(mail.body, mailPlace('body', mail.id)).toString();
  const list = mail.kind === 'notices.digest' ? await gathered(mail.id, english) : undefined;
  return {
    to,
    subject: english ? kind.titleEn : kind.title,
    text: [opening, list, own, linkOf(mail, english), foot(mail, english)].filter(Boolean).join('\n\n'),
    files: mail.hasFiles ? await filesOfMail(mail.id) : [],
  };
}

function addressOf({ id, accountId, address, accountAddress }: StoredMail) {
  if (address) return unseal(address, mailPlace('address', id)).toString();
  return accountAddress && accountId && unseal(accountAddress, settingsPlace('address', accountId)).toString();
}

async function gathered(digest: string, english: boolean) {
  const rows = await sql<{ kind: string; n: number }>`SELECT kind, count(*)::int AS n FROM core.mails
    WHERE digest_id = ${digest} GROUP BY kind ORDER BY n DESC, kind LIMIT 50`;
  const titles = new Map(noticeKinds().map((kind) => [kind.id, english ? kind.titleEn : kind.title]));
  return rows.map(({ kind, n }) => `— ${titles.get(kind) ?? kind}${n > 1 ? ` (${n})` : ''}`).join('\n');
}

function linkOf({ link }: StoredMail, english: boolean) {
  const { publicUrl } = installed().config;
  if (!link || !publicUrl) return undefined;
  return `${english ? 'Read it after signing in' : 'Подробности — после входа'}: ${new URL(link, publicUrl).href}`;
}

function foot({ accountId }: StoredMail, english: boolean) {
  if (!accountId) return english ? 'REGISO, do not answer this letter.' : 'РЕГИСО. На это письмо не отвечайте.';
  return english
    ? 'You chose these letters in the settings of notices and may switch them off there.'
    : 'Письма можно отключить в настройках уведомлений.';
}
