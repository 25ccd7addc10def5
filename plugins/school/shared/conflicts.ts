import { doWeeksMeet, type Weeks } from './weeks';

/** A journal as a timetable sees it: whose lessons they are and who gives them. */
export type TimetableLoad = {
  id: string;
  classId: string;
  class: string;
  grade: number;
  shift: number;
  weekDays: number;
  /** Classes of one set sit together. */
  setNumber: number | null;
  subject: string;
  subgroup: number | null;
  teacherId: string | null;
  hours: number;
};
export type Slot = {
  id: string;
  loadId: string;
  weekday: number;
  number: number;
  weeks: Weeks;
  room: string | null;
  reason: string | null;
};
export type Bell = { shift: number; number: number; startsAt: string; endsAt: string };
export type Place = { weekday: number; number: number; weeks: Weeks; room: string | null };

/** What meets a lesson at its hour, and which other lesson that is. */
export type Conflict = { kind: 'teacher' | 'room' | 'class' | 'group'; with: TimetableLoad };

export type Board = { loads: ReadonlyMap<string, TimetableLoad>; slots: readonly Slot[]; bells: readonly Bell[] };

/** Whether two lessons of a weekday share time: by their bells across shifts, by their numbers within one. */
function isTogether(
  one: TimetableLoad,
  number: number,
  other: TimetableLoad,
  otherNumber: number,
  bells: readonly Bell[],
) {
  if (one.shift === other.shift) return number === otherNumber;
  const bellOf = (load: TimetableLoad, of: number) =>
    bells.find((bell) => bell.shift === load.shift && bell.number === of);
  const [first, second] = [bellOf(one, number), bellOf(other, otherNumber)];
  return Boolean(first && second && first.startsAt < second.endsAt && second.startsAt < first.endsAt);
}

const isOneSet = (one: TimetableLoad, other: TimetableLoad) =>
  one.setNumber !== null && one.setNumber === other.setNumber && one.classId !== other.classId;

/** What would meet a lesson of a journal at a place; `except` is the slot that is moved there. */
export function conflictsAt(
  { loads, slots, bells }: Board,
  load: TimetableLoad,
  place: Place,
  except?: string,
): Conflict[] {
  return slots.flatMap((slot): Conflict[] => {
    const other = loads.get(slot.loadId);
    if (!other || slot.id === except || slot.weekday !== place.weekday) return [];
    if (!doWeeksMeet(slot.weeks, place.weeks)) return [];
    if (!isTogether(load, place.number, other, slot.number, bells)) return [];
    const found: Conflict[] = [];
    if (other.classId === load.classId) {
      const areParts = load.subgroup !== null && other.subgroup !== null;
      if (!areParts) found.push({ kind: 'class', with: other });
      else if (load.subgroup === other.subgroup) found.push({ kind: 'group', with: other });
    }
    if (isOneSet(load, other)) return found;
    if (load.teacherId && load.teacherId === other.teacherId) found.push({ kind: 'teacher', with: other });
    if (place.room && place.room === slot.room) found.push({ kind: 'room', with: other });
    return found;
  });
}

/** The nearest free places of the week for a lesson, a few. */
export function freePlaces(board: Board, load: TimetableLoad, place: Place, except?: string, most = 3): Place[] {
  const numbers = board.bells.filter(({ shift }) => shift === load.shift).map(({ number }) => number);
  const all = Array.from({ length: load.weekDays }, (_, at) => at + 1).flatMap((weekday) =>
    numbers.map((number) => ({ weekday, number, weeks: place.weeks, room: place.room })),
  );
  const distance = (one: Place) => 10 * Math.abs(one.weekday - place.weekday) + Math.abs(one.number - place.number);
  return all
    .filter((one) => conflictsAt(board, load, one, except).length === 0)
    .sort((one, other) => distance(one) - distance(other))
    .slice(0, most);
}

export type WeekNorms = {
  day: number;
  /** Points of difficulty by subject; a subject without them makes the score incomplete. */
  points: Readonly<Record<string, number>>;
};
/** Of one of the two weeks where `weeks` says so, else of both. */
type OfWeek = { weeks?: 'odd' | 'even' };
type DayHint = OfWeek
  & (
    | { kind: 'day-over'; weekday: number; lessons: number; most: number }
    | { kind: 'gap'; weekday: number; number: number }
    | { kind: 'peak'; weekday: number; points: number }
  );
export type WeekHint = DayHint | { kind: 'unplaced'; loadId: string; hours: number };

type Placed = Slot & { load: TimetableLoad };

/** What of the week of a class the norms advise against, of odd and even weeks the worse, and what of its hours is not placed. */
export function weekHints({ loads, slots }: Board, classId: string, norms: WeekNorms): WeekHint[] {
  const own = slots.flatMap((slot): Placed[] => {
    const load = loads.get(slot.loadId);
    return load?.classId === classId ? [{ ...slot, load }] : [];
  });
  const [odd, even] = (['odd', 'even'] as const).map((week) =>
    dayHints(
      own.filter(({ weeks }) => doWeeksMeet(weeks, week)),
      norms,
    ),
  );
  const hints: WeekHint[] = worse(odd ?? [], even ?? []);
  for (const load of loads.values()) {
    if (load.classId !== classId) continue;
    const left = load.hours - hoursOf(own.filter(({ loadId }) => loadId === load.id));
    if (left !== 0) hints.push({ kind: 'unplaced', loadId: load.id, hours: left });
  }
  return hints;
}

/** Hours a week of these lessons: one of every second week is half an hour. */
export const hoursOf = (slots: readonly Pick<Slot, 'weeks'>[]) =>
  slots.reduce((sum, { weeks }) => sum + (weeks === 'every' ? 1 : 0.5), 0);

const keyOf = (hint: DayHint) => `${hint.kind}/${hint.weekday}/${hint.kind === 'gap' ? hint.number : ''}`;
const weightOf = (hint: DayHint) => (hint.kind === 'day-over' ? hint.lessons : hint.kind === 'peak' ? hint.points : 0);

/** What is said of both weeks once, by the worse; what is said of one, with the name of that week. */
function worse(odd: readonly DayHint[], even: readonly DayHint[]): DayHint[] {
  const isIn = (hints: readonly DayHint[], hint: DayHint) => hints.find((one) => keyOf(one) === keyOf(hint));
  return [
    ...odd.map((hint): DayHint => {
      const other = isIn(even, hint);
      if (!other) return { ...hint, weeks: 'odd' };
      return weightOf(other) > weightOf(hint) ? other : hint;
    }),
    ...even.filter((hint) => !isIn(odd, hint)).map((hint): DayHint => ({ ...hint, weeks: 'even' })),
  ];
}

function dayHints(own: readonly Placed[], { day, points }: WeekNorms): DayHint[] {
  const days = [1, 2, 3, 4, 5, 6].map((weekday) => {
    const lessons = own.filter((slot) => slot.weekday === weekday);
    const numbers = [...new Set(lessons.map(({ number }) => number))].sort((one, other) => one - other);
    // Halves at one hour count once, by the harder lesson.
    const sum = numbers.reduce(
      (total, number) =>
        total
        + Math.max(...lessons.filter((one) => one.number === number).map(({ load }) => points[load.subject] ?? 0)),
      0,
    );
    return { weekday, numbers, sum };
  });
  const hints: DayHint[] = [];
  for (const { weekday, numbers } of days) {
    if (numbers.length > day) hints.push({ kind: 'day-over', weekday, lessons: numbers.length, most: day });
    const [first = 1] = numbers;
    for (let number = first; number < (numbers.at(-1) ?? 0); number += 1)
      if (!numbers.includes(number)) hints.push({ kind: 'gap', weekday, number });
  }
  const peak = days.reduce((best, one) => (one.sum > best.sum ? one : best));
  if (peak.sum > 0 && ![2, 3].includes(peak.weekday) && ![2, 3].some((at) => days[at - 1]?.sum === peak.sum))
    hints.push({ kind: 'peak', weekday: peak.weekday, points: peak.sum });
  return hints;
}
