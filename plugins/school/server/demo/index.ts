import { z } from 'zod';
import { audit, inTransaction, job, loadedDemo, part, sql, startJob, todayHere, type DemoRun } from '@regiso/core';
import { schoolYearOf } from '../../shared';
import { countFigures } from '../figures/count';
import { linkStaff } from './accounts';
import { layDepartures } from './departed';
import { layDossiers } from './dossiers';
import { layPortfolios } from './portfolios';
import { layLastYear } from './last-year';
import { layAttendance, layLessons, layMarks, layTimetable, type Span } from './journal';
import { closePeriods, inventPeriodMarks, layPeriodMarks } from './periods';
import { upsetLessons, vacateLoads } from './upset';
import { layYears, seat, type DemoSchool } from './schools';

type Piece = ReturnType<typeof part>;

const schoolsWhere = (where: Piece) => sql<DemoSchool>`SELECT y.organisation_id AS id, y.participant_id AS participant,
      y.municipality_id AS municipality, y.id AS year, y.first_year AS first,
      'two-shifts' = ANY (o.features) AS "hasShifts", 'class-sets' = ANY (o.features) AS "hasSets"
    FROM school.years y JOIN core.organisations o ON o.id = y.organisation_id WHERE y.is_demo AND y.first_year = ${schoolYearOf(todayHere())} AND ${where}
    ORDER BY y.participant_id IS NULL, y.organisation_id LIMIT 2000`;

const ofGuardian = part`EXISTS (SELECT FROM core.person_organisations l
    JOIN core.guardianships g ON g.child_id = l.person_id JOIN core.persons m ON m.id = g.guardian_id
    JOIN core.accounts a ON a.id = m.account_id AND a.login = 'guardian' AND a.is_demo
    WHERE l.organisation_id = y.organisation_id AND l.role = 'pupil')`;

/** The school of the demo guardian's child, with whom it has so far; the others come when all people are there. */
export async function loadDemo(run: DemoRun): Promise<void> {
  await layYears(schoolYearOf(todayHere()));
  const [school] = await schoolsWhere(ofGuardian);
  if (school && !(await isTaught(school))) {
    await fill(school, 'quarter');
    await inventPeriodMarks(school);
    await countFigures(school.year, todayHere());
  }
  run.progress(1, 'Школа');
}

/** Whether its journals are written and its teachers are known. */
async function isTaught({ year }: DemoSchool) {
  const [row] = await sql`SELECT 1 AS one FROM school.loads j JOIN school.classes c ON c.id = j.class_id
    WHERE c.year_id = ${year} AND j.teacher_id IS NOT NULL LIMIT 1`;
  return Boolean(row);
}

/** Seats the pupils of a school and writes its journals anew, when nobody has worked in them yet. */
async function fill(school: DemoSchool, span: Span): Promise<void> {
  const pupils = await seat(school, schoolYearOf(todayHere()));
  await layDossiers(school);
  await layDepartures(school);
  await layPortfolios(school);
  const [touched] = await sql`SELECT 1 AS one FROM school.cell_changes WHERE organisation_id = ${school.id} LIMIT 1`;
  if (touched) return;
  await clear(school);
  await layTimetable(school);
  const lessons = await layLessons(school, span);
  await upsetLessons(school);
  await layAttendance(school);
  const marks = await layMarks(school);
  if (span === 'year') {
    await layPeriodMarks(school);
    await closePeriods(school);
  }
  await audit(
    'school.demo-loaded',
    { type: 'organisation', id: school.id, organisationId: school.id },
    { schools: 1, pupils, lessons, marks: marks.length },
  );
}

/** Quarters that have ended, where their journals are not written: their marks are left. */
async function endPeriods(school: DemoSchool): Promise<void> {
  await inventPeriodMarks(school);
  await closePeriods(school);
}

async function clear({ year }: DemoSchool) {
  const loads = part`(SELECT j.id FROM school.loads j JOIN school.classes c ON c.id = j.class_id WHERE c.year_id = ${year})`;
  const lessons = part`(SELECT id FROM school.lessons WHERE load_id IN ${loads} AND is_demo)`;
  const pupils = part`(SELECT p.id FROM school.pupils p JOIN school.classes c ON c.id = p.class_id WHERE c.year_id = ${year})`;
  await sql`DELETE FROM school.pupil_months WHERE pupil_id IN ${pupils}`;
  await sql`DELETE FROM school.period_outcomes WHERE pupil_id IN ${pupils}`;
  await sql`DELETE FROM school.period_marks WHERE pupil_id IN ${pupils}`;
  await sql`DELETE FROM school.marks WHERE lesson_id IN ${lessons}`;
  await sql`DELETE FROM school.attendance WHERE lesson_id IN ${lessons}`;
  await sql`DELETE FROM school.lessons WHERE load_id IN ${loads} AND is_demo`;
  await sql`DELETE FROM school.plan_topics WHERE load_id IN ${loads}`;
  await sql`DELETE FROM school.timetable WHERE load_id IN ${loads}`;
  await sql`DELETE FROM school.load_pupils WHERE load_id IN ${loads}`;
  await sql`DELETE FROM school.loads WHERE id IN ${loads}`;
}

const transacted = <T>(work: () => Promise<T>) =>
  inTransaction({ process: 'school/fill-demo', unaudited: 'a part of the demo; what is written is recorded' }, work);

/**
 * The journals of all demo schools, a school in a transaction, so that a load which was stopped goes on: of the
 * present quarter, in a city and in the school of the guardian's child from September. The fixture region has its ended quarters
 * closed and its year before in all schools; with journals that is the guardian's child's alone.
 */
export const fillDemoJob = job({
  name: 'fill-demo',
  title: 'Вымышленные классы и журналы',
  data: z.object({}),
  transaction: false,
  handler: async (_, run) => {
    const size = await loadedDemo();
    await transacted(() => layYears(schoolYearOf(todayHere())));
    const schools = await transacted(() => schoolsWhere(part`true`));
    const [own] = await transacted(() => schoolsWhere(ofGuardian));
    const before = size === 'small' ? schools : own ? [own] : [];
    const steps = [
      ...schools.map((school) => async () => {
        if (!(await isTaught(school))) {
          await fill(school, size === 'city' || school.id === own?.id ? 'year' : 'quarter');
          if (school.id !== own?.id) await vacateLoads(school);
        }
        if (size === 'small' && school.id !== own?.id) await endPeriods(school);
        await countFigures(school.year, todayHere());
        if (school.participant) await linkStaff(school.id);
      }),
      ...before.map((school) => () => layLastYear(school, school.id === own?.id)),
    ];
    for (const [at, step] of steps.entries()) {
      if (run.signal.aborted) return;
      await transacted(async () => {
        await sql`SELECT set_config('statement_timeout', '0', true)`;
        await step();
      });
      await run.progress((at + 1) / (steps.length + 1));
    }
    await transacted(() => sql`ANALYZE school.lessons, school.marks, school.attendance, school.period_marks`);
  },
});

/** The people of the demo arrive in parts; classes and journals follow when all are there. */
export const fillSchools = async (): Promise<void> => {
  await startJob('school', 'fill-demo');
};
