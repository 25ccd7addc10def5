import './on-warehouse/quiet';
import { sql, todayHere } from '../../core/server';
import type { PeriodReport } from '../../plugins/school/shared';
import { median, must, percentile } from './harness';
import { ask, inSchool, signIn } from './in-school/installation';
import { pupilsInClass, work } from './in-school/school';
import type { Bench } from './run';

const classes = 30;

type Line = Pick<
  PeriodReport['classes'][number],
  'name' | 'pupils' | 'excellent' | 'good' | 'satisfactory' | 'failing' | 'waiting'
> & { missed: number };

/** A head teacher opens the report of a quarter that has ended: 30 classes, 840 pupils, every mark and absence of it. */
const bench: Bench = {
  name: 'period-report',
  run: ({ quick }) =>
    inSchool(classes, async ({ site, school }) => {
      const [head, teacher] = await signIn(site, [school.head, school.teachers[0] ?? '']);
      const period = await endedPeriod(school.year);
      const path = `/api/school/periods/${period}/report`;
      const open = () => ask<PeriodReport>(path, { site, cookie: head });
      await check((await open()).body, period);
      must((await ask(path, { site, cookie: teacher })).status === 403, 'a teacher reads the report of all classes');
      must((await ask(path, { site })).status === 401, 'nobody is let in');

      const took: number[] = [];
      for (let at = 0; at < (quick ? 10 : 40); at += 1) {
        const began = performance.now();
        const { status } = await open();
        took.push((performance.now() - began) / 1_000);
        must(status === 200, `the report answers ${status}`);
      }
      return {
        figures: { seconds: percentile(took, 95), median_s: median(took), classes, pupils: classes * pupilsInClass },
        bars: { seconds: { bar: 1, at: 'most' } },
      };
    }),
};

/** The last quarter that has ended; before the first of a year has, the one that goes on. */
async function endedPeriod(year: string): Promise<string> {
  const [row] = await work(
    () => sql<{ id: string }>`SELECT id FROM school.periods WHERE year_id = ${year} AND kind = 'quarter'
      ORDER BY ends_on < ${todayHere()}::date DESC, CASE WHEN ends_on < ${todayHere()}::date THEN ends_on END DESC NULLS LAST,
        starts_on LIMIT 1`,
  );
  return row?.id ?? '';
}

/** Every line says what the marks and absences of its class come to, counted another way. */
async function check(report: PeriodReport, period: string) {
  const kept = await linesOf(period);
  const said = report.classes.map(
    ({ name, pupils, excellent, good, satisfactory, failing, waiting, absences }): Line => ({
      ...{ name, pupils, excellent, good, satisfactory, failing, waiting },
      missed: Object.values(absences).reduce((sum, count) => sum + count, 0),
    }),
  );
  must(said.length === classes, `the report has ${said.length} classes`);
  for (const [at, line] of said.entries())
    must(
      JSON.stringify(line) === JSON.stringify(kept[at]),
      `the report says ${JSON.stringify(line)}, the tables ${JSON.stringify(kept[at])}`,
    );
  must(
    said.some(({ missed }) => missed > 0) && said.some(({ good, satisfactory }) => good + satisfactory > 0),
    'there is nothing to report',
  );
}

const linesOf = (period: string) =>
  work(
    () => sql<Line>`WITH pupil AS (
        SELECT p.id, c.id AS class_id, c.grade, c.letter,
          (SELECT min(coalesce(f.value, 2)) FROM school.period_marks f WHERE f.period_id = ${period} AND f.pupil_id = p.id) AS least,
          (SELECT count(DISTINCT j.subject) FROM school.loads j WHERE j.class_id = c.id AND (j.subgroup IS NULL
              OR (j.id, p.id) IN (SELECT load_id, pupil_id FROM school.load_pupils))
            AND j.subject NOT IN (SELECT f.subject FROM school.period_marks f WHERE f.period_id = ${period} AND f.pupil_id = p.id)) AS lacking,
          (SELECT count(*) FROM school.attendance a JOIN school.periods q ON q.id = ${period}
            WHERE a.pupil_id = p.id AND a.day BETWEEN q.starts_on AND q.ends_on) AS missed
        FROM school.pupils p JOIN school.classes c ON c.id = p.class_id)
      SELECT grade || letter AS name, count(*)::int AS pupils, count(*) FILTER (WHERE least = 5 AND lacking = 0)::int AS excellent,
        count(*) FILTER (WHERE least = 4 AND lacking = 0)::int AS good,
        count(*) FILTER (WHERE least = 3 AND lacking = 0)::int AS satisfactory, count(*) FILTER (WHERE least = 2)::int AS failing,
        count(*) FILTER (WHERE lacking > 0 AND least IS DISTINCT FROM 2)::int AS waiting, sum(missed)::int AS missed
      FROM pupil GROUP BY class_id, grade, letter ORDER BY grade, letter`,
  );

export default bench;
