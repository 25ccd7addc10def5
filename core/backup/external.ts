import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Config } from '../server/config';
import { runTool, toolVersion } from '../server/services/pg-tools';
import { newestBlock, one } from './cluster';
import type { Backup, Manifest } from './manifest';
import { sumOf } from './pack';
import { isUpload } from './uploads';
import { countRows } from './witness';

type Work = { partial: string; signal?: AbortSignal; tell: (share: number, step: string) => void };

/** What to do where PostgreSQL is a server of one's own: its files are out of our reach. */
const externalAdvice = (server: number, tool?: number) =>
  [
    `PostgreSQL runs on a server of its own (DATABASE_URL), version ${server}; ${tool ? `pg_dump here is version ${tool}` : 'pg_dump is not installed here'}, so no copy of it can be made from this machine.`,
    'On that server, once: archive_mode = on, archive_timeout = 180, archive_command to another disk (pgBackRest, WAL-G or cp).',
    'Then every day: pg_basebackup --pgdata=/backups/$(date +%F) --format=tar --gzip --checkpoint=fast --wal-method=stream',
    `Or install postgresql-client-${server} here, and this command makes a dump by itself.`,
    'ClickHouse needs no backup: `regiso warehouse rebuild` builds it anew from PostgreSQL.',
  ].join('\n');

/** A dump of a PostgreSQL server that is not ours, with the rows of the same snapshot counted. */
export async function dumpExternal(
  { databaseUrl = '', loaderUrl }: Config,
  { partial, signal, tell }: Work,
): Promise<Pick<Manifest, 'postgres' | 'counts' | 'files' | 'folders' | 'audit'>> {
  // The login of the warehouse sees all rows; the owner is held back by row level security.
  const url = loaderUrl ?? databaseUrl;
  const client = new Client({ connectionString: url, options: '-c app.reach=region -c statement_timeout=0' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { version } = await one<{ version: string }>(client, `SELECT current_setting('server_version') AS version`);
    const [server, tool] = [Number.parseInt(version, 10), await toolVersion('pg_dump')];
    if (!tool || tool < server) throw new Error(externalAdvice(server, tool));
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { snapshot } = await one<{ snapshot: string }>(client, 'SELECT pg_export_snapshot() AS snapshot');
    tell(0.05, 'pg_dump');
    const dump = join(partial, 'database.dump');
    const args = ['--format=custom', '--no-owner', '--no-privileges', '--enable-row-security', '--exclude-schema=jobs'];
    await runTool('pg_dump', url, [...args, `--snapshot=${snapshot}`, `--file=${dump}`], signal);
    tell(0.8, 'rows');
    const counts = await countRows(client);
    const { size } = await stat(dump);
    return {
      postgres: { form: 'dump', version, tool: `pg_dump ${tool}` },
      counts,
      audit: await newestBlock(client),
      files: [{ path: 'database.dump', bytes: size, packed: size, sha256: await sumOf(dump) }],
      folders: [],
    };
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A dump is checked by its checksum and its list of contents; only `pg_restore` into a new database proves more. */
export async function verifyDump({ manifest, folder }: Backup) {
  const entry = manifest.files.find(({ path }) => path === 'database.dump');
  const problems: string[] = [];
  if (!entry || (await sumOf(join(folder, entry.path))) !== entry.sha256)
    problems.push('The dump was damaged: its checksum differs');
  return { problems, rows: 0, blocks: 0, files: manifest.files.filter(({ path }) => isUpload(path)).length };
}

/** How a dump is put back, in words: the server is not ours to empty. */
export const dumpAdvice = ({ folder }: Backup, dataFolder: string) =>
  [
    'This backup is a dump of a PostgreSQL server. Put it back into a new, empty database:',
    '  createdb regiso_restored',
    `  pg_restore --dbname=regiso_restored --no-owner --jobs=2 ${join(folder, 'database.dump')}`,
    'Put the uploaded files back beside it:',
    `  (cd ${folder}/files && find . -name '*.gz' -exec sh -c 'mkdir -p "$0/$(dirname "$1")" && gunzip -c "$1" > "$0/\${1%.gz}"' ${dataFolder} {} \\;)`,
    'Point DATABASE_URL to it, start REGISO (a new era of the audit begins by itself) and run `regiso audit verify` and `regiso warehouse rebuild`.',
  ].join('\n');
