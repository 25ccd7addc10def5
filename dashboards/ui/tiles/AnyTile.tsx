import type { TileView } from '../../shared';
import type { Replies } from '../board/answers';
import { BarsTile } from './BarsTile';
import { DistributionTile } from './DistributionTile';
import { FigureTile } from './FigureTile';
import { MapTile } from './MapTile';
import { TableTile } from './TableTile';
import { TrendTile } from './TrendTile';

/** A tile as its definition wants it drawn. */
export function AnyTile({ tile, replies }: { tile: TileView; replies: Replies | undefined }) {
  switch (tile.draw) {
    case 'figure':
      return <FigureTile tile={tile} replies={replies} />;
    case 'map':
      return <MapTile tile={tile} replies={replies} />;
    case 'bars':
      return <BarsTile tile={tile} replies={replies} />;
    case 'trend':
      return <TrendTile tile={tile} replies={replies} />;
    case 'distribution':
      return <DistributionTile tile={tile} replies={replies} />;
    case 'table':
      return <TableTile tile={tile} replies={replies} />;
  }
}
