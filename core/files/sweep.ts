import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { audit } from '../server/audit';
import { inTransaction } from '../server/database';
import { installed } from '../server/installed';
import { log } from '../server/log';
import { sql } from '../server/sql';
import { isOlder, keptIds, removeContent } from './disk';

const process = 'files/sweep';
const hour = 3_600_000;

/** Removes content without a record (a transaction was rolled back) and uploads nobody took. Gives how many of each. */
export async function sweep(now = new Date()): Promise<{ orphans: number; uploads: number }> {
  const orphans = await sweepOrphans(new Date(now.getTime() - 24 * hour));
  const uploads = await sweepUploads(new Date(now.getTime() - 48 * hour));
  if (orphans || uploads)
    await inTransaction({ process }, () => audit('files.swept', { type: 'files' }, { orphans, uploads }));
  return { orphans, uploads };
}

async function sweepOrphans(before: Date) {
  let removed = 0;
  for await (const ids of keptIds(before)) {
    const known = new Set(await recorded(ids));
    for (const id of ids.filter((one) => !known.has(one))) {
      await removeContent(id);
      removed += 1;
    }
  }
  return removed;
}

const recorded = (ids: string[]) =>
  inTransaction({ process, readOnly: true }, async () => {
    const rows = await sql<{ id: string }>`SELECT id FROM core.files WHERE id::text = ANY (${ids}::text[])`;
    return rows.map(({ id }) => id);
  });

async function sweepUploads(before: Date) {
  const folder = join(installed().config.dataFolder, 'uploads');
  let removed = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    if (!(await isOlder(join(folder, name), before))) continue;
    await rm(join(folder, name), { force: true }).catch((error: unknown) => log.warn('upload not removed', { error }));
    removed += 1;
  }
  return removed;
}
