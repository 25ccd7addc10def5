import type { Answer, TileView } from '../../shared';
import type { Replies } from '../board/answers';

export type TileProps<T extends TileView['draw'] = TileView['draw']> = {
  tile: Extract<TileView, { draw: T }>;
  /** Undefined until the first figures come. */
  replies: Replies | undefined;
};

/** The answer that plays a part in a tile. */
export const answerOf = (replies: Replies | undefined, role: string): Answer | undefined => replies?.[role]?.answer;

/** Why the newest figures of a tile did not come; undefined when they did. */
export const problemOf = (replies: Replies | undefined): string | undefined =>
  Object.values(replies ?? {}).find(({ problem }) => problem !== undefined)?.problem;
