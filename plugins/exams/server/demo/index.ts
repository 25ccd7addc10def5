import { audit, sql, type DemoRun } from '@regiso/core';
import { lockResults, saveResults } from '../services/save-results';
import { resultsOfSchool, type DemoSchool } from './school-results';

const years = [2022, 2023, 2024, 2025, 2026];
const schoolsAtOnce = 250;

/** Results of the demo schools for five years; the same at every run, safe to run again. */
export async function loadDemo(run: DemoRun): Promise<void> {
  await lockResults();
  const schools = await demoSchools();
  await sql`INSERT INTO exams.sessions (kind, year, period, source)
    SELECT kind, year, 'all', 'Демонстрационные данные' FROM unnest(${['ege', 'oge']}::text[]) kind,
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

type Row = { id: string; label: string; is_rural: boolean; pupils: number };

// A school's size is the capacity of its buildings; where none is known, the usual one of a town or a village.
async function demoSchools(): Promise<DemoSchool[]> {
  const rows = await sql<Row>`
    SELECT o.id, concat_ws('/', o.municipality_id, o.short_name, o.settlement, o.inn) AS label,
      o.settlement_kind IS NOT DISTINCT FROM 'rural' AS is_rural,
      coalesce(nullif((SELECT sum(b.capacity) FROM core.buildings b WHERE b.organisation_id = o.id), 0),
        CASE WHEN o.settlement_kind = 'rural' THEN 130 ELSE 800 END)::int AS pupils
    FROM core.organisations o JOIN core.regions r ON r.id = o.region_id
    WHERE o.is_demo AND o.kind = 'school' AND r.is_home
    ORDER BY label`;
  return rows.map(({ id, label, is_rural: isRural, pupils }) => ({ id, label, isRural, pupils }));
}
