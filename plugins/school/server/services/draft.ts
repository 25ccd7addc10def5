import { audit, conflict, notFound, part, ProblemError, sql } from '@regiso/core';
import {
  conflictsAt,
  doWeeksMeet,
  type Board,
  type Conflict,
  type DraftLoad,
  type DraftStep,
  type DraftView,
  type Slot,
  type TimetableLoad,
} from '../../shared';
import { difficultyReference, weekReference } from '../references';
import { teacherNames } from './names';
import { whole, within } from './reach';

export type Year = {
  id: string;
  organisation_id: string;
  organisation: string;
  first_year: number;
  starts_on: string;
  ends_on: string;
  draft_at: Date | null;
  taken_in_at: Date | null;
  mayKeep: boolean;
};

const ofAnyGrade = { from: part`1`, to: part`11` };

/** A year whose timetable one sees (by another right, where its reading takes one), or makes and locks. Throws 404. */
export async function yearFor(purpose: 'read' | 'write', id: string, reader?: 'school.keep-classes'): Promise<Year> {
  const [row] = await sql<Year>`SELECT y.id, y.organisation_id, o.short_name AS organisation, y.first_year,
      y.starts_on::text, y.ends_on::text, y.draft_at, y.taken_in_at, ${whole('school.keep-classes', 'y')} AS "mayKeep"
    FROM school.years y JOIN core.organisations o ON o.id = y.organisation_id
    WHERE y.id = ${id} AND ${purpose === 'read' && !reader ? within('school.oversee', 'y', ofAnyGrade) : whole('school.keep-classes', 'y')}
    ${purpose === 'write' ? part`FOR UPDATE OF y` : part``}`;
  if (!row) throw notFound('Учебный год не найден');
  return row;
}

const inForce = (year: string) => part`FROM school.timetable t JOIN school.loads j ON j.id = t.load_id
  JOIN school.classes c ON c.id = j.class_id AND c.year_id = ${year}
  WHERE t.valid_to IS NULL`;

/** The timetable that is being made, of what is in force while nobody has begun another. Throws 404. */
export async function draftView(id: string): Promise<DraftView> {
  const year = await yearFor('read', id);
  const loads = await loadsOf(id);
  const nameOf = await teacherNames(loads.map(({ teacherId }) => teacherId));
  const [published] = await sql<{ from: string | null }>`SELECT max(t.valid_from)::text AS "from" ${inForce(id)}`;
  return {
    yearId: id,
    firstYear: year.first_year,
    organisation: year.organisation,
    startsOn: year.starts_on,
    endsOn: year.ends_on,
    mayKeep: year.mayKeep,
    loads: loads.map((load) => ({ ...load, teacher: nameOf(load.teacherId) })),
    slots: await slotsOf(year),
    bells: await bellsOf(id),
    ...(await normsOn(year.starts_on)),
    publishedFrom: published?.from ?? null,
    takenInAt: year.mayKeep ? (year.taken_in_at?.toISOString() ?? null) : null,
  };
}

/** Journals of a year as a timetable lays them. */
export const loadsOf = (year: string) => sql<Omit<DraftLoad, 'teacher'>>`SELECT j.id, j.class_id AS "classId",
    c.grade || c.letter AS class, c.grade, c.shift, c.week_days AS "weekDays", c.set_number AS "setNumber", j.subject, j.subgroup,
    j.teacher_id AS "teacherId", j.hours, s.title, s.title_en AS "titleEn"
  FROM school.loads j JOIN school.classes c ON c.id = j.class_id JOIN school.subjects s ON s.code = j.subject
  WHERE c.year_id = ${year} ORDER BY c.grade, c.letter, s.title, j.subgroup LIMIT 3000`;

/** Bells of all shifts of a year. */
export const bellsOf = (year: string) => sql<DraftView['bells'][number]>`SELECT shift, number,
    to_char(starts_at, 'HH24:MI') AS "startsAt", to_char(ends_at, 'HH24:MI') AS "endsAt"
  FROM school.bells WHERE year_id = ${year} ORDER BY shift, number LIMIT 24`;

/** Lessons of the week of a year: of the draft, or those in force while there is none. */
export const slotsOf = ({ id, draft_at }: Pick<Year, 'id' | 'draft_at'>) =>
  draft_at
    ? sql<Slot>`SELECT id, load_id AS "loadId", weekday, number, weeks, room, reason FROM school.draft_slots
        WHERE year_id = ${id} ORDER BY weekday, number, id LIMIT 5000`
    : sql<Slot>`SELECT t.id, t.load_id AS "loadId", t.weekday, t.number, t.weeks, t.room, t.reason ${inForce(id)}
        ORDER BY t.weekday, t.number, t.id LIMIT 5000`;

type Norm = { reference: string; code: string; value: unknown; verified: boolean };

/** Norms of a week by grade in force on a day, with the difficulty of subjects. */
export async function normsOn(day: string): Promise<Pick<DraftView, 'norms' | 'areNormsVerified'>> {
  const rows = await sql<Norm>`SELECT reference, code, value, verified FROM core.reference_rows
    WHERE reference = ANY (${[weekReference.id, difficultyReference.id]}::text[]) AND withdrawn_at IS NULL
      AND daterange(valid_from, valid_to, '[]') @> ${day}::date ORDER BY reference, code LIMIT 200`;
  const norms: DraftView['norms'] = {};
  for (const { reference, code, value } of rows)
    if (reference === weekReference.id)
      norms[code.replace('grade-', '')] = { day: weekReference.schema.parse(value).day, points: {} };
  for (const { reference, code, value } of rows) {
    if (reference !== difficultyReference.id) continue;
    for (const [at, points] of difficultyReference.schema.parse(value).entries()) {
      const norm = norms[String(at + 1)];
      if (norm && points) norm.points[code] = points;
    }
  }
  return { norms, areNormsVerified: rows.every(({ verified }) => verified) };
}

/** What is in force becomes the draft, under the same ids. */
export async function begin({ id, draft_at }: Year) {
  if (draft_at) return;
  await sql`INSERT INTO school.draft_slots (id, year_id, load_id, organisation_id, participant_id, municipality_id, weekday, number,
      weeks, room, reason)
    SELECT t.id, ${id}, t.load_id, t.organisation_id, t.participant_id, t.municipality_id, t.weekday, t.number, t.weeks, t.room, t.reason
    ${inForce(id)} ON CONFLICT DO NOTHING`;
  await sql`UPDATE school.years SET draft_at = now() WHERE id = ${id}`;
}

async function boardOf(year: Year): Promise<Board> {
  const loads = await loadsOf(year.id);
  const bells = await bellsOf(year.id);
  const slots = await slotsOf({ id: year.id, draft_at: new Date() });
  return { loads: new Map(loads.map((load) => [load.id, load])), slots, bells };
}

/** Puts, moves or takes away a lesson of the draft. Gives its slot; throws 400, 404, and 409 in words when something meets it. */
export async function stepDraft(id: string, { slotId, loadId, to, reason }: DraftStep): Promise<string | null> {
  const year = await yearFor('write', id);
  await begin(year);
  const board = await boardOf(year);
  const load = board.loads.get(loadId);
  if (!load) throw notFound('Журнал не найден');
  const slot = board.slots.find((one) => one.id === slotId);
  if (slotId && slot?.loadId !== loadId) throw notFound('Этого урока в черновике уже нет: обновите страницу');
  if (!to) {
    await sql`DELETE FROM school.draft_slots WHERE id = ${slotId}`;
    await said(year, load, 'removed');
    return null;
  }
  if (to.weekday > load.weekDays) throw conflict('Класс в этот день не учится');
  if (!board.bells.some(({ shift, number }) => shift === load.shift && number === to.number))
    throw conflict('Такого урока в звонках смены нет');
  const same = board.slots.find(
    (one) =>
      one.loadId === loadId
      && one.id !== slotId
      && one.weekday === to.weekday
      && one.number === to.number
      && doWeeksMeet(one.weeks, to.weeks),
  );
  if (same) throw conflict('Этот урок здесь уже стоит');
  const met = conflictsAt(board, load, to, slotId ?? undefined);
  if (met.length && !reason) throw occupied(met);
  const kept = met.length ? reason : null;
  const [row] = slotId
    ? await sql<{
        id: string;
      }>`UPDATE school.draft_slots SET weekday = ${to.weekday}, number = ${to.number},
        weeks = ${to.weeks}, room = ${to.room},
        reason = ${kept} WHERE id = ${slotId} RETURNING id`
    : await sql<{ id: string }>`INSERT INTO school.draft_slots (year_id, load_id, organisation_id, participant_id,
        municipality_id, weekday, number, weeks, room, reason)
      SELECT ${id}, id, organisation_id, participant_id, municipality_id, ${to.weekday}, ${to.number}, ${to.weeks}, ${to.room}, ${kept}
      FROM school.loads WHERE id = ${loadId} RETURNING id`;
  await said(year, load, slotId ? 'moved' : 'put', met.length > 0);
  return row?.id ?? null;
}

const said = ({ id, organisation_id }: Year, { classId }: TimetableLoad, step: string, isForced = false) =>
  audit(
    'school.draft-changed',
    { type: 'year', id, organisationId: organisation_id },
    { class: classId, step, isForced },
  );

const words = {
  teacher: 'учитель занят',
  room: 'кабинет занят',
  class: 'у класса другой урок',
  group: 'у группы другой урок',
} as const;

const occupied = (conflicts: readonly Conflict[]) =>
  new ProblemError({
    status: 409,
    code: 'timetable-conflict',
    title: { ru: 'В это время урок поставить нельзя', en: 'The lesson cannot stand at this time' },
    detail: conflicts.map((one) => `${words[one.kind]} (${one.with.class})`).join('; '),
  });

/** Lessons of the draft that meet another and say no reason: who teaches may have changed since they were put. */
export async function refuseMet(year: Year) {
  const board = await boardOf(year);
  const met = board.slots.flatMap((slot) => {
    const load = board.loads.get(slot.loadId);
    const found = load && !slot.reason ? conflictsAt(board, load, slot, slot.id) : [];
    // A conflict that somebody has given a reason for is theirs on both sides.
    return found.filter((one) =>
      board.slots.some((other) => other.loadId === one.with.id && other.weekday === slot.weekday && !other.reason),
    );
  });
  if (met.length) throw occupied(met.slice(0, 5));
  if (!board.slots.length) throw conflict('В черновике нет ни одного урока');
}
