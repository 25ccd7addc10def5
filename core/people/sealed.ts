import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { keyRing, type PersonKey } from './keys';

const version = 1;

/** Where a value stands: table, column and row. It is bound into the seal, so a value moved elsewhere does not open. */
export const placeOf = (table: string, column: string, id: string) => `${table}|${column}|${id}`;

/** AES-256-GCM: version, key id, nonce, tag, then the text. */
export function seal(text: string, place: string): Buffer {
  const [key] = keyRing();
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key.seal, nonce).setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from([version]), Buffer.from(key.id, 'hex'), nonce, cipher.getAuthTag(), body]);
}

export const sealOptional = (text: string | null | undefined, place: string) => (text ? seal(text, place) : null);

/** Throws when the value was changed or moved, or when its key is not among those of the installation. */
export function open(sealed: Buffer, place: string): string {
  if (sealed[0] !== version) throw new Error('A sealed value has a form that this release does not know');
  const id = sealedBy(sealed);
  const key = keyRing().find((one) => one.id === id);
  if (!key) throw new Error(`A value is sealed by the key ${id}, which REGISO_PERSON_KEYS does not hold`);
  const decipher = createDecipheriv('aes-256-gcm', key.seal, sealed.subarray(5, 17))
    .setAAD(Buffer.from(place))
    .setAuthTag(sealed.subarray(17, 33));
  return Buffer.concat([decipher.update(sealed.subarray(33)), decipher.final()]).toString('utf8');
}

export const openOptional = (sealed: Buffer | null, place: string) => (sealed ? open(sealed, place) : null);

/** The id of the key that sealed a value. */
export const sealedBy = (sealed: Buffer) => sealed.subarray(1, 5).toString('hex');

/** What is looked for by equality: `snils-near` are the nine digits with one left out, `import-row` whom a row of a file names, `named-number` a name with a paper's number. */
export type IndexKind = 'snils' | 'snils-near' | 'name-birth' | 'document' | 'import-row' | 'named-number';

const indexBy = (key: PersonKey, kind: IndexKind, text: string) =>
  createHmac('sha256', key.index).update(`${kind}\0${text}`).digest().subarray(0, 16);

/** The blind index of a value: tells equal values, nothing else. */
export const indexOf = (kind: IndexKind, text: string): Buffer => indexBy(keyRing()[0], kind, text);

/** The index by every key of the ring: rows not yet rewritten after a change of keys are found too. */
export const indexesOf = (kind: IndexKind, text: string): Buffer[] => keyRing().map((key) => indexBy(key, kind, text));
