import type { Overview, OverviewTile } from '../../shared';

/** What a wall shows at one time: figures of one subsystem, or one of them over the municipalities. */
export type Slide =
  { id: string; title: string; tiles: readonly OverviewTile[] } | { id: string; title: string; onMap: OverviewTile };

const mostTiles = 6;
const fewestPlaces = 3;

/** Figures of each subsystem by up to six, then the first of them that differs by municipality. */
export const slidesOf = ({ groups }: Pick<Overview, 'groups'>): Slide[] =>
  groups.flatMap(({ id, title, tiles }): Slide[] => {
    const pages = Array.from({ length: Math.ceil(tiles.length / mostTiles) }, (_, at) =>
      tiles.slice(at * mostTiles, (at + 1) * mostTiles),
    );
    const known = ({ places }: OverviewTile) => places.filter(({ value }) => value !== null).length;
    const onMap = tiles.find((tile) => tile.indicator.unit !== 'count' && known(tile) >= fewestPlaces);
    return [
      ...pages.map((page, at) => ({ id: `${id}-${at}`, title, tiles: page })),
      ...(onMap ? [{ id: `${id}-map`, title: `${title}: ${onMap.title}`, onMap }] : []),
    ];
  });
