import { audit } from '../server/audit';
import { sql, type part } from '../server/sql';
import type { DossierChecklist } from './checklist';

const most = 4_000;

/**
 * Puts most of the required papers into the files of invented people, whom a query gives as person_id, organisation_id,
 * participant_id, municipality_id and starts_on; whoever has a paper already is left alone. Gives how many papers.
 */
export async function layDemoDossiers(
  { id, rows }: DossierChecklist,
  people: ReturnType<typeof part>,
): Promise<number> {
  const kinds = rows
    .filter(({ value }) => value.isRequired)
    .map(({ code, value }) => ({ kind: code, ends: value.hasTerm }));
  const made =
    await sql`INSERT INTO core.dossier_items (person_id, organisation_id, participant_id, municipality_id, dossier,
      kind, received_on, valid_until)
    SELECT p.person_id, p.organisation_id, p.participant_id, p.municipality_id, ${id}, k.kind,
      least(p.starts_on, current_date), CASE WHEN k.ends THEN current_date - 40 + d.dice * 4 END
    FROM (SELECT DISTINCT ON (w.person_id) w.* FROM (${people}) w WHERE NOT EXISTS (SELECT FROM core.dossier_items i
        WHERE i.person_id = w.person_id AND i.dossier = ${id}) ORDER BY w.person_id LIMIT ${most}) p
    CROSS JOIN jsonb_to_recordset(${JSON.stringify(kinds)}::jsonb) AS k(kind text, ends boolean)
    CROSS JOIN LATERAL (SELECT ('x' || substr(md5(p.person_id::text || k.kind), 1, 6))::bit(24)::int % 100 AS dice) d
    WHERE d.dice < 88 RETURNING 1`;
  if (made.length) await audit('dossiers.demo-loaded', { type: 'dossier' }, { dossier: id, papers: made.length });
  return made.length;
}
