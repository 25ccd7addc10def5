import { part, peopleBrief, pseudonymsOf, sql } from '@regiso/core';

export type DemoSchool = {
  id: string;
  participant: string | null;
  municipality: string | null;
  /** The school year, and the calendar year in which it begins. */
  year: string;
  first: number;
  hasShifts: boolean;
  hasSets: boolean;
};

/** More children than this make two classes of a grade. */
const full = 38;

/** Who learns in the second shift: never grades 1, 5 and 9–11 (СП 2.4.3648-20). */
const secondShift = [2, 3, 4];

/** The shift of a class of a grade in a school `o` of the register. */
export const shiftOf = (grade: ReturnType<typeof part>) =>
  part`CASE WHEN 'two-shifts' = ANY (o.features) AND ${grade} = ANY (${secondShift}::int[]) THEN 2 ELSE 1 END`;

/** The school year of demo schools whose pupils are known, or of one of them, with its quarters, half-years and bells. */
export async function layYears(first: number, only?: string): Promise<void> {
  await sql`INSERT INTO school.years (organisation_id, participant_id, municipality_id, first_year, starts_on, ends_on, is_demo)
    SELECT o.id, x.id, o.municipality_id, ${first}, ${`${first}-09-01`}, ${`${first + 1}-05-26`}, true
    FROM core.organisations o LEFT JOIN core.participants x ON x.organisation_id = o.id
    WHERE o.is_demo AND o.kind = 'school' AND (${only ?? null}::uuid IS NULL OR o.id = ${only ?? null})
      AND EXISTS (SELECT FROM core.person_organisations l WHERE l.organisation_id = o.id AND l.role = 'pupil')
    ON CONFLICT DO NOTHING`;
  const spans = JSON.stringify([...quartersOf(first), ...halvesOf(first)]);
  await sql`INSERT INTO school.periods (year_id, organisation_id, participant_id, municipality_id, kind, number, grade_from, grade_to,
      starts_on, ends_on)
    SELECT y.id, y.organisation_id, y.participant_id, y.municipality_id, s.kind, s.number, s."from", s."to", s.starts, s.ends
    FROM school.years y, jsonb_to_recordset(${spans}::jsonb)
      AS s(kind text, number int, "from" int, "to" int, starts date, ends date)
    WHERE y.is_demo AND y.first_year = ${first} AND NOT EXISTS (SELECT FROM school.periods p WHERE p.year_id = y.id)`;
  // Lessons of 40 minutes, in two shifts from eight to seven with half an hour between them; the longer breaks are for meals.
  await sql`INSERT INTO school.bells (year_id, organisation_id, participant_id, municipality_id, shift, number, starts_at, ends_at)
    SELECT y.id, y.organisation_id, y.participant_id, y.municipality_id, b.shift, b.number, b.starts,
      b.starts + interval '40 minutes'
    FROM school.years y JOIN core.organisations o ON o.id = y.organisation_id
    JOIN jsonb_to_recordset(${JSON.stringify(bells)}::jsonb) AS b("ofTwo" boolean, shift int, number int, starts time)
      ON b."ofTwo" = ('two-shifts' = ANY (o.features))
    WHERE y.is_demo AND y.first_year = ${first} ON CONFLICT DO NOTHING`;
}

const bellsOf = (ofTwo: boolean, shift: number, times: string) =>
  times.split(' ').map((starts, at) => ({ ofTwo, shift, number: at + 1, starts }));
const bells = [
  ...bellsOf(false, 1, '08:30 09:20 10:20 11:20 12:10 13:00 13:50'),
  ...bellsOf(true, 1, '08:00 08:50 09:50 10:50 11:40 12:30 13:20'),
  ...bellsOf(true, 2, '14:30 15:20 16:20 17:20 18:10'),
];

const quartersOf = (first: number) =>
  [
    [`${first}-09-01`, `${first}-10-25`],
    [`${first}-11-05`, `${first}-12-29`],
    [`${first + 1}-01-11`, `${first + 1}-03-24`],
    [`${first + 1}-04-02`, `${first + 1}-05-26`],
  ].map(([starts, ends], at) => ({ kind: 'quarter', number: at + 1, from: 1, to: 9, starts, ends }));

const halvesOf = (first: number) =>
  [
    [`${first}-09-01`, `${first}-12-29`],
    [`${first + 1}-01-11`, `${first + 1}-05-26`],
  ].map(([starts, ends], at) => ({ kind: 'half-year', number: at + 1, from: 10, to: 11, starts, ends }));

/** Children of a school who are in no class yet join one of their grade. Gives how many. */
export async function seat({ id, participant, municipality, year }: DemoSchool, first: number): Promise<number> {
  const waiting = await sql<{
    person: string;
    since: string;
  }>`SELECT l.person_id AS person, max(l.starts_on)::text AS since
    FROM core.person_organisations l JOIN core.persons p ON p.id = l.person_id AND p.is_demo
    WHERE l.organisation_id = ${id} AND l.role = 'pupil' AND (l.ends_on IS NULL OR l.ends_on >= current_date)
      AND NOT EXISTS (SELECT FROM school.pupils k WHERE k.person_id = l.person_id AND k.ends_on IS NULL)
    GROUP BY l.person_id ORDER BY l.person_id`;
  const people = waiting.map(({ person }) => person);
  const births = await peopleBrief(people, ['birthDate']);
  const pseudonyms = await pseudonymsOf(people);
  const known = waiting.flatMap(({ person, since }) => {
    const born = births.get(person)?.birthDate;
    if (!born) return [];
    const grade = Math.min(11, Math.max(1, first - Number(born.slice(0, 4)) - 6));
    const begun = `${first}-09-01`;
    return [{ person, pseudonym: pseudonyms.get(person), grade, since: since > begun ? since : begun }];
  });
  await sql`INSERT INTO school.classes (organisation_id, participant_id, municipality_id, year_id, grade, letter, shift, is_demo)
    SELECT ${id}, ${participant}, ${municipality}, ${year}, g.grade, l.letter, ${shiftOf(part`g.grade`)}, true
    FROM (SELECT k.grade, count(*) + (SELECT count(*) FROM school.pupils p JOIN school.classes c ON c.id = p.class_id
          WHERE c.year_id = ${year} AND c.grade = k.grade) AS children
        FROM jsonb_to_recordset(${JSON.stringify(known)}::jsonb) AS k(grade int) GROUP BY k.grade) g
    JOIN (VALUES ('А', 0), ('Б', ${full}), ('В', ${2 * full}), ('Г', ${3 * full})) AS l(letter, beyond) ON g.children > l.beyond
    JOIN core.organisations o ON o.id = ${id}
    ON CONFLICT DO NOTHING`;
  const rows =
    await sql`INSERT INTO school.pupils (person_id, pseudonym, organisation_id, participant_id, municipality_id, class_id,
      grade, starts_on, is_demo)
    SELECT DISTINCT ON (k.person) k.person, k.pseudonym, ${id}, ${participant}, ${municipality}, c.id, c.grade, k.since, true
    FROM jsonb_to_recordset(${JSON.stringify(known)}::jsonb) AS k(person uuid, pseudonym uuid, grade int, since date)
    JOIN school.classes c ON c.year_id = ${year} AND c.grade = k.grade
    -- Classes of a grade fill evenly.
    ORDER BY k.person, md5(k.person::text || c.letter) ON CONFLICT DO NOTHING RETURNING id`;
  return rows.length;
}
