import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Config } from '../server/config';
import { installed } from '../server/installed';

const version = 1;

const derived = new WeakMap<Config, Map<string, Buffer>>();

/** A secret of this installation for one purpose. */
// Production refuses to start without REGISO_SECRET; a demonstration has nothing to hide.
export function secretFor(purpose: string): Buffer {
  const { config } = installed();
  const known = derived.get(config) ?? new Map<string, Buffer>();
  derived.set(config, known);
  const secret =
    known.get(purpose)
    ?? Buffer.from(hkdfSync('sha256', config.secret ?? 'a demonstration without secrets', '', purpose, 32));
  known.set(purpose, secret);
  return secret;
}

/** AES-256-GCM; the place (table, column, row) is bound in, so that a value moved elsewhere does not open. */
export function seal(plain: Buffer, place: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secretFor(place.split('|')[0] ?? ''), nonce).setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.from([version]), nonce, cipher.getAuthTag(), body]);
}

/** Throws when the value was changed, moved, or sealed by another secret. */
export function unseal(sealed: Buffer, place: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', secretFor(place.split('|')[0] ?? ''), sealed.subarray(1, 13))
    .setAAD(Buffer.from(place))
    .setAuthTag(sealed.subarray(13, 29));
  return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]);
}
