import { beyondReach, part, sql } from '@regiso/core';
import { schoolYearOf } from '../../shared';
import { canonicalInput, type AllocationInput, type Applicant } from '../allocation/input';
import { freeOn } from './groups';
import type { RulesInForce } from './rules';

type Row = Omit<Applicant, 'filed'> & { filed: Date };

/** Freezes everything that decides a run for a municipality and a day: announced places, children in the queue, rules. */
export const freeze = (municipality: string, on: string, { rules }: RulesInForce, strategy = rules.strategy) =>
  beyondReach('a run counts every place and every application of the municipality', async () => {
    const input: AllocationInput = {
      municipality,
      on,
      strategy,
      version: 1,
      keys: rules.keys,
      organisations: await sql<AllocationInput['organisations'][number]>`SELECT id, lat, lon FROM core.organisations
        WHERE municipality_id = ${municipality} AND kind = 'kindergarten' AND status = 'active' ORDER BY id`,
      places: await placesOn(municipality, on),
      applicants: await applicantsOn(municipality, on),
    };
    return canonicalInput(input);
  });

const placesOn = (municipality: string, on: string) =>
  sql<AllocationInput['places'][number]>`SELECT g.id AS "group", g.organisation_id AS organisation, g.age_from AS from,
      g.age_to AS to, g.orientation, g.regime, g.language, ${freeOn(part`${on}::date`)} AS free
    FROM kindergarten.groups g WHERE g.municipality_id = ${municipality} AND g.school_year = ${schoolYearOf(on)}
      AND g.announced_at IS NOT NULL AND g.state <> 'closed' AND (g.quarantine_until IS NULL OR g.quarantine_until < ${on}::date)
    ORDER BY g.id`;

// A twin of who wants a place later asks alone: the set holds only when all of it is in the run.
async function applicantsOn(municipality: string, on: string): Promise<Applicant[]> {
  const rows = await sql<Row>`
    SELECT a.number, a.filed_at AS filed, a.class::int, greatest(0, ${schoolYearOf(on)}::int - a.cohort)::int AS age,
      a.orientation, a.regimes, a.language, a.anywhere, a.together::text AS together,
      (SELECT json_agg(json_build_object('organisation', c.organisation_id, 'sibling', c.sibling_confirmed) ORDER BY c.rank)
        FROM kindergarten.choices c WHERE c.application_id = a.id) AS choices
    FROM kindergarten.applications a
    WHERE a.municipality_id = ${municipality} AND a.status = 'queued' AND a.desired_on <= ${on}::date
      AND ${schoolYearOf(on)}::int - a.cohort <= 7
    ORDER BY a.filed_at, a.number`;
  return rows.map(({ filed, ...row }) => ({ ...row, filed: filed.toISOString() }));
}
