import { z } from 'zod';
import { deviceOf } from '../../access/routes/cookie';
import { installed } from '../../server/installed';
import { route } from '../../server/route';
import { addDevice, DevicesView, ownDevices, removeDevice, Subscription } from './devices';
import { serviceWorker, withoutNet } from './service-worker';

const own = { signedIn: 'notices of one’s own' } as const;

const devices = route({
  method: 'GET',
  path: '/own/devices',
  access: own,
  summary: 'Devices on which one is told, and the key to subscribe another with',
  reply: DevicesView,
  handler: () => ownDevices(),
});

const add = route({
  method: 'POST',
  path: '/own/devices',
  access: own,
  summary: 'Tell me on this device: what the browser gave when it was subscribed',
  payload: Subscription,
  reply: DevicesView,
  handler: ({ payload, request }) => addDevice(payload, deviceOf(request)),
});

const remove = route({
  method: 'DELETE',
  path: '/own/devices/{id}',
  access: own,
  summary: 'Tell me nothing on this device any more',
  params: z.object({ id: z.uuid() }),
  reply: DevicesView,
  handler: ({ params: { id } }) => removeDevice(id),
});

const worker = route({
  method: 'GET',
  path: '//app/sw.js',
  access: { public: 'The browser asks for it on its own, signed in or not; it holds fixed words only' },
  summary: 'The service worker that shows notices on a device, and pages without a network',
  database: false,
  handler: ({ h }) =>
    h
      .response(installed().config.keepsOnDevices ? serviceWorker + withoutNet : serviceWorker)
      .type('text/javascript; charset=utf-8')
      .header('Cache-Control', 'no-store')
      .header('Content-Security-Policy', "default-src 'none'; connect-src 'self'"),
});

export const pushRoutes = [devices, add, remove, worker];
