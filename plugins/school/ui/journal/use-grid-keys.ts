import { useState, type FocusEvent, type KeyboardEvent, type MouseEvent } from 'react';

export type At = { row: number; column: number };
/** What a key meant that does not move: nothing, something, or something after which the row below is next. */
export type Meant = 'nothing' | 'something' | 'next';
type Options = { rows: number; columns: number; start: At; press: (at: At, event: KeyboardEvent) => Meant };

const steps: Record<string, readonly [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Enter: [1, 0],
  PageUp: [-8, 0],
  PageDown: [8, 0],
};

const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));

/** One cell of a grid takes the focus at a time: arrows, Home, End and Enter move it, other keys go to `press`. */
export function useGridKeys({ rows, columns, start, press }: Options) {
  const [at, setAt] = useState(start);
  const go = (grid: Element, { row, column }: At) => {
    const next = { row: within(row, rows), column: within(column, columns) };
    setAt(next);
    grid.querySelector<HTMLElement>(`[data-at='${next.row}/${next.column}']`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey) return;
    const { currentTarget: grid, key } = event;
    // Enter belongs to what is asked, when something is.
    const meant = press(at, event);
    const step = event.ctrlKey || event.metaKey ? undefined : steps[key];
    if (meant === 'next') go(grid, { ...at, row: at.row + 1 });
    else if (meant === 'nothing' && key === 'Home') go(grid, { ...at, column: 0 });
    else if (meant === 'nothing' && key === 'End') go(grid, { ...at, column: columns - 1 });
    else if (meant === 'nothing' && step) {
      const back = event.shiftKey && key === 'Enter';
      go(grid, { row: at.row + (back ? -1 : step[0]), column: at.column + step[1] });
    } else if (meant === 'nothing') return;
    event.preventDefault();
  };
  const cell = (row: number, column: number) => ({
    role: 'gridcell',
    'data-at': `${row}/${column}`,
    tabIndex: at.row === row && at.column === column ? 0 : -1,
    onFocus: (event: FocusEvent<HTMLElement>) => {
      setAt({ row, column });
      // Not behind the names at the side, nor behind the panel at the foot of a phone.
      event.currentTarget.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    },
    onClick: (event: MouseEvent<HTMLElement>) => event.currentTarget.focus(),
  });
  return { at, onKeyDown, cell };
}
