import { randomBytes } from 'node:crypto';
import type { Request, ResponseObject } from '@hapi/hapi';
import { installed } from './installed';

/** The nonce for inline styles of this answer (Mantine's one style element). */
export function styleNonce(request: Request): string {
  const app = request.app as { nonce?: string };
  app.nonce ??= randomBytes(16).toString('base64');
  return app.nonce;
}

/** Security headers on an answer; personal answers are never stored by caches. */
export function secure(request: Request, { headers }: ResponseObject) {
  // A download shuts itself in more tightly than a page.
  const own = headers['content-security-policy'];
  Object.assign(headers, isData(request) ? dataHeaders() : pageHeaders(request));
  if (own) headers['content-security-policy'] = own;
  if (isData(request)) headers['cache-control'] ??= 'no-store';
}

const isData = ({ path }: Request) => path.startsWith('/api/');

// Data are never a page: nothing in them may run, and the same words serve every answer.
const dataPolicy = "default-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";
let forData: { production: boolean; headers: Record<string, string> } | undefined;

function dataHeaders() {
  const { production } = installed().config;
  if (forData?.production !== production)
    forData = { production, headers: { 'content-security-policy': dataPolicy, ...commonHeaders(production) } };
  return forData.headers;
}

const commonHeaders = (production: boolean): Record<string, string> => ({
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), payment=(), usb=(), geolocation=(self)',
  ...(production && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
});

function pageHeaders(request: Request) {
  const { config } = installed();
  const tiles = config.tileServer ? ` ${new URL(config.tileServer.replace(/[{}]/g, '')).origin}` : '';
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${styleNonce(request)}'`,
      "style-src-attr 'unsafe-inline'",
      `img-src 'self' data: blob:${tiles}`,
      "font-src 'self'",
      "connect-src 'self'",
      "manifest-src 'self'",
      "worker-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "object-src 'none'",
    ].join('; '),
    ...commonHeaders(config.production),
  };
}
