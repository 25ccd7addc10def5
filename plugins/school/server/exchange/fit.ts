import { conflictsAt, doWeeksMeet, type Conflict, type Slot } from '../../shared';
import { slotsApart, type ExchangeLoad, type Input } from './activities';
import type { FileRow, ReadFile } from './file';
import { resolver, type Lesson, type Unfit } from './resolve';

export type Change = { kind: 'put' | 'moved' | 'removed'; load: ExchangeLoad; from: Slot | null; to: Slot | null };
export type Fitted = {
  /** The draft as it becomes; a lesson that is new in it has an id that begins with `new:`. */
  slots: Slot[];
  stays: number;
  changes: Change[];
  problems: (Unfit & { met?: readonly Conflict[] })[];
};

/**
 * Lays the lessons of a file into a draft: journals that the file names stand as it says, all others as before. A lesson that
 * meets another, with no reason given for it, is left out and told of.
 */
export function fit(input: Input, { rows, isWhole }: ReadFile): Fitted {
  const resolved = rows.map(resolver(input));
  const named = new Set(resolved.flatMap(({ load }) => load?.id ?? []));
  const apart = isWhole ? new Set<string>() : slotsApart(input);
  const isKept = (slot: Slot) => !named.has(slot.loadId) || apart.has(slot.id);
  const laying = new Laying(
    input,
    input.slots.filter(isKept),
    input.slots.filter((slot) => !isKept(slot)),
  );
  const problems: Fitted['problems'] = [];
  const later: Lesson[] = [];
  for (const one of resolved) {
    if ('kind' in one) problems.push(one);
    else if (one.at && !laying.stay(one)) later.push(one);
  }
  for (const one of later) {
    const problem = laying.lay(one);
    if (problem) problems.push(problem);
  }
  problems.sort((one, other) => one.row.line - other.row.line);
  return { ...laying.end(), problems };
}

// Of what a lesson meets the first few tell enough.
const mostMet = 5;

class Laying {
  private readonly loads: ReadonlyMap<string, ExchangeLoad>;
  private readonly byDay = new Map<number, Slot[]>();
  private readonly changes: Change[] = [];
  private stays = 0;

  constructor(
    private readonly input: Input,
    kept: readonly Slot[],
    /** Lessons of the journals named, which nothing in the file has been found for yet. */
    private readonly open: Slot[],
  ) {
    this.loads = new Map(input.loads.map((load) => [load.id, load]));
    for (const slot of kept) this.put(slot);
  }

  /** A lesson that stands there already stays. */
  stay({ row, load, at }: Lesson): boolean {
    const found = this.open.findIndex(
      (slot) =>
        slot.loadId === load.id
        && slot.weekday === at?.weekday
        && slot.number === at.number
        && slot.weeks === at.weeks
        && (row.room === undefined || slot.room === row.room)
        && (!row.reason || slot.reason === row.reason),
    );
    const [slot] = found < 0 ? [] : this.open.splice(found, 1);
    if (!slot) return false;
    this.put(slot);
    this.stays += 1;
    return true;
  }

  /** Moves a lesson of the journal there, or puts a new one; gives why it cannot. */
  lay({ row, load, at }: Lesson): Fitted['problems'][number] | undefined {
    if (!at) return undefined;
    const there = this.byDay.get(at.weekday) ?? [];
    const isTwice = there.some(
      (slot) => slot.loadId === load.id && slot.number === at.number && doWeeksMeet(slot.weeks, at.weeks),
    );
    if (isTwice) return { row, load, kind: 'twice', what: null };
    const from = this.openOf(load, at);
    const metIn = (room: string | null) =>
      conflictsAt({ loads: this.loads, slots: there, bells: this.input.bells }, load, { ...at, room });
    // A file that says no room leaves a lesson in its own, where that is free.
    const usual = from?.room && metIn(from.room).every(({ kind }) => kind !== 'room') ? from.room : null;
    const place = { ...at, room: row.room === undefined ? usual : row.room };
    const met = metIn(place.room);
    const reason = met.length ? reasonOf(row) : null;
    if (met.length && !reason) return { row, load, kind: 'conflict', what: null, met: met.slice(0, mostMet) };
    if (from) this.open.splice(this.open.indexOf(from), 1);
    const to = { id: from?.id ?? `new:${this.changes.length}`, loadId: load.id, ...place, reason };
    this.put(to);
    this.changes.push({ kind: from ? 'moved' : 'put', load, from, to });
    return undefined;
  }

  end(): Omit<Fitted, 'problems'> {
    const removed = this.open.flatMap((from): Change[] => {
      const load = this.loads.get(from.loadId);
      return load ? [{ kind: 'removed', load, from, to: null }] : [];
    });
    return { slots: [...this.byDay.values()].flat(), stays: this.stays, changes: [...this.changes, ...removed] };
  }

  // Of the lessons of a journal the one at the same hour moves first: another room is the same lesson.
  private openOf(load: ExchangeLoad, at: NonNullable<Lesson['at']>): Slot | null {
    const own = this.open.filter(({ loadId }) => loadId === load.id);
    return own.find(({ weekday, number }) => weekday === at.weekday && number === at.number) ?? own[0] ?? null;
  }

  private put(slot: Slot) {
    const day = this.byDay.get(slot.weekday) ?? [];
    day.push(slot);
    this.byDay.set(slot.weekday, day);
  }
}

/** As the editor asks for one: some words, and not a story. */
const reasonOf = ({ reason }: FileRow) => (reason && reason.length >= 5 && reason.length <= 200 ? reason : null);
