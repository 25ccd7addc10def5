import { z } from 'zod';
import { beyondReach } from '../server/database';
import { narrowingWords } from '../server/narrowing';
import { inReach } from '../server/reach';
import { part, sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { levelOfGrant } from './held-grants';

const Named = z.object({ id: z.string(), name: z.string() }).nullable();

export const GrantView = z.object({
  id: z.string(),
  account: Named,
  role: z.string(),
  subsystem: z.string().nullable(),
  scope: z.enum(['region', 'municipality', 'participant']),
  participant: Named,
  municipality: Named,
  narrowing: z.record(z.string(), z.unknown()).nullable(),
  /** The narrowing in words. */
  narrowed: z.array(z.object({ text: z.string(), textEn: z.string() })),
  ground: z.string(),
  startsOn: z.string(),
  endsOn: z.string().nullable(),
  state: z.enum(['requested', 'active', 'refused', 'revoked', 'upcoming', 'ended']),
  /** How far agreements let it go today. */
  level: z.enum(['full', 'read', 'suspended', 'none']),
  givenBy: z.string().nullable(),
  givenAt: z.string(),
  confirmedBy: z.string().nullable(),
  endReason: z.string().nullable(),
  agreement: z
    .object({ number: z.string(), startsOn: z.string(), endsOn: z.string().nullable(), dataScope: z.string() })
    .nullable(),
});
export type GrantView = z.infer<typeof GrantView>;

type Piece = ReturnType<typeof part>;

const hasAgreements = async () => {
  const [row] = await sql<{ there: boolean }>`SELECT to_regclass('core.agreements') IS NOT NULL AS there`;
  return row?.there === true;
};

// Names stand outside the reach of a participant: of operators who gave, of a colleague whose main work is elsewhere.
async function view(ids: readonly string[]): Promise<GrantView[]> {
  if (!ids.length) return [];
  const today = todayHere();
  const withAgreements = await hasAgreements();
  const places = withAgreements
    ? part`CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.name) END AS participant,
        CASE WHEN m.id IS NOT NULL THEN json_build_object('id', m.id, 'name', m.short_name) END AS municipality, ag.agreement`
    : part`NULL AS participant, NULL AS municipality, NULL AS agreement`;
  const joins = withAgreements
    ? part`LEFT JOIN core.participants p ON p.id = g.participant_id
        LEFT JOIN core.municipalities m ON m.id = g.municipality_id
        LEFT JOIN LATERAL (SELECT json_build_object('number', a.number, 'startsOn', a.starts_on, 'endsOn', a.ends_on,
            'dataScope', a.data_scope) AS agreement FROM core.agreements a
          WHERE a.participant_id = g.participant_id AND a.state <> 'draft'
            AND (g.subsystem IS NULL OR g.subsystem = ANY(a.subsystems))
          ORDER BY a.starts_on <= ${today}::date DESC, a.starts_on DESC LIMIT 1) ag ON true`
    : part``;
  const rows = await beyondReach(
    'names of those who stand in grants that are in reach',
    () =>
      sql<Omit<GrantView, 'narrowed'>>`
    SELECT g.id, json_build_object('id', h.id, 'name', h.name) AS account, g.role, g.subsystem, g.scope, ${places},
      g.narrowing, g.ground, g.starts_on::text AS "startsOn", g.ends_on::text AS "endsOn",
      CASE WHEN g.state = 'active' AND g.starts_on > ${today}::date THEN 'upcoming'
        WHEN g.state = 'active' AND g.ends_on < ${today}::date THEN 'ended' ELSE g.state END AS state,
      ${levelOfGrant(today)} AS level, coalesce(b.name, g.given_by_process) AS "givenBy", g.given_at AS "givenAt",
      c.name AS "confirmedBy", g.end_reason AS "endReason"
    FROM core.grants g JOIN core.accounts h ON h.id = g.account_id LEFT JOIN core.accounts b ON b.id = g.given_by
      LEFT JOIN core.accounts c ON c.id = g.confirmed_by ${joins}
    WHERE g.id = ANY(${[...ids]}::uuid[]) ORDER BY g.id DESC`,
  );
  return rows.map((row) => ({ ...row, narrowed: narrowingWords(row.narrowing) }));
}

type Filter = {
  account?: string | undefined;
  participant?: string | undefined;
  state?: 'requested' | 'active' | undefined;
  limit: number;
  after?: string | undefined;
};

/** Grants within the reach of those who give them, the newest first, in pages. */
export async function listGrants({ account, participant, state, limit, after }: Filter) {
  const conditions: Piece = part`${inReach('access.grant', { participant: part`g.participant_id`, municipality: part`g.municipality_id` })}
    AND (${account ?? null}::uuid IS NULL OR g.account_id = ${account ?? null}::uuid)
    AND (${participant ?? null}::uuid IS NULL OR g.participant_id = ${participant ?? null}::uuid)
    AND (${state ?? null}::text IS NULL OR g.state = ${state ?? null}::text)`;
  const rows = await sql<{ id: string }>`SELECT g.id FROM core.grants g
    WHERE ${conditions} AND (${after ?? null}::uuid IS NULL OR g.id < ${after ?? null}::uuid)
    ORDER BY g.id DESC LIMIT ${limit + 1}`;
  const ids = rows.slice(0, limit).map(({ id }) => id);
  return { items: await view(ids), next: rows.length > limit ? (ids.at(-1) ?? null) : null };
}

/** One's own grants, in force or not, the newest first: role → ground → agreement → scope. */
export async function grantsOf(accountId: string): Promise<GrantView[]> {
  const rows = await sql<{ id: string }>`SELECT id FROM core.grants WHERE account_id = ${accountId}
    ORDER BY id DESC LIMIT 100`;
  return view(rows.map(({ id }) => id));
}
