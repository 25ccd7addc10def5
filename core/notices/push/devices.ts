import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import { me } from '../../access/proof';
import { seal, secretFor, unseal } from '../../access/sealing';
import { audit } from '../../server/audit';
import { beyondReach } from '../../server/database';
import { conflict, invalidInput, notFound } from '../../server/errors';
import { sql } from '../../server/sql';
import { newId } from '../notify';
import { deviceName } from './device-name';
import { mayCall } from './hosts';
import { pushKeys } from './keys';

const mostDevices = 20;

const key = z.string().regex(/^[\w-]{16,200}$/);
/** What a browser gives when it is subscribed. */
export const Subscription = z.strictObject({
  endpoint: z.string().max(1_000),
  keys: z.strictObject({ p256dh: key, auth: key }),
});
export type Subscription = z.output<typeof Subscription>;

export const DevicesView = z.object({
  publicKey: z.string(),
  devices: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      createdAt: z.string(),
      /** SHA-256 of the address: by it a browser finds itself. */
      endpointHash: z.string(),
    }),
  ),
});
export type DevicesView = z.output<typeof DevicesView>;

const placeOf = (id: string) => `notices|push_devices|subscription|${id}`;
const indexOf = (endpoint: string) => createHmac('sha256', secretFor('addresses of devices')).update(endpoint).digest();
export const subscriptionOf = (id: string, sealed: Buffer) =>
  Subscription.parse(JSON.parse(unseal(sealed, placeOf(id)).toString()));

type Row = { id: string; name: string; createdAt: string; subscription: Buffer };

/** Devices on which the present person is told, the newest first. */
export async function ownDevices(): Promise<DevicesView> {
  const { publicKey } = await pushKeys();
  const rows = await sql<Row>`SELECT id, name, created_at AS "createdAt", subscription FROM core.push_devices
    WHERE account_id = ${me().accountId} ORDER BY created_at DESC, id DESC LIMIT ${mostDevices}`;
  const devices = rows.map(({ subscription, ...device }) => {
    const { endpoint } = subscriptionOf(device.id, subscription);
    return { ...device, endpointHash: createHash('sha256').update(endpoint).digest('base64url') };
  });
  return { publicKey, devices };
}

/** Tells the present person on a device from now on. Whoever used the browser before is told there no more. */
export async function addDevice(given: Subscription, userAgent: string): Promise<DevicesView> {
  if (!mayCall(given.endpoint))
    throw invalidInput([{ path: ['payload', 'endpoint'], message: 'Служба уведомлений этого браузера не разрешена' }]);
  const { accountId } = me();
  const id = await newId();
  await beyondReach('a browser may have been another account’s', async () => {
    await sql`INSERT INTO core.push_devices (id, account_id, subscription, endpoint_index, name)
      VALUES (${id}, ${accountId}, ${seal(Buffer.from(JSON.stringify(given)), placeOf(id))}, ${indexOf(given.endpoint)},
        ${deviceName(userAgent)})
      ON CONFLICT (endpoint_index) DO UPDATE SET id = excluded.id, account_id = excluded.account_id, due_at = NULL,
        subscription = excluded.subscription, name = excluded.name, created_at = now(), urgent = false, claimed_at = NULL,
        attempts = 0`;
  });
  await demandRoom(accountId);
  await audit('notices.device-added', { type: 'push-device', id });
  return ownDevices();
}

async function demandRoom(accountId: string) {
  await sql`SELECT pg_advisory_xact_lock(7214032, hashtext(${accountId}))`;
  const [row] = await sql<{
    n: number;
  }>`SELECT count(*)::int AS n FROM core.push_devices WHERE account_id = ${accountId}`;
  if ((row?.n ?? 0) > mostDevices) throw conflict(`Устройств не больше ${mostDevices}: сначала уберите лишнее`);
}

export async function removeDevice(id: string): Promise<DevicesView> {
  const [row] =
    await sql`DELETE FROM core.push_devices WHERE id = ${id} AND account_id = ${me().accountId} RETURNING id`;
  if (!row) throw notFound('Устройство');
  await audit('notices.device-removed', { type: 'push-device', id });
  return ownDevices();
}
