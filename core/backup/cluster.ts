import { Client } from 'pg';
import type { Manifest } from './manifest';
import type { BackupPlace } from './place';
import { readSecrets } from '../server/services/data-folder';
import { address } from '../server/services/postgres-setup';

/** A connection of the superuser of the embedded PostgreSQL that is running on this data folder. */
export async function openSuperuser({ dataFolder }: Pick<BackupPlace, 'dataFolder'>, database = 'regiso') {
  const { secrets } = readSecrets(dataFolder);
  const { port, superuserPassword } = secrets.postgres;
  if (!port) throw new Error(`No embedded PostgreSQL runs on ${dataFolder}`);
  const url = address({ port, secrets: secrets.postgres }, 'postgres', superuserPassword, database);
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: 'regiso backup',
  });
  // A lost connection is told by the statement that was under way.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

export async function withSuperuser<T>(place: Pick<BackupPlace, 'dataFolder'>, work: (client: Client) => Promise<T>) {
  const client = await openSuperuser(place);
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

export async function one<T>(client: Client, text: string, values: unknown[] = []): Promise<T> {
  const { rows } = await client.query<T & object>(text, values);
  const [row] = rows;
  if (!row) throw new Error('PostgreSQL gave no row');
  return row;
}

export const systemIdOf = async (client: Client) =>
  (await one<{ id: string }>(client, 'SELECT system_identifier::text AS id FROM pg_control_system()')).id;

/** The newest sealed block of the audit; null before the first. */
export async function newestBlock(client: Client): Promise<Manifest['audit']> {
  const { rows } = await client.query<{ block: string; hash: string }>(
    `SELECT no AS block, encode(hash, 'hex') AS hash FROM core.audit_blocks ORDER BY no DESC LIMIT 1`,
  );
  return rows[0] ? { block: Number(rows[0].block), hash: rows[0].hash } : null;
}
