import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { me } from '../access/proof';
import { seal, secretFor, unseal } from '../access/sealing';
import { audit } from '../server/audit';
import { invalidInput, tooManyRequests } from '../server/errors';
import { sql } from '../server/sql';
import { choosableKinds } from './kinds';
import { sendLetter } from './notify';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Время записывается как 22:00');

export const SettingsInput = z
  .strictObject({
    quietFrom: clock.nullable(),
    quietTo: clock.nullable(),
    /** One letter a day at this time instead of one for each notice. */
    digestAt: clock.nullable().default(null),
    language: z.enum(['ru', 'en']),
    noApp: z.array(z.string().max(120)).max(200),
    noMail: z.array(z.string().max(120)).max(200),
  })
  .refine(({ quietFrom, quietTo }) => (quietFrom === null) === (quietTo === null), {
    path: ['quietTo'],
    message: 'Укажите и начало, и конец тихих часов',
  });
export type SettingsInput = z.output<typeof SettingsInput>;

export const SettingsView = z.object({
  address: z.string().nullable(),
  /** An address whose code has not been entered yet. */
  unprovedAddress: z.string().nullable(),
  quietFrom: z.string().nullable(),
  quietTo: z.string().nullable(),
  digestAt: z.string().nullable(),
  language: z.enum(['ru', 'en']),
  kinds: z.array(
    z.object({ id: z.string(), title: z.string(), titleEn: z.string(), app: z.boolean(), mail: z.boolean() }),
  ),
});
export type SettingsView = z.output<typeof SettingsView>;

export const AddressInput = z.strictObject({ address: z.email('Проверьте адрес почты').max(254) });
export const CodeInput = z.strictObject({ code: z.string().regex(/^\d{6}$/, 'Код — шесть цифр') });

const codeMinutes = 30;
const codesAnHour = 3;
const triesOfCode = 5;

type Column = 'address' | 'unproved_address';
export const settingsPlace = (column: Column, accountId: string) => `notices|notice_settings|${column}|${accountId}`;
const sealed = (column: Column, accountId: string, address: string) =>
  seal(Buffer.from(address), settingsPlace(column, accountId));
const hashOf = (accountId: string, code: string) =>
  createHmac('sha256', secretFor('codes of addresses')).update(`${accountId} ${code}`).digest();

type Stored = {
  address: Buffer | null;
  unproved: Buffer | null;
  quietFrom: string | null;
  quietTo: string | null;
  digestAt: string | null;
  language: 'ru' | 'en';
  noApp: string[];
  noMail: string[];
};

/** How the present person wants to be told. */
export async function ownSettings(): Promise<SettingsView> {
  const { accountId } = me();
  const [row] = await sql<Stored>`SELECT address, CASE WHEN code_ends_at > now() THEN unproved_address END AS unproved,
      to_char(quiet_from, 'HH24:MI') AS "quietFrom", to_char(quiet_to, 'HH24:MI') AS "quietTo",
      to_char(digest_at, 'HH24:MI') AS "digestAt", language,
      no_app AS "noApp", no_mail AS "noMail" FROM core.notice_settings WHERE account_id = ${accountId}`;
  const open = (column: Column, value: Buffer | null | undefined) =>
    value ? unseal(value, settingsPlace(column, accountId)).toString() : null;
  return {
    address: open('address', row?.address),
    unprovedAddress: open('unproved_address', row?.unproved),
    quietFrom: row?.quietFrom ?? null,
    quietTo: row?.quietTo ?? null,
    digestAt: row?.digestAt ?? null,
    language: row?.language ?? 'ru',
    kinds: choosableKinds().map(({ id, title, titleEn }) => ({
      id,
      title,
      titleEn,
      app: !row?.noApp.includes(id),
      mail: !row?.noMail.includes(id),
    })),
  };
}

export async function changeSettings(given: SettingsInput): Promise<SettingsView> {
  const { accountId } = me();
  const known = new Set(choosableKinds().map(({ id }) => id));
  const [noApp, noMail] = [given.noApp, given.noMail].map((ids) => ids.filter((id) => known.has(id)));
  await sql`INSERT INTO core.notice_settings (account_id, quiet_from, quiet_to, digest_at, language, no_app, no_mail)
    VALUES (${accountId}, ${given.quietFrom}, ${given.quietTo}, ${given.digestAt}, ${given.language}, ${noApp}, ${noMail})
    ON CONFLICT (account_id) DO UPDATE SET quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
      digest_at = excluded.digest_at, language = excluded.language, no_app = excluded.no_app, no_mail = excluded.no_mail, changed_at = now()`;
  await audit('notices.settings-changed', { type: 'account', id: accountId });
  return ownSettings();
}

/** Sends a code to the address; until it is entered no other letter goes there. */
export async function proposeAddress({ address }: z.output<typeof AddressInput>): Promise<SettingsView> {
  const { accountId } = me();
  await countCode(accountId);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  await sql`UPDATE core.notice_settings SET unproved_address = ${sealed('unproved_address', accountId, address)},
      code_hash = ${hashOf(accountId, code)}, code_ends_at = now() + make_interval(mins => ${codeMinutes}), code_tries = 0
    WHERE account_id = ${accountId}`;
  const { language } = await ownSettings();
  await sendLetter({ kind: 'notices.address-code', address, body: code, language, accountId });
  await audit('notices.address-proposed', { type: 'account', id: accountId });
  return ownSettings();
}

// Somebody else's mailbox must not be filled through us.
async function countCode(accountId: string) {
  await sql`INSERT INTO core.notice_settings (account_id) VALUES (${accountId}) ON CONFLICT DO NOTHING`;
  const [row] = await sql`UPDATE core.notice_settings
    SET codes_sent = array(SELECT t FROM unnest(codes_sent) t WHERE t > now() - interval '1 hour') || now()
    WHERE account_id = ${accountId} AND ${codesAnHour}
      > (SELECT count(*) FROM unnest(codes_sent) t WHERE t > now() - interval '1 hour') RETURNING account_id`;
  if (!row) throw tooManyRequests(3_600);
}

type Try = { codeHash: Buffer | null; unproved: Buffer | null; tries: number };

/** True when the code was right: letters go to the address from now on. A wrong try is counted, so it must be committed. */
export async function proveAddress({ code }: z.output<typeof CodeInput>): Promise<boolean> {
  const { accountId } = me();
  const [row] = await sql<Try>`UPDATE core.notice_settings SET code_tries = code_tries + 1
    WHERE account_id = ${accountId} AND code_ends_at > now() AND code_tries < ${triesOfCode}
    RETURNING code_hash AS "codeHash", unproved_address AS unproved, code_tries AS tries`;
  if (!row?.codeHash || !row.unproved)
    throw invalidInput([{ path: ['payload', 'code'], message: 'Запросите новый код' }]);
  const isRight = timingSafeEqual(row.codeHash, hashOf(accountId, code));
  await audit(isRight ? 'notices.address-proved' : 'notices.code-refused', { type: 'account', id: accountId });
  if (!isRight) return false;
  const address = unseal(row.unproved, settingsPlace('unproved_address', accountId)).toString();
  await sql`UPDATE core.notice_settings SET address = ${sealed('address', accountId, address)}, unproved_address = NULL,
    code_hash = NULL, code_ends_at = NULL, changed_at = now() WHERE account_id = ${accountId}`;
  return true;
}

export async function forgetAddress(): Promise<SettingsView> {
  const { accountId } = me();
  await sql`UPDATE core.notice_settings SET address = NULL, unproved_address = NULL, code_hash = NULL, code_ends_at = NULL,
    changed_at = now() WHERE account_id = ${accountId}`;
  await audit('notices.address-forgotten', { type: 'account', id: accountId });
  return ownSettings();
}
