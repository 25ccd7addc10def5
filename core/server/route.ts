import type { z, ZodType } from 'zod';
import type { Lifecycle } from '@hapi/hapi';

/**
 * Who may call: holders of a permission, anyone signed in, or everyone. The sentence says why it is that wide. A permission
 * counts only when it is held for the whole region, unless the route says `within: 'reach'`: then it filters its rows by
 * `inReach`, and a holder in one participant or municipality may call it too.
 */
export type Access<P extends string = string> =
  { permission: P; within?: 'reach' } | { signedIn: string } | { public: string };

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

type Parsed<S> = S extends ZodType ? z.output<S> : undefined;

/** What a handler gets: parsed input and the raw hapi objects for the rare case. */
export type RouteInput<Q, B, A> = {
  query: Q;
  payload: B;
  params: A;
  request: Parameters<Lifecycle.Method>[0];
  h: Parameters<Lifecycle.Method>[1];
};

type Definition<P extends string, Q, B, A, R> = {
  method: Method;
  /** Below `/api/<plugin>`; begin with `//` for an absolute path such as `//schools/{id}` on the public site. */
  path: `/${string}`;
  access: Access<P>;
  summary?: string;
  query?: Q;
  payload?: B;
  params?: A;
  reply?: R;
  /** Takes a file: multipart, streamed to disk, at most so many bytes. */
  upload?: { maxBytes: number };
  /** Takes the form of a page without scripts as well as JSON. */
  form?: true;
  /** Data ask for the one cookie of a sign-in; true where all of them are parsed, as bell wants them. */
  cookies?: true;
  /** False for answers from memory: no transaction is opened. */
  database?: false;
  /** A GET that reads personal data: its transaction may write, so that the reading is recorded in it. */
  recorded?: true;
  /** A writing route that records nothing says why (signing out, a preview). */
  unaudited?: string;
  /** A POST that only reads, so that what it asks stays out of addresses: whoever may only read may call it. */
  reads?: true;
  /** A sensitive act, and why: whoever does it has proved who they are within the last ten minutes. */
  sensitive?: string;
  /** How often one account may call it within ten minutes: of what costs much, or gives much away. */
  atMost?: number;
  /**
   * POST or PUT that must not happen twice: needs an `Idempotency-Key` and answers its repetition as the first time; `if-asked`
   * does so for whoever sends a key, and lets others do without.
   */
  idempotent?: true | 'if-asked';
  handler: (input: RouteInput<Parsed<Q>, Parsed<B>, Parsed<A>>) => unknown;
};

export type Route<P extends string = string> = {
  readonly method: Method;
  readonly path: `/${string}`;
  readonly access: Access<P>;
  readonly summary?: string;
  readonly query?: ZodType;
  readonly payload?: ZodType;
  readonly params?: ZodType;
  readonly reply?: ZodType;
  readonly upload?: { maxBytes: number };
  readonly form?: true;
  readonly cookies?: true;
  readonly database?: false;
  readonly recorded?: true;
  readonly unaudited?: string;
  readonly reads?: true;
  readonly sensitive?: string;
  readonly atMost?: number;
  readonly idempotent?: true | 'if-asked';
  readonly handler: (input: RouteInput<never, never, never>) => unknown;
};

/** A route as plain data. Input is parsed by zod before the handler; `access` cannot be left out. */
export function route<
  const P extends string = never,
  Q extends ZodType | undefined = undefined,
  B extends ZodType | undefined = undefined,
  A extends ZodType | undefined = undefined,
  R extends ZodType | undefined = undefined,
>(definition: Definition<P, Q, B, A, R>): Route<P> {
  return definition as unknown as Route<P>;
}

/** The path a route answers on: `/api/<plugin>/…`, or as written after `//`. */
export const fullPath = (pluginId: string, path: string) =>
  path.startsWith('//') ? path.slice(1) : `/api/${pluginId}${path}`;
