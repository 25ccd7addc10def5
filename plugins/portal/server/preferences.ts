import type { Request } from '@hapi/hapi';
import { lookClasses, lookKey, readLook } from '@regiso/core/shared';

/** What the panel for the visually impaired offers here, in its order; light and dark follow the reader's system. */
export const offered = ['size', 'scheme', 'spacing', 'font', 'pictures', 'motion'] as const;

/** Cookies of the public site: choices of the reader, nothing about the person. */
export const cookieOptions = {
  ttl: 365 * 86_400_000,
  path: '/',
  isSecure: false,
  isHttpOnly: false,
  isSameSite: 'Lax',
  encoding: 'none',
  strictHeader: true,
} as const;

export const lookOf = (request: Request) => readLook(textOf(request.state[lookKey]));

/** Classes of the root element for this reader; empty for the ordinary look. */
export const classesOf = (request: Request) =>
  request.state[lookKey] === undefined ? '' : lookClasses(lookOf(request)).join(' ');

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);
