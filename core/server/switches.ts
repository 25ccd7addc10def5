import { afterCommit, inTransaction } from './database';
import { installed } from './installed';
import { log } from './log';
import { onSignal, signal } from './signals';
import { sql } from './sql';

const channel = 'regiso_plugins';

/** Reads which plugins the operator has switched off. */
export async function loadDisabled() {
  await inTransaction({ process: 'switches', readOnly: true }, async () => {
    const rows = await sql<{ id: string }>`SELECT id FROM core.plugins WHERE NOT enabled`;
    const { disabled } = installed();
    disabled.clear();
    for (const { id } of rows) disabled.add(id);
  });
}

// Follows the switches of other processes.
onSignal(channel, () => void loadDisabled().catch((error: unknown) => log.warn('switches not read', { error })));

/** Switches an installed plugin on or off for every process; takes effect after commit. */
export async function switchPlugin(id: string, enabled: boolean) {
  await sql`INSERT INTO core.plugins (id, enabled) VALUES (${id}, ${enabled})
    ON CONFLICT (id) DO UPDATE SET enabled = excluded.enabled, changed_at = now()`;
  await signal(channel, id);
  const { disabled } = installed();
  afterCommit(() => void (enabled ? disabled.delete(id) : disabled.add(id)));
}
