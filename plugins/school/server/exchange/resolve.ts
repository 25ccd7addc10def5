import type { RowProblemKind, Weeks } from '../../shared';
import { readId, type ExchangeLoad, type Input } from './activities';
import type { FileRow } from './file';
import { hourOf, namesOf, plain, studentsOf, weekdayOf } from './names';

type At = { weekday: number; number: number; weeks: Weeks };

/** A row of a file with the journal it is about, and where its lesson is to stand. */
export type Lesson = { row: FileRow; load: ExchangeLoad; at: At | null };
export type Unfit = { row: FileRow; kind: RowProblemKind; what: string | null; load?: ExchangeLoad };

const longestRoom = 20;

/** Tells of each row of a file which lesson of the draft it means, or what of it is not known here. */
export function resolver(input: Input): (row: FileRow) => Lesson | Unfit {
  const loadFor = loadFinder(input);
  return (row) => {
    const found = loadFor(row);
    if ('kind' in found) return found;
    const { load, weeks } = found;
    const at = placeOf(row, load, input);
    if (typeof at === 'string') return { row, load, ...unfit(at, row) };
    if (row.room && row.room.length > longestRoom) return { row, load, kind: 'room-long', what: row.room };
    return { row, load, at: at && { ...at, weeks } };
  };
}

type PlaceProblem = 'place-half' | 'day-unknown' | 'day-free' | 'hour-unknown';
const unfit = (kind: PlaceProblem, { day, hour }: FileRow) => ({
  kind,
  what: { 'place-half': null, 'day-unknown': day, 'day-free': day, 'hour-unknown': hour }[kind],
});

function placeOf(
  { day, hour }: FileRow,
  load: ExchangeLoad,
  { bells }: Input,
): Omit<At, 'weeks'> | null | PlaceProblem {
  if (day === null && hour === null) return null;
  if (day === null || hour === null) return 'place-half';
  const weekday = weekdayOf(day);
  if (weekday === undefined) return 'day-unknown';
  if (weekday > load.weekDays) return 'day-free';
  const number = hourOf(hour, load.shift);
  if (number === undefined || !bells.some((bell) => bell.shift === load.shift && bell.number === number))
    return 'hour-unknown';
  return { weekday, number };
}

function loadFinder(input: Input) {
  const names = namesOf(input);
  const keyOf = (className: string, subject: string, subgroup: number | null) =>
    `${className}/${subject}/${subgroup ?? ''}`;
  const loads = new Map(input.loads.map((load) => [keyOf(load.class, load.subject, load.subgroup), load]));
  const byNumber = new Map(input.loads.map((load) => [load.exchangeNumber, load]));
  const classes = new Set(input.loads.map((load) => load.class));
  return (row: FileRow): { load: ExchangeLoad; weeks: Weeks } | Unfit => {
    if (row.unread?.length) return { row, kind: 'cells', what: row.unread.join(', ') };
    if (row.id !== undefined) {
      const { exchangeNumber, weeks } = readId(row.id);
      const load = byNumber.get(exchangeNumber);
      return load ? { load, weeks } : { row, kind: 'id-unknown', what: String(row.id) };
    }
    const students = studentsOf(row.students, row.group);
    if (!students || !classes.has(students.class)) return { row, kind: 'class-unknown', what: row.students };
    const subject = names.subjectCodes.get(plain(row.subject));
    if (subject === undefined) return { row, kind: 'subject-unknown', what: row.subject };
    const load = loads.get(keyOf(students.class, subject, students.subgroup));
    if (!load) return { row, kind: 'no-load', what: null };
    const given = row.teachers.map((name) => ({ name, id: names.teacherIds.get(plain(name)) }));
    const unknown = given.find(({ id }) => id === undefined);
    if (unknown) return { row, load, kind: 'teacher-unknown', what: unknown.name };
    if (given.length && !given.some(({ id }) => id === load.teacherId))
      return { row, load, kind: 'teacher-other', what: row.teachers.join(', ') };
    return { load, weeks: row.weeks ?? 'every' };
  };
}
