import { z } from 'zod';

/** The push services of Chrome, Firefox, Edge and Safari. */
const known = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  '*.push.services.mozilla.com',
  '*.notify.windows.com',
  'web.push.apple.com',
].join();

export const pushSettings = {
  /** Push services the server may call, in place of those of the known browsers: `host`, `*.host` or `host:port`, by commas. */
  REGISO_PUSH_HOSTS: z
    .string()
    .default(known)
    .transform((hosts) => hosts.split(',').map((host) => host.trim().toLowerCase()))
    .pipe(z.array(z.string().regex(/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/, 'is a list like a.org,*.b.org'))),
};
