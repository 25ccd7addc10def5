import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { engineFront } from './engine-http';
import { EnginePool, type EngineBinding, type EngineResult, type EngineWritten } from './engine-pool';

/** What the parent sends first. */
export type EngineOrder = {
  folder: string;
  port: number;
  user: string;
  password: string;
  database: string;
  connections: number;
  memoryBytes: number;
  timeLimitSeconds: number;
};
/** What the process answers. */
export type EngineAnswer = { ready: number } | { failed: string; code?: string };

// The package's own classes serialise all statements with bound parameters and accept few formats of rows, so that the
// calls below them are used. Package and engine are pinned.
type Native = {
  CreateConnection(folder: string, args: string[]): unknown;
  CloseConnection(connection: unknown): void;
  QueryAsyncConnection(connection: unknown, sql: string, format: string): Promise<EngineResult>;
  InsertRawAsyncConnection(connection: unknown, prefix: string, rows: Buffer, count: boolean): Promise<EngineWritten>;
  StreamQuery(connection: unknown, sql: string, format: string): unknown;
  StreamFetch(stream: unknown): Promise<{ bytes: Uint8Array; done: boolean }>;
  StreamCancel(stream: unknown): void;
};

// PostgreSQL, Node and people share the machine.
const engineArguments = ['--max_server_memory_usage_to_ram_ratio=0.5', `--mark_cache_size=${512 << 20}`];

function bindEngine(folder: string): EngineBinding {
  const load = createRequire(__filename);
  const home = dirname(load.resolve('chdb/package.json'));
  const native = (load(join(home, 'dist/loader.js')) as { loadNative(): Native }).loadNative();
  return {
    open: () => native.CreateConnection(folder, engineArguments),
    close: (connection) => native.CloseConnection(connection),
    run: (connection, sql, format) => native.QueryAsyncConnection(connection, sql, format),
    insert: (connection, prefix, rows) => native.InsertRawAsyncConnection(connection, prefix, rows, false),
    stream: (connection, sql, format) => native.StreamQuery(connection, sql, format),
    fetch: (stream) => native.StreamFetch(stream),
    cancel: (stream) => native.StreamCancel(stream),
  };
}

async function start(order: EngineOrder) {
  const settings = {
    async_insert: '0',
    implicit_select: '0',
    insert_deduplicate: '1',
    max_execution_time: String(order.timeLimitSeconds),
    max_memory_usage: String(order.memoryBytes),
    max_bytes_before_external_group_by: String(Math.floor(order.memoryBytes / 2)),
    max_bytes_before_external_sort: String(Math.floor(order.memoryBytes / 2)),
  };
  const pool = new EnginePool(bindEngine(order.folder), { connections: order.connections, queue: 256, settings });
  const lease = await pool.acquire(true);
  const { binding, handle } = lease.connection;
  await binding.run(handle, `CREATE DATABASE IF NOT EXISTS \`${order.database}\` ENGINE = Atomic`, 'Null');
  await lease.release();
  const { user, password, database } = order;
  const limits = { bodyBytes: 64 << 20, pieceBytes: 16 << 20, resultBytes: 512 << 20 };
  const server = engineFront(pool, { user, password, database, settings, ...limits });
  server.on('error', (error: NodeJS.ErrnoException) =>
    end({ failed: error.message, ...(error.code && { code: error.code }) }),
  );
  server.listen(order.port, '127.0.0.1', () => tell({ ready: order.port }));
  return { pool, server };
}

const tell = (answer: EngineAnswer, then?: () => void) => {
  if (!process.connected) return then?.();
  process.send?.(answer, () => then?.());
};
// Work may still run on the engine's threads, which a soft exit would wait for; its data is safe against a hard one.
const die = () => process.kill(process.pid, 'SIGKILL');
const end = (answer: EngineAnswer) => tell(answer, die);

let running: ReturnType<typeof start> | undefined;

/** Takes no more requests, lets running statements finish for a while, then ends them. */
async function stop() {
  setTimeout(die, 8000);
  const { pool, server } = (await running?.catch(() => undefined)) ?? {};
  if (!pool || !server) return die();
  server.close();
  server.closeIdleConnections();
  const patience = Date.now() + 2000;
  while (pool.running > 0 && Date.now() < patience) await new Promise((resolve) => setTimeout(resolve, 20));
  if (pool.running > 0) await pool.killAll().catch(() => undefined);
  while (pool.running > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  pool.close();
  process.exit(0);
}

process.on('message', (message: EngineOrder | 'stop') => {
  if (message === 'stop') return void stop();
  running = start(message);
  running.catch((error: unknown) => end({ failed: error instanceof Error ? error.message : String(error) }));
});
// The parent has died. Whoever starts next needs the data folder at once.
process.on('disconnect', die);
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => undefined);
