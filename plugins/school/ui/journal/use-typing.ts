import { useState, type KeyboardEvent } from 'react';
import { useTexts } from '@regiso/core/ui';
import type { CellView, Dictionary } from '../../shared/journal';
import { cleared } from './block';
import type { CellKey, CellStore } from './cell-store';
import type { Ask } from './Notices';
import { cellTexts } from './texts';
import { typeAttendance, typeMark, withAttendance, type Draft } from './typing';
import type { Meant } from './use-grid-keys';

type Taken = { key: CellKey; pupil: string; value: number };

/** A cell of the grid, and which of its parts the key is for: 0 the attendance, 1 or 2 a mark, nothing for all of them. */
export type Target = { key: CellKey; pupil: string; part?: 0 | 1 | 2; isLocked: boolean; isMarked: boolean };

/** Keys that change cells, what was refused, and the question about who was absent. */
export function useTyping(store: CellStore, dictionary: Dictionary | undefined) {
  const t = useTexts(cellTexts);
  const [ask, setAsk] = useState<Ask | null>(null);
  const [refused, setRefused] = useState('');
  const [isSecond, setSecond] = useState(false);

  const answer = (yes: boolean) => {
    if (yes) ask?.accept();
    setAsk(null);
  };

  function press({ key, pupil, part, isLocked, isMarked }: Target, event: KeyboardEvent): Meant {
    if (ask && (event.key === 'Enter' || event.key === 'Escape')) {
      answer(event.key === 'Enter');
      return 'something';
    }
    if (event.ctrlKey || event.metaKey) return undone(event);
    if (isLocked || !dictionary) return 'nothing';
    const cell = store.at(key);
    setRefused('');
    if (event.key === 'Delete' || event.key === 'Backspace') {
      store.change(key, cleared(cell, part));
      return 'something';
    }
    if (part === undefined && event.key === '/') {
      setSecond(true);
      return 'something';
    }
    const isDigit = /^\d$/.test(event.key) && part !== 0 && isMarked;
    const draft = isDigit
      ? typeMark(dictionary, cell, part || (isSecond ? 2 : 1), event.key)
      : part === 0 || part === undefined
        ? typed(event.key, cell)
        : undefined;
    if (!draft) return 'nothing';
    setSecond(false);
    return take(draft, { key, pupil, value: Number(event.key) }, isDigit);
  }

  function take(draft: NonNullable<Draft>, { key, pupil, value }: Taken, isDigit: boolean): Meant {
    if ('refused' in draft) setRefused(t('range'));
    else if ('asks' in draft) setAsk({ pupil, cell: draft.cell, value, accept: () => store.change(key, draft.cell) });
    else store.change(key, draft.cell);
    return isDigit && 'cell' in draft && !('asks' in draft) ? 'next' : 'something';
  }

  function undone(event: KeyboardEvent): Meant {
    if (event.code !== 'KeyZ' && event.key.toLowerCase() !== 'z') return 'nothing';
    store.undo();
    return 'something';
  }

  const typed = (key: string, cell: CellView) => {
    if (!dictionary) return undefined;
    if (key === ' ') return { cell: withAttendance(cell, cell.attendance ? null : 'absent') };
    return key.length === 1 ? typeAttendance(dictionary, cell, key) : undefined;
  };

  return { press, ask, answer, refused };
}
