import { Client } from 'pg';
import { newPassword, type Secrets } from './data-folder';

export const extensions = ['pg_trgm', 'unaccent', 'btree_gist', 'pgcrypto', 'citext', 'ltree'];

export type Server = { port: number; secrets: Secrets['postgres'] };

/** Address of the database for one of the roles made by `setUpDatabase`. */
export const address = ({ port }: Server, user: string, password: string, database = 'regiso') =>
  `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

/** Runs work as superuser in one database. */
export async function asSuperuser<T>(server: Server, database: string, work: (client: Client) => Promise<T>) {
  const url = address(server, 'postgres', server.secrets.superuserPassword, database);
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The database, its owner, the login of requests and the read-only login of the warehouse; safe to run again. */
export async function setUpDatabase(server: Server) {
  const { secrets } = server;
  const { password, loaderPassword } = secrets;
  const appPassword = (secrets.appPassword ??= newPassword());
  const made = await asSuperuser(server, 'postgres', async (client) => {
    await setRole(client, 'regiso', password, 'LOGIN NOSUPERUSER CREATEDB NOCREATEROLE');
    // What requests work as: it owns nothing, so policies and the append-only audit bind it.
    await setRole(client, 'regiso_app', appPassword, 'LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE');
    // Row level security holds people back; the warehouse takes in all rows, and cannot write.
    await setRole(client, 'regiso_loader', loaderPassword, 'LOGIN NOSUPERUSER BYPASSRLS');
    await client.query('GRANT pg_read_all_data TO regiso_loader');
    await client.query('ALTER ROLE regiso_loader SET default_transaction_read_only = on');
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = 'regiso'");
    return rowCount === 0;
  });
  if (made) await addExtensions(server, 'template1');
  if (made) await asSuperuser(server, 'postgres', (client) => client.query('CREATE DATABASE regiso OWNER regiso'));
  await addExtensions(server, 'regiso');
}

async function setRole(client: Client, name: string, password: string, rights: string) {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
  await client.query(`${verb} ROLE ${name} ${rights} PASSWORD ${client.escapeLiteral(password)}`);
}

const addExtensions = (server: Server, database: string) =>
  asSuperuser(server, database, async (client) => {
    const { rows } = await client.query<{ extname: string }>('SELECT extname FROM pg_extension');
    const present = new Set(rows.map((row) => row.extname));
    for (const name of extensions.filter((extension) => !present.has(extension))) {
      await client.query(`CREATE EXTENSION IF NOT EXISTS ${name}`);
    }
  });
