import pg from 'pg';
import { afterCommit, inTransaction } from './database';
import { installed } from './installed';
import { log } from './log';
import { sql } from './sql';

/** Reads which plugins the operator has switched off. */
export async function loadDisabled() {
  await inTransaction({ process: 'switches', readOnly: true }, async () => {
    const rows = await sql<{ id: string }>`SELECT id FROM core.plugins WHERE NOT enabled`;
    const { disabled } = installed();
    disabled.clear();
    for (const { id } of rows) disabled.add(id);
  });
}

/** Follows the switches of other processes by LISTEN; reconnects by itself. */
export async function watchDisabled(): Promise<{ stop(): Promise<void> }> {
  let stopped = false;
  let client: pg.Client | undefined;
  const connect = async () => {
    client = new pg.Client({ connectionString: installed().services.databaseUrl });
    client.on(
      'notification',
      () => void loadDisabled().catch((error: unknown) => log.warn('switches not read', { error })),
    );
    client.on('error', () => {
      if (!stopped) setTimeout(() => void connect().catch(() => undefined), 2_000).unref();
    });
    await client.connect();
    await client.query('LISTEN regiso_plugins');
  };
  await connect();
  return {
    stop: async () => {
      stopped = true;
      await client?.end().catch(() => undefined);
    },
  };
}

/** Switches an installed plugin on or off for every process; takes effect after commit. */
export async function switchPlugin(id: string, enabled: boolean) {
  await sql`INSERT INTO core.plugins (id, enabled) VALUES (${id}, ${enabled})
    ON CONFLICT (id) DO UPDATE SET enabled = excluded.enabled, changed_at = now()`;
  await sql`SELECT pg_notify('regiso_plugins', ${id})`;
  const { disabled } = installed();
  afterCommit(() => void (enabled ? disabled.delete(id) : disabled.add(id)));
}
