import { homeCalendar, sql, todayHere } from '@regiso/core';
import { daysAfter } from '../services/days';

/** Worked days from the first of the last month to yesterday: today is left for whoever tries the page. */
function daysToMark(): string[] {
  const today = todayHere();
  const first = `${daysAfter(`${today.slice(0, 7)}-01`, -1).slice(0, 7)}-01`;
  const days: string[] = [];
  for (let day = first; day < today; day = daysAfter(day, 1)) if (homeCalendar().isWorkingDay(day)) days.push(day);
  return days;
}

/** Marks of the pupils of connected demo kindergartens, the same for the same names: weeks of illness, a day at home now and then. Gives how many. */
export async function writeAttendance(): Promise<number> {
  const [written] = await sql<{ n: number }>`WITH chance AS (
      SELECT p.id, p.participant_id, p.municipality_id, d.day,
        ('x' || left(md5(s.plain_name || to_char(d.day, 'IYYY-IW')), 4))::bit(16)::int % 100 AS of_week,
        ('x' || left(md5(s.plain_name || d.day), 4))::bit(16)::int % 100 AS of_day
      FROM kindergarten.pupils p JOIN core.persons s ON s.id = p.person_id
      JOIN unnest(${daysToMark()}::date[]) AS d(day) ON d.day >= p.starts_on AND (p.ends_on IS NULL OR d.day <= p.ends_on)
      WHERE p.is_demo AND p.participant_id IS NOT NULL), reasons AS (
      SELECT *, CASE WHEN of_week < 7 THEN 'illness' WHEN of_day < 3 THEN 'family' WHEN of_day < 4 THEN 'unknown' END AS reason
      FROM chance), marks AS (
      INSERT INTO kindergarten.attendance (pupil_id, day, participant_id, municipality_id, status, reason, is_excused)
      SELECT id, day, participant_id, municipality_id, CASE WHEN reason IS NULL THEN 'present' ELSE 'absent' END, reason,
        reason IS NOT DISTINCT FROM 'illness'
      FROM reasons ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*)::int AS n FROM marks`;
  return written?.n ?? 0;
}
