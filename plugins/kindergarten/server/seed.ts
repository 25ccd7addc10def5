import { audit, sql } from '@regiso/core';
import { defaultRules } from './norms';
import { shippedCategories } from './privilege-categories';

/** Categories of privileges and the rules that hold where a municipality has entered none. Safe to run again. */
export async function seed(): Promise<void> {
  const categories = await sql`INSERT INTO kindergarten.privilege_categories
      (code, title, title_en, class, act, verified, valid_from)
    SELECT c.code, c.title, c."titleEn", c.class, c.act, c.verified, '2021-01-01'
    FROM jsonb_to_recordset(${JSON.stringify(shippedCategories)}::jsonb)
      AS c(code text, title text, "titleEn" text, class smallint, act text, verified boolean)
    ON CONFLICT DO NOTHING RETURNING code`;
  const rules = await sql`INSERT INTO kindergarten.municipal_rules (act, verified, rules, valid_from)
    SELECT 'Порядок по умолчанию; заменяется актом муниципалитета', false, ${JSON.stringify(defaultRules)}::jsonb, '2021-01-01'
    WHERE NOT EXISTS (SELECT FROM kindergarten.municipal_rules WHERE municipality_id IS NULL) RETURNING id`;
  if (!categories.length && !rules.length) return;
  await audit(
    'kindergarten.reference-loaded',
    { type: 'region' },
    { categories: categories.length, rules: rules.length },
  );
}
