import { inReach, notFound, part, sql, todayHere } from '@regiso/core';
import type { QueueRules, RulesVersion } from '../../shared';
import { MunicipalRules, norms } from '../norms';

const read = 'kindergarten.read-queue';
/** Norms of the queue; others of the reference are about groups. */
const ofQueue = ['decide-days', 'order-days', 'privilege-warning-days', 'last-age'] as const;

/** The rules by which the queue of a municipality is kept today, one’s own when none is asked for. Throws 404. */
export async function queueRules(asked: string | undefined): Promise<QueueRules> {
  const on = todayHere();
  const municipalities = await sql<{ id: string; name: string }>`SELECT m.id, m.short_name AS name
    FROM core.municipalities m ORDER BY CASE WHEN ${inReach(read, { municipality: part`m.id` })} THEN 0 ELSE 1 END,
      m.short_name, m.id LIMIT 200`;
  const municipality = asked ? municipalities.find(({ id }) => id === asked) : municipalities[0];
  if (!municipality) throw notFound('Муниципалитет не найден');
  const versions = await versionsOf(municipality.id, on);
  const inForce = versions.find(({ validFrom }) => validFrom <= on) ?? null;
  return {
    ...{ on, municipality, municipalities, inForce, toCome: versions.filter(({ validFrom }) => validFrom > on) },
    categories: await categoriesOn(on),
    norms: await normsOn(on),
  };
}

type Kept = Pick<RulesVersion, 'id' | 'isDefault' | 'act' | 'verified' | 'validFrom' | 'validTo'> & { rules: unknown };

// The own act before what holds where none was entered, as `rulesOn` chooses.
async function versionsOf(municipalityId: string, on: string): Promise<RulesVersion[]> {
  const rows = await sql<Kept>`SELECT id, municipality_id IS NULL AS "isDefault", act, verified, rules,
      valid_from::text AS "validFrom", valid_to::text AS "validTo" FROM kindergarten.municipal_rules
    WHERE (municipality_id = ${municipalityId} OR municipality_id IS NULL) AND (valid_to IS NULL OR valid_to >= ${on}::date)
    ORDER BY municipality_id NULLS LAST, valid_from LIMIT 50`;
  return rows.map(({ rules, ...row }) => ({ ...row, ...MunicipalRules.parse(rules) }));
}

const categoriesOn = (on: string) => sql<QueueRules['categories'][number]>`SELECT code, title, title_en AS "titleEn",
    class::int, act, verified, valid_from::text AS "validFrom", valid_to::text AS "validTo"
  FROM kindergarten.privilege_categories WHERE daterange(valid_from, valid_to, '[]') @> ${on}::date
  ORDER BY class, title LIMIT 200`;

type NormRow = Omit<QueueRules['norms'][number], 'title' | 'titleEn' | 'unit' | 'unitEn'> & {
  code: (typeof ofQueue)[number];
};

async function normsOn(on: string): Promise<QueueRules['norms']> {
  const rows = await sql<NormRow>`SELECT code, value, act, clause, verified, valid_from::text AS "validFrom",
      valid_to::text AS "validTo" FROM core.reference_rows
    WHERE reference = ${norms.id} AND code = ANY (${[...ofQueue]}::text[]) AND withdrawn_at IS NULL
      AND daterange(valid_from, valid_to, '[]') @> ${on}::date ORDER BY code LIMIT 20`;
  return rows.map((row) => {
    const { title, titleEn, unit = '', unitEn = '' } = norms.codes[row.code];
    return { ...row, value: Number(row.value), title, titleEn, unit, unitEn };
  });
}
