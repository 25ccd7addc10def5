import type { Answer } from '@regiso/core/testing';
import type { Caller } from './people';
import type { Ground } from './ground';

/** One good request of a route, about a record that has been made for it. */
export type Call = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  payload?: object;
  headers?: Record<string, string>;
  /** Whoever alone can make it: the record belongs to them. */
  by?: Caller;
  /** What the answer says when it shows the record. */
  record?: string;
};
export type Making = (ground: Ground) => Call | Promise<Call>;

/** Calls a route (`GET /api/…/{id}`) as somebody. */
export function send(name: string, call: Call, caller: Caller): Promise<Answer> {
  const [method = '', path = ''] = name.split(' ');
  const { params = {}, query, payload, headers } = call;
  const address = path.replace(/\{(\w+)[*?]?\d*\}/g, (_, param: string) => encodeURIComponent(params[param] ?? param));
  const search = query ? `?${new URLSearchParams(query).toString()}` : '';
  return caller(address + search, {
    method,
    ...(method !== 'GET' && { payload: payload ?? {} }),
    ...(headers && { headers }),
  });
}

/** What is wrong with a refusal of the API, undefined when it is a problem as RFC 9457 has it. */
export function faultOfProblem({ status, body, headers }: Answer): string | undefined {
  if (!String(headers['content-type']).startsWith('application/problem+json')) return `${status} is no problem+json`;
  const problem = body as { code?: unknown; title?: unknown; status?: unknown };
  return problem.status === status && problem.code && problem.title ? undefined : `${status} without code or title`;
}
