import { seal } from '../access/sealing';
import { beyondReach } from '../server/database';
import { startJob } from '../server/events';
import { sql } from '../server/sql';
import { homeRegion, todayHere } from '../territory/home';
import { noticeKind } from './kinds';
import { awaitPush } from './push/awaiting';

/** Whom to tell: holders of a permission, in one subsystem when given. */
export type Audience = { permission: string; subsystem?: string };

export type NoticeInput = ({ accountIds: readonly string[] } | { audience: Audience }) & {
  /** Declared under `notices` of a manifest. */
  kind: string;
  /** What stands behind the sign-in; may name people. Letters never carry it. */
  title: string;
  titleEn?: string;
  text?: string;
  textEn?: string;
  /** A page of the cabinets, `/app/…`: ids only, no parameters. */
  link?: `/${string}`;
  /** Given twice, it is told once. */
  once?: string;
};

/** Waits a little, so that letters which come close together can become one. */
const gatherSeconds = 60;

/** Tells accounts something, within the present transaction: nothing is told when it rolls back. Gives how many were told. */
export async function notify(input: NoticeInput): Promise<number> {
  const kind = noticeKind(input.kind);
  return beyondReach('a notice is written for somebody else', async () => {
    const accounts = 'audience' in input ? await accountsOf(input.audience) : [...new Set(input.accountIds)];
    if (!accounts.length) return 0;
    const told = await write(input, accounts);
    if (!told.length) return 0;
    const isUrgent = kind.urgent ?? false;
    if (await writeMails(input, told, isUrgent)) await startJob('notices', 'send-mails');
    await awaitPush(input.kind, told, isUrgent);
    return told.length;
  });
}

const write = async (input: NoticeInput, accounts: readonly string[]) => {
  const rows = await sql<{ account_id: string }>`
    INSERT INTO core.notices (account_id, kind, title, title_en, text, text_en, link, once, read_at)
    SELECT a.id, ${input.kind}::text, ${input.title}::text, ${input.titleEn ?? null}::text, ${input.text ?? null}::text,
      ${input.textEn ?? null}::text, ${input.link ?? null}::text, ${input.once ?? null}::text,
      CASE WHEN ${input.kind}::text = ANY (s.no_app) THEN now() END
    FROM core.accounts a LEFT JOIN core.notice_settings s ON s.account_id = a.id
    WHERE a.id = ANY (${accounts}::uuid[]) AND a.disabled_at IS NULL
    ON CONFLICT DO NOTHING RETURNING account_id`;
  return rows.map((row) => row.account_id);
};

async function writeMails({ kind, link }: NoticeInput, accounts: readonly string[], urgent: boolean) {
  const zone = homeRegion().timeZone;
  const rows = await sql`
    INSERT INTO core.mails (account_id, kind, link, language, urgent, next_at)
    SELECT s.account_id, ${kind}, ${link ?? null}, s.language, ${urgent}, CASE WHEN ${urgent} THEN now()
      WHEN s.digest_at IS NOT NULL THEN core.next_clock(now(), s.digest_at, ${zone})
      ELSE core.after_quiet(now() + make_interval(secs => ${gatherSeconds}), s.quiet_from, s.quiet_to, ${zone}) END
    FROM core.notice_settings s
    WHERE s.account_id = ANY (${accounts}::uuid[]) AND s.address IS NOT NULL
      AND (${urgent} OR NOT ${kind}::text = ANY (s.no_mail)) RETURNING id`;
  return rows.length > 0;
}

const accountsOf = async ({ permission, subsystem }: Audience) => {
  const today = todayHere();
  const rows = await sql<{ id: string }>`
    SELECT DISTINCT g.account_id AS id FROM core.grants g JOIN core.role_permissions r ON r.role = g.role
    WHERE r.permission = ${permission} AND g.state = 'active' AND g.starts_on <= ${today}::date
      AND (g.ends_on IS NULL OR g.ends_on >= ${today}::date)
      AND (${subsystem ?? null}::text IS NULL OR g.subsystem IS NULL OR g.subsystem = ${subsystem ?? null}) LIMIT 5000`;
  return rows.map(({ id }) => id);
};

export type Letter = {
  kind: string;
  address: string;
  /** The words of this letter; sealed at rest and wiped once it is sent. */
  body: string;
  language?: 'ru' | 'en';
  accountId?: string;
};

/** A key in the order of time, for rows whose key must be known before they are sealed. */
export async function newId(): Promise<string> {
  const [row] = await sql<{ id: string }>`SELECT uuidv7()::text AS id`;
  return row?.id ?? '';
}

export const mailPlace = (column: 'address' | 'body' | 'files', id: string) => `notices|mails|${column}|${id}`;

/** Writes to an address that no account has, or to prove one: in the present transaction, sent after commit. */
export async function sendLetter({ kind, address, body, language = 'ru', accountId }: Letter): Promise<string> {
  const { urgent = false } = noticeKind(kind);
  const id = await newId();
  await beyondReach('the outbox of letters is not the sender’s own', async () => {
    await sql`INSERT INTO core.mails (id, account_id, kind, address, body, language, urgent)
      VALUES (${id}, ${accountId ?? null}, ${kind}, ${seal(Buffer.from(address), mailPlace('address', id))},
        ${seal(Buffer.from(body), mailPlace('body', id))}, ${language}, ${urgent})`;
  });
  await startJob('notices', 'send-mails');
  return id;
}
