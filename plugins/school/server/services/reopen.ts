import { audit, conflict, context, invalidInput, notFound, part, sql, todayHere } from '@regiso/core';
import type { Reopening, ReopeningInput } from '../../shared';
import { daysAfter } from './clock';
import { isReopened } from './closed';
import { rulesOn } from './dictionary';
import { within } from './reach';

type Closed = { organisation_id: string; isReopened: boolean };

/** Opens a closed period of a class again by an act, up to a day after which it closes by itself. Throws 400, 404 and 409. */
export async function reopenPeriod(period: string, classId: string, act: ReopeningInput): Promise<void> {
  const [own] = await sql<{ organisation_id: string }>`SELECT c.organisation_id FROM school.classes c
    JOIN school.periods p ON p.id = ${period} AND p.year_id = c.year_id AND c.grade BETWEEN p.grade_from AND p.grade_to
    WHERE c.id = ${classId} AND ${within('school.keep-classes', 'c')} FOR UPDATE OF c`;
  if (!own) throw notFound('Класс не найден');
  const [closed] =
    await sql<Closed>`SELECT x.organisation_id, ${isReopened()} AS "isReopened" FROM school.closed_periods x
    WHERE x.period_id = ${period} AND x.class_id = ${classId} FOR UPDATE`;
  if (!closed) throw conflict('Период этого класса не закрыт');
  if (closed.isReopened) throw conflict('Период этого класса уже открыт по акту');
  await refuseTerm(act);
  await endReopenings(part`r.class_id = ${classId} AND r.period_id = ${period}`);
  await sql`INSERT INTO school.reopenings (period_id, class_id, organisation_id, participant_id, municipality_id, act_number, act_date,
      ground, until, opened_by)
    SELECT ${period}, c.id, c.organisation_id, c.participant_id, c.municipality_id, ${act.number}, ${act.date}, ${act.ground},
      ${act.until}, ${context().actor?.accountId ?? null} FROM school.classes c WHERE c.id = ${classId}`;
  const object = { type: 'class', id: classId, organisationId: own.organisation_id };
  await audit('school.period-reopened', object, { period, act: act.number, until: act.until });
}

async function refuseTerm({ date, until }: ReopeningInput) {
  const today = todayHere();
  const most = (await rulesOn(today, ['reopening-days']))['reopening-days'];
  const issues = [];
  if (date > today) issues.push({ path: ['payload', 'date'], message: 'Акт не может быть из будущего' });
  if (until < today) issues.push({ path: ['payload', 'until'], message: 'Срок уже прошёл' });
  if (until > daysAfter(today, most - 1))
    issues.push({ path: ['payload', 'until'], message: 'Открыть период можно не дольше, чем позволяет правило школы' });
  if (issues.length) throw invalidInput(issues);
}

type Piece = ReturnType<typeof part>;
type Ended = { classId: string; organisationId: string; period: string };

/** Says of acts whose term has ended that the period is closed again, and records it. Gives how many. */
export async function endReopenings(where: Piece = part`true`): Promise<number> {
  const ended = await sql<Ended>`UPDATE school.reopenings r SET closed_at = now()
    WHERE r.closed_at IS NULL AND r.until < ${todayHere()}::date AND ${where}
    RETURNING r.class_id AS "classId", r.organisation_id AS "organisationId", r.period_id AS period`;
  for (const { classId, organisationId, period } of ended)
    await audit('school.period-relocked', { type: 'class', id: classId, organisationId }, { period });
  return ended.length;
}

/** Closes a period again before the term of its act. Gives whether an act held it open. */
export async function endReopening(period: string, classId: string): Promise<boolean> {
  const rows =
    await sql`UPDATE school.reopenings SET closed_at = now(), closed_by = ${context().actor?.accountId ?? null}
    WHERE period_id = ${period} AND class_id = ${classId} AND closed_at IS NULL AND until >= ${todayHere()}::date RETURNING id`;
  return rows.length > 0;
}

/** Acts by which a period of a class was opened again, the last first. */
export async function reopeningsOf(period: string, classId: string): Promise<Reopening[]> {
  type Row = Omit<Reopening, 'openedAt' | 'closedAt'> & { openedAt: Date; closedAt: Date | null };
  const rows =
    await sql<Row>`SELECT r.id, r.act_number AS number, r.act_date::text AS date, r.ground, r.until::text AS until,
      a.name AS who, r.opened_at AS "openedAt", r.closed_at AS "closedAt",
      r.closed_at IS NULL AND r.until >= ${todayHere()}::date AS "isOpen"
    FROM school.reopenings r LEFT JOIN core.accounts a ON a.id = r.opened_by
    WHERE r.period_id = ${period} AND r.class_id = ${classId} ORDER BY r.opened_at DESC LIMIT 50`;
  return rows.map(({ openedAt, closedAt, ...row }) => ({
    ...row,
    openedAt: openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
  }));
}
