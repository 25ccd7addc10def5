import { invalidInput, ProblemError } from '@regiso/core';
import type { OwnTile, Pivot } from '../../shared/boards';
import { compile } from '../compile';
import { compileContext, findIndicator } from '../context';
import { findDashboard } from '../board';
import { mayRead } from '../reader';

type Issue = { path: (string | number)[]; message: string };

/**
 * Refuses, by tile, what could not be counted or is not open to the caller: an indicator, a crossing it does not declare, a
 * value that is none, a tile that no board has. Tiles that stand as they stood (`kept`) are not asked about again: a right
 * that its author has lost since does not keep them from changing the rest.
 */
export async function refuseBadTiles(tiles: readonly OwnTile[], kept: readonly OwnTile[] = []): Promise<void> {
  const known = new Set(kept.map((tile) => JSON.stringify(contentOf(tile))));
  const issues: Issue[] = [];
  // One after another: they share the connection of the present transaction.
  for (const [at, tile] of tiles.entries()) {
    if (known.has(JSON.stringify(contentOf(tile)))) continue;
    const message = await faultOf(tile);
    if (message) issues.push({ path: ['payload', 'tiles', at], message });
  }
  if (issues.length) throw invalidInput(issues);
}

const contentOf = (tile: OwnTile) => (tile.kind === 'pivot' ? sortedPivot(tile.pivot) : [tile.board, tile.tile]);

// PostgreSQL keeps the keys of a jsonb in an order of its own.
const sortedPivot = ({ indicator, rows, columns, filters, draw }: Pivot) => [
  ...[indicator, rows, columns, draw],
  Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1)),
];

async function faultOf(tile: OwnTile): Promise<string | undefined> {
  try {
    if (tile.kind === 'pivot') await checkPivot(tile.pivot);
    else checkDeclared(tile);
    return undefined;
  } catch (error) {
    if (error instanceof ProblemError) return error.message;
    throw error;
  }
}

async function checkPivot({ indicator, rows, columns, filters }: Pivot) {
  const owned = await findIndicator(indicator);
  if (!mayRead(owned)) throw invalidInput(`Показатель «${indicator}» вам не открыт`);
  compile(owned.item, { by: [rows, ...(columns ? [columns] : [])], filters }, await compileContext());
}

function checkDeclared({ board, tile }: Extract<OwnTile, { kind: 'declared' }>) {
  const { item } = findDashboard(board);
  if (!item.tiles.some(({ id }) => id === tile)) throw invalidInput('Такой плитки на панели нет');
}
