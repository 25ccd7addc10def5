import { audit, sql, type DemoRun } from '@regiso/core';
import { lockResults, saveResults } from '../services/save-results';
import { layOwnAppeal } from './appeals';
import { layOwnResult } from './persons';
import { resultsOfSchool, type DemoSchool } from './school-results';

const years = [2022, 2023, 2024, 2025, 2026];
const schoolsAtOnce = 250;

/** Results of the demo schools for five years; the same at every run, safe to run again. */
export async function loadDemo(run: DemoRun): Promise<void> {
  await layOwnResult();
  await layOwnAppeal();
  await lockResults();
  const schools = await demoSchools();
  await sql`INSERT INTO exams.sessions (kind, year, period, source)
    SELECT kind, year, 'all', 'Демонстрационные данные' FROM unnest(${['ege', 'oge', 'gve']}::text[]) kind,
      unnest(${years}::int[]) year ON CONFLICT DO NOTHING`;
  let written = 0;
  for (let at = 0; at < schools.length; at += schoolsAtOnce) {
    const results = schools.slice(at, at + schoolsAtOnce).flatMap((school) => resultsOfSchool(school, years, run.seed));
    const saved = await saveResults(results, 'Демонстрационные данные', true);
    written += saved.filter((one) => one !== 'unchanged').length;
    run.progress(Math.min(1, (at + schoolsAtOnce) / schools.length), 'Результаты экзаменов');
  }
  if (written) await audit('exams.demo-loaded', { type: 'demo' }, { results: written });
}

type Row = { id: string; label: string; is_rural: boolean; is_inclusive: boolean; grade: number; pupils: number };

// Its programmes say which exams a school holds, its buildings how large it is.
async function demoSchools(): Promise<DemoSchool[]> {
  const rows = await sql<Row>`
    SELECT o.id, coalesce(o.external_ids ->> 'demo', concat_ws('/', o.municipality_id, o.short_name, o.inn)) AS label,
      o.settlement_kind IS NOT DISTINCT FROM 'rural' AS is_rural, 'inclusive' = ANY (o.features) AS is_inclusive, p.grade,
      coalesce(nullif((SELECT sum(b.capacity) FROM core.buildings b WHERE b.organisation_id = o.id), 0),
        CASE WHEN o.settlement_kind = 'rural' THEN 130 ELSE 800 END)::int AS pupils
    FROM core.organisations o JOIN core.regions r ON r.id = o.region_id
    CROSS JOIN LATERAL (SELECT max(CASE code WHEN 'secondary' THEN 11 WHEN 'basic' THEN 9 ELSE 4 END) AS grade
      FROM core.programmes WHERE organisation_id = o.id) p
    WHERE o.is_demo AND o.kind = 'school' AND r.is_home AND p.grade >= 9
    ORDER BY label`;
  return rows.map(({ is_rural: isRural, is_inclusive: isInclusive, ...row }) => ({ ...row, isRural, isInclusive }));
}
