import { beyondReach, me, notFound, part, sql } from '@regiso/core';
import { OwnTiles, type Audience, type OwnBoard, type OwnBoardSummary } from '../../shared/boards';

type Row = {
  id: string;
  version: number;
  title: string;
  tiles: number;
  ownerId: string;
  owner: string;
  audience: Audience['kind'];
  roles: string[];
  changedAt: Date;
};

const mostListed = 200;
const why = 'a board is shared with a role or an organisation, not with an account';

const columns = part`b.id, b.version, b.title, jsonb_array_length(b.tiles) AS tiles, b.owner_id AS "ownerId", coalesce(a.name, '') AS owner,
  b.audience, b.roles, b.changed_at AS "changedAt"`;
const boards = part`dashboards.own_boards b LEFT JOIN core.accounts a ON a.id = b.owner_id`;

const seeing = () => (me().grants ?? []).filter(({ permissions }) => permissions.has('dashboards.view'));

/** The organisations that somebody works for, by the rights that let them see figures. */
export const workplaces = (): string[] => [...new Set(seeing().flatMap(({ participantId }) => participantId ?? []))];

/** Boards of the caller, and those shared with a role or an organisation of theirs. */
const isOpenToMe = () => part`b.removed_at IS NULL AND (b.owner_id = ${me().accountId}
  OR b.audience = 'roles' AND b.roles && ${[...new Set(seeing().map(({ role }) => role))]}::text[]
  OR b.audience = 'organisation' AND b.participants && ${workplaces()}::uuid[])`;

const summaryOf = ({ ownerId, audience, roles, changedAt, ...row }: Row): OwnBoardSummary => {
  const isMine = ownerId === me().accountId;
  return {
    ...row,
    isMine,
    audience: !isMine ? null : audience === 'roles' ? { kind: 'roles', roles } : { kind: audience },
    changedAt: changedAt.toISOString(),
  };
};

/** One's own boards, then those of others; the newest change first. */
export async function listBoards(): Promise<OwnBoardSummary[]> {
  const found = await beyondReach(
    why,
    () => sql<Row>`SELECT ${columns} FROM ${boards} WHERE ${isOpenToMe()}
      ORDER BY b.owner_id <> ${me().accountId}, b.changed_at DESC LIMIT ${mostListed}`,
  );
  return found.map(summaryOf);
}

/** A board open to the caller: what stands on it, and no figures. The same 404 for a foreign and an unknown one. */
export async function findBoard(id: string): Promise<OwnBoard> {
  const [row] = await beyondReach(
    why,
    () => sql<Row & { kept: unknown }>`SELECT ${columns}, b.tiles AS kept FROM ${boards}
      WHERE b.id = ${id} AND ${isOpenToMe()}`,
  );
  if (!row) throw notFound('Такой панели нет или она вам не открыта');
  const { kept, ...own } = row;
  return { ...summaryOf(own), tiles: tilesOf(kept) };
}

/** Tiles as they were kept; none that an older or newer release has written in another form. */
export const tilesOf = (kept: unknown): OwnBoard['tiles'] => {
  const read = OwnTiles.safeParse(kept);
  return read.success ? read.data : [];
};

/** Roles with which a board can be shared: those that let their holders see figures at all. */
export async function rolesToShareWith(): Promise<string[]> {
  const found = await sql<{ role: string }>`SELECT role FROM core.role_permissions
    WHERE permission = 'dashboards.view' ORDER BY role LIMIT 100`;
  return found.map(({ role }) => role);
}
