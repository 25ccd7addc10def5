import { createHash, hkdfSync } from 'node:crypto';
import type { Config } from '../server/config';
import { installed } from '../server/installed';

/** One generation of the secret that protects people: what seals values, and what makes indexes of equality. */
export type PersonKey = { id: string; seal: Buffer; index: Buffer };

const derive = (secret: Buffer | string, purpose: string) =>
  Buffer.from(hkdfSync('sha256', secret, 'regiso people', purpose, 32));

function keyOf(secret: Buffer | string): PersonKey {
  const id = createHash('sha256').update(derive(secret, 'id')).digest('hex').slice(0, 8);
  return { id, seal: derive(secret, 'seal'), index: derive(secret, 'index') };
}

const rings = new WeakMap<Config, readonly PersonKey[]>();

/**
 * The keys of `REGISO_PERSON_KEYS`, the first one seals and all of them open; the last one of the ring comes from
 * `REGISO_SECRET`, so that an installation without keys of its own can get them later. Throws for a key of wrong size.
 */
export function keyRing(): readonly [PersonKey, ...PersonKey[]] {
  const { config } = installed();
  const made = rings.get(config) ?? ringOf(config);
  rings.set(config, made);
  return made as readonly [PersonKey, ...PersonKey[]];
}

function ringOf({ personKeys = '', secret = 'a demonstration without secrets' }: Config): PersonKey[] {
  const given = personKeys
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((text) => Buffer.from(text, 'base64'));
  if (given.some(({ length }) => length !== 32))
    throw new Error('REGISO_PERSON_KEYS takes keys of 32 bytes in base64, the newest first: openssl rand -base64 32');
  return [...given, secret].map(keyOf);
}
