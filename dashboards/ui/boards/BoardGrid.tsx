import { EmptyState, useTexts } from '@regiso/core/ui';
import type { Freshness } from '../../shared';
import type { Explorer, OwnTile } from '../../shared/boards';
import { boardTexts } from './board-texts';
import styles from './Boards.module.css';
import { OwnTileBody } from './OwnTileBody';

type Props = {
  tiles: readonly OwnTile[];
  explorer: Explorer | undefined;
  fresh: Freshness | undefined;
};

/** An own board to be looked at. */
export function BoardGrid({ tiles, explorer, fresh }: Props) {
  const t = useTexts(boardTexts);
  if (!tiles.length) return <EmptyState title={t('board.empty')} what={t('board.empty-what')} />;
  return (
    <ul className={styles.grid}>
      {tiles.map((tile) => (
        <li key={tile.id} className={styles.place} data-own-tile={tile.id} data-width={tile.width}>
          <OwnTileBody tile={tile} explorer={explorer} fresh={fresh} />
        </li>
      ))}
    </ul>
  );
}
