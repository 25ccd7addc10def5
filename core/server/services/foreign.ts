import { createClient } from '@clickhouse/client';
import { Client } from 'pg';
import { extensions } from './postgres-setup';

/** What a given PostgreSQL server says of itself. */
export type PostgresFacts = {
  version: number;
  encoding: string;
  /** `lower('ГИМНАЗИЯ')` */
  lowered: string;
  /** Whether е, ё and ж follow each other, as in the alphabet. */
  ordered: boolean;
  /** Extensions that are installed or may be. */
  available: string[];
  /** `similarity('гимнзия', 'гимназия')`, when pg_trgm could be tried. */
  similarity?: number;
  mayCreate: boolean;
};

const newCluster =
  'CREATE DATABASE regiso TEMPLATE template0 ENCODING UTF8 LOCALE_PROVIDER icu ICU_LOCALE "ru-RU" LC_COLLATE "C" LC_CTYPE "C.UTF-8"';

/** The sentence that says what is wrong with the server and what to do, when something is. */
export function postgresProblem(facts: PostgresFacts): string | undefined {
  if (facts.version < 180_000) {
    const version = Math.floor(facts.version / 10_000);
    return `The PostgreSQL server of DATABASE_URL is version ${version}; REGISO needs 18 or later, whose uuidv7() makes its keys. Upgrade the server (pg_upgrade keeps the data), or unset DATABASE_URL to use the embedded one.`;
  }
  if (facts.encoding !== 'UTF8') {
    return `The database of DATABASE_URL has the encoding ${facts.encoding}; REGISO needs UTF8. Make a new one: ${newCluster}.`;
  }
  if (facts.lowered !== 'гимназия') {
    return `The database of DATABASE_URL does not know Russian letters: lower('ГИМНАЗИЯ') gives '${facts.lowered}', so search would miss names. Make a new one: ${newCluster}.`;
  }
  if (!facts.ordered) {
    return `The database of DATABASE_URL does not sort by the Russian alphabet: ё does not stand between е and ж, so lists of names would be out of order. Make a new one: ${newCluster}.`;
  }
  const missing = extensions.filter((name) => !facts.available.includes(name));
  if (missing.length > 0) {
    return `The PostgreSQL server of DATABASE_URL lacks the extensions ${missing.join(', ')}. Install the package postgresql-contrib on it.`;
  }
  if (facts.similarity !== undefined && facts.similarity < 0.3) {
    return `pg_trgm of DATABASE_URL finds no Russian trigrams (similarity ${facts.similarity}). Make a new database: ${newCluster}.`;
  }
  if (!facts.mayCreate) {
    return 'The login of DATABASE_URL may not make schemas in its database. Let the administrator run: GRANT CREATE ON DATABASE … TO …, or make it the owner.';
  }
  return undefined;
}

/** Checks the server of DATABASE_URL; throws the sentence when it cannot be used. */
export async function checkPostgres(url: string) {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new Error(
      `The PostgreSQL server of DATABASE_URL does not let us in: ${reason(error)}. Check address, name, password and database.`,
    );
  }
  try {
    const problem = postgresProblem(await facts(client));
    if (problem) throw new Error(problem);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function facts(client: Client): Promise<PostgresFacts> {
  const { rows } = await client.query<Omit<PostgresFacts, 'lowered' | 'ordered'>>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding,
            has_database_privilege(current_database(), 'CREATE') AS "mayCreate",
            ARRAY(SELECT name::text FROM pg_available_extensions) AS available`,
  );
  const [base] = rows as [Omit<PostgresFacts, 'lowered' | 'ordered'>];
  // Another encoding cannot even hold the word.
  if (base.encoding !== 'UTF8') return { ...base, lowered: '', ordered: false };
  const { rows: letters } = await client.query<Pick<PostgresFacts, 'lowered' | 'ordered'>>(
    `SELECT lower('ГИМНАЗИЯ') AS lowered, 'е' < 'ё' AND 'ё' < 'ж' AS ordered`,
  );
  const similarity = await trySimilarity(client);
  const { lowered = '', ordered = false } = letters[0] ?? {};
  return { ...base, lowered, ordered, ...(similarity !== undefined && { similarity }) };
}

async function trySimilarity(client: Client) {
  try {
    await client.query('BEGIN');
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
    const { rows } = await client.query<{ is: number }>(`SELECT similarity('гимнзия', 'гимназия') AS is`);
    return rows[0]?.is;
  } catch {
    return undefined;
  } finally {
    await client.query('ROLLBACK');
  }
}

/** Of `24.7.2.13`: it is before 24.8. */
export function isTooOld(version: string): boolean {
  const [year = 0, month = 0] = version.split('.').map(Number);
  return year < 24 || (year === 24 && month < 8);
}

/** Checks the server of CLICKHOUSE_URL and makes its database when it is not there yet. */
export async function checkClickHouse(url: string) {
  const { pathname } = new URL(url);
  const database = decodeURIComponent(pathname.slice(1)) || 'default';
  const plain = new URL(url);
  plain.pathname = '/';
  const client = createClient({ url: plain, request_timeout: 10_000, log: { level: 127 as never } });
  try {
    const result = await client.query({ query: 'SELECT version() AS version', format: 'JSONEachRow' });
    const [{ version = '0' } = {}] = await result.json<{ version: string }>();
    if (isTooOld(version)) throw new Error(`it is version ${version}, and REGISO needs 24.8 or later`);
    const name = `\`${database.replace(/[\\`]/g, '\\$&')}\``;
    await client.command({ query: `CREATE DATABASE IF NOT EXISTS ${name}` });
  } catch (error) {
    throw new Error(
      `The ClickHouse server of CLICKHOUSE_URL cannot be used: ${reason(error)}. Check address, name, password and version, or unset CLICKHOUSE_URL to use the embedded engine.`,
    );
  } finally {
    await client.close();
  }
}

function reason(error: unknown) {
  const { message, code, errors } = error as Error & { code?: string; errors?: Error[] };
  return (message || errors?.[0]?.message || code || 'no answer').trim().replace(/\.$/, '');
}
