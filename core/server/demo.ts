import { audit } from './audit';
import type { Config } from './config';
import { inTransaction } from './database';
import { enabledPlugins, installed } from './installed';
import type { DemoRun, DemoSize, Plugin } from './plugin';
import { sql } from './sql';

const seed = 72;

/** `loading` stands from the first step to the last: the plugins whose records are there already. */
type Demo = { size: DemoSize; loading?: string[] };

/**
 * Loads believable records of every plugin that has them, each in a transaction of its own. Safe to run again, and by
 * several processes at once; a loading that was stopped goes on where it stood. Jobs go on behind with what takes minutes, unless it
 * `fills` nothing. Throws in production.
 */
export async function loadDemo(
  size: DemoSize,
  progress: (share: number, step: string) => void,
  { fills = true }: { fills?: boolean } = {},
) {
  refuseInProduction(installed().config);
  await begin(size);
  const plugins = enabledPlugins().filter((plugin) => plugin.demo);
  for (const [at, plugin] of plugins.entries()) {
    const within = (share: number, step: string) => progress((at + share) / plugins.length, step);
    within(0, plugin.title);
    await loadOne(plugin, { size, seed, fills, progress: within });
  }
  await end(size);
  progress(1, 'готово');
}

/** Throws in production: invented records never stand among real ones. */
export function refuseInProduction({ production }: Pick<Config, 'production'>) {
  if (production) throw new Error('Demo data is never loaded in production. Unset NODE_ENV=production.');
}

const partOfDemo = 'a part of the demo, whose beginning and end are recorded';

const begin = (size: DemoSize) =>
  inTransaction({ process: 'demo' }, async () => {
    const there = await settled();
    if (there?.loading && there.size === size) return;
    await sql`INSERT INTO core.settings (name, value)
      VALUES ('demo', ${JSON.stringify({ size, seed, loading: [] })}::jsonb)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = now()`;
    await audit('system.demo-begun', { type: 'setting', id: 'demo' }, { size });
  });

const loadOne = (plugin: Plugin, run: DemoRun) =>
  inTransaction({ process: `demo/${plugin.id}`, plugin: plugin.id, unaudited: partOfDemo }, async () => {
    const there = await settled();
    if (!there?.loading || there.loading.includes(plugin.id)) return;
    await plugin.demo?.(run);
    await sql`UPDATE core.settings SET changed_at = now(),
      value = jsonb_set(value, '{loading}', value -> 'loading' || to_jsonb(${plugin.id}::text)) WHERE name = 'demo'`;
  });

const end = (size: DemoSize) =>
  inTransaction({ process: 'demo' }, async () => {
    const there = await settled();
    if (!there?.loading) return;
    await sql`UPDATE core.settings SET value = value - 'loading', changed_at = now() WHERE name = 'demo'`;
    await audit('system.demo-loaded', { type: 'setting', id: 'demo' }, { size });
  });

// Two processes of one new installation may both see that it is fresh: one waits here for the other's plugin.
async function settled() {
  await sql`SELECT set_config('statement_timeout', '0', true)`;
  await sql`SELECT pg_advisory_xact_lock(7214003)`;
  return read();
}

async function read(): Promise<Demo | undefined> {
  const [row] = await sql<{ value: Demo }>`SELECT value FROM core.settings WHERE name = 'demo'`;
  return row?.value;
}

const look = <T>(work: () => Promise<T>) => inTransaction({ process: 'demo', readOnly: true }, work);

/** The loaded demo, if any. */
export const loadedDemo = () => look(async () => (await read())?.size);

/** The demo to load at a start: the wanted one when nobody has used this installation yet, or the one that was cut short. */
export const demoToLoad = (wanted: DemoSize) =>
  look(async () => {
    const there = await read();
    if (there?.loading) return there.size;
    const [row] = await sql<{ used: boolean }>`SELECT EXISTS (SELECT FROM core.accounts) AS used`;
    return there || row?.used ? undefined : wanted;
  });
