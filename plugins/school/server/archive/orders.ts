import { audit, conflict, context, notFound, part, sql, startJob } from '@regiso/core';
import type { ArchiveOrder, NewArchive } from '../../shared';
import { only, within } from '../services/reach';
import { isWritten } from './gather';
import { journalTitle, yearTitle } from './words';

const mostJournals = 2_000;
const mostListed = 30;

const ofClass = () => within('school.archive', 'c', only(part`c.grade`));
const which = {
  journal: (id: string) => part`j.id = ${id}`,
  class: (id: string) => part`c.id = ${id}`,
  year: (id: string) => part`c.year_id = ${id}`,
} as const;

type Wanted = {
  id: string;
  organisationId: string;
  class: string;
  grade: number;
  subject: string;
  subgroup: number | null;
  firstYear: number;
};

const loads = part`FROM school.loads j JOIN school.classes c ON c.id = j.class_id`;

/** Asks for the archive of a journal, a class or a year: a worker makes it after commit. Throws 404 and 409. */
export async function orderArchive({ scope, id, reason }: NewArchive): Promise<{ id: string; number: number }> {
  const journals =
    await sql<Wanted>`SELECT j.id, c.organisation_id AS "organisationId", c.grade || c.letter AS class, c.grade,
      s.title AS subject, j.subgroup, y.first_year AS "firstYear"
    ${loads} JOIN school.years y ON y.id = c.year_id
    JOIN school.subjects s ON s.code = j.subject WHERE ${which[scope](id)} AND ${ofClass()} AND ${isWritten()}
    ORDER BY c.grade, c.letter, s.title, j.subgroup LIMIT ${mostJournals + 1}`;
  const [first] = journals;
  if (!first) throw await nothingOf(part`${which[scope](id)} AND ${ofClass()}`);
  if (journals.length > mostJournals) throw conflict('Журналов слишком много: закажите архив по классам');
  await refuseSecond(first.organisationId);
  const year = yearTitle(first.firstYear);
  const title = { journal: `${journalTitle(first)}, ${year}`, class: `${first.class}, ${year}`, year }[scope];
  const grades = journals.map(({ grade }) => grade);
  const [made] = await sql<{
    id: string;
    number: number;
  }>`INSERT INTO school.archive_orders (organisation_id, participant_id,
      municipality_id, scope, title, reason, grade_from, grade_to, journals, ordered_by)
    SELECT c.organisation_id, c.participant_id, c.municipality_id, ${scope}, ${title}, ${reason}, ${Math.min(...grades)},
      ${Math.max(...grades)}, ${journals.map((one) => one.id)}::uuid[], ${context().actor?.accountId ?? null}
    FROM school.loads j JOIN school.classes c ON c.id = j.class_id WHERE j.id = ${first.id} RETURNING id, number`;
  if (!made) throw new Error('nothing was inserted');
  const object = { type: 'archive-order', id: made.id, organisationId: first.organisationId };
  await audit('school.archive-ordered', object, { number: made.number, scope, journals: journals.length });
  await startJob('school', 'make-archive', { id: made.id });
  return made;
}

/** Why nothing is taken: there is no journal in reach, or nothing is written yet. */
async function nothingOf(asked: ReturnType<typeof part>) {
  const [any] = await sql`SELECT 1 AS one ${loads} WHERE ${asked} LIMIT 1`;
  return any ? conflict('Записей ещё нет: архивировать нечего') : notFound('Архив не найден');
}

// Orders of one school wait for each other, so that two of them never pass together.
async function refuseSecond(organisation: string) {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${organisation}, 7214052))`;
  const [open] = await sql`SELECT 1 AS one FROM school.archive_orders
    WHERE organisation_id = ${organisation} AND state IN ('waiting', 'running') LIMIT 1`;
  if (open) throw conflict('Архив этой школы уже составляется: дождитесь конца или остановите его');
}

const seen = () => within('school.archive', 'o', { from: part`o.grade_from`, to: part`o.grade_to` });

type Row = Omit<ArchiveOrder, 'orderedAt' | 'endedAt'> & { orderedAt: Date; endedAt: Date | null };

/** What was asked for lately, the last first. */
export async function archiveOrders(): Promise<ArchiveOrder[]> {
  const rows = await sql<Row>`SELECT o.id, o.number, o.title, o.reason, p.id AS "organisationId",
      p.short_name AS organisation, o.state,
      cardinality(o.journals) AS journals, cardinality(o.archives) AS done, o.made, o.skipped,
      a.name AS who,
      o.ordered_at AS "orderedAt", o.ended_at AS "endedAt"
    FROM school.archive_orders o JOIN core.organisations p ON p.id = o.organisation_id
    LEFT JOIN core.accounts a ON a.id = o.ordered_by
    WHERE ${seen()} ORDER BY o.ordered_at DESC, o.number DESC LIMIT ${mostListed}`;
  return rows.map(({ orderedAt, endedAt, ...row }) => ({
    ...row,
    orderedAt: orderedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  }));
}

/** Stops the making of an archive; what was made stays. Throws 404. */
export async function cancelArchive(id: string): Promise<void> {
  const [row] = await sql<{ number: number; organisationId: string }>`UPDATE school.archive_orders o
    SET state = 'cancelled', ended_at = now() WHERE o.id = ${id} AND o.state IN ('waiting', 'running') AND ${seen()}
    RETURNING o.number, o.organisation_id AS "organisationId"`;
  if (!row) throw notFound('Такого архива нет, или он уже составлен');
  const { number, organisationId } = row;
  await audit('school.archive-cancelled', { type: 'archive-order', id, organisationId }, { number });
}

/** The versions of an order that one may take, with their files, for a download. Throws 404. */
export async function versionsOfOrder(
  id: string,
): Promise<{ number: number; organisationId: string; archives: string[] }> {
  const [row] = await sql<{ number: number; organisationId: string; archives: (string | null)[] }>`SELECT o.number,
      o.organisation_id AS "organisationId", o.archives FROM school.archive_orders o WHERE o.id = ${id} AND ${seen()}`;
  if (!row) throw notFound('Архив не найден');
  return { ...row, archives: row.archives.filter((one) => one !== null) };
}
