import { audit, beyondReach, inReach, joined, me, notFound, part, peopleBrief, prepared, sql } from '@regiso/core';
import type { ApplicationView } from '../../shared';
import { ageNow } from './age';
import { mayMove } from './days';
import { lockRing } from './live-directions';

type Piece = ReturnType<typeof part>;

/** Stored columns of an application, as services use them. */
export type Application = {
  id: string;
  number: string | null;
  status: ApplicationView['status'];
  origin: ApplicationView['origin'];
  accounts: string[];
  municipality_id: string | null;
  child_id: string;
  guardian_id: string;
  second_guardian_id: string | null;
  cohort: number;
  filed_at: Date | null;
  desired_on: string;
  together: string | null;
  class: number;
  transfer_from: string | null;
};

const stored = part`a.id, a.number, a.status, a.origin, a.accounts, a.municipality_id, a.child_id, a.guardian_id,
  a.second_guardian_id, a.cohort, a.filed_at, a.desired_on::text, a.together, a.class, a.transfer_from`;

/** An application of the signed-in guardian, locked for a change. Throws 404 for any other. */
export async function ownApplication(id: string): Promise<Application> {
  await lockRing(id);
  return ownDraft(id);
}

/** The same to send it: it is a draft, or was sent before and is only looked at, so that no ring is to be locked. */
export async function ownDraft(id: string): Promise<Application> {
  const [row] = await prepared<Application>`SELECT ${stored} FROM kindergarten.applications a
    WHERE a.id = ${id} AND ${me().accountId}::uuid = ANY (a.accounts) FOR UPDATE`;
  if (!row) throw notFound('Заявление не найдено');
  return row;
}

/** An application within the reach of the permission, locked for a change. Throws 404 for any other. */
export async function applicationFor(permission: string, id: string): Promise<Application> {
  await lockRing(id);
  const [row] = await sql<Application>`SELECT ${stored} FROM kindergarten.applications a
    WHERE a.id = ${id} AND a.status <> 'draft' AND ${applicationsIn(permission)} FOR UPDATE`;
  if (!row) throw notFound('Заявление не найдено');
  return row;
}

/** Applications `a` that an officer may see: those of the own municipalities. */
export const applicationsIn = (permission: string) => inReach(permission, { municipality: part`a.municipality_id` });

/** Whether an officer sees the application `id`. */
export async function isApplicationSeen(id: string): Promise<boolean> {
  const [row] = await sql`SELECT 1 AS one FROM kindergarten.applications a
    WHERE a.id = ${id} AND a.status <> 'draft' AND ${applicationsIn('kindergarten.read-queue')}`;
  return row !== undefined;
}

type Named = Omit<ApplicationView, 'child' | 'guardian' | 'isProvisional'>;

/** Whole applications by a condition on `a`, with names of the child and who applies. The caller has checked the reach. */
export async function viewsOf(
  where: Piece,
  { limit, offset = 0, ask = sql }: { limit: number; offset?: number; ask?: typeof sql },
): Promise<ApplicationView[]> {
  const rows = await ask<Named>`
    SELECT a.id, a.number, a.status, a.origin, a.child_id AS "childId", a.guardian_id AS "guardianId",
      a.municipality_id AS "municipalityId", m.short_name AS municipality, a.received_at AS "receivedAt",
      a.filed_at AS "filedAt", a.filing_ground AS "filingGround", a.desired_on::text AS "desiredOn", a.orientation,
      a.regimes, a.language, a.anywhere, t.short_name AS "transferFrom", a.swaps, ${ageNow()}::int AS age, a.class::int, a.decide_by::text AS "decideBy",
      '[]'::json AS choices, '[]'::json AS privileges, NULL AS direction
    FROM kindergarten.applications a LEFT JOIN core.municipalities m ON m.id = a.municipality_id
    LEFT JOIN core.organisations t ON t.id = a.transfer_from
    WHERE ${where} ORDER BY a.filed_at NULLS LAST, a.id LIMIT ${limit} OFFSET ${offset}`;
  return withParts(rows, ask);
}

const withParts = async (rows: readonly Named[], ask: typeof sql): Promise<ApplicationView[]> => {
  if (!rows.length) return [];
  return beyondReach('parts of applications that were in reach themselves', async () => {
    const ids = rows.map(({ id }) => id);
    const parts = new Map((await partsOf(ids, ask)).map(({ of, ...part }) => [of, part]));
    const people = await peopleBrief(
      rows.flatMap(({ childId, guardianId }) => [childId, guardianId]),
      ['surname', 'name', 'patronymic'],
    );
    const nextOf = ({ id, decideBy }: Named) => {
      const direction = parts.get(id)?.direction;
      return direction ? (direction.documentsBy ?? direction.answerBy) : decideBy;
    };
    return rows.map((row): ApplicationView => ({
      ...row,
      isProvisional: mayMove(nextOf(row)),
      child: fullName(people.get(row.childId)),
      guardian: fullName(people.get(row.guardianId)),
      choices: parts.get(row.id)?.choices ?? [],
      privileges: parts.get(row.id)?.privileges ?? [],
      direction: parts.get(row.id)?.direction ?? null,
    }));
  });
};

type Parts = { of: string } & Pick<ApplicationView, 'choices' | 'privileges' | 'direction'>;

/** In one statement: on the night of the opening families look at this list more often than at anything else. */
const partsOf = (ids: readonly string[], ask: typeof sql) =>
  ask<Parts>`SELECT a.id AS of,
    (SELECT coalesce(json_agg(json_build_object('organisationId', c.organisation_id, 'name', o.short_name, 'rank', c.rank,
        'siblingId', c.sibling_id, 'siblingConfirmed', c.sibling_confirmed) ORDER BY c.rank), '[]')
      FROM kindergarten.choices c JOIN core.organisations o ON o.id = c.organisation_id
      WHERE c.application_id = a.id) AS choices,
    (SELECT coalesce(json_agg(json_build_object('id', p.id, 'category', p.category, 'title', c.title, 'titleEn', c.title_en,
        'class', c.class, 'document', p.document, 'validTo', p.valid_to::text, 'state', p.state, 'ground', p.ground)
        ORDER BY p.created_at, p.id), '[]')
      FROM kindergarten.privileges p JOIN kindergarten.privilege_categories c ON c.code = p.category
      WHERE p.application_id = a.id) AS privileges,
    (SELECT json_build_object('id', d.id, 'number', d.number, 'organisation', o.short_name, 'group', g.name, 'state', d.state,
        'answerBy', d.answer_by::text, 'documentsBy', d.documents_by::text, 'ring',
        CASE WHEN d.ring_id IS NOT NULL THEN (SELECT json_build_object('families', count(*), 'agreed',
          count(*) FILTER (WHERE x.state IN ('accepted', 'enrolled'))) FROM kindergarten.directions x
          WHERE x.ring_id = d.ring_id) END)
      FROM kindergarten.directions d JOIN core.organisations o ON o.id = d.organisation_id
      JOIN kindergarten.groups g ON g.id = d.group_id
      WHERE d.application_id = a.id ORDER BY d.offered_at DESC LIMIT 1) AS direction
  FROM unnest(${[...ids]}::uuid[]) a(id)`;

type Name = { surname: string; name: string; patronymic: string | null };
export const fullName = (one: Name | undefined) =>
  one ? [one.surname, one.name, one.patronymic].filter(Boolean).join(' ') : '';

/** One application with all its parts; reading it is recorded. */
export async function readApplication(where: Piece): Promise<ApplicationView> {
  const [view] = await viewsOf(where, { limit: 1 });
  if (!view) throw notFound('Заявление не найдено');
  await audit('kindergarten.application-read', { type: 'application', id: view.id, personId: view.childId });
  return view;
}

/** The history, oldest first; of the families' acts it does not say which of the two guardians. */
export const historyOf = (applicationId: string) =>
  beyondReach(
    'the history of an application that was in reach',
    () => sql`SELECT e.at, e.kind, e.status, e.ground, e.comment, e.who, e.details ->> 'act' AS act
      FROM kindergarten.application_events e WHERE e.application_id = ${applicationId} ORDER BY e.id LIMIT 1000`,
  );

export const both = (parts: readonly Piece[]) => joined(parts.length ? parts : [part`true`], ' AND ');
