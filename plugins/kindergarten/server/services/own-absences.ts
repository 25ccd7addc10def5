import {
  audit,
  beyondReach,
  childrenOf,
  conflict,
  ownChild,
  ownPersonId,
  peopleBrief,
  sql,
  todayHere,
} from '@regiso/core';
import type { AbsenceReason } from '../../shared';
import { fullName } from './applications';
import { areCounted, attending } from './attendance';
import { refuseNotConnected } from './not-connected';

export type AttendingChild = {
  childId: string;
  child: string;
  organisation: string;
  group: string;
  /** From today on; a day on which the meals are counted already stays. */
  absences: { day: string; reason: AbsenceReason; mayWithdraw: boolean }[];
};

type Row = Omit<AttendingChild, 'child' | 'absences'> & { days: { day: string; reason: AbsenceReason }[] | null };

/** One's children who attend a kindergarten today, with the absences that are told of and to come; reading is recorded. */
export async function ownAbsences(now = new Date()): Promise<AttendingChild[]> {
  const today = todayHere(now);
  const guardian = await ownPersonId();
  const wards = guardian ? (await childrenOf(guardian)).filter(({ may }) => may.includes('apply')) : [];
  const ids = wards.map(({ childId }) => childId);
  const rows = await beyondReach(
    'where one’s own children attend',
    () => sql<Row>`SELECT p.person_id AS "childId", o.short_name AS organisation, g.name AS "group",
        (SELECT jsonb_agg(jsonb_build_object('day', a.day, 'reason', a.reason) ORDER BY a.day)
          FROM kindergarten.attendance a WHERE a.pupil_id = p.id AND a.day >= ${today}::date AND a.announced_at IS NOT NULL
            AND a.status = 'absent') AS days
      FROM kindergarten.pupils p JOIN kindergarten.groups g ON g.id = p.group_id
      JOIN core.organisations o ON o.id = p.organisation_id
      WHERE p.person_id = ANY (${ids}::uuid[]) AND ${attending(today)} ORDER BY p.id LIMIT 20`,
  );
  const people = await peopleBrief(ids, ['surname', 'name', 'patronymic']);
  for (const { childId: id } of rows) await audit('kindergarten.absences-read', { type: 'person', id });
  const isCounted = await areCounted(today, now);
  return rows.map(({ days, ...row }) => ({
    ...row,
    child: fullName(people.get(row.childId)),
    absences: (days ?? []).map((one) => ({ ...one, mayWithdraw: one.day !== today || !isCounted })),
  }));
}

/** The child comes after all: takes back what the family has told of these days. Gives the days; throws 404 and 409. */
export async function withdrawAbsence(childId: string, days: readonly string[], now = new Date()): Promise<string[]> {
  const child = await ownChild(childId);
  const today = todayHere(now);
  if (days.some((day) => day < today) || (days.includes(today) && (await areCounted(today, now))))
    throw conflict('Питание на этот день уже посчитано: позвоните в группу');
  const freed = await beyondReach('the days of one’s own child', async () => {
    await refuseNotConnected(child, days);
    return sql<{ day: string }>`DELETE FROM kindergarten.attendance a USING kindergarten.pupils p
      WHERE a.pupil_id = p.id AND p.person_id = ${child} AND a.day = ANY (${[...days]}::date[])
        AND a.announced_at IS NOT NULL AND a.status = 'absent' RETURNING a.day::text`;
  });
  if (!freed.length) throw conflict('Об этих днях ничего не сообщено: обновите список');
  await audit('kindergarten.absence-withdrawn', { type: 'person', id: child }, { days: freed.length });
  return freed.map(({ day }) => day).sort();
}
