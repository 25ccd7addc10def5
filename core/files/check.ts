import { audit } from '../server/audit';
import { inTransaction } from '../server/database';
import { installed } from '../server/installed';
import { sql } from '../server/sql';
import { pathOf, removeContent } from './disk';
import { refused } from './refused';
import { scan } from './scan';

const process = 'files/check-file';

/** Lets the scanner look at one waiting file; what it finds is removed from the disk, the record of it stays. */
export async function checkFile(id: string): Promise<'clean' | 'infected' | 'nothing to do'> {
  const { scanner } = installed().config;
  const isWaiting = await inTransaction({ process, readOnly: true }, async () => {
    const rows = await sql`SELECT 1 FROM core.files WHERE id = ${id} AND state = 'unchecked'`;
    return rows.length > 0;
  });
  if (!scanner || !isWaiting) return 'nothing to do';
  const verdict = await scan(pathOf(id), scanner);
  const state = verdict.isClean ? 'clean' : 'infected';
  const unaudited = verdict.isClean ? 'that nothing was found changes no file' : undefined;
  await inTransaction({ process, unaudited }, async () => {
    await sql`UPDATE core.files SET state = ${state}, checked_at = now(), threat = ${verdict.isClean ? null : verdict.threat}
      WHERE id = ${id} AND state = 'unchecked'`;
    if (!verdict.isClean) await audit('files.infected', { type: 'file', id }, { threat: verdict.threat });
  });
  if (!verdict.isClean) await removeContent(id);
  return state;
}

/** Refuses a sent file in which the scanner finds something (409) or which it cannot look at now (503); for files kept elsewhere than here. */
export async function demandClean(path: string): Promise<void> {
  const { scanner } = installed().config;
  if (!scanner) return;
  const verdict = await scan(path, scanner).catch(() => {
    throw refused('not-scanned');
  });
  if (!verdict.isClean) throw refused('infected');
}

/** Looks at files that wait longer than five minutes: the scanner was away, or was set up after them. */
export async function checkWaiting(signal?: AbortSignal): Promise<number> {
  if (!installed().config.scanner) return 0;
  const waiting = await inTransaction(
    { process, readOnly: true },
    () => sql<{
      id: string;
    }>`SELECT id FROM core.files WHERE state = 'unchecked' AND stored_at < now() - interval '5 minutes'
      ORDER BY stored_at LIMIT 500`,
  );
  let checked = 0;
  for (const { id } of waiting) {
    if (signal?.aborted) break;
    await checkFile(id);
    checked += 1;
  }
  return checked;
}
