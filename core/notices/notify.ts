import { seal } from '../access/sealing';
import { beyondReach } from '../server/database';
import { startJob } from '../server/events';
import { prepared, sql } from '../server/sql';
import { homeRegion, todayHere } from '../territory/home';
import { noticeKind } from './kinds';
import { awaitPush } from './push/awaiting';

/** Whom to tell: holders of a permission, in one subsystem when given. */
export type Audience = { permission: string; subsystem?: string };

type Notice = {
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
export type NoticeInput = ({ accountIds: readonly string[] } | { audience: Audience })
  & Notice & {
    /** Declared under `notices` of a manifest. */
    kind: string;
  };

/** Waits a little, so that letters which come close together can become one. */
const gatherSeconds = 60;

/** Tells accounts something, within the present transaction: nothing is told when it rolls back. Gives how many were told. */
export async function notify(input: NoticeInput): Promise<number> {
  if ('accountIds' in input) return notifyEach(input.kind, [input]);
  const accountIds = await beyondReach('who holds a right is asked to be told', () => accountsOf(input.audience));
  return notifyEach(input.kind, [{ ...input, accountIds }]);
}

/** Tells each of several things of one kind to its accounts, by as few statements as one. Gives how many were told. */
export async function notifyEach(
  kind: string,
  notices: readonly (Notice & { accountIds: readonly string[] })[],
): Promise<number> {
  const isUrgent = noticeKind(kind).urgent ?? false;
  const given = notices.flatMap(({ accountIds, title, titleEn, text, textEn, link, once }) =>
    [...new Set(accountIds)].map((account) => ({
      ...{ account, title, text, link, once },
      ...{ title_en: titleEn, text_en: textEn },
    })),
  );
  if (!given.length) return 0;
  return beyondReach('a notice is written for somebody else', async () => {
    const told = await write(kind, given);
    if (!told.length) return 0;
    if (await writeMails(kind, told, isUrgent)) await startJob('notices', 'send-mails');
    await awaitPush(kind, [...new Set(told.map(({ account }) => account))], isUrgent);
    return told.length;
  });
}

type Told = { account: string; link: string | null };

const write = (kind: string, given: readonly object[]) =>
  prepared<Told>`
    INSERT INTO core.notices (account_id, kind, title, title_en, text, text_en, link, once, read_at)
    SELECT a.id, ${kind}::text, n.title, n.title_en, n.text, n.text_en, n.link, n.once,
      CASE WHEN ${kind}::text = ANY (s.no_app) THEN now() END
    FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS (account uuid, title text, title_en text,
      text text, text_en text, link text, once text)) WITH ORDINALITY AS n(account, title, title_en, text, text_en, link, once, at)
    JOIN core.accounts a ON a.id = n.account LEFT JOIN core.notice_settings s ON s.account_id = a.id
    WHERE a.disabled_at IS NULL ORDER BY n.at
    ON CONFLICT DO NOTHING RETURNING account_id AS account, link`;

async function writeMails(kind: string, told: readonly Told[], urgent: boolean) {
  const zone = homeRegion().timeZone;
  const rows = await prepared`
    INSERT INTO core.mails (account_id, kind, link, language, urgent, next_at)
    SELECT s.account_id, ${kind}, n.link, s.language, ${urgent}, CASE WHEN ${urgent} THEN now()
      WHEN s.digest_at IS NOT NULL THEN core.next_clock(now(), s.digest_at, ${zone})
      ELSE core.after_quiet(now() + make_interval(secs => ${gatherSeconds}), s.quiet_from, s.quiet_to, ${zone}) END
    FROM jsonb_to_recordset(${JSON.stringify(told)}::jsonb) AS n(account uuid, link text)
    JOIN core.notice_settings s ON s.account_id = n.account
    WHERE s.address IS NOT NULL AND (${urgent} OR NOT ${kind}::text = ANY (s.no_mail)) RETURNING id`;
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
