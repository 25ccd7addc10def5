import { useState } from 'react';
import type { BoardBody, OwnTile } from '../../shared/boards';

export const newTileId = () => crypto.randomUUID().replaceAll('-', '').slice(0, 12);

const most = 4;

export const placeOf = ({ tiles }: BoardBody, id: string) => tiles.findIndex((tile) => tile.id === id);

/** The board with a tile at another place, 0 for the first. */
export function moved(board: BoardBody, id: string, to: number): BoardBody {
  const tile = board.tiles[placeOf(board, id)];
  if (!tile) return board;
  const others = board.tiles.filter((one) => one !== tile);
  return { ...board, tiles: [...others.slice(0, Math.max(to, 0)), tile, ...others.slice(Math.max(to, 0))] };
}

export const changed = (board: BoardBody, id: string, some: Partial<Pick<OwnTile, 'title' | 'width'>>): BoardBody => ({
  ...board,
  tiles: board.tiles.map((tile) => (tile.id === id ? { ...tile, ...some } : tile)),
});

/** One to the four columns of the board. */
export const widthWithin = (width: number) => Math.min(Math.max(Math.round(width), 1), most);

export const without = (board: BoardBody, id: string): BoardBody => ({
  ...board,
  tiles: board.tiles.filter((tile) => tile.id !== id),
});

export type Draft = {
  board: BoardBody;
  isChanged: boolean;
  /** Puts another board in place of this one, a step to undo; steps with the same name in a row are one. */
  step: (next: BoardBody, name?: string) => void;
  /** Takes the last step back; undefined when there is none. */
  undo: (() => void) | undefined;
};

/** A board as it is being edited, with the way back to how it was. */
export function useDraft(kept: BoardBody): Draft {
  const [board, setBoard] = useState(kept);
  const [past, setPast] = useState<readonly { board: BoardBody; name: string | undefined }[]>([]);
  const step = (next: BoardBody, name?: string) => {
    if (name === undefined || past.at(-1)?.name !== name) setPast([...past, { board, name }]);
    setBoard(next);
  };
  const last = past.at(-1);
  const undo = () => {
    if (!last) return;
    setBoard(last.board);
    setPast(past.slice(0, -1));
  };
  return {
    board,
    isChanged: JSON.stringify(board) !== JSON.stringify(kept),
    step,
    undo: last && undo,
  };
}
