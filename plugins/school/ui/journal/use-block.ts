import { useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import type { Dictionary } from '../../shared/journal';
import { copied, emptied, isMany, pasted, type Problem, type Range, type Target } from './block';
import type { CellStore } from './cell-store';
import type { Meant } from './use-grid-keys';

export type Pasting = { problems: readonly Problem[]; acceptLate: () => void; close: () => void };
type Options = {
  store: CellStore;
  dictionary: Dictionary;
  at: (row: number, column: number) => Target | undefined;
  isLocked: boolean;
};

/** Several cells at once: copied for a spreadsheet, pasted from one in one step or not at all, emptied. */
export function useBlock({ store, dictionary, at, isLocked }: Options) {
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [late, setLate] = useState<() => void>();
  const [laid, setLaid] = useState(0);
  const cellAt = (key: Target['key']) => store.at(key);

  function lay(text: string, from: Range, isLate: boolean) {
    const found = pasted({ dictionary, text, from, at, isLate }, cellAt);
    setProblems(found.problems);
    setLaid(found.problems.length ? 0 : found.changes.length);
    setLate(() => () => lay(text, from, true));
    if (!found.problems.length) store.changeAll(found.changes);
  }

  return {
    /** How many cells the last paste has filled. */
    laid,
    pasting: problems.length ? { problems, acceptLate: () => late?.(), close: () => setProblems([]) } : null,
    copy: (range: Range, event: ClipboardEvent) => {
      event.clipboardData.setData('text/plain', copied(dictionary, range, at, cellAt));
      event.preventDefault();
    },
    paste: (range: Range, event: ClipboardEvent) => {
      event.preventDefault();
      if (!isLocked) lay(event.clipboardData.getData('text/plain'), range, false);
    },
    /** Delete on several cells; nothing for other keys. */
    press: (range: Range, event: KeyboardEvent): Meant | undefined => {
      setLaid(0);
      if (isLocked || !isMany(range) || (event.key !== 'Delete' && event.key !== 'Backspace')) return undefined;
      store.changeAll(emptied(range, at, cellAt));
      return 'something';
    },
  };
}
