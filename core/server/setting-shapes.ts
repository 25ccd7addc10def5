import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';

/** An address by one of the protocols; the sentence never repeats it, because it may hold a password. */
const address = (protocols: readonly string[], example: string) =>
  z.string().refine((text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, hostname } = new URL(text);
    return protocols.includes(protocol) && hostname !== '';
  }, `is written ${example}; signs such as @ : / ? # % in a password are written as %40 %3A %2F %3F %23 %25`);

export const postgresAddress = address(['postgres:', 'postgresql:'], 'postgres://name:password@host:5432/database');
export const clickhouseAddress = address(['http:', 'https:'], 'http://name:password@host:8123/database');

const isWeb = (text: string) =>
  URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol) && new URL(text).hostname !== '';

export const webAddress = z.string().refine(isWeb, 'is written https://host, with the path below which it is reached');

/** `https://host/{z}/{x}/{y}.png`: the host is fixed, so that the pages can allow exactly it. */
export const tileServer = z
  .string()
  .refine(
    (text) =>
      ['{z}', '{x}', '{y}'].every((part) => text.includes(part))
      && !/^[^/]*\/\/[^/]*[{}]/.test(text)
      && isWeb(text.replace(/[{}]/g, '')),
    'is written https://host/{z}/{x}/{y}.png, with no {…} in the name of the host',
  );

export const personKeys = z
  .string()
  .refine(
    (text) => text.split(/[\s,]+/).every((key) => key === '' || Buffer.from(key, 'base64').length === 32),
    'takes keys of 32 bytes in base64, the newest first: openssl rand -base64 32',
  );

export const signingKey = z.string().refine((pem) => {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}, 'is not an Ed25519 private key in PEM; make one: openssl genpkey -algorithm ed25519');
