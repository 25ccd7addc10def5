import { createContext, useContext, type ReactNode } from 'react';
import type { AsOf, DashboardView } from '../../shared';
import type { Choice, Value } from '../../shared/choice';
import type { Batch } from '../../shared/questions';

/** What every tile of an open board may use; the same object until the choice or its words change. */
export type BoardContext = {
  board: DashboardView;
  /** The choice that the figures in sight answer to. */
  choice: Choice;
  /** What the chosen place lies in, where the choice itself does not say. */
  around: Choice;
  batch: Batch;
  /** Puts the choice into the address. */
  choose: (choice: Choice) => void;
  /** The words of a chosen value. */
  nameOf: (dimension: string, value: Value) => string;
  /** A real link to the board narrowed in another way. */
  link: (choice: Choice, text: ReactNode, isCurrent?: boolean) => ReactNode;
  /** What the choice is, in words: for pictures and files. */
  choiceWords: string;
  explain: (indicators: readonly string[]) => void;
  /** Undefined without the right to take figures out. */
  save: ((title: string, tiles: readonly string[]) => void) | undefined;
  /** What was reported: nothing of today stands beside it. */
  isFrozen?: boolean;
};

/** What changes by itself. Apart, so that the clock redraws no chart. */
export type BoardStatus = {
  /** The moment up to which figures hold, in words; those of the newest tick hold up to now. */
  moment: (asOf: AsOf) => string;
  /** Figures of another choice are on their way. */
  isLoading: boolean;
  /** Why the last request failed as a whole. */
  failure: string | undefined;
  retry: () => void;
};

const Context = createContext<BoardContext | undefined>(undefined);
const Status = createContext<BoardStatus | undefined>(undefined);
export const BoardProvider = Context.Provider;
export const StatusProvider = Status.Provider;

const onBoard = <T>(given: T | undefined): T => {
  if (!given) throw new Error('A tile stands on a board');
  return given;
};

export const useBoardContext = () => onBoard(useContext(Context));
export const useBoardStatus = () => onBoard(useContext(Status));
