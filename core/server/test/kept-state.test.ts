import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { columnName, installed, sql, tableOf } from '..';
import { sealAll } from '../../audit/seal';
import { verify } from '../../audit/verify';
import { createTestApp, eventually, type TestApp } from '../../testing';
import { migrationStatus } from '../migrate';

// A database as it stood when the first of six issues was done, with the small demonstration of then: see its README.
const kept = join(__dirname, '../../testing/states/after-1-of-6');
let test: TestApp;
let before: Record<string, number>;

const countRows = async (
  ask: (text: string) => Promise<{ table: string; rows: string }[]>,
  tables: readonly string[],
) => {
  const text = tables.map((table) => `SELECT '${table}' AS table, count(*) AS rows FROM ${table}`).join(' UNION ALL ');
  return Object.fromEntries((await ask(text)).map(({ table, rows }) => [table, Number(rows)]));
};

/** Restores the kept database into an empty one, and counts its rows. */
async function restore(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(gunzipSync(readFileSync(`${kept}.sql.gz`)).toString());
    const { rows: tables } = await client.query<{ table: string }>(`SELECT n.nspname || '.' || c.relname AS table
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname IN ('core', 'exams')`);
    const ask = async (text: string) => (await client.query<{ table: string; rows: string }>(text)).rows;
    before = await countRows(
      ask,
      tables.map(({ table }) => table),
    );
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  // The key of then stayed where the database was: the log goes on with a new one, as the product says to.
  const key = join(mkdtempSync(join(tmpdir(), 'regiso-state-')), 'key.pem');
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  test = await createTestApp({ prepare: restore, settings: { REGISO_AUDIT_KEY_FILE: key } });
}, 180_000);
afterAll(() => test?.stop());

it('a database of the state after the first issue migrates forward with every row it had', async () => {
  expect(before).toMatchObject({ 'core.organisations': 128, 'exams.results': 6571, 'core.audit_events': 10 });
  const { plugins, failed } = installed();
  expect(failed).toEqual([]);
  expect((await migrationStatus(plugins)).filter(({ applied, changed }) => !applied || changed)).toEqual([]);
  const after = await test.work(() =>
    countRows(async (text) => sql(Object.assign([text], { raw: [text] })), Object.keys(before)),
  );
  const fewer = Object.keys(before).filter((table) => (after[table] ?? 0) < (before[table] ?? 0));
  expect(fewer).toEqual([]);
  const data = [
    'core.organisations',
    'core.buildings',
    'core.programmes',
    'core.accounts',
    'core.grants',
    'exams.results',
  ];
  for (const table of data) expect([table, after[table]]).toEqual([table, before[table]]);
});

it('has the columns of every model of today', async () => {
  const missing = await test.work(async () => {
    const there = await sql<{ name: string }>`SELECT table_schema || '.' || table_name || '.' || column_name AS name
      FROM information_schema.columns`;
    const known = new Set(there.map(({ name }) => name));
    return installed()
      .plugins.flatMap(({ models = [] }) => models.map(tableOf))
      .flatMap(({ schema, name, columns }) =>
        Object.keys(columns).map((attribute) => `${schema}.${name}.${columnName(attribute)}`),
      )
      .filter((name) => !known.has(name));
  });
  expect(missing).toEqual([]);
});

it('carries its audit log on in one chain, from the first sealed row to those of today', async () => {
  // A seal stops below the oldest transaction that is open, in a neighbouring database of the same server too.
  const verdict = await eventually(async () => {
    await sealAll();
    const found = await verify({ keys: [`${kept}.pem`] });
    expect(found).toMatchObject({ ok: true, unsealed: 0 });
    return found;
  }, 40_000);
  expect(verdict.blocks).toBeGreaterThan(1);
  expect(verdict.rows).toBeGreaterThan(10);
  const [row] = await test.work(() => sql<{ id: string }>`SELECT id FROM core.audit_events ORDER BY at LIMIT 1`);
  await test.work(async () => {
    await sql`ALTER TABLE core.audit_events DISABLE TRIGGER USER`;
    await sql`UPDATE core.audit_events SET ip = '10.0.0.1' WHERE id = ${row?.id ?? ''}`;
    await sql`ALTER TABLE core.audit_events ENABLE TRIGGER USER`;
  });
  expect(await verify({ keys: [`${kept}.pem`] })).toMatchObject({ ok: false, problem: { row: row?.id } });
});

it('lets its accounts in with the passwords of then, and the product reads what they had', async () => {
  const entered = await test.call('/api/access/sign-in', {
    ...{ method: 'POST', payload: { login: 'operator', password: 'demo-operator' } },
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  expect(entered.status).toBe(200);
  const headers = {
    cookie: String(entered.headers['set-cookie']).split(';')[0] ?? '',
    'sec-fetch-site': 'same-origin',
  };
  const read = (url: string) => test.call<{ total?: number }>(url, { headers });
  expect((await read('/api/participants/organisations')).body).toMatchObject({ total: 128 });
  expect((await read('/api/exams/reference/kinds')).body).toHaveLength(4);
  expect((await read('/api/system/state')).status).toBe(200);
  const found = await test.call('/api/audit/search', { headers, method: 'POST', payload: {} });
  expect(found.status).toBe(200);
});
