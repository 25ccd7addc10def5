import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../server/find';
import { installed } from '../server/installed';
import { queueIdsOf, queueOf } from '../server/jobs';
import type { Plugin } from '../server/plugin';

const known = new Map<string, string>();

/** The version in a plugin's package.json; rooms of the core have that of the release. */
export function versionOf(id: string): string {
  const found = known.get(id) ?? readVersion(id);
  known.set(id, found);
  return found;
}

function readVersion(id: string): string {
  const file = [join(root, 'plugins', id), join(root, id)]
    .map((folder) => join(folder, 'package.json'))
    .find(existsSync);
  if (!file || !/^[a-z0-9-]+$/.test(id)) return installed().version;
  return (JSON.parse(readFileSync(file, 'utf8')) as { version?: string }).version ?? installed().version;
}

/** How many jobs of each plugin failed for good. */
export async function failedJobs(plugins: readonly Plugin[]): Promise<Map<string, number>> {
  const counted = plugins
    .filter(({ jobs, on }) => jobs?.length || on)
    .map(async (plugin) => {
      const counts = await Promise.all(queueIdsOf(plugin).map((id) => queueOf(id).getFailedCount()));
      return [plugin.id, counts.reduce((sum, count) => sum + count, 0)] as const;
    });
  return new Map(await Promise.all(counted));
}
