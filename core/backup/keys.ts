import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Config } from '../server/config';
import { writeSafely, type Manifest } from './manifest';

const Bundle = z.strictObject({
  /** Key files of the data folder in base64, by path. */
  files: z.record(z.string(), z.string()),
  /** Keys that the settings gave; only in a sealed bundle. */
  settings: z.record(z.string(), z.string()),
});
export type KeyBundle = z.infer<typeof Bundle>;

/** Key files of the data folder: they never lie openly among the others. */
export const keyFiles = ['audit/key.pem'] as const;

const hard = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 20 };
const derive = promisify(scrypt) as (
  passphrase: string,
  salt: Buffer,
  length: number,
  options: typeof hard,
) => Promise<Buffer>;
const magic = Buffer.from('REGISO-KEYS-1\n');

/** AES-256-GCM under a key that scrypt makes of the passphrase. */
export async function sealBundle(bundle: KeyBundle, passphrase: string): Promise<Buffer> {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, salt, 32, hard), nonce).setAAD(magic);
  const body = Buffer.concat([cipher.update(JSON.stringify(bundle)), cipher.final()]);
  return Buffer.concat([magic, salt, nonce, cipher.getAuthTag(), body]);
}

/** Throws a sentence for a wrong passphrase or a changed file. */
export async function openBundle(sealed: Buffer, passphrase: string): Promise<KeyBundle> {
  const at = magic.length;
  if (!sealed.subarray(0, at).equals(magic)) throw new Error('This is no file of keys made by `regiso backup create`');
  const key = await derive(passphrase, sealed.subarray(at, at + 16), 32, hard);
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(at + 16, at + 28))
    .setAAD(magic)
    .setAuthTag(sealed.subarray(at + 28, at + 44));
  try {
    const plain = Buffer.concat([decipher.update(sealed.subarray(at + 44)), decipher.final()]);
    return Bundle.parse(JSON.parse(plain.toString()));
  } catch (error) {
    throw new Error('The passphrase does not open the keys of this backup, or their file was changed', {
      cause: error,
    });
  }
}

async function bundleOf(config: Config, withSettings: boolean): Promise<KeyBundle> {
  const files: KeyBundle['files'] = {};
  for (const path of keyFiles) {
    const file = join(config.dataFolder, path);
    if (existsSync(file)) files[path] = (await readFile(file)).toString('base64');
  }
  const named = {
    REGISO_SECRET: config.secret,
    REGISO_PERSON_KEYS: config.personKeys,
    REGISO_AUDIT_KEY: config.auditKey,
  };
  const given = Object.entries(named).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { files, settings: withSettings ? Object.fromEntries(given) : {} };
}

/**
 * Keeps the secret keys: sealed when there is a passphrase, in a file elsewhere when `apart` names one. Without a
 * passphrase only the audit's own key is kept, never the keys that open people's data.
 */
export async function keepKeys(config: Config, folder: string, apart?: string): Promise<Manifest['keys']> {
  const { passphrase } = config.backups;
  if (apart && !passphrase) throw new Error('Keys kept apart are sealed: set REGISO_BACKUP_PASSPHRASE (or …_FILE).');
  if (!passphrase) {
    await writeSafely(join(folder, 'keys.json'), JSON.stringify(await bundleOf(config, false)));
    return 'plain';
  }
  if (apart) await mkdir(dirname(apart), { recursive: true, mode: 0o700 });
  await writeSafely(apart ?? join(folder, 'keys.sealed'), await sealBundle(await bundleOf(config, true), passphrase));
  return apart ? 'apart' : 'sealed';
}

/** The keys of a backup; undefined when they are kept apart and no file was named. */
export async function readKeys(config: Config, folder: string, kind: Manifest['keys'], apart?: string) {
  if (kind === 'plain') return Bundle.parse(JSON.parse(await readFile(join(folder, 'keys.json'), 'utf8')));
  if (kind === 'apart' && !apart) return undefined;
  const { passphrase } = config.backups;
  if (!passphrase) throw new Error('The keys of this backup are sealed: set REGISO_BACKUP_PASSPHRASE (or …_FILE).');
  return openBundle(await readFile(apart ?? join(folder, 'keys.sealed')), passphrase);
}
