import { audit } from '../server/audit';
import { sql } from '../server/sql';
import { homeRegion } from '../territory/home';

/** The bodies that the regulation of the home region names, with their duties. Safe to run again. */
export async function seedBodies() {
  let written = 0;
  for (const body of homeRegion().bodies) {
    const [row] = await sql`
      INSERT INTO core.bodies (id, duty, name, name_en, act, clause, duties, duties_en, subsystems, website)
      VALUES (${body.id}, ${body.duty}, ${body.name}, ${body.nameEn}, ${body.act}, ${body.clause}, ${body.duties},
        ${body.dutiesEn}, ${body.subsystems ?? []}, ${body.website ?? null})
      ON CONFLICT (id) DO NOTHING RETURNING id`;
    if (row) written += 1;
  }
  if (written) await audit('agreements.bodies-written', { type: 'body' }, { bodies: written });
}

export const listBodies = () => sql`SELECT id, duty, name, name_en AS "nameEn", act, clause, duties,
  duties_en AS "dutiesEn", subsystems, website FROM core.bodies ORDER BY clause, id`;
