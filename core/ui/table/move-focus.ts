import type { KeyboardEvent } from 'react';

const steps: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};

/** Arrow keys walk the rows; one row at a time is in the tab order. */
export function moveFocus(event: KeyboardEvent, body: HTMLTableSectionElement | null) {
  const step = steps[event.key];
  if (!step || !body || event.target !== event.currentTarget) return;
  const rows = [...body.rows];
  const from = rows.indexOf(event.currentTarget as HTMLTableRowElement);
  const target = rows[step(from, rows.length - 1)];
  if (!target) return;
  event.preventDefault();
  rows.forEach((row) => (row.tabIndex = row === target ? 0 : -1));
  target.focus();
}
