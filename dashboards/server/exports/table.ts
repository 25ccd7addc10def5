import type { Cell } from '../disclosure';
import { protect } from '../disclosure';
import { streamCells } from '../cells';
import { cellsInside } from '../publish';
import { hides, mostProtected, mostRows, type Plan } from './plan';

const atOnce = 5_000;

/**
 * Gives the protected cells of a table piece by piece, in the order of their keys. A table in which something may have to
 * be hidden is protected whole, as on a page; another one flows through and is nowhere held.
 */
export async function eachPiece(
  { owned: { item }, asked, scope, rule, asOf: { tick } }: Plan,
  signal: AbortSignal,
  take: (cells: readonly Cell[]) => Promise<void>,
): Promise<void> {
  if (!hides(rule))
    return streamCells(item, asked, { scope, tick, maxRows: mostRows, signal }, (cells) => take(protect(cells, rule)));
  const reading = { indicator: item, rule, scope, tick, maxRows: mostProtected };
  const cells = (await cellsInside(reading, asked)).sort(byKey);
  for (let at = 0; at < cells.length; at += atOnce) {
    signal.throwIfAborted();
    await take(cells.slice(at, at + atOnce));
  }
}

function byKey({ key: left }: Cell, { key: right }: Cell): number {
  for (const [at, value] of left.entries()) {
    const other = right[at] ?? null;
    if (value === other) continue;
    if (value === null || other === null) return value === null ? 1 : -1;
    return value < other ? -1 : 1;
  }
  return 0;
}
