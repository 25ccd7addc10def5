import { open, rm } from 'node:fs/promises';
import { audit, conflict, sql, type SentFile } from '@regiso/core';
import type { Exchange, Slot } from '../../shared';
import { begin, yearFor, type Year } from '../services/draft';
import { digestOf, inputOf, outcomeOf, stateOf } from './draft-input';
import type { Input } from './activities';
import { unreadable, type ReadFile } from './file';
import { fit, type Change, type Fitted } from './fit';
import { readFet } from './read-fet';
import { readLessons } from './table';

type Choices = { seen: string; partly: 'yes' | 'no' };

/** What a file would do to the draft of a year; nothing is changed. Throws 404, and a sentence for a file that is none. */
export async function checkFile(id: string, file: SentFile): Promise<Exchange> {
  const year = await yearFor('read', id, 'school.keep-classes');
  const { input, read } = await withFile(year, file);
  return viewOf(input, read, fit(input, read));
}

/**
 * Does with a file what its check has told; taken in again it changes nothing. Throws 404, 409 when the draft, the journals or
 * the bells are others by now, the file does something else than was told, or rows do not fit and nobody has said to leave them
 * out, and a sentence for a file that is none.
 */
export async function takeFile(id: string, file: SentFile, { seen, partly }: Choices): Promise<Exchange> {
  const year = await yearFor('write', id);
  const { input, read } = await withFile(year, file);
  const fitted = fit(input, read);
  const view = viewOf(input, read, fitted);
  // Sent again after a lost answer, a file finds what it was to do done.
  const isDone = !fitted.changes.length && seen.endsWith(outcomeOf(fitted));
  if (view.seen !== seen && !isDone) throw changed();
  if (fitted.changes.length) {
    if (fitted.problems.length && partly === 'no')
      throw conflict('В файле есть строки, которые не подходят: исправьте их или загрузите без них');
    await begin(year);
    await replace(year, fitted.changes);
    await sql`UPDATE school.years SET draft_before = ${JSON.stringify(input.slots)}::jsonb,
      taken_in_as = ${digestOf(fitted.slots)}, taken_in_at = now() WHERE id = ${id}`;
  }
  const { format, put, moved, removed, unfit } = view;
  const details = { format, put, moved, removed, unfit };
  await audit('school.timetable-taken-in', { type: 'year', id, organisationId: year.organisation_id }, details);
  return view;
}

const changed = () => conflict('Черновик, нагрузку, звонки или сам файл тем временем изменили: проверьте файл ещё раз');

type Taken = { before: Slot[] | null; as: string | null };

/** The draft becomes what it was before the last file; throws 404, and 409 when somebody has changed it since. */
export async function takeBack(id: string): Promise<number> {
  const year = await yearFor('write', id);
  const [taken] =
    await sql<Taken>`SELECT draft_before AS before, taken_in_as AS "as" FROM school.years WHERE id = ${id}`;
  if (!taken?.before || !year.draft_at) throw conflict('Загрузки, которую можно отменить, нет');
  const { slots, loads } = await inputOf(year);
  if (digestOf(slots) !== taken.as)
    throw conflict('После загрузки черновик меняли: отмените сначала эти шаги или уберите уроки по одному');
  const known = new Set(loads.map((load) => load.id));
  const before = taken.before.filter(({ loadId }) => known.has(loadId));
  await sql`DELETE FROM school.draft_slots WHERE year_id = ${id}`;
  await insert(year, before);
  await sql`UPDATE school.years SET draft_before = NULL, taken_in_as = NULL, taken_in_at = NULL WHERE id = ${id}`;
  const object = { type: 'year', id, organisationId: year.organisation_id };
  await audit('school.timetable-taken-back', object, { lessons: before.length });
  return before.length;
}

async function withFile(year: Year, { path }: SentFile): Promise<{ input: Input; read: ReadFile }> {
  try {
    const read = (await isXml(path)) ? await readFet(path) : await readLessons(path);
    return { input: await inputOf(year), read };
  } finally {
    await rm(path, { force: true });
  }
}

/** Whether a file begins as XML does; throws a sentence for one that is empty or packed. */
async function isXml(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
    if (!bytesRead) throw unreadable.empty();
    const head = buffer.subarray(0, bytesRead);
    if (head[0] === 0x1f && head[1] === 0x8b) throw unreadable.packed();
    const isWide = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
    const isMarkup = /^[\uFEFF\s\0]*<[\s\0]*[?!a-z]/i.test(
      isWide ? head.subarray(2).toString('latin1') : head.toString(),
    );
    if (isMarkup && isWide) throw unreadable.encoding();
    return isMarkup;
  } finally {
    await file.close();
  }
}

/** Lessons that move go and come again under their ids, so that none meets another on the way. */
async function replace(year: Year, changes: readonly Change[]) {
  await sql`DELETE FROM school.draft_slots WHERE id = ANY (${changes.flatMap(({ from }) => from?.id ?? [])}::uuid[])`;
  await insert(
    year,
    changes.flatMap(({ to }) => to ?? []),
  );
}

const insert = ({ id }: Year, slots: readonly Slot[]) =>
  sql`INSERT INTO school.draft_slots (id, year_id, load_id, organisation_id, participant_id, municipality_id, weekday, number,
      weeks, room, reason)
    SELECT CASE WHEN s.id LIKE 'new:%' THEN uuidv7() ELSE s.id::uuid END, ${id}, j.id, j.organisation_id, j.participant_id,
      j.municipality_id, s.weekday, s.number, s.weeks, s.room, s.reason
    FROM jsonb_to_recordset(${JSON.stringify(slots)}::jsonb)
      AS s(id text, "loadId" uuid, weekday int, number int, weeks text, room text, reason text)
    JOIN school.loads j ON j.id = s."loadId"`;

const shown = 200;

const placeOf = (slot: Slot | null) =>
  slot && { weekday: slot.weekday, number: slot.number, weeks: slot.weeks, room: slot.room };

function viewOf(input: Input, { format }: ReadFile, fitted: Fitted): Exchange {
  const { slots, stays, changes, problems } = fitted;
  const count = (kind: Change['kind']) => changes.filter((change) => change.kind === kind).length;
  const rooms = new Set(input.slots.map(({ room }) => room));
  const label = (load: { class: string; title: string; subgroup: number | null }) =>
    `${load.class}${load.subgroup ? `-${load.subgroup}` : ''}, ${load.title}`;
  return {
    ...{ format, stays, put: count('put'), moved: count('moved'), removed: count('removed'), unfit: problems.length },
    changes: changes.slice(0, shown).map(({ kind, load, from, to }) => ({
      ...{ kind, of: label(load), from: placeOf(from), to: placeOf(to) },
    })),
    problems: problems.slice(0, shown).map(({ row, kind, what, load, met = [] }) => ({
      ...{ line: row.line, kind, what: what?.slice(0, 100) ?? null },
      of: load ? label(load) : [row.students, row.subject].filter(Boolean).join(', ').slice(0, 100),
      met: met.map((one) => ({ kind: one.kind, class: one.with.class })),
    })),
    newRooms: [...new Set(slots.flatMap(({ room }) => (room && !rooms.has(room) ? [room] : [])))].slice(0, 50),
    seen: stateOf(input) + outcomeOf(fitted),
  };
}
