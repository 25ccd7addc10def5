import { createHmac, randomUUID } from 'node:crypto';
import type { Request } from '@hapi/hapi';
import { z } from 'zod';
import { keptNote } from './providers/kept';
import { secretFor } from './sealing';

const days = 180;
const most = 8;
const Device = z.object({ id: z.string(), logins: z.array(z.string()).max(most) });
const deviceNote = keptNote('device', Device, days * 24 * 60);

const signOf = (login: string) =>
  createHmac('sha256', secretFor('logins of a device')).update(login).digest('base64url').slice(0, 16);

/**
 * Under which name tries of a login are counted. A device that has signed in by it before counts apart: whoever guesses
 * elsewhere, or only wants to lock somebody out, closes the login for strangers and not for its owner.
 */
export function triesOf(login: string, request: Request): string {
  const device = deviceNote.read(request);
  return device?.logins.includes(signOf(login)) ? `${login} on ${device.id}` : login;
}

/** `Set-Cookie` by which a device remembers that a login was used on it; it cannot be read there. */
export function rememberDevice(login: string, request: Request): string {
  const device = deviceNote.read(request) ?? { id: randomUUID(), logins: [] };
  const logins = [signOf(login), ...device.logins.filter((known) => known !== signOf(login))].slice(0, most);
  return deviceNote.leave({ ...device, logins });
}
