import type { EsiaSettings } from '../../../server/sign-in-settings';

/** What is signed in a request to ESIA. `code` is there in the second request of v2 only. */
export type Signed = {
  clientId: string;
  scopes: string;
  timestamp: string;
  state: string;
  redirectUri: string;
  code?: string;
};

type Shape = {
  authorize: string;
  token: string;
  /** How the signature stands in `client_secret`: a detached PKCS#7 message, or the bare signature. */
  signature: 'cms' | 'bare';
  namesCertificate: boolean;
  message(signed: Signed): string;
};

/** The two request shapes of ESIA that are in use. They differ in addresses, in what is signed and how it is written. */
export const shapes: Record<EsiaSettings['shape'], Shape> = {
  v1: {
    authorize: '/aas/oauth2/ac',
    token: '/aas/oauth2/te',
    signature: 'cms',
    namesCertificate: false,
    message: ({ scopes, timestamp, clientId, state }) => `${scopes}${timestamp}${clientId}${state}`,
  },
  v2: {
    authorize: '/aas/oauth2/v2/ac',
    token: '/aas/oauth2/v3/te',
    signature: 'bare',
    namesCertificate: true,
    message: ({ clientId, scopes, timestamp, state, redirectUri, code = '' }) =>
      `${clientId}${scopes}${timestamp}${state}${redirectUri}${code}`,
  },
};

/** A moment as ESIA writes it: `2026.11.26 12:00:00 +0000`. */
export function esiaTimestamp(at = new Date()): string {
  const [day, time] = at.toISOString().split('T') as [string, string];
  return `${day.replaceAll('-', '.')} ${time.slice(0, 8)} +0000`;
}

/** The moment that such a text means; undefined for any other text. */
export function momentOf(timestamp: string): number | undefined {
  const found = /^(\d{4})\.(\d{2})\.(\d{2}) (\d{2}:\d{2}:\d{2}) ([+-]\d{2})(\d{2})$/.exec(timestamp);
  if (!found) return undefined;
  const [, year, month, day, time, hours, minutes] = found;
  const moment = Date.parse(`${year}-${month}-${day}T${time}${hours}:${minutes}`);
  return Number.isNaN(moment) ? undefined : moment;
}
