import { beyondReach, part, sql, todayHere } from '@regiso/core';
import { ageNow } from './age';

type Piece = ReturnType<typeof part>;

/** Whose places in the lists are counted anew. */
export type Which = { applications: readonly string[] } | { municipality: string } | 'everybody';

const chosen = (which: Which): Piece => {
  if (which === 'everybody') return part`true`;
  if ('municipality' in which) return part`a.municipality_id = ${which.municipality}`;
  return part`a.id = ANY (${[...which.applications]}::uuid[])`;
};

/**
 * Brings the lists in line with the applications: privileges in force today, siblings who attend today, ages on 1 September
 * of the year a place is wanted for. Every change of a list is written down with its cause. Gives how many entries changed.
 */
export const recount = (which: Which, cause: string): Promise<number> =>
  beyondReach('the lists follow from applications, whoever changes one', async () => {
    const today = todayHere();
    const those = chosen(which);
    await refresh(those, today);
    const [done] = await sql<{ changed: number }>`
      WITH keys AS (
        SELECT DISTINCT ON (m.id) m.id AS municipality_id, r.rules -> 'keys' AS keys
        FROM (SELECT id FROM core.municipalities UNION ALL SELECT NULL) m(id)
        JOIN kindergarten.municipal_rules r ON (r.municipality_id = m.id OR r.municipality_id IS NULL)
          AND daterange(r.valid_from, r.valid_to, '[]') @> ${today}::date
        ORDER BY m.id, r.municipality_id NULLS LAST),
      prefix AS (
        SELECT k.municipality_id, c.class, s.is_sibling, coalesce((
          SELECT string_agg(CASE key WHEN 'class' THEN c.class::text WHEN 'sibling' THEN CASE WHEN s.is_sibling THEN '0' ELSE '1' END END, '' ORDER BY at)
          FROM jsonb_array_elements_text(k.keys) WITH ORDINALITY e(key, at) WHERE key <> 'filed'), '') AS prefix
        FROM keys k, generate_series(0, 3) c(class), (VALUES (true), (false)) s(is_sibling)),
      wanted AS (
        SELECT a.id AS application_id, c.organisation_id, a.class,
          ${ageNow()}::smallint AS age,
          p.prefix || ' ' || to_char(a.filed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || ' ' || a.number AS key
        FROM kindergarten.applications a JOIN kindergarten.choices c ON c.application_id = a.id
        JOIN prefix p ON p.municipality_id IS NOT DISTINCT FROM a.municipality_id AND p.class = a.class
          AND p.is_sibling = c.sibling_confirmed
        WHERE a.status = 'queued' AND ${those}),
      stored AS (
        SELECT e.*, a.class FROM kindergarten.queue_entries e JOIN kindergarten.applications a ON a.id = e.application_id WHERE ${those}),
      changed AS (
        SELECT coalesce(w.application_id, s.application_id) AS application_id,
          coalesce(w.organisation_id, s.organisation_id) AS organisation_id, s.age AS from_age, s.key AS from_key,
          w.age AS to_age, w.key AS to_key, coalesce(w.class, s.class) AS class
        FROM wanted w FULL JOIN stored s ON s.application_id = w.application_id AND s.organisation_id = w.organisation_id
        WHERE (w.age, w.key) IS DISTINCT FROM (s.age, s.key)),
      moved AS (
        INSERT INTO kindergarten.queue_moves (organisation_id, age, application_id, class, from_key, to_key, cause)
        SELECT organisation_id, from_age, application_id, class, from_key, to_key, ${cause} FROM changed WHERE from_age = to_age
        UNION ALL SELECT organisation_id, from_age, application_id, class, from_key, NULL,
          CASE WHEN to_age IS NULL THEN ${cause} ELSE 'age' END FROM changed WHERE from_age IS DISTINCT FROM to_age AND from_age IS NOT NULL
        UNION ALL SELECT organisation_id, to_age, application_id, class, NULL, to_key,
          CASE WHEN from_age IS NULL THEN ${cause} ELSE 'age' END FROM changed WHERE from_age IS DISTINCT FROM to_age AND to_age IS NOT NULL),
      gone AS (
        DELETE FROM kindergarten.queue_entries e USING changed c
        WHERE c.to_key IS NULL AND e.application_id = c.application_id AND e.organisation_id = c.organisation_id),
      written AS (
        INSERT INTO kindergarten.queue_entries (application_id, organisation_id, age, key)
        SELECT application_id, organisation_id, to_age, to_key FROM changed WHERE to_key IS NOT NULL
        ON CONFLICT (application_id, organisation_id) DO UPDATE SET age = excluded.age, key = excluded.key)
      SELECT count(*)::int AS changed FROM changed`;
    return done?.changed ?? 0;
  });

// Class and sibling right as they hold today; a privilege that has run out ranks no more.
async function refresh(those: Piece, today: string) {
  await sql`UPDATE kindergarten.privileges p SET state = 'expired' FROM kindergarten.applications a
    WHERE a.id = p.application_id AND p.state = 'confirmed' AND p.valid_to < ${today}::date AND ${those}`;
  await sql`WITH best AS (
      SELECT a.id, coalesce(min(c.class) FILTER (WHERE p.state = 'confirmed'), 3) AS class
      FROM kindergarten.applications a LEFT JOIN kindergarten.privileges p ON p.application_id = a.id
      LEFT JOIN kindergarten.privilege_categories c ON c.code = p.category
      WHERE a.status NOT IN ('draft', 'enrolled', 'refused', 'withdrawn', 'archived') AND ${those} GROUP BY a.id)
    UPDATE kindergarten.applications x SET class = best.class FROM best WHERE x.id = best.id AND x.class <> best.class`;
  await sql`UPDATE kindergarten.applications x SET band = n.band, waits = n.waits FROM (
      SELECT a.id, CASE WHEN ${ageNow()} < 1 THEN 'under-1' WHEN ${ageNow()} < 3 THEN '1-2' ELSE '3-7' END AS band,
        CASE WHEN a.status NOT IN ('queued', 'offered') OR a.transfer_from IS NOT NULL THEN 'no' WHEN a.desired_on <= ${today}::date THEN 'now' ELSE 'later' END AS waits
      FROM kindergarten.applications a WHERE a.status <> 'draft' AND ${those}) n
    WHERE x.id = n.id AND (x.band, x.waits) IS DISTINCT FROM (n.band, n.waits)`;
  await sql`WITH seen AS (
      SELECT h.application_id, h.organisation_id, EXISTS (SELECT FROM kindergarten.pupils p WHERE p.person_id = h.sibling_id
        AND p.organisation_id = h.organisation_id AND p.starts_on <= ${today}::date
        AND (p.ends_on IS NULL OR p.ends_on >= ${today}::date)) AS attends
      FROM kindergarten.choices h JOIN kindergarten.applications a ON a.id = h.application_id
      WHERE h.sibling_id IS NOT NULL AND ${those})
    UPDATE kindergarten.choices h SET sibling_confirmed = seen.attends FROM seen WHERE h.application_id = seen.application_id
      AND h.organisation_id = seen.organisation_id AND h.sibling_confirmed <> seen.attends`;
}

export type Position = {
  organisationId: string;
  organisation: string;
  age: number;
  position: number;
  of: number;
  countedAt: string;
};

/** Where an application stands in each of its lists now. The caller has it in reach. */
export const positionsOf = (applicationId: string): Promise<Position[]> =>
  beyondReach(
    'a position says how many stand before, not who',
    () => sql<Position>`
      SELECT e.organisation_id AS "organisationId", o.short_name AS organisation, e.age,
        (SELECT count(*)::int FROM kindergarten.queue_entries b WHERE b.organisation_id = e.organisation_id AND b.age = e.age
          AND b.key <= e.key) AS position,
        (SELECT count(*)::int FROM kindergarten.queue_entries b WHERE b.organisation_id = e.organisation_id AND b.age = e.age) AS of,
        (SELECT max(m.at) FROM kindergarten.queue_moves m WHERE m.organisation_id = e.organisation_id AND m.age = e.age) AS "countedAt"
      FROM kindergarten.queue_entries e JOIN core.organisations o ON o.id = e.organisation_id
      JOIN kindergarten.choices c ON c.application_id = e.application_id AND c.organisation_id = e.organisation_id
      WHERE e.application_id = ${applicationId} ORDER BY c.rank`,
  );
