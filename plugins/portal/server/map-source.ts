import { homeRegion, installed, sql, type TerritoryMap } from '@regiso/core';
import { html, type Html } from './html';
import type { Visit } from './visit';

type Under = {
  /** Pictures of a tile server lie under the map, when there is one. */
  tiles?: boolean;
  boundaries?: TerritoryMap | undefined;
  /** Of places that were imported. */
  places?: readonly string[];
};

/** Whose data a map is drawn from, in the words that their licences demand beside it. */
export function mapSources({ tiles, boundaries, places = [] }: Under): string {
  const { tileServer, tileAttribution } = installed().config;
  const all = [tiles && tileServer && tileAttribution, homeRegion().mapAttribution, boundaries?.attribution, ...places];
  return [...new Set(all.filter(Boolean))].join('; ');
}

export const mapSource = ({ words }: Visit, under: Under): Html =>
  html`<p class="quiet">${words.map.source}: ${mapSources(under)}</p>`;

/** Attributions of the imported places that the map of organisations shows: as a rule none or one. */
export async function attributionsOfPlaces(): Promise<string[]> {
  const rows = await sql<{ attribution: string }>`SELECT attribution FROM core.organisations
      WHERE lat IS NOT NULL AND attribution <> '' AND status <> 'liquidated'
    UNION SELECT attribution FROM core.buildings WHERE lat IS NOT NULL AND attribution <> '' ORDER BY 1 LIMIT 20`;
  return rows.map(({ attribution }) => attribution);
}
