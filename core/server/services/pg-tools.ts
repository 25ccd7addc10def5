import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

type Tool = 'pg_dump' | 'pg_restore';

/** The major version of a tool of PostgreSQL on this machine; undefined when it is not installed. */
export async function toolVersion(tool: Tool): Promise<number | undefined> {
  const said = await promisify(execFile)(tool, ['--version']).catch(() => undefined);
  const [, major] = / (\d+)/.exec(said?.stdout ?? '') ?? [];
  return major ? Number(major) : undefined;
}

/** Runs a tool of PostgreSQL on a database; the password goes by the environment, where other users cannot read it. */
export async function runTool(tool: Tool, url: string, args: readonly string[], signal?: AbortSignal) {
  const address = new URL(url);
  const password = decodeURIComponent(address.password);
  address.password = '';
  // Row level security holds even the owner back unless it is told to see the whole region.
  const env = { ...process.env, PGPASSWORD: password, PGOPTIONS: '-c app.reach=region -c statement_timeout=0' };
  await promisify(execFile)(tool, ['--dbname', address.toString(), ...args], {
    env,
    maxBuffer: 16 * 2 ** 20,
    ...(signal && { signal }),
  });
}
