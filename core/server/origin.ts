import type { Request } from '@hapi/hapi';
import { forbidden } from './errors';

/**
 * Cross-site request forgery guard by Fetch Metadata: same-origin and typed addresses pass; without the header the
 * Origin must be ours; without both a caller with a sign-in cookie is refused.
 */
export function refuseForeignOrigin(request: Request) {
  const site = request.headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return;
  if (site) throw forbidden('Запрос пришёл с другого сайта');
  const origin = request.headers.origin as string | undefined;
  if (origin && hostOf(origin) !== request.info.host) throw forbidden('Запрос пришёл с другого сайта');
  if (!origin && request.headers.cookie) throw forbidden('Запрос без указания источника');
}

const hostOf = (origin: string) => {
  try {
    return new URL(origin).host;
  } catch {
    return '';
  }
};
