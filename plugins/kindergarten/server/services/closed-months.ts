import { audit, beyondReach, conflict, context, homeCalendar, sql, todayHere } from '@regiso/core';
import { groupFor } from './groups';

const monthOf = (day: string) => `${day.slice(0, 7)}-01`;

export const isClosed = async (organisationId: string, day: string): Promise<boolean> => {
  const [row] = await beyondReach(
    'whether a month is closed is no secret of its kindergarten',
    () =>
      sql`SELECT 1 AS one FROM kindergarten.closed_months WHERE organisation_id = ${organisationId} AND month = ${monthOf(day)}`,
  );
  return Boolean(row);
};

/** Throws 409 when the month of a day is closed in a kindergarten. */
export async function refuseClosed(organisationId: string, day: string): Promise<void> {
  if (await isClosed(organisationId, day)) throw conflict('Месяц закрыт: изменения в нём больше не принимаются');
}

/** Closes a month of the kindergarten of a group: what it says is what is paid for. Safe to repeat. */
export async function closeMonth(groupId: string, month: string): Promise<void> {
  const { organisation_id: organisationId } = await groupFor('kindergarten.keep-groups', groupId);
  const isOver = month < todayHere().slice(0, 7) || homeCalendar().addWorkingDays(todayHere(), 1).slice(0, 7) > month;
  if (month > todayHere().slice(0, 7) || !isOver) throw conflict('В этом месяце ещё есть рабочие дни');
  const [row] = await sql`INSERT INTO kindergarten.closed_months
      (organisation_id, month, participant_id, municipality_id, closed_by)
    SELECT g.organisation_id, ${`${month}-01`}, g.participant_id, g.municipality_id, ${context().actor?.accountId ?? null}
    FROM kindergarten.groups g WHERE g.id = ${groupId} ON CONFLICT DO NOTHING RETURNING month`;
  if (row)
    await audit('kindergarten.month-closed', { type: 'organisation', id: organisationId, organisationId }, { month });
}
