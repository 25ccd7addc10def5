import { createHmac, timingSafeEqual } from 'node:crypto';

const period = 30;
const digits = 6;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The step of RFC 6238 a moment falls into. */
export const stepAt = (ms: number) => Math.floor(ms / 1000 / period);

/** The six digits of a step (RFC 4226 over HMAC-SHA-1, as every authenticator application computes them). */
export function codeOf(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', secret).update(counter).digest();
  const at = (hash.at(-1) ?? 0) & 0xf;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 10 ** digits).padStart(digits, '0');
}

/** The step whose code this is, one step of clock difference either way; never one that was used or is older. */
export function stepOf(secret: Buffer, code: string, now: number, lastUsed = -1): number | undefined {
  const given = Buffer.from(code);
  if (given.length !== digits) return undefined;
  const present = stepAt(now);
  return [present - 1, present, present + 1].find(
    (step) => step > lastUsed && timingSafeEqual(Buffer.from(codeOf(secret, step)), given),
  );
}

/** Base32 of RFC 4648 without padding: how a secret is typed into an application. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => letters[parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** What an authenticator application reads from a link or a QR code. */
export const keyUri = (secret: Buffer, login: string, issuer: string) =>
  `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(login)}?secret=${base32(secret)}`
  + `&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${digits}&period=${period}`;
