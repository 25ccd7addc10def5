import { conflictsAt, hoursOf, type Bell, type DraftLoad, type Slot, type Weeks } from '../../shared';

/** A journal with the number by which it is known in files. */
export type ExchangeLoad = DraftLoad & { exchangeNumber: number };

/** What a draft is made of, and what stands in it. */
export type Input = {
  organisation: string;
  firstYear: number;
  loads: readonly ExchangeLoad[];
  slots: readonly Slot[];
  bells: readonly Bell[];
};

/** A lesson a week as FET knows it; without a slot it waits to be placed. */
export type Activity = {
  id: number;
  load: ExchangeLoad;
  weeks: Weeks;
  slot: Slot | null;
  /** FET knows no weeks that take turns and no conflict on purpose: a lesson that shares an hour is kept out of its sight. */
  isActive: boolean;
};

// A journal has 256 numbers: those of every week, of odd weeks and of even ones.
const span = 256;
const first: Readonly<Record<Weeks, number>> = { every: 0, odd: 128, even: 192 };

/** Which journal and which weeks the number of an activity says. */
export const readId = (id: number) => {
  const at = id % span;
  return { exchangeNumber: Math.floor(id / span), weeks: at < 128 ? 'every' : at < 192 ? 'odd' : 'even' } as const;
};

/** Lessons a week of all journals of a draft: those that stand, and the hours that are left. */
export function activitiesOf(input: Input): Activity[] {
  const apart = slotsApart(input);
  return input.loads.flatMap((load) => {
    const counted: Record<Weeks, number> = { ...first };
    const idOf = (weeks: Weeks) => load.exchangeNumber * span + counted[weeks]++;
    const own = input.slots.filter(({ loadId }) => loadId === load.id);
    const left = Math.max(load.hours - hoursOf(own), 0);
    const waiting: Weeks[] = [...Array<Weeks>(Math.floor(left)).fill('every'), ...(left % 1 ? ['odd' as const] : [])];
    return [
      ...own.map((slot) => ({
        ...{ id: idOf(slot.weeks), load, weeks: slot.weeks, slot },
        isActive: !apart.has(slot.id),
      })),
      ...waiting.map((weeks) => ({ id: idOf(weeks), load, weeks, slot: null, isActive: true })),
    ];
  });
}

const order = ['every', 'odd', 'even'];

/** Lessons that FET is not shown: they share their hour with another, or stand where their class does not learn any more. */
export function slotsApart({ loads, slots, bells }: Input): ReadonlySet<string> {
  const byId = new Map(loads.map((load) => [load.id, load]));
  const ranked = [...slots].sort(
    (one, other) =>
      Number(one.reason !== null) - Number(other.reason !== null)
      || order.indexOf(one.weeks) - order.indexOf(other.weeks)
      || one.id.localeCompare(other.id),
  );
  const apart = new Set<string>();
  const taken = new Map<number, Slot[]>();
  for (const slot of ranked) {
    const load = byId.get(slot.loadId);
    if (!load) continue;
    const day = taken.get(slot.weekday) ?? [];
    const place = { ...slot, weeks: 'every' as const };
    const hasHour =
      slot.weekday <= load.weekDays
      && bells.some(({ shift, number }) => shift === load.shift && number === slot.number);
    if (hasHour && !conflictsAt({ loads: byId, slots: day, bells }, load, place).length) {
      day.push(place);
      taken.set(slot.weekday, day);
    } else apart.add(slot.id);
  }
  return apart;
}
