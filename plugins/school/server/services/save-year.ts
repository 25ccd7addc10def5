import { audit, conflict, invalidInput, notFound, sql } from '@regiso/core';
import type { BellInput, HolidayInput, PeriodInput, YearInput } from '../../shared';
import { changedMeanwhile } from './changed';
import { refuseOverlap } from './lay-year';
import { whole } from './reach';
import { usedPeriod } from './years';

type Issue = { path: (string | number)[]; message: string };
type Span = { startsOn: string; endsOn: string };
type Year = { id: string; organisation_id: string; version: number };

/** Writes dates, periods, holidays and bells of a year, all of them. Throws 400, 404 and 409. */
export async function saveYear(id: string, input: YearInput): Promise<void> {
  const [year] = await sql<Year>`SELECT y.id, y.organisation_id, y.version FROM school.years y
    WHERE y.id = ${id} AND ${whole('school.keep-classes', 'y')} FOR UPDATE`;
  if (!year) throw notFound('Учебный год не найден');
  if (year.version !== input.version)
    throw changedMeanwhile('Учебный год уже изменили. Обновите страницу и посмотрите, что стоит сейчас.');
  const issues = [...faultsOfDates(input), ...faultsOfBells(input.bells)];
  if (issues.length) throw invalidInput(issues);
  await sql`UPDATE school.years SET starts_on = ${input.startsOn}, ends_on = ${input.endsOn}, version = version + 1 WHERE id = ${id}`;
  await refuseOverlap(id, year.organisation_id);
  await savePeriods(id, input.periods);
  await saveRows(id, input);
  const [lost] = await sql`SELECT 1 AS one FROM school.lessons l JOIN school.classes c ON c.id = l.class_id
    WHERE c.year_id = ${id} AND l.attendance_at IS NOT NULL AND l.day NOT BETWEEN ${input.startsOn}::date AND ${input.endsOn}::date LIMIT 1`;
  if (lost) throw conflict('За новыми границами года остаются проведённые уроки');
  await audit(
    'school.year-changed',
    { type: 'year', id, organisationId: year.organisation_id },
    { periods: input.periods.length, holidays: input.holidays.length, bells: input.bells.length },
  );
}

function faultsOfDates({ startsOn, endsOn, periods, holidays }: YearInput): Issue[] {
  const issues: Issue[] = [];
  const say = (path: (string | number)[], message: string) => issues.push({ path: ['payload', ...path], message });
  if (endsOn <= startsOn) say(['endsOn'], 'Последний день раньше первого');
  const rows: [string, readonly (PeriodInput | HolidayInput)[]][] = [
    ['periods', periods],
    ['holidays', holidays],
  ];
  for (const [name, spans] of rows)
    for (const [at, span] of spans.entries()) {
      if (span.endsOn < span.startsOn) say([name, at, 'endsOn'], 'Последний день раньше первого');
      else if (span.startsOn < startsOn || span.endsOn > endsOn) say([name, at, 'startsOn'], 'Дни вне учебного года');
      if (span.gradeTo < span.gradeFrom) say([name, at, 'gradeTo'], 'Последний класс меньше первого');
    }
  for (const [at, one] of periods.entries())
    if (periods.slice(0, at).some((other) => isSameGrade(one, other) && meets(one, other)))
      say(['periods', at, 'startsOn'], 'Периоды одних и тех же классов пересекаются');
  return issues;
}

type Graded = { gradeFrom: number; gradeTo: number };
const isSameGrade = (one: Graded, other: Graded) => one.gradeFrom <= other.gradeTo && other.gradeFrom <= one.gradeTo;
const meets = (one: Span, other: Span) => one.startsOn <= other.endsOn && other.startsOn <= one.endsOn;

function faultsOfBells(bells: readonly BellInput[]): Issue[] {
  const issues: Issue[] = [];
  const say = (at: number, field: string, message: string) =>
    issues.push({ path: ['payload', 'bells', at, field], message });
  for (const [at, bell] of bells.entries()) {
    if (bell.endsAt <= bell.startsAt) say(at, 'endsAt', 'Урок кончается раньше, чем начинается');
    const others = bells.filter((other) => other !== bell && other.shift === bell.shift);
    if (others.some(({ number }) => number === bell.number)) say(at, 'number', 'Урок с этим номером в смене уже есть');
    if (others.some(({ number, endsAt }) => number < bell.number && endsAt > bell.startsAt))
      say(at, 'startsAt', 'Урок начинается раньше, чем кончился предыдущий');
  }
  return issues;
}

/** Periods keep their ids, for marks hang on them; who has marks or is closed stays as it is. */
async function savePeriods(year: string, periods: readonly PeriodInput[]) {
  type Kept = Omit<PeriodInput, 'id'> & { id: string; isUsed: boolean };
  const kept = await sql<Kept>`SELECT p.id, p.kind, p.number, p.grade_from AS "gradeFrom", p.grade_to AS "gradeTo",
      p.starts_on::text AS "startsOn", p.ends_on::text AS "endsOn", ${usedPeriod} AS "isUsed"
    FROM school.periods p WHERE p.year_id = ${year} ORDER BY p.id FOR UPDATE`;
  const isSame = (one: Kept, other: PeriodInput | undefined) =>
    other && JSON.stringify([...fieldsOf(one)]) === JSON.stringify([...fieldsOf(other)]);
  for (const one of kept)
    if (
      one.isUsed
      && !isSame(
        one,
        periods.find(({ id }) => id === one.id),
      )
    )
      throw conflict('За период уже выставлены отметки, или он закрыт: его дни и классы не меняются');
  const known = new Set(kept.map(({ id }) => id));
  if (periods.some(({ id }) => id && !known.has(id))) throw notFound('Учебный период не найден');
  const free = kept.filter(({ isUsed }) => !isUsed).map(({ id }) => id);
  // Removed first and written anew under the same ids: two periods may change places.
  await sql`DELETE FROM school.periods WHERE id = ANY (${free}::uuid[])`;
  const rows = periods.filter(({ id }) => !id || free.includes(id));
  await sql`INSERT INTO school.periods (id, year_id, organisation_id, participant_id, municipality_id, kind, number, grade_from,
      grade_to, starts_on, ends_on)
    SELECT coalesce(r.id, uuidv7()), y.id, y.organisation_id, y.participant_id, y.municipality_id, r.kind, r.number, r."gradeFrom",
      r."gradeTo", r."startsOn", r."endsOn"
    FROM school.years y, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, kind text, number int, "gradeFrom" int,
      "gradeTo" int, "startsOn" date, "endsOn" date) WHERE y.id = ${year}`;
}

const fieldsOf = ({ kind, number, gradeFrom, gradeTo, startsOn, endsOn }: Omit<PeriodInput, 'id'>) =>
  [kind, number, gradeFrom, gradeTo, startsOn, endsOn] as const;

async function saveRows(year: string, { holidays, bells }: YearInput) {
  await sql`DELETE FROM school.holidays WHERE year_id = ${year}`;
  await sql`INSERT INTO school.holidays (year_id, organisation_id, participant_id, municipality_id, title, grade_from, grade_to,
      starts_on, ends_on)
    SELECT y.id, y.organisation_id, y.participant_id, y.municipality_id, r.title, r."gradeFrom", r."gradeTo", r."startsOn", r."endsOn"
    FROM school.years y, jsonb_to_recordset(${JSON.stringify(holidays)}::jsonb) AS r(title text, "gradeFrom" int, "gradeTo" int,
      "startsOn" date, "endsOn" date) WHERE y.id = ${year}`;
  await sql`DELETE FROM school.bells WHERE year_id = ${year}`;
  await sql`INSERT INTO school.bells (year_id, organisation_id, participant_id, municipality_id, shift, number, starts_at, ends_at)
    SELECT y.id, y.organisation_id, y.participant_id, y.municipality_id, r.shift, r.number, r."startsAt", r."endsAt"
    FROM school.years y, jsonb_to_recordset(${JSON.stringify(bells)}::jsonb) AS r(shift int, number int, "startsAt" time,
      "endsAt" time) WHERE y.id = ${year}`;
}
