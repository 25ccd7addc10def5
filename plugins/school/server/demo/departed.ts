import { part, sql } from '@regiso/core';
import { chance } from './chance';
import type { DemoSchool } from './schools';

/**
 * A few pupils who have left this year by an order: of 150 one. Nobody of them signs in, and no child of whoever does; where all
 * are there to leave, at least one has left.
 */
export async function layDepartures({ year, first }: DemoSchool): Promise<void> {
  await sql`WITH leavers AS (
      SELECT p.id, greatest(p.starts_on, least(current_date - 1, ${`${first}-10-15`}::date
          - ${chance(part`hashtextextended(p.person_id::text, 0)`, 14, 30)}::int)) AS last_day,
        row_number() OVER (ORDER BY ${chance(part`hashtextextended(p.person_id::text, 0)`, 15, 60_000)}, p.person_id) AS nth,
        count(*) OVER () AS all_there
      FROM school.pupils p JOIN school.classes c ON c.id = p.class_id JOIN core.persons k ON k.id = p.person_id
      WHERE c.year_id = ${year} AND p.is_demo AND p.ends_on IS NULL AND k.account_id IS NULL
        AND NOT EXISTS (SELECT FROM core.guardianships g JOIN core.persons m ON m.id = g.guardian_id
          WHERE g.child_id = p.person_id AND m.account_id IS NOT NULL)),
    gone AS (UPDATE school.pupils p SET ends_on = l.last_day FROM leavers l
      WHERE p.id = l.id AND l.nth <= ceil(l.all_there / 150.0)
        AND NOT EXISTS (SELECT FROM school.departures d JOIN school.pupils o ON o.id = d.pupil_id
          JOIN school.classes c ON c.id = o.class_id WHERE c.year_id = ${year})
      RETURNING p.*),
    ended AS (UPDATE core.person_organisations o SET ends_on = g.ends_on FROM gone g WHERE o.person_id = g.person_id
      AND o.organisation_id = g.organisation_id AND o.role = 'pupil' AND (o.ends_on IS NULL OR o.ends_on > g.ends_on)
      RETURNING o.id, o.person_id)
    INSERT INTO school.departures (pupil_id, grade, organisation_id, participant_id, municipality_id, last_day, reason, order_number,
      order_on, links)
    SELECT g.id, g.grade, g.organisation_id, g.participant_id, g.municipality_id, g.ends_on,
      (ARRAY['moved', 'other-school'])[1 + ${chance(part`hashtextextended(g.person_id::text, 0)`, 16, 2)}::int],
      row_number() OVER (ORDER BY g.id) || '-в', g.ends_on, ARRAY(SELECT e.id FROM ended e WHERE e.person_id = g.person_id)
    FROM gone g`;
}
