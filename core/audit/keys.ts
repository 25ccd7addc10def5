import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  type KeyObject,
} from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../server/config';

export type Signer = { keyId: string; privateKey: KeyObject; publicKey: KeyObject };

/** Where the audit keeps its key, the public keys it trusts and its anchors. */
export const auditFolder = ({ dataFolder }: Pick<Config, 'dataFolder'>) => join(dataFolder, 'audit');

/** A short name of a public key: the first 16 digits of the SHA-256 of its SPKI. */
export const keyIdOf = (publicKey: KeyObject) =>
  createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);

type KeyConfig = Pick<Config, 'dataFolder'> & { auditKey?: string };

/** The key that signs blocks: of the settings, or one of the data folder's own, made when first asked for. */
export function signer(config: KeyConfig): Signer {
  const privateKey = config.auditKey ? readKey(config.auditKey, 'REGISO_AUDIT_KEY') : ownKey(config);
  const publicKey = createPublicKey(privateKey);
  const keyId = keyIdOf(publicKey);
  remember(config, keyId, publicKey);
  return { keyId, privateKey, publicKey };
}

function readKey(pem: string, from: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Said below, without the text of the key.
  }
  throw new Error(`${from} is not an Ed25519 private key in PEM. Make one: openssl genpkey -algorithm ed25519`);
}

function ownKey(config: KeyConfig): KeyObject {
  const file = join(madeFolder(config), 'key.pem');
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ed25519');
    writeOnce(file, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  }
  if (statSync(file).mode & 0o077)
    throw new Error(`The audit key ${file} can be read by others. Run: chmod 600 ${file}, and consider a new key`);
  return readKey(readFileSync(file, 'utf8'), file);
}

function madeFolder(config: KeyConfig, ...below: string[]) {
  const folder = join(auditFolder(config), ...below);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

// Two processes may start together: a link either makes the whole file or finds the other's.
function writeOnce(file: string, text: string) {
  const fresh = `${file}.${randomUUID()}`;
  writeFileSync(fresh, text, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(fresh);
  }
}

// Blocks outlive their key: its public half stays for those who verify.
function remember(config: KeyConfig, keyId: string, publicKey: KeyObject) {
  const file = join(madeFolder(config, 'trusted'), `${keyId}.pem`);
  if (!existsSync(file)) writeOnce(file, publicKey.export({ type: 'spki', format: 'pem' }).toString());
}

export type TrustedKeys = ReadonlyMap<string, KeyObject>;

/** Public keys that blocks may be signed by: those kept on this machine and those in the given PEM files. */
export function trustedKeys(config: KeyConfig, files: readonly string[] = []): TrustedKeys {
  const folder = join(auditFolder(config), 'trusted');
  const kept = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  const keys = [...kept, ...files].map((file) => createPublicKey(readFileSync(file, 'utf8')));
  return new Map(keys.map((key) => [keyIdOf(key), key]));
}
