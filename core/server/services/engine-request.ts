import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createGunzip } from 'node:zlib';
import type { Readable } from 'node:stream';
import { EngineError } from './engine-error';

/** An HTTP request as ClickHouse's interface means it. */
export type EngineRequest = {
  sql: string;
  database?: string;
  format?: string;
  id?: string;
  settings: Record<string, string>;
  parameters: Record<string, string>;
  readOnly: boolean;
  body: Readable;
};

// Words of the interface that are not settings of the engine.
const ours = new Set(
  (
    'query query_id database default_format user password session_id session_timeout session_check role stacktrace '
    + 'compress decompress wait_end_of_query quota_key buffer_size enable_http_compression http_zlib_compression_level '
    + 'http_headers_progress_interval_ms send_progress_in_http_headers cancel_http_readonly_queries_on_client_close'
  ).split(' '),
);

export function readRequest(request: IncomingMessage): EngineRequest {
  const { searchParams } = new URL(request.url ?? '/', 'http://engine');
  const settings: Record<string, string> = {};
  const parameters: Record<string, string> = {};
  for (const [name, value] of searchParams) {
    if (!/^\w+$/.test(name)) throw new EngineError(115, 404, `Unknown setting '${name}'.`, 'UNKNOWN_SETTING');
    if (name.startsWith('param_')) parameters[name.slice('param_'.length)] = value;
    else if (!ours.has(name)) settings[name] = value;
  }
  if (searchParams.has('session_id')) throw notDone('sessions (session_id)');
  if (request.headers['content-type']?.startsWith('multipart/')) throw notDone('multipart requests');
  const [database, format, id] = [
    searchParams.get('database') ?? header(request, 'x-clickhouse-database'),
    searchParams.get('default_format') ?? header(request, 'x-clickhouse-format'),
    searchParams.get('query_id'),
  ];
  return {
    sql: searchParams.get('query') ?? '',
    ...(database && { database }),
    ...(format && { format }),
    ...(id && { id }),
    settings,
    parameters,
    readOnly: request.method === 'GET',
    body: unpacked(request),
  };
}

/** Whether name and password are right; they come as basic authentication, as headers or in the address. */
export function mayEnter(request: IncomingMessage, user: string, password: string) {
  const { searchParams } = new URL(request.url ?? '/', 'http://engine');
  const [, basic] = /^Basic (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const [basicUser, ...basicPassword] = basic ? Buffer.from(basic, 'base64').toString().split(':') : [];
  const givenUser = header(request, 'x-clickhouse-user') ?? basicUser ?? searchParams.get('user') ?? '';
  const givenPassword =
    header(request, 'x-clickhouse-key') ?? (basic ? basicPassword.join(':') : (searchParams.get('password') ?? ''));
  return same(givenUser, user) && same(givenPassword, password);
}

const digest = (text: string) => createHash('sha256').update(text).digest();
const same = (one: string, other: string) => timingSafeEqual(digest(one), digest(other));

function header(request: IncomingMessage, name: string) {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

function unpacked(request: IncomingMessage): Readable {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return request;
  if (encoding === 'gzip') return request.pipe(createGunzip());
  throw notDone(`bodies packed as ${encoding}`);
}

const notDone = (what: string) =>
  new EngineError(48, 501, `The embedded engine does not do ${what}; use a ClickHouse server.`, 'NOT_IMPLEMENTED');
