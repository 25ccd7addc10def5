import { audit, conflict, notFound, sql } from '@regiso/core';
import type { NewYear } from '../../shared';
import { copyCalendar, copyClasses } from './copy-year';
import { whole } from './reach';
import { schoolsToKeep } from './years';

type Span = [kind: string, number: number, from: number, to: number, startsOn: string, endsOn: string];

/** The usual dates of a year, to be put right by the school: no act sets them. */
const usual = (first: number) => {
  const next = first + 1;
  const spans: Span[] = [
    ['quarter', 1, 1, 9, `${first}-09-01`, `${first}-10-25`],
    ['quarter', 2, 1, 9, `${first}-11-03`, `${first}-12-29`],
    ['quarter', 3, 1, 9, `${next}-01-11`, `${next}-03-25`],
    ['quarter', 4, 1, 9, `${next}-04-03`, `${next}-05-26`],
    ['half-year', 1, 10, 11, `${first}-09-01`, `${first}-12-29`],
    ['half-year', 2, 10, 11, `${next}-01-11`, `${next}-05-26`],
  ];
  const holidays = [
    ['Осенние каникулы', 1, 11, `${first}-10-26`, `${first}-11-02`],
    ['Зимние каникулы', 1, 11, `${first}-12-30`, `${next}-01-10`],
    ['Дополнительные каникулы', 1, 1, `${next}-02-14`, `${next}-02-22`],
    ['Весенние каникулы', 1, 11, `${next}-03-26`, `${next}-04-02`],
  ] as const;
  return { spans, holidays };
};

/** Lays the year of a school: with the usual dates, or like another of its years. Gives its id; throws 404 and 409. */
export async function layYear({ organisationId, firstYear, copyFrom, withClasses }: NewYear): Promise<string> {
  const [school] = await schoolsToKeep(organisationId);
  if (!school) throw notFound('Школа не найдена');
  const [there] = await sql`SELECT 1 AS one FROM school.years
    WHERE organisation_id = ${organisationId} AND first_year = ${firstYear}`;
  if (there) throw conflict('Этот учебный год в школе уже есть');
  const source = copyFrom ? await sourceOf(copyFrom, organisationId) : null;
  if (source && source.first_year >= firstYear) throw conflict('Взять за образец можно только более ранний год');
  const [made] = await sql<{ id: string }>`INSERT INTO school.years (organisation_id, participant_id, municipality_id,
      first_year, starts_on, ends_on)
    VALUES (${organisationId}, ${school.participant}, ${school.town}, ${firstYear}, ${`${firstYear}-09-01`},
      ${`${firstYear + 1}-05-26`}) RETURNING id`;
  const id = made?.id ?? '';
  if (source) await copyCalendar(source.id, id, firstYear - source.first_year);
  else await layUsual(id, firstYear);
  await refuseOverlap(id, organisationId);
  const pupils = source && withClasses ? await copyClasses(source.id, id) : 0;
  await audit('school.year-made', { type: 'year', id, organisationId }, { firstYear, isCopy: Boolean(source), pupils });
  return id;
}

async function sourceOf(id: string, organisationId: string) {
  const [row] = await sql<{ id: string; first_year: number }>`SELECT y.id, y.first_year FROM school.years y
    WHERE y.id = ${id} AND y.organisation_id = ${organisationId} AND ${whole('school.keep-classes', 'y')}`;
  if (!row) throw notFound('Учебный год не найден');
  return row;
}

/** Two years of a school share no day. Throws 409. */
export async function refuseOverlap(id: string, organisationId: string): Promise<void> {
  const [met] = await sql`SELECT 1 AS one FROM school.years y JOIN school.years own ON own.id = ${id} AND own.id <> y.id
      AND daterange(own.starts_on, own.ends_on, '[]') && daterange(y.starts_on, y.ends_on, '[]')
    WHERE y.organisation_id = ${organisationId}`;
  if (met) throw conflict('Дни этого года пересекаются с другим учебным годом школы');
}

async function layUsual(id: string, firstYear: number) {
  const { spans, holidays } = usual(firstYear);
  await sql`INSERT INTO school.periods (year_id, organisation_id, participant_id, municipality_id, kind, number, grade_from,
      grade_to, starts_on, ends_on)
    SELECT y.id, y.organisation_id, y.participant_id, y.municipality_id, s->>0, (s->>1)::int, (s->>2)::int, (s->>3)::int,
      (s->>4)::date, (s->>5)::date FROM school.years y, jsonb_array_elements(${JSON.stringify(spans)}::jsonb) s WHERE y.id = ${id}`;
  await sql`INSERT INTO school.holidays (year_id, organisation_id, participant_id, municipality_id, title, grade_from, grade_to,
      starts_on, ends_on)
    SELECT y.id, y.organisation_id, y.participant_id, y.municipality_id, s->>0, (s->>1)::int, (s->>2)::int, (s->>3)::date,
      (s->>4)::date FROM school.years y, jsonb_array_elements(${JSON.stringify(holidays)}::jsonb) s WHERE y.id = ${id}`;
  await sql`INSERT INTO school.bells (year_id, organisation_id, participant_id, municipality_id, shift, number, starts_at, ends_at)
    SELECT y.id, y.organisation_id, y.participant_id, y.municipality_id, 1, n, time '08:30' + (n - 1) * interval '1 hour',
      time '09:15' + (n - 1) * interval '1 hour' FROM school.years y, generate_series(1, 7) n WHERE y.id = ${id}`;
}
