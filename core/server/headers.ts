import { randomBytes } from 'node:crypto';
import type { Request, Server } from '@hapi/hapi';
import { installed } from './installed';

/** The nonce for inline styles of this answer (Mantine's one style element). */
export function styleNonce(request: Request): string {
  const app = request.app as { nonce?: string };
  app.nonce ??= randomBytes(16).toString('base64');
  return app.nonce;
}

/** Security headers on every answer; personal answers are never stored by caches. */
export function addSecurityHeaders(server: Server) {
  server.ext('onPreResponse', (request, h) => {
    const { response } = request;
    const headers = 'output' in response ? response.output.headers : response.headers;
    Object.assign(headers, securityHeaders(request));
    if (request.path.startsWith('/api/') && !headers['cache-control']) headers['cache-control'] = 'no-store';
    return h.continue;
  });
}

function securityHeaders(request: Request) {
  const { config } = installed();
  const tiles = config.tileServer ? ` ${new URL(config.tileServer.replace(/[{}]/g, '')).origin}` : '';
  const secure = config.production;
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
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "object-src 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), payment=(), usb=(), geolocation=(self)',
    ...(secure && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
  };
}
