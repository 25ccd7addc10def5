import type { Request } from '@hapi/hapi';
import { installed } from './installed';
import { behind } from './trusted-proxies';

/** Address of who asks, behind the proxies of REGISO_TRUSTED_PROXIES. */
export function clientAddress({ headers, info }: Request): string {
  const { trustedProxies } = installed().config;
  return trustedProxies
    ? behind(trustedProxies, info.remoteAddress, headers['x-forwarded-for'] as string | undefined)
    : info.remoteAddress;
}
