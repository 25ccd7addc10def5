import { useRef, useState, type FocusEvent, type KeyboardEvent, type MouseEvent } from 'react';
import { isMany, type Range } from './block';

export type At = { row: number; column: number };
/** What a key meant that does not move: nothing, something, or something after which the row below is next. */
export type Meant = 'nothing' | 'something' | 'next';
type Options = {
  rows: number;
  columns: number;
  start: At;
  press: (at: At, event: KeyboardEvent, range: Range) => Meant;
};

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
const between = (one: At, other: At): Range => ({
  top: Math.min(one.row, other.row),
  left: Math.min(one.column, other.column),
  bottom: Math.max(one.row, other.row),
  right: Math.max(one.column, other.column),
});

/**
 * One cell of a grid takes the focus at a time: arrows, Home, End and Enter move it, other keys go to `press`. Shift with an
 * arrow or a press of the mouse chooses all cells up to it.
 */
export function useGridKeys({ rows, columns, start, press }: Options) {
  const [at, setAt] = useState(start);
  const [corner, setCorner] = useState(start);
  const isExtending = useRef(false);
  const range = between(corner, at);
  const go = (grid: Element, { row, column }: At, isOn = false) => {
    const next = { row: within(row, rows), column: within(column, columns) };
    setAt(next);
    if (!isOn) setCorner(next);
    isExtending.current = isOn;
    grid.querySelector<HTMLElement>(`[data-at='${next.row}/${next.column}']`)?.focus();
    isExtending.current = false;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey) return;
    const { currentTarget: grid, key } = event;
    // Enter belongs to what is asked, when something is.
    const meant = press(at, event, range);
    const step = event.ctrlKey || event.metaKey ? undefined : steps[key];
    if (meant === 'next') go(grid, { ...at, row: at.row + 1 });
    else if (meant === 'nothing' && key === 'Home') go(grid, { ...at, column: 0 }, event.shiftKey);
    else if (meant === 'nothing' && key === 'End') go(grid, { ...at, column: columns - 1 }, event.shiftKey);
    else if (meant === 'nothing' && step) {
      const back = event.shiftKey && key === 'Enter';
      const next = { row: at.row + (back ? -1 : step[0]), column: at.column + step[1] };
      go(grid, next, event.shiftKey && key !== 'Enter');
    } else if (meant === 'nothing') return;
    event.preventDefault();
  };
  const isChosen = (row: number, column: number) =>
    isMany(range) && range.top <= row && row <= range.bottom && range.left <= column && column <= range.right;
  const cell = (row: number, column: number) => ({
    role: 'gridcell',
    'data-at': `${row}/${column}`,
    'aria-selected': isChosen(row, column) || undefined,
    tabIndex: at.row === row && at.column === column ? 0 : -1,
    onFocus: (event: FocusEvent<HTMLElement>) => {
      setAt({ row, column });
      if (!isExtending.current) setCorner({ row, column });
      // Not behind the names at the side, nor behind the panel at the foot of a phone.
      event.currentTarget.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    },
    onMouseDown: (event: MouseEvent<HTMLElement>) => {
      isExtending.current = event.shiftKey;
    },
    onClick: (event: MouseEvent<HTMLElement>) => {
      event.currentTarget.focus();
      isExtending.current = false;
      if (!event.shiftKey) setCorner({ row, column });
    },
  });
  return { at, range, onKeyDown, cell };
}
