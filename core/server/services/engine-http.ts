import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { asEngineError, EngineError } from './engine-error';
import type { EnginePool, Lease, Surroundings } from './engine-pool';
import { PoolFull } from './engine-pool';
import { mayEnter, readRequest, type EngineRequest } from './engine-request';
import { headerLines, isRowFormat, rowCutter } from './engine-rows';
import { readStatement, type Statement } from './engine-sql';

export type FrontOptions = {
  user: string;
  password: string;
  database: string;
  /** Settings of every statement that does not say otherwise. */
  settings: Record<string, string>;
  /** Longest text of a statement, and longest body of an insert in a format that cannot be cut. */
  bodyBytes: number;
  pieceBytes: number;
  /** Longest result in a format that cannot be streamed. */
  resultBytes: number;
};

type Work = {
  pool: EnginePool;
  options: FrontOptions;
  request: EngineRequest;
  response: ServerResponse;
  signal: AbortSignal;
};

/** The needed part of ClickHouse's HTTP interface over a pool of engine connections. */
export function engineFront(pool: EnginePool, options: FrontOptions) {
  const server = createServer({ maxHeaderSize: 1 << 20, requestTimeout: 0, keepAliveTimeout: 10_000 });
  server.on('request', (incoming: IncomingMessage, response: ServerResponse) => {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    response.on('error', () => undefined);
    incoming.on('error', () => undefined);
    answer({ pool, options, response, signal: gone.signal }, incoming).catch((error: unknown) => {
      fail(response, error);
      // What the client still sends is read and dropped, so that it comes to see the answer.
      incoming.resume();
    });
  });
  return server;
}

async function answer(work: Omit<Work, 'request'>, incoming: IncomingMessage) {
  const { response, options } = work;
  const { pathname } = new URL(incoming.url ?? '/', 'http://engine');
  if (pathname === '/ping') return void response.end('Ok.\n');
  if (!mayEnter(incoming, options.user, options.password)) {
    throw new EngineError(516, 403, 'Authentication failed: name or password is wrong.', 'AUTHENTICATION_FAILED');
  }
  if (pathname !== '/') throw new EngineError(36, 404, `There is no handle ${pathname}.`, 'BAD_ARGUMENTS');
  const request = readRequest(incoming);
  response.setHeader('X-ClickHouse-Query-Id', request.id ?? randomUUID());
  const statement = readStatement(request.sql);
  if (statement.keyword === 'insert' && statement.awaitsRows) return insertRows({ ...work, request }, statement);
  const body = await wholeBody(request.body, options.bodyBytes);
  const sql = [request.sql, body.toString()].filter(Boolean).join('\n');
  return runStatement({ ...work, request: { ...request, sql } });
}

async function runStatement(work: Work) {
  const { request, pool, response } = work;
  const statement = checked(request);
  const format = statement.format ?? request.format ?? 'TabSeparated';
  const reads = /^(select|with)$/.test(statement.keyword);
  const streams = reads && isRowFormat(format);
  const lease = await pool.acquire(statement.short, { signal: work.signal });
  const extra = {
    ...(statement.short && { max_execution_time: '15' }),
    ...(reads && !streams && { max_result_bytes: String(work.options.resultBytes), result_overflow_mode: 'throw' }),
  };
  const result = await withLease(work, lease, extra, async () => {
    const { binding, handle } = lease.connection;
    if (streams) return streamRows(work, lease, format);
    if (statement.selects) return binding.insert(handle, request.sql, Buffer.alloc(0));
    return binding.run(handle, request.sql, format);
  });
  if (!result) return;
  response.setHeader('X-ClickHouse-Summary', summary(result));
  response.setHeader('X-ClickHouse-Format', format);
  response.setHeader('Content-Type', contentType(format));
  response.end('bytes' in result ? result.bytes : '');
}

/** Writes rows as the engine makes them, as fast as the client takes them. */
async function streamRows({ request, response, signal }: Work, lease: Lease, format: string) {
  const { binding, handle } = lease.connection;
  const stream = binding.stream(handle, request.sql, format);
  const tag = randomUUID().slice(0, 16);
  let first = true;
  let open = true;
  const next = async () => {
    open = false;
    const { bytes, done } = await binding.fetch(stream);
    open = !done;
    return bytes;
  };
  try {
    for (let bytes = await next(); open && !signal.aborted; bytes = await next()) {
      if (first) {
        response.setHeader('X-ClickHouse-Format', format);
        response.setHeader('X-ClickHouse-Exception-Tag', tag);
        response.setHeader('Content-Type', contentType(format));
      }
      const rows = first ? bytes : bytes.subarray(afterLines(bytes, headerLines(format)));
      first = false;
      if (!response.write(rows)) await once(response, 'drain', { signal });
    }
    response.end();
  } catch (error) {
    if (!response.headersSent) throw error;
    const { message } = asEngineError(error);
    const text = Buffer.byteLength(message) + 1;
    // The way in which ClickHouse 25.11 and later report an error behind rows already sent.
    response.end(`\r\n__exception__\r\n${tag}\r\n${message}\n${text} ${tag}\r\n__exception__\r\n`);
    if (!signal.aborted) throw error;
  } finally {
    if (open) binding.cancel(stream);
  }
  return undefined;
}

function afterLines(bytes: Uint8Array, count: number) {
  let at = 0;
  for (let line = 0; line < count; line += 1) at = bytes.indexOf(0x0a, at) + 1;
  return at;
}

async function insertRows(work: Work, statement: Statement) {
  const { request, options, response, signal } = work;
  checked(request);
  const format = statement.format ?? request.format ?? 'Values';
  const prefix = statement.format ? request.sql : `${request.sql.replace(/;\s*$/, '')} FORMAT ${format}`;
  const cutter = rowCutter(format, options.pieceBytes, request.settings.format_csv_delimiter);
  const total = { elapsed: 0, rowsWritten: 0, bytesWritten: 0 };
  let piece = 0;
  const insert = async (rows: Buffer) => {
    if (rows.length === 0) return;
    const written = await insertPiece(work, prefix, rows, piece);
    piece += 1;
    total.elapsed += written.elapsed;
    total.rowsWritten += written.rowsWritten;
    total.bytesWritten += written.bytesWritten;
  };
  if (!cutter) await insert(await wholeBody(request.body, options.bodyBytes));
  else {
    for await (const bytes of arriving(request.body)) for (const rows of cutter.push(bytes)) await insert(rows);
    if (signal.aborted) return;
    await insert(cutter.end());
  }
  response.setHeader('X-ClickHouse-Summary', summary(total));
  response.end();
}

/** Takes a connection for each piece, so that a slow sender holds none. */
async function insertPiece(work: Work, prefix: string, rows: Buffer, piece: number) {
  const token = work.request.settings.insert_deduplication_token;
  const settings = { ...work.request.settings };
  if (token && piece > 0) settings.insert_deduplication_token = `${token}:${piece}`;
  const request = { ...work.request, settings };
  const lease = await work.pool.acquire(false, { signal: work.signal, must: piece > 0 });
  return withLease({ ...work, request }, lease, {}, () =>
    lease.connection.binding.insert(lease.connection.handle, prefix, rows),
  );
}

/** Sets the connection up, watches time and client while the statement runs, and gives the connection back. */
async function withLease<T>(
  work: Work,
  lease: Lease,
  extra: Record<string, string>,
  run: () => Promise<T>,
): Promise<T> {
  const { request, options, signal } = work;
  const settings = { ...options.settings, ...extra, ...request.settings };
  const surroundings: Surroundings = {
    database: request.database ?? options.database,
    settings,
    parameters: request.parameters,
  };
  const kill = () => void lease.kill().catch(() => undefined);
  const limit = Number(settings.max_execution_time) * 1000;
  // The engine looks at its own limit between blocks of rows; a source that gives none needs this one.
  const watch = limit > 0 ? setTimeout(kill, limit + 5000) : undefined;
  let spoiled = true;
  signal.addEventListener('abort', kill, { once: true });
  try {
    await lease.connection.surround(surroundings);
    if (signal.aborted) throw new Error('The client has gone');
    const result = await run();
    spoiled = /^\s*(set|use|create\s+(or\s+replace\s+)?temporary)\b/i.test(request.sql);
    return result;
  } finally {
    clearTimeout(watch);
    signal.removeEventListener('abort', kill);
    await lease.release(spoiled);
  }
}

function checked(request: EngineRequest): Statement {
  const statement = readStatement(request.sql);
  if (!statement.keyword) throw new EngineError(62, 400, 'Syntax error: Empty query.', 'SYNTAX_ERROR');
  if (statement.several) {
    throw new EngineError(62, 400, 'Syntax error (Multi-statements are not allowed).', 'SYNTAX_ERROR');
  }
  if (statement.readsInput) throw new EngineError(48, 501, 'The embedded engine has no input().', 'NOT_IMPLEMENTED');
  const unset = statement.placeholders.find((name) => !(name in request.parameters));
  if (unset) throw new EngineError(456, 400, `Substitution \`${unset}\` is not set.`, 'UNKNOWN_QUERY_PARAMETER');
  const reads = /^(select|with|show|exists|desc|describe|explain|check)$/.test(statement.keyword);
  if (request.readOnly && !reads) {
    throw new EngineError(164, 500, 'Cannot execute query in readonly mode: GET only reads, use POST.', 'READONLY');
  }
  return statement;
}

/** The body piece by piece; giving up half-way leaves the connection usable for the answer. */
const arriving = (body: Readable) => body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;

async function wholeBody(body: Readable, limit: number) {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of arriving(body)) {
    size += part.length;
    if (size > limit) {
      throw new EngineError(307, 413, `The body is longer than ${limit} bytes; send it in parts.`, 'TOO_MANY_BYTES');
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const summary = (result: { elapsed: number; rowsRead?: number; rowsWritten?: number; bytesWritten?: number }) =>
  JSON.stringify({
    read_rows: '0',
    read_bytes: '0',
    written_rows: String(result.rowsWritten ?? 0),
    written_bytes: String(result.bytesWritten ?? 0),
    total_rows_to_read: '0',
    result_rows: String(result.rowsRead ?? result.rowsWritten ?? 0),
    result_bytes: '0',
    elapsed_ns: String(Math.round(result.elapsed * 1e9)),
  });

function contentType(format: string) {
  if (/^JSON.*EachRow/i.test(format)) return 'application/x-ndjson; charset=UTF-8';
  if (/^JSON/i.test(format)) return 'application/json; charset=UTF-8';
  if (/^CSV/i.test(format)) return 'text/csv; charset=UTF-8; header=absent';
  if (/^(TabSeparated|TSV)/i.test(format)) return 'text/tab-separated-values; charset=UTF-8';
  return 'text/plain; charset=UTF-8';
}

function fail(response: ServerResponse, error: unknown) {
  if (response.headersSent || response.destroyed) return void response.destroy();
  const full = error instanceof PoolFull;
  const failure = full
    ? new EngineError(202, 503, 'Too many simultaneous queries: the queue is full.', 'TOO_MANY_SIMULTANEOUS_QUERIES')
    : asEngineError(error);
  response.statusCode = failure.status;
  response.setHeader('X-ClickHouse-Exception-Code', String(failure.number));
  response.setHeader('Content-Type', 'text/plain; charset=UTF-8');
  response.end(`${failure.message}\n`);
}
