import { memo, type CSSProperties } from 'react';
import type { TileView } from '../../shared';
import { AnyTile } from '../tiles/AnyTile';
import type { BoardReplies } from './answers';
import styles from './Board.module.css';

type TilesProps = { tiles: readonly TileView[]; replies: BoardReplies['tiles'] | undefined };

const mostInARow = 8;

/** How many figures stand in a row, so that the last row is no shorter than need be. */
const inEvenRows = (count: number) => Math.ceil(count / Math.ceil(count / mostInARow));

/** Figures first and side by side, then the rest in the order of the definition. */
export const Tiles = memo(function Tiles({ tiles, replies }: TilesProps) {
  const groups: { isFigures: boolean; tiles: TileView[] }[] = [];
  for (const tile of tiles) {
    const isFigures = tile.draw === 'figure';
    const last = groups.at(-1);
    if (last?.isFigures === isFigures) last.tiles.push(tile);
    else groups.push({ isFigures, tiles: [tile] });
  }
  return groups.map((group) => (
    <div
      key={group.tiles[0]?.id}
      className={group.isFigures ? styles.figures : styles.charts}
      style={{ '--in-a-row': inEvenRows(group.tiles.length) } as CSSProperties}
    >
      {group.tiles.map((tile) => (
        <AnyTile key={tile.id} tile={tile} replies={replies?.[tile.id]} />
      ))}
    </div>
  ));
});
