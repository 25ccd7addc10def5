import pg from 'pg';
import { installed } from './installed';
import { log } from './log';
import { sql } from './sql';

type Listener = (payload: string) => void;
const listeners = new Map<string, Set<Listener>>();
let state: 'off' | 'on' | 'lost' = 'off';

/** Hears what any process says on a channel after commit; an empty payload means that something may have been missed. */
export function onSignal(channel: string, listener: Listener) {
  const known = listeners.get(channel) ?? new Set();
  listeners.set(channel, known.add(listener));
}

/** Tells every process, when the present transaction commits. */
export const signal = (channel: string, payload: string) => sql`SELECT pg_notify(${channel}, ${payload})`;

/** False while the connection that hears other processes is down: what is kept in memory may be out of date. */
export const hearsSignals = () => state !== 'lost';

/** Only now may an answer be given from memory that is true for longer than a moment. */
export const isHearing = () => state === 'on';

/** How long an answer may take, and how often one is asked for: a connection can die without a word. */
const [patienceMs, beatMs] = [5_000, 10_000];

/** Begins to hear; reconnects by itself. */
export async function watchSignals(): Promise<{ stop(): Promise<void> }> {
  let stopped = false;
  let client: pg.Client | undefined;
  const connect = async () => {
    const { appUrl, databaseUrl } = installed().services;
    const next = new pg.Client({
      connectionString: appUrl ?? databaseUrl,
      keepAlive: true,
      connectionTimeoutMillis: patienceMs,
      query_timeout: patienceMs,
    });
    next.on('notification', ({ channel, payload }) => tell(channel, payload ?? ''));
    next.on('error', () => lost(next));
    next.on('end', () => lost(next));
    client = next;
    await next.connect();
    for (const channel of listeners.keys()) await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    state = 'on';
    for (const channel of listeners.keys()) tell(channel, '');
  };
  const lost = (one: pg.Client) => {
    if (stopped || state === 'lost' || one !== client) return;
    state = 'lost';
    void one.end().catch(() => undefined);
    retry();
  };
  const retry = () =>
    setTimeout(() => {
      if (!stopped) void connect().catch(retry);
    }, 2_000).unref();
  await connect();
  const beat = setInterval(() => {
    const asked = client;
    if (asked && state === 'on') void asked.query('SELECT 1').catch(() => lost(asked));
  }, beatMs).unref();
  return {
    stop: async () => {
      stopped = true;
      clearInterval(beat);
      state = 'off';
      await client?.end().catch(() => undefined);
    },
  };
}

function tell(channel: string, payload: string) {
  for (const listener of listeners.get(channel) ?? []) {
    try {
      listener(payload);
    } catch (error) {
      log.warn('a signal was not handled', { channel, error });
    }
  }
}
