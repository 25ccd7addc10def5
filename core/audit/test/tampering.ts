import { inTransaction } from '../../server';
import { ddl } from '../../server/sql';

const guarded = ['core.audit_events', 'core.audit_blocks', 'core.audit_leaves'];

/** What somebody who owns the database could do: the guards are switched off, and on again afterwards. */
export const tampering = (work: () => Promise<unknown>) =>
  inTransaction({ process: 'test' }, async () => {
    await unguarded();
    await work();
    for (const table of guarded) await ddl(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  });

/** Switches the guards off until the present transaction ends or rolls back. */
export async function unguarded() {
  for (const table of guarded) await ddl(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
}
