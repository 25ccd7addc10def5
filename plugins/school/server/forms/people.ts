import { named, part, peopleBrief, sql } from '@regiso/core';
import type { School } from './schools';

/** A class of the form, or a class-set with the lowest of its grades. */
export type FormClass = {
  id: string;
  name: string;
  grade: number;
  shift: number;
  setNumber: number | null;
  pupils: number;
};
export type FormPupil = {
  id: string;
  personId: string;
  classId: string;
  className: string;
  grade: number;
  shift: number;
  subjects: string[];
  age: number | null;
  sex: string | null;
  citizenship: string | null;
};
/** Somebody who came to the school or left it, and why. */
export type FormMove = { id: string; personId: string; className: string; grade: number; kind: string; on: string };
export type FormLoad = {
  id: string;
  className: string;
  grade: number;
  subject: string;
  title: string;
  titleEn: string;
  hours: number;
  teacherId: string | null;
};
export type FormTeacher = { personId: string; lessons: { subject: string; grade: number }[]; sex: string | null };

/** What a school has on the day of the form; `moves` are null when the school was not kept here a year before. */
export type Population = {
  settlement: School['settlement'];
  classes: FormClass[];
  sets: FormClass[];
  pupils: FormPupil[];
  moves: FormMove[] | null;
  loads: FormLoad[];
  teachers: FormTeacher[];
};

/** Full years on the 1 January after a day. */
const ageAfter = (birthDate: string, day: string) =>
  Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) + (birthDate.slice(5) === '01-01' ? 1 : 0);

/** Classes with pupils, pupils, their movement over the year before, loads and teachers of a school in reach. */
export async function populationOf({ id, settlement }: School, year: number, day: string): Promise<Population> {
  const pupils = await pupilsOf(id, year, day);
  const classes = await classesOf(id, year, pupils);
  const loads = await sql<FormLoad>`SELECT j.id, c.grade || c.letter AS "className", c.grade, j.subject, s.title,
      s.title_en AS "titleEn", j.hours, j.teacher_id AS "teacherId"
    FROM school.loads j JOIN school.classes c ON c.id = j.class_id JOIN school.years y ON y.id = c.year_id
    JOIN school.subjects s ON s.code = j.subject
    WHERE j.organisation_id = ${id} AND y.first_year = ${year} ORDER BY c.grade, c.letter, s.title, j.subgroup`;
  return {
    ...{ settlement, classes, sets: setsOf(classes), pupils, loads },
    moves: await movesOf(id, `${year - 1}${day.slice(4)}`, day),
    teachers: await teachersOf(loads),
  };
}

/** Classes with pupils, counted from those pupils: what somebody moves meanwhile sets no line against another. */
async function classesOf(id: string, year: number, pupils: readonly FormPupil[]): Promise<FormClass[]> {
  const counts = new Map<string, number>();
  for (const { classId } of pupils) counts.set(classId, (counts.get(classId) ?? 0) + 1);
  const rows = await sql<Omit<FormClass, 'pupils'>>`SELECT c.id, c.grade || c.letter AS name, c.grade, c.shift,
      c.set_number AS "setNumber"
    FROM school.classes c JOIN school.years y ON y.id = c.year_id
    WHERE c.organisation_id = ${id} AND y.first_year = ${year} ORDER BY c.grade, name`;
  return rows.flatMap((one) => {
    const inClass = counts.get(one.id);
    return inClass ? [{ ...one, pupils: inClass }] : [];
  });
}

function setsOf(classes: readonly FormClass[]): FormClass[] {
  const sets = new Map<number, FormClass>();
  for (const { setNumber, ...one } of classes) {
    if (setNumber === null) continue;
    const joined = sets.get(setNumber);
    const whole = joined
      ? { ...joined, name: `${joined.name} + ${one.name}`, pupils: joined.pupils + one.pupils }
      : { ...one, setNumber };
    sets.set(setNumber, whole);
  }
  return [...sets.values()];
}

async function pupilsOf(id: string, year: number, day: string): Promise<FormPupil[]> {
  const rows = await sql<Omit<FormPupil, 'age' | 'sex' | 'citizenship'>>`SELECT p.id, p.person_id AS "personId",
      c.id AS "classId", c.grade || c.letter AS "className", c.grade, c.shift, ARRAY(SELECT DISTINCT j.subject FROM school.loads j
        WHERE j.class_id = c.id AND (j.subgroup IS NULL OR EXISTS (SELECT FROM school.load_pupils h
          WHERE h.load_id = j.id AND h.pupil_id = p.id))) AS subjects
    FROM school.pupils p JOIN school.classes c ON c.id = p.class_id JOIN school.years y ON y.id = c.year_id
    WHERE p.organisation_id = ${id} AND y.first_year = ${year} AND p.starts_on <= ${day}::date
      AND (p.ends_on IS NULL OR p.ends_on >= ${day}::date) ORDER BY p.id`;
  // What cards say, without names.
  const cards = await peopleBrief(
    rows.map(({ personId }) => personId),
    ['birthDate', 'sex', 'citizenship'],
  );
  return rows.map((row) => {
    const { birthDate = null, sex = null, citizenship = null } = cards.get(row.personId) ?? {};
    return { ...row, sex, citizenship, age: birthDate ? ageAfter(birthDate, day) : null };
  });
}

// Summer is no departure: whoever was here until May or later and is back within so many days has not left.
const summer = 93;
const daysAway = (endsOn: string) =>
  part`(CASE WHEN extract(month FROM ${named(endsOn)}) BETWEEN 5 AND 8 THEN ${summer}::int ELSE 1 END)`;

/** Who came to a school after a day, and who left it since, to another day; null when it had nobody on the first. */
async function movesOf(id: string, from: string, to: string): Promise<FormMove[] | null> {
  const [before] =
    await sql`SELECT 1 AS one FROM school.pupils WHERE organisation_id = ${id} AND starts_on <= ${from}::date
    AND (ends_on IS NULL OR ends_on >= ${from}::date) LIMIT 1`;
  if (!before) return null;
  return sql<FormMove>`SELECT p.id || '-in' AS id, p.person_id AS "personId", c.grade || c.letter AS "className", c.grade,
      'arrived' AS kind, p.starts_on::text AS "on"
    FROM school.pupils p JOIN school.classes c ON c.id = p.class_id
    WHERE p.organisation_id = ${id} AND p.starts_on > ${from}::date AND p.starts_on <= ${to}::date
      AND NOT EXISTS (SELECT FROM school.pupils n WHERE n.person_id = p.person_id AND n.organisation_id = p.organisation_id
        AND n.starts_on < p.starts_on AND n.ends_on >= greatest(${from}::date, p.starts_on - ${daysAway('n.ends_on')}))
    UNION ALL SELECT p.id || '-out', p.person_id, c.grade || c.letter, c.grade, coalesce(d.reason, 'unknown'), p.ends_on::text
    FROM school.pupils p JOIN school.classes c ON c.id = p.class_id
    LEFT JOIN school.departures d ON d.pupil_id = p.id AND d.undone_at IS NULL
    WHERE p.organisation_id = ${id} AND p.ends_on >= ${from}::date AND p.ends_on < ${to}::date
      AND NOT EXISTS (SELECT FROM school.pupils n WHERE n.person_id = p.person_id AND n.organisation_id = p.organisation_id
        AND n.starts_on > p.ends_on AND n.starts_on <= least(${to}::date, p.ends_on + ${daysAway('p.ends_on')}))
    ORDER BY 1`;
}

async function teachersOf(loads: readonly FormLoad[]): Promise<FormTeacher[]> {
  const teachers = new Map<string, FormTeacher>();
  const cards = await peopleBrief(
    loads.flatMap(({ teacherId }) => teacherId ?? []),
    ['sex'],
  );
  for (const { teacherId, subject, grade } of loads) {
    if (!teacherId) continue;
    const known = teachers.get(teacherId) ?? {
      personId: teacherId,
      lessons: [],
      sex: cards.get(teacherId)?.sex ?? null,
    };
    known.lessons.push({ subject, grade });
    teachers.set(teacherId, known);
  }
  return [...teachers.values()];
}
