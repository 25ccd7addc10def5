import { audit, conflict, invalidInput, me, notFound, sql } from '@regiso/core';
import type { Audience, BoardBody } from '../../shared/boards';
import { refuseBadTiles } from './check';
import { rolesToShareWith, tilesOf, workplaces } from './store';

const mostOwn = 50;

/** Keeps a new board of the caller, seen by nobody else; gives its id. Refuses, by tile, what is not open to them. */
export async function createBoard({ title, tiles }: BoardBody): Promise<{ id: string }> {
  await refuseBadTiles(tiles);
  const mine = me().accountId;
  const [kept] = await sql<{ n: number }>`SELECT count(*)::int AS n FROM dashboards.own_boards
    WHERE owner_id = ${mine} AND removed_at IS NULL`;
  if ((kept?.n ?? 0) >= mostOwn) throw conflict(`У вас уже ${mostOwn} своих панелей: удалите ненужные`);
  const [made] = await sql<{ id: string }>`INSERT INTO dashboards.own_boards (owner_id, title, tiles)
    VALUES (${mine}, ${title}, ${JSON.stringify(tiles)}::jsonb) RETURNING id`;
  const id = made?.id ?? '';
  await audit('dashboards.board-made', { type: 'own-board', id }, { tiles: tiles.length });
  return { id };
}

type Held = { version: number; tiles: unknown; isRemoved: boolean };

/** One's own board, locked; refuses whoever has seen another state of it. A board is changed by nobody but its owner. */
async function held(id: string, version: number, isRemoved = false): Promise<Held> {
  const [row] = await sql<Held>`SELECT version, tiles, removed_at IS NOT NULL AS "isRemoved"
    FROM dashboards.own_boards WHERE id = ${id} AND owner_id = ${me().accountId} FOR UPDATE`;
  if (!row) throw notFound('Такой панели нет или она вам не открыта');
  if (row.version !== version || row.isRemoved !== isRemoved)
    throw conflict('Панель тем временем изменили. Откройте её заново');
  return row;
}

/** Changes the title and the tiles of one's own board. */
export async function changeBoard(id: string, version: number, { title, tiles }: BoardBody): Promise<void> {
  const row = await held(id, version);
  await refuseBadTiles(tiles, tilesOf(row.tiles));
  await sql`UPDATE dashboards.own_boards SET title = ${title}, tiles = ${JSON.stringify(tiles)}::jsonb,
    version = version + 1, changed_at = now() WHERE id = ${id}`;
  await audit('dashboards.board-changed', { type: 'own-board', id }, { tiles: tiles.length });
}

/** Says who else sees one's own board. They see what stands on it; the figures are those of their own rights. */
export async function shareBoard(id: string, version: number, audience: Audience): Promise<void> {
  await held(id, version);
  const roles = audience.kind === 'roles' ? [...new Set(audience.roles)].sort() : [];
  const known = new Set(roles.length ? await rolesToShareWith() : []);
  if (roles.some((role) => !known.has(role)))
    throw invalidInput([{ path: ['payload', 'audience', 'roles'], message: 'С такой ролью поделиться нельзя' }]);
  const participants = audience.kind === 'organisation' ? workplaces() : [];
  if (audience.kind === 'organisation' && !participants.length)
    throw invalidInput([
      { path: ['payload', 'audience', 'kind'], message: 'Ваши права не от организации: выберите роли' },
    ]);
  await sql`UPDATE dashboards.own_boards SET audience = ${audience.kind}, roles = ${roles}::text[],
    participants = ${participants}::uuid[], version = version + 1, changed_at = now() WHERE id = ${id}`;
  await audit('dashboards.board-shared', { type: 'own-board', id }, { audience: audience.kind, roles: roles.join() });
}

/** Takes one's own board away, or puts it back as it was. */
export async function setRemoved(id: string, version: number, isRemoved: boolean): Promise<void> {
  await held(id, version, !isRemoved);
  await sql`UPDATE dashboards.own_boards SET removed_at = CASE WHEN ${isRemoved}::boolean THEN now() END,
    version = version + 1, changed_at = now() WHERE id = ${id}`;
  await audit(isRemoved ? 'dashboards.board-removed' : 'dashboards.board-restored', { type: 'own-board', id });
}
