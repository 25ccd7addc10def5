import webPush from 'web-push';
import { seal, unseal } from '../../access/sealing';
import { audit } from '../../server/audit';
import { inTransaction } from '../../server/database';
import { sql } from '../../server/sql';

type Stored = { publicKey: string; privateKey: Buffer };
type Keys = { publicKey: string; privateKey: string };

const place = 'notices|push_keys|private_key|one';

const stored = async () => {
  const [row] = await sql<Stored>`SELECT public_key AS "publicKey", private_key AS "privateKey" FROM core.push_keys`;
  return row;
};

/** The pair that signs pushes of this installation; made once, at first need, for all processes. */
export async function pushKeys(): Promise<Keys> {
  const { publicKey, privateKey } = (await stored()) ?? (await inTransaction({ process: 'notices/push-keys' }, made));
  return { publicKey, privateKey: unseal(privateKey, place).toString() };
}

// In a transaction of its own: whoever asks first may be reading only. Of two that make one, the first stays.
async function made(): Promise<Stored> {
  const { publicKey, privateKey } = webPush.generateVAPIDKeys();
  const [row] = await sql`INSERT INTO core.push_keys (public_key, private_key)
    VALUES (${publicKey}, ${seal(Buffer.from(privateKey), place)}) ON CONFLICT DO NOTHING RETURNING id`;
  if (row) await audit('notices.push-keys-made', { type: 'push-keys' });
  const kept = await stored();
  if (!kept) throw new Error('The keys of pushes were not kept');
  return kept;
}
