import type { Answer } from '@regiso/core/testing';
import type { Caller } from './people';
import type { Named } from './routes';

const sample = (path: string) => path.replace(/\{(\w+)[*?]?\d*\}/g, '00000000-0000-7000-8000-000000000000');

/** Calls a route with nothing sensible: whether one may call it is asked before what one sends. */
export const ask = (caller: Caller, { path, route: { method, upload } }: Named): Promise<Answer> =>
  caller(sample(path), { method, ...(method !== 'GET' && !upload && { payload: {} }) });

/** How a route meets somebody. */
export async function meets(caller: Caller, named: Named): Promise<'sign-in-required' | 'forbidden' | 'let in'> {
  const { status, body } = await ask(caller, named);
  if (status === 403) return 'forbidden';
  const isUnknown = status === 401 && (body as { code?: string }).code === 'sign-in-required';
  return isUnknown ? 'sign-in-required' : 'let in';
}
