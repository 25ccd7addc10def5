import { audit, beyondReach, part, sql, todayHere } from '@regiso/core';
import type { Expiring, ExpiringPage, ExpiringPrivilege, ExpiringQuery } from '../../shared';
import { applicationsIn } from './applications';
import { daysAfter } from './days';

type Row = ExpiringPrivilege & { childId: string };
type Piece = ReturnType<typeof part>;

/** More rows than this no file holds; those that end first are in it. */
const mostInFile = 1_000;

/**
 * Confirmed privileges that end within the days asked about, the soonest first, or have ended and were not renewed, the
 * latest first: of applications in reach that are not over. The reading is recorded.
 */
export async function expiringPrivileges({ within, limit, after }: ExpiringPage): Promise<Expiring> {
  const { rows, total } = await found(within, limit + 1, after);
  const shown = rows.slice(0, limit);
  await audit('kindergarten.privileges-read', listOf(shown), { rows: shown.length, within });
  const last = shown.at(-1);
  return {
    ...{ on: todayHere(), total, items: shown.map(withoutChild) },
    next: last && rows.length > limit ? `${last.validTo}_${last.id}` : null,
  };
}

/** The same as for a file: the first rows at once; taking them out is recorded. */
export async function exportExpiring({ within }: ExpiringQuery) {
  const { rows, total } = await found(within, mostInFile);
  await audit('kindergarten.privileges-exported', listOf(rows), { rows: rows.length, within });
  return { on: todayHere(), total, items: rows.map(withoutChild) };
}

const listOf = (rows: readonly Row[]) => ({ type: 'privilege', personIds: rows.map(({ childId }) => childId) });
const withoutChild = ({ childId: _, ...row }: Row): ExpiringPrivilege => row;

async function found(within: ExpiringQuery['within'], limit: number, after?: string) {
  const { rows, total } = await privileges(within, limit, after);
  const ids = rows.map(({ applicationId }) => applicationId);
  const seen = await sql<{
    id: string;
  }>`SELECT a.id FROM kindergarten.applications a WHERE a.id = ANY (${ids}::uuid[])`;
  const inSight = new Set(seen.map(({ id }) => id));
  return { rows: rows.filter(({ applicationId }) => inSight.has(applicationId)), total };
}

const privileges = (within: ExpiringQuery['within'], limit: number, after?: string) =>
  beyondReach('parts of applications: their reach stands in the filter, and the database is asked next', async () => {
    const today = part`${todayHere()}::date`;
    const where = part`a.status NOT IN ('draft', 'enrolled', 'refused', 'withdrawn', 'archived')
      AND ${applicationsIn('kindergarten.read-queue')} AND ${within === 'expired' ? ended(today) : ending(within)}`;
    const from = part`kindergarten.privileges p JOIN kindergarten.applications a ON a.id = p.application_id`;
    const [count] = await sql<{ n: number }>`SELECT count(*)::int AS n FROM ${from} WHERE ${where}`;
    const rows = await sql<Row>`SELECT p.id, a.id AS "applicationId", a.child_id AS "childId", a.number, a.status,
        m.short_name AS municipality, c.title AS category, c.title_en AS "categoryEn", p.valid_to::text AS "validTo",
        ${renewal} AS "renewalClaimedAt", ${scan} AS "scanAddedAt",
        least(c.class, other.class)::int AS "classWith", other.class::int AS "classWithout"
      FROM ${from} JOIN kindergarten.privilege_categories c ON c.code = p.category
      LEFT JOIN core.municipalities m ON m.id = a.municipality_id CROSS JOIN LATERAL (${others(today)}) other
      WHERE ${where} AND ${beyond(within, after)}
      ORDER BY ${within === 'expired' ? part`p.valid_to DESC, p.id DESC` : part`p.valid_to, p.id`} LIMIT ${limit}`;
    return { rows, total: count?.n ?? 0 };
  });

const ending = (days: string) =>
  part`p.state = 'confirmed' AND p.valid_to BETWEEN ${todayHere()}::date AND ${daysAfter(todayHere(), Number(days))}::date`;

// The night ends them; until then a paper of yesterday is still called confirmed.
const ended = (today: Piece) =>
  part`(p.state = 'expired' OR p.state = 'confirmed' AND p.valid_to < ${today}) AND NOT EXISTS (
    SELECT FROM kindergarten.privileges n WHERE n.application_id = p.application_id AND n.category = p.category
      AND n.created_at > p.created_at AND n.state IN ('confirmed', 'expired'))`;

const renewal = part`(SELECT max(n.created_at) FROM kindergarten.privileges n WHERE n.application_id = p.application_id
  AND n.category = p.category AND n.state = 'unverified')`;

const scan = part`(SELECT max(f.stored_at) FROM core.files f WHERE f.plugin = 'kindergarten' AND f.owner_type = 'application'
  AND f.owner_id = a.id::text AND f.state <> 'infected' AND f.stored_at > coalesce(p.decided_at, p.created_at))`;

/** The class that other confirmed privileges give once this one has ended; the last is everybody's. */
const others = (today: Piece) => part`SELECT coalesce(min(oc.class), 3) AS class FROM kindergarten.privileges o
  JOIN kindergarten.privilege_categories oc ON oc.code = o.category
  WHERE o.application_id = a.id AND o.id <> p.id AND o.state = 'confirmed'
    AND (o.valid_to IS NULL OR o.valid_to >= greatest(p.valid_to + 1, ${today}))`;

function beyond(within: ExpiringQuery['within'], after: string | undefined): Piece {
  const [day, id] = after?.split('_') ?? [];
  if (!day || !id) return part`true`;
  return within === 'expired'
    ? part`(p.valid_to, p.id) < (${day}::date, ${id}::uuid)`
    : part`(p.valid_to, p.id) > (${day}::date, ${id}::uuid)`;
}
