import { conflict, sql } from '@regiso/core';
import { MunicipalRules } from '../norms';

export type RulesInForce = { id: string; act: string; verified: boolean; rules: MunicipalRules };

/** The act of a municipality in force on a day, or what holds where none was entered. Throws 409 when there is neither. */
export async function rulesOn(municipalityId: string | null, day: string): Promise<RulesInForce> {
  const [row] = await sql<RulesInForce>`SELECT id, act, verified, rules FROM kindergarten.municipal_rules
    WHERE (municipality_id = ${municipalityId} OR municipality_id IS NULL)
      AND daterange(valid_from, valid_to, '[]') @> ${day}::date
    ORDER BY municipality_id NULLS LAST LIMIT 1`;
  if (!row) throw conflict(`На ${day} никакие правила комплектования не действуют`);
  return { ...row, rules: MunicipalRules.parse(row.rules) };
}
