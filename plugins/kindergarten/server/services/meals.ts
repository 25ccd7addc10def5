import { homeCalendar, sql } from '@regiso/core';
import type { DayCount, MealCounts } from '../../shared';
import { attending, mealsBy } from './attendance';
import { groupsIn } from './groups';

/** How many meals the groups in reach need on a day, and each kindergarten together. */
export async function mealsOn(day: string): Promise<MealCounts> {
  const rows = await sql<DayCount>`SELECT g.id AS "groupId", g.name AS "group",
      g.organisation_id AS "organisationId", o.short_name AS organisation, n.enrolled, n.present, n.absent, n.announced,
      n.enrolled - n.present - n.absent AS unmarked, n.late, n.enrolled - n.absent AS meals
    FROM kindergarten.groups g JOIN core.organisations o ON o.id = g.organisation_id
    CROSS JOIN LATERAL (SELECT count(*)::int AS enrolled, count(*) FILTER (WHERE a.status = 'present')::int AS present,
        count(*) FILTER (WHERE a.status = 'absent')::int AS absent,
        count(*) FILTER (WHERE a.status = 'absent' AND a.announced_at IS NOT NULL)::int AS announced,
        count(*) FILTER (WHERE a.is_late)::int AS late
      FROM kindergarten.pupils p LEFT JOIN kindergarten.attendance a ON a.pupil_id = p.id AND a.day = ${day}
      WHERE p.group_id = g.id AND ${attending(day)}) n
    WHERE ${groupsIn('kindergarten.mark-attendance')} AND n.enrolled > 0
    ORDER BY o.short_name, g.age_from, g.name, g.id LIMIT 500`;
  return {
    ...{ day, isWorked: homeCalendar().isWorkingDay(day), cutOff: await mealsBy(day) },
    groups: rows,
    kindergartens: together(rows),
  };
}

const counted = ['enrolled', 'present', 'absent', 'announced', 'unmarked', 'late', 'meals'] as const;

function together(rows: readonly DayCount[]): MealCounts['kindergartens'] {
  const sums = new Map<string, MealCounts['kindergartens'][number]>();
  for (const row of rows) {
    const { organisationId, organisation } = row;
    const so = sums.get(organisationId);
    const numbers = Object.fromEntries(counted.map((name) => [name, row[name] + (so?.[name] ?? 0)]));
    sums.set(organisationId, { ...row, organisationId, organisation, ...numbers });
  }
  return [...sums.values()];
}
