import { z } from 'zod';
import { me } from '../access/proof';
import { audit } from '../server/audit';
import { conflict, invalidInput, notFound } from '../server/errors';
import type { Held } from '../server/plugin';
import { part, sql } from '../server/sql';
import { todayHere } from '../territory/home';

const longest = 10 * 366;

/** A legal hold on one person: on what ground (a request of a court, an inspection), and to which day. */
export const HoldInput = z.strictObject({
  personId: z.uuid('Выберите человека'),
  ground: z.string().trim().min(5, 'Укажите основание: чей запрос, номер и дата').max(500),
  until: z.iso.date('Нужна дата'),
});
export const HoldEnd = z.strictObject({ reason: z.string().trim().min(5, 'Укажите, почему запрет снят').max(500) });

export const HoldView = z.object({
  id: z.string(),
  personId: z.string(),
  name: z.string(),
  ground: z.string(),
  until: z.string(),
  state: z.enum(['in-force', 'ended', 'lifted']),
  laidBy: z.string().nullable(),
  laidAt: z.string(),
  liftedBy: z.string().nullable(),
  liftedAt: z.string().nullable(),
  liftReason: z.string().nullable(),
});
export type HoldView = z.output<typeof HoldView>;

/** Holds in force first, then the newest of the others, at most 200; the reading is recorded for each card. */
export async function listHolds(): Promise<HoldView[]> {
  const rows =
    await sql<HoldView>`SELECT h.id, p.id AS "personId", concat_ws(' ', p.surname, p.name, p.patronymic) AS name,
      h.ground, h.until::text AS until, l.name AS "laidBy", h.laid_at AS "laidAt", e.name AS "liftedBy",
      h.lifted_at AS "liftedAt", h.lift_reason AS "liftReason",
      CASE WHEN h.lifted_at IS NOT NULL THEN 'lifted' WHEN h.until < ${todayHere()}::date THEN 'ended' ELSE 'in-force' END AS state
    FROM core.legal_holds h JOIN core.persons p ON p.id = h.person_id
      LEFT JOIN core.accounts l ON l.id = h.laid_by LEFT JOIN core.accounts e ON e.id = h.lifted_by
    ORDER BY ${inForce()} DESC, h.id DESC LIMIT 200`;
  await audit('privacy.holds-read', { type: 'legal-hold', personIds: rows.map(({ personId }) => personId) });
  return rows;
}

const inForce = () => part`(h.lifted_at IS NULL AND h.until >= ${todayHere()}::date)`;

/** Lays a hold: nothing of the person is removed by any rule to its last day. Throws 400 for the field, 404. */
export async function layHold({ personId, ground, until }: z.output<typeof HoldInput>): Promise<HoldView[]> {
  const wrong = (message: string) => invalidInput([{ path: ['payload', 'until'], message }]);
  const today = todayHere();
  if (until < today) throw wrong('Этот день уже прошёл');
  if (Date.parse(until) - Date.parse(today) > longest * 86_400_000)
    throw wrong('Запрет кладут не дольше чем на десять лет');
  const [row] = await sql<{ id: string }>`INSERT INTO core.legal_holds (person_id, ground, until, laid_by)
    SELECT coalesce(p.merged_into, p.id), ${ground}, ${until}, ${me().accountId} FROM core.persons p WHERE p.id = ${personId}
    RETURNING id`;
  if (!row) throw notFound('Карточка не найдена');
  await audit('privacy.hold-laid', { type: 'legal-hold', id: row.id, personId }, { until });
  return listHolds();
}

/** Lifts a hold before its last day. Throws 404, 409 when it is not in force. */
export async function liftHold(id: string, { reason }: z.output<typeof HoldEnd>): Promise<HoldView[]> {
  const [row] = await sql<{
    person: string;
  }>`UPDATE core.legal_holds h SET lifted_at = now(), lifted_by = ${me().accountId},
      lift_reason = ${reason} WHERE h.id = ${id} AND ${inForce()} RETURNING person_id AS person`;
  if (!row) {
    const [known] = await sql`SELECT FROM core.legal_holds WHERE id = ${id}`;
    throw known ? conflict('Этот запрет уже не действует') : notFound('Запрет не найден');
  }
  await audit('privacy.hold-lifted', { type: 'legal-hold', id, personId: row.person });
  return listHolds();
}

/**
 * Cards and accounts of which nothing is removed today: of the people held, of the cards merged into theirs, and of those who
 * stand for them or for whom they stand, without whom a held record would not be whole.
 */
export async function heldNow(): Promise<Held> {
  const rows = await sql<{ id: string; account: string | null }>`
    WITH own AS (SELECT p.id FROM core.legal_holds h JOIN core.persons p
        ON p.id = h.person_id OR p.merged_into = h.person_id WHERE ${inForce()}),
      near AS (SELECT id FROM own
        UNION SELECT g.guardian_id FROM core.guardianships g JOIN own ON own.id = g.child_id
        UNION SELECT g.child_id FROM core.guardianships g JOIN own ON own.id = g.guardian_id),
      heads AS (SELECT DISTINCT coalesce(p.merged_into, p.id) AS id FROM core.persons p JOIN near ON near.id = p.id)
    SELECT p.id, p.account_id AS account FROM core.persons p JOIN heads ON heads.id = p.id OR heads.id = p.merged_into`;
  return { persons: rows.map(({ id }) => id), accounts: rows.flatMap(({ account }) => account ?? []) };
}
