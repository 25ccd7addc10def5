import { inTransaction } from './database';
import { installed } from './installed';
import type { LoadProblem } from './loader';
import { builtIn } from './built-in';

/** Runs every plugin's seed in a transaction of its own, which must be audited when it changes anything. A failing plugin is named; a failing core room throws. */
export async function seedAll(): Promise<LoadProblem[]> {
  const failures: LoadProblem[] = [];
  for (const plugin of installed().plugins) {
    if (!plugin.seed) continue;
    try {
      await inTransaction({ process: `seed/${plugin.id}`, plugin: plugin.id, mustAudit: true }, plugin.seed);
    } catch (error) {
      if (builtIn.has(plugin.id)) throw error;
      failures.push({ plugin: plugin.id, problem: `seed failed: ${(error as Error).message}` });
    }
  }
  return failures;
}
