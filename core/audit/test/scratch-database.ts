import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';

const serverUrl = () =>
  (JSON.parse(readFileSync(process.env.REGISO_TEST_SERVICES ?? '', 'utf8')) as { databaseUrl: string }).databaseUrl;

const on = (name: string) => {
  const address = new URL(serverUrl());
  address.pathname = `/${name}`;
  return address.toString();
};

async function asOwner<T>(database: string, work: (client: pg.Client) => Promise<T>) {
  const client = new pg.Client({ connectionString: on(database) });
  await client.connect();
  return work(client).finally(() => client.end());
}

/** Runs work on an empty database of the test server, which is dropped afterwards. */
export async function inScratchDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asOwner('postgres', (client) => client.query(`CREATE DATABASE ${name}`));
  try {
    return await asOwner(name, work);
  } finally {
    await asOwner('postgres', (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  }
}
