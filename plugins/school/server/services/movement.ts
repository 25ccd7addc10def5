import { audit, invalidInput, notFound, part, sql, todayHere } from '@regiso/core';
import {
  movementKinds,
  type Movement,
  type MovementKind,
  type MovementOf,
  type MovementPupils,
  type MovementSpan,
} from '../../shared';
import { classOf } from './class-load';
import { withNames } from './names';
import { within } from './reach';
import { newBook, spokenDay } from './workbook';
import { seen } from './years';

type Piece = ReturnType<typeof part>;
type Days = { from: string; to: string };

const beside = (day: Piece) => part`EXISTS (SELECT FROM school.pupils n WHERE n.person_id = p.person_id
  AND n.organisation_id = p.organisation_id AND ${day})`;

/** Of which kinds the time of a pupil in a class `p` is; by its order `d`, where there is one. At start + came = left + at end. */
const kindsOf = ({ from, to }: Days) => part`array_remove(ARRAY[
  CASE WHEN p.starts_on <= ${from}::date AND coalesce(p.ends_on, 'infinity') >= ${from}::date THEN 'start' END,
  CASE WHEN p.starts_on > ${from}::date AND p.starts_on <= ${to}::date
    THEN CASE WHEN ${beside(part`n.ends_on = p.starts_on - 1`)} THEN 'came' ELSE 'arrived' END END,
  CASE WHEN p.ends_on BETWEEN ${from}::date AND ${to}::date THEN CASE WHEN d.reason IS NOT NULL THEN d.reason
    WHEN ${beside(part`n.starts_on = p.ends_on + 1`)} THEN 'went' ELSE 'unknown' END END,
  CASE WHEN p.starts_on <= ${to}::date AND coalesce(p.ends_on, 'infinity') > ${to}::date THEN 'end' END], NULL)`;

const stays = part`school.pupils p LEFT JOIN school.departures d ON d.pupil_id = p.id AND d.undone_at IS NULL`;

/** How many pupils the classes of a year had, gained and lost from a day to a day, over the year so far unless said. Throws 400 and 404. */
export async function movementOf(yearId: string, wanted: MovementSpan): Promise<Movement> {
  const [year] = await sql<Days & { organisation: string; isWithin: boolean; isLong: boolean }>`SELECT organisation,
      s."from"::text, s."to"::text, s."from" BETWEEN s.starts_on AND s.ends_on AS "isWithin",
      s."to" NOT BETWEEN s."from" AND s."from" + 366 AS "isLong"
    FROM (SELECT o.short_name AS organisation, y.starts_on, y.ends_on, coalesce(${wanted.from ?? null}::date, y.starts_on) AS "from",
      coalesce(${wanted.to ?? null}::date, greatest(y.starts_on, least(y.ends_on, ${todayHere()}::date))) AS "to"
    FROM school.years y JOIN core.organisations o ON o.id = y.organisation_id WHERE y.id = ${yearId} AND ${seen()}) s`;
  if (!year) throw notFound('Учебный год не найден');
  const { organisation, from, to } = year;
  if (!year.isWithin) throw invalidInput([{ path: ['query', 'from'], message: 'День вне учебного года' }]);
  if (year.isLong)
    throw invalidInput([{ path: ['query', 'to'], message: 'От первого дня до последнего — не больше года' }]);
  const classes = await sql<Movement['classes'][number]>`SELECT c.id AS "classId", c.grade || c.letter AS name,
      coalesce((SELECT json_object_agg(t.kind, t.n) FROM (SELECT kind, count(*)::int AS n FROM ${stays}
        CROSS JOIN LATERAL unnest(${kindsOf(year)}) kind WHERE p.class_id = c.id GROUP BY kind) t), '{}') AS counts
    FROM school.classes c WHERE c.year_id = ${yearId} AND ${within('school.oversee', 'c')} ORDER BY c.grade, c.letter LIMIT 200`;
  return { organisation, from, to, classes };
}

type Row = Omit<MovementPupils[number], 'name'> & { personId: string };

/** Pupils behind a number of a class; the reading is recorded. Throws 404. */
export async function movementPupils(classId: string, { kind, ...span }: MovementOf): Promise<MovementPupils> {
  const { organisation_id: organisationId } = await classOf('school.oversee', classId);
  const rows =
    await sql<Row>`SELECT p.id, p.person_id AS "personId", p.starts_on::text AS "from", p.ends_on::text AS "to",
      d.order_number AS "orderNumber", d.order_on::text AS "orderOn"
    FROM ${stays} WHERE p.class_id = ${classId} AND ${kind}::text = ANY (${kindsOf(span)}) ORDER BY p.id LIMIT 100`;
  const object = { type: 'class', id: classId, organisationId, personIds: rows.map(({ personId }) => personId) };
  await audit('school.movement-read', object, { ...span, kind, pupils: rows.length });
  return withNames(rows);
}

const heads: Record<MovementKind, string> = {
  start: 'На начало',
  arrived: 'Прибыло в школу',
  came: 'Из другого класса',
  moved: 'Выбыло: переезд',
  'other-school': 'Выбыло: другая школа',
  finished: 'Выбыло: окончили',
  other: 'Выбыло: другое',
  unknown: 'Выбыло: причина не записана',
  went: 'В другой класс',
  end: 'На конец',
};

/** The movement as a workbook, with its sums. */
export async function movementBook({ organisation, from, to, classes }: Movement): Promise<Buffer> {
  const lines = [`Движение учащихся с ${spokenDay(from)} по ${spokenDay(to)}`];
  const { sheet, bytes } = await newBook('Движение', organisation, lines, [
    'Класс',
    ...movementKinds.map((kind) => heads[kind]),
  ]);
  for (const { name, counts } of classes) sheet.addRow([name, ...movementKinds.map((kind) => counts[kind] ?? 0)]);
  const sum = (kind: MovementKind) => classes.reduce((total, { counts }) => total + (counts[kind] ?? 0), 0);
  sheet.addRow(['Итого', ...movementKinds.map(sum)]).font = { bold: true };
  return bytes();
}
