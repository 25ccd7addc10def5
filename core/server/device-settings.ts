import { z } from 'zod';

/** The push services of Chrome, Firefox, Edge and Safari. */
const known = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  '*.push.services.mozilla.com',
  '*.notify.windows.com',
  'web.push.apple.com',
].join();

/** What is done on the devices of people. */
export const deviceSettings = {
  /** Push services the server may call, in place of those of the known browsers: `host`, `*.host` or `host:port`, by commas. */
  REGISO_PUSH_HOSTS: z
    .string()
    .default(known)
    .transform((hosts) => hosts.split(',').map((host) => host.trim().toLowerCase()))
    .pipe(z.array(z.string().regex(/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/, 'is a list like a.org,*.b.org'))),
  /** Whether journals and diaries open on devices without a network; `no` takes away what devices keep for that. */
  REGISO_KEEP_ON_DEVICES: z.enum(['yes', 'no']).default('yes'),
};

type Given = z.output<z.ZodObject<typeof deviceSettings>>;

export const deviceConfig = ({ REGISO_PUSH_HOSTS: pushHosts, REGISO_KEEP_ON_DEVICES: keeps }: Given) => ({
  pushHosts,
  keepsOnDevices: keeps === 'yes',
});
