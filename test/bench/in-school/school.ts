import { inTransaction, part, sql, todayHere } from '../../../core/server';
import { createAccount } from '../../../core/access/accounts';
import { aParticipant } from '../../../core/access/test/people';
import { keepReach } from '../../../core/people/reach';
import { layAttendance, layLessons, layMarks, layTimetable } from '../../../plugins/school/server/demo/journal';
import { layPeriodMarks } from '../../../plugins/school/server/demo/periods';
import { layYears, type DemoSchool } from '../../../plugins/school/server/demo/schools';
import { schoolYearOf } from '../../../plugins/school/shared';

export const password = 'четыре слова подряд тут';
export const pupilsInClass = 28;

const grades = [5, 6, 7, 8, 9];
const letters = 'АБВГДЕЖЗ';

export type Family = { login: string; child: string };
export type FilledSchool = {
  id: string;
  participant: string;
  year: string;
  /** Logins: of the head teacher, and of all who teach something. */
  head: string;
  teachers: string[];
  /** A guardian and the child, a family a pupil. */
  families: Family[];
};

export const work = <T>(job: () => Promise<T>) => inTransaction({ process: 'bench' }, job);

/**
 * A school of so many classes of grades 5–9, 28 pupils in each, every one with a guardian: journals from September till
 * yesterday as the demonstration lays them, marks of the quarters that have ended, an account for everybody but the pupils.
 */
export const fillSchool = (classes: number): Promise<FilledSchool> =>
  work(async () => {
    await sql`SELECT set_config('statement_timeout', '0', true)`;
    const school = await foundSchool(classes);
    await giveAccounts(school.participant ?? '');
    await seat(school, classes);
    await layTimetable(school);
    await layLessons(school, 'year');
    await layAttendance(school);
    await layMarks(school);
    await layPeriodMarks(school);
    await sql`ANALYZE`;
    return described(school);
  });

type Kind = 'pupil' | 'guardian' | 'staff';
const numbered = (kind: Kind) =>
  part`(SELECT id, pseudonym, row_number() OVER (ORDER BY id) - 1 AS at FROM core.persons WHERE source = ${`bench/${kind}`})`;

async function foundSchool(classes: number): Promise<DemoSchool> {
  const participant = await aParticipant();
  const [place] = await sql<{ id: string; municipality: string }>`UPDATE core.organisations o SET is_demo = true
    FROM core.participants x WHERE x.id = ${participant} AND o.id = x.organisation_id
    RETURNING o.id, o.municipality_id AS municipality`;
  const { id = '', municipality = null } = place ?? {};
  const pupils = classes * pupilsInClass;
  await people('pupil', pupils);
  await people('guardian', pupils);
  await people('staff', 4 + 2 * classes);
  await sql`INSERT INTO core.guardianships (guardian_id, child_id, kind, starts_on)
    SELECT g.id, c.id, 'parent', '2015-01-01' FROM ${numbered('guardian')} g JOIN ${numbered('pupil')} c ON c.at = g.at`;
  await sql`INSERT INTO core.person_organisations (person_id, organisation_id, subsystem, role, starts_on, plugin)
    SELECT p.id, ${id}, 'school', split_part(p.source, '/', 2), '2019-09-01', 'school' FROM core.persons p
    WHERE p.source IN ('bench/pupil', 'bench/staff')`;
  const first = schoolYearOf(todayHere());
  await layYears(first, id);
  const [year] = await sql<{ id: string }>`SELECT id FROM school.years WHERE organisation_id = ${id}`;
  return { id, participant, municipality, year: year?.id ?? '', first, hasShifts: false, hasSets: false };
}

const people = (kind: Kind, count: number) =>
  sql`INSERT INTO core.persons (surname, name, plain_name, name_key, source)
    SELECT 'Человек' || n, 'Имя', 'человек' || n || ' имя', 'имя человек' || n, ${`bench/${kind}`}
    FROM generate_series(1, ${count}::int) n`;

/** One password for all of them, hashed once: signing in is real, setting passwords is not measured. */
async function giveAccounts(participant: string) {
  await createAccount({ login: 'bench', name: 'Bench', password, roles: [] });
  const adults = part`p.source IN ('bench/guardian', 'bench/staff')`;
  await sql`INSERT INTO core.accounts (login, name, password_hash, participant_id)
    SELECT 'bench-' || p.id, 'Bench', a.password_hash, CASE WHEN p.source = 'bench/staff' THEN ${participant}::uuid END
    FROM core.persons p, core.accounts a WHERE a.login = 'bench' AND ${adults}`;
  await sql`UPDATE core.persons p SET account_id = a.id FROM core.accounts a WHERE a.login = 'bench-' || p.id`;
  // The first of the staff teaches no grade from 5 on.
  await sql`INSERT INTO core.grants (account_id, role, subsystem, scope, participant_id, ground, starts_on, state, given_by_process)
    SELECT p.account_id, CASE s.at WHEN 0 THEN 'head-teacher' ELSE 'teacher' END, 'school', 'participant', ${participant},
      'Приказ', current_date - 10, 'active', 'bench'
    FROM ${numbered('staff')} s JOIN core.persons p ON p.id = s.id`;
  const ids = (await sql<{ id: string }>`SELECT id FROM core.persons WHERE source LIKE 'bench/%'`).map(({ id }) => id);
  for (let at = 0; at < ids.length; at += 500) await keepReach(ids.slice(at, at + 500));
}

async function seat({ year, first }: DemoSchool, classes: number) {
  await sql`INSERT INTO school.classes (organisation_id, participant_id, municipality_id, year_id, grade, letter, is_demo)
    SELECT y.organisation_id, y.participant_id, y.municipality_id, y.id, (${grades}::int[])[1 + n % ${grades.length}::int],
      substr(${letters}, 1 + n / ${grades.length}::int, 1), true
    FROM school.years y, generate_series(0, ${classes - 1}::int) n WHERE y.id = ${year}`;
  await sql`INSERT INTO school.pupils (person_id, pseudonym, organisation_id, participant_id, municipality_id, class_id, grade,
      starts_on, is_demo)
    SELECT p.id, p.pseudonym, c.organisation_id, c.participant_id, c.municipality_id, c.id, c.grade, ${`${first}-09-01`}, true
    FROM ${numbered('pupil')} p JOIN (SELECT *, row_number() OVER (ORDER BY grade, letter) - 1 AS at FROM school.classes
      WHERE year_id = ${year}) c ON c.at = p.at / ${pupilsInClass}::int`;
}

async function described({ id, participant, year }: DemoSchool): Promise<FilledSchool> {
  const [head] = await sql<{
    login: string;
  }>`SELECT a.login FROM core.grants g JOIN core.accounts a ON a.id = g.account_id
    WHERE g.participant_id = ${participant} AND g.role = 'head-teacher'`;
  const teachers = await sql<{ login: string }>`SELECT DISTINCT a.login FROM school.loads j
    JOIN core.persons p ON p.id = j.teacher_id JOIN core.accounts a ON a.id = p.account_id
    WHERE j.organisation_id = ${id} ORDER BY a.login`;
  const families = await sql<Family>`SELECT a.login, g.child_id AS child FROM core.guardianships g
    JOIN core.persons p ON p.id = g.guardian_id JOIN core.accounts a ON a.id = p.account_id
    WHERE p.source = 'bench/guardian' ORDER BY md5(g.child_id::text)`;
  return {
    ...{ id, participant: participant ?? '', year, head: head?.login ?? '', families },
    teachers: teachers.map(({ login }) => login),
  };
}
