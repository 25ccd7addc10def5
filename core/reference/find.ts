import { enabledPlugins } from '../server/installed';
import { notFound } from '../server/errors';
import type { Plugin } from '../server/plugin';
import type { Reference } from '../server/reference';
import { retentionTerms } from '../server/retention-terms';

export type Owned = { plugin: Plugin; reference: Reference };

/** Every reference of the running subsystems, or of the given ones. */
export const allReferences = (plugins: readonly Plugin[] = enabledPlugins()): Owned[] =>
  plugins.flatMap((plugin) => {
    const terms = retentionTerms(plugin);
    return [...(plugin.reference ?? []), ...(terms ? [terms] : [])].map((reference) => ({ plugin, reference }));
  });

/** The reference of that id. Throws 404 with a sentence. */
export function findReference(id: string): Owned {
  const found = allReferences().find(({ reference }) => reference.id === id);
  if (!found) throw notFound(`Справочника «${id}» нет или его подсистема выключена`);
  return found;
}
