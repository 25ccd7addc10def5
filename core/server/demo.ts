import { inTransaction } from './database';
import { enabledPlugins, installed } from './installed';
import type { DemoSize } from './plugin';
import { sql } from './sql';

const seed = 72;

/** Loads believable records of every plugin that has them; safe to run again. Throws in production. */
export async function loadDemo(size: DemoSize, progress: (share: number, step: string) => void) {
  if (installed().config.production)
    throw new Error('Demo data is never loaded in production. Unset NODE_ENV=production.');
  const plugins = enabledPlugins().filter((plugin) => plugin.demo);
  for (const [at, plugin] of plugins.entries()) {
    const within = (share: number, step: string) => progress((at + share) / plugins.length, step);
    within(0, plugin.title);
    await inTransaction({ process: `demo/${plugin.id}`, plugin: plugin.id }, async () =>
      plugin.demo?.({ size, seed, progress: within }),
    );
  }
  await inTransaction({ process: 'demo' }, async () => {
    await sql`INSERT INTO core.settings (name, value) VALUES ('demo', ${JSON.stringify({ size, seed })}::jsonb)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = now()`;
  });
  progress(1, 'готово');
}

/** The loaded demo, if any. */
export const loadedDemo = () =>
  inTransaction({ process: 'demo', readOnly: true }, async () => {
    const [row] = await sql<{ value: { size: DemoSize } }>`SELECT value FROM core.settings WHERE name = 'demo'`;
    return row?.value.size;
  });

/** True when nobody has used this installation yet: no account exists. */
export const isFresh = () =>
  inTransaction({ process: 'demo', readOnly: true }, async () => {
    const [row] = await sql<{ used: boolean }>`SELECT EXISTS (SELECT FROM core.accounts) AS used`;
    return !row?.used;
  });
