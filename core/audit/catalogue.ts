import { installed } from '../server/installed';
import type { Plugin } from '../server/plugin';

/** One kind of event, as its manifest declares it. */
export type CatalogueEvent = {
  event: string;
  plugin: string;
  /** What the plugin is called. */
  of: { ru: string; en: string };
  means: string;
  ru: string | null;
  details: readonly string[];
  reads: boolean;
};

/** Every event that the manifests declare, in the order of plugins and names. */
export const catalogueOf = (plugins: readonly Plugin[]): CatalogueEvent[] =>
  plugins.flatMap(({ id, title, titleEn, events = {} }) =>
    Object.entries(events)
      .map(([event, { means, ru, reads, details }]) => ({
        event,
        plugin: id,
        of: { ru: title, en: titleEn ?? title },
        means,
        ru: ru ?? null,
        details: details ?? [],
        reads: reads === true,
      }))
      .sort((a, b) => (a.event < b.event ? -1 : 1)),
  );

/** The catalogue of what is installed. */
export const catalogue = () => catalogueOf(installed().plugins);

/** What an event says, in Russian; its name when it is not declared any more. */
export const russianOf = (event: string, events: readonly CatalogueEvent[]): string => {
  const known = events.find((one) => one.event === event);
  return known?.ru ?? known?.means ?? event;
};

/** What an event says, in English; nothing for one that is not declared any more. */
export const meaningOf = (event: string): string => {
  const plugin = installed().plugins.find(({ events }) => events?.[event]);
  return plugin?.events?.[event]?.means ?? '';
};
