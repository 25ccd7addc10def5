import { setImmediate as turn } from 'node:timers/promises';
import { randomOf, type Random } from '@regiso/core';
import type { SubjectCode } from '../subjects';
import { curriculum, halvesFrom, notByClassTeacher, primaryTeachers, specialities } from './curriculum';

export type DemoClass = { id: string; grade: number; shift: number };
/** Classes that are taught at once by one teacher in one room: usually one, in a small school a class-set of two. */
type Group = readonly DemoClass[];
export type DemoLoad = {
  class: string;
  subject: SubjectCode;
  subgroup: number | null;
  teacher: string | null;
  hours: number;
  /** The grade in whose room it is taught. */
  home: number;
  slots: { weekday: number; number: number }[];
};
type Unit = { group: Group; subject: SubjectCode; hours: number; left: number; loads: DemoLoad[] };

const mostHours = 33;
const days = [1, 2, 3, 4, 5] as const;

type Plan = { led: Map<string, string>; loads: DemoLoad[] };

const attempts = 30;

/**
 * Who teaches what and when in a school: nobody is in two places at once; the plan with the fewest free hours between lessons.
 * With class-sets the first grade learns with the third and the second with the fourth.
 */
export async function planSchool(
  classes: readonly DemoClass[],
  staff: readonly string[],
  hasSets = false,
): Promise<Plan> {
  const groups = groupsOf(classes, hasSets);
  let best: Plan | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < attempts && fewest > 0; attempt += 1) {
    const plan = tryPlan(groups, staff, randomOf(`timetable/${attempt}`));
    const free = gapsOf(plan.loads);
    if (free < fewest) [best, fewest] = [plan, free];
    // A large school takes a second: whoever else works in the process, the lock of this job too, must have a turn.
    await turn();
  }
  return best ?? { led: new Map(), loads: [] };
}

function groupsOf(classes: readonly DemoClass[], hasSets: boolean): Group[] {
  const of = (grade: number) => classes.filter((one) => one.grade === grade);
  const pairs = hasSets ? [1, 2].map((grade) => [of(grade), of(grade + 2)]) : [];
  const sets = pairs.filter((pair) => pair.every(({ length }) => length === 1)).map((pair) => pair.flat());
  return [...sets, ...classes.filter((one) => !sets.flat().includes(one)).map((one) => [one])];
}

function tryPlan(groups: readonly Group[], staff: readonly string[], random: Random): Plan {
  const led = leadersOf(groups, staff);
  const busy = new Map<string, number>();
  const leaderOf = ([first]: Group) => led.get(first?.id ?? '') ?? null;
  const units = groups.flatMap((group) => unitsOf(group, leaderOf(group), staff.slice(primaryTeachers), busy));
  const grid = { taken: new Set<string>(), busy, random };
  for (const weekday of days)
    for (let number = 1; number <= 7; number += 1)
      for (const group of groups) if (number <= lastLesson(group)) place(group, units, { weekday, number }, grid);
  for (const group of groups) for (const weekday of days) closeGaps(group, units, weekday, grid.taken);
  return { led, loads: units.flatMap(({ loads }) => loads) };
}

// The second shift must end by seven in the evening.
const lastLesson = ([first]: Group) => (first?.shift === 2 ? 5 : 7);

/** Free hours between lessons of all classes in a week. */
function gapsOf(loads: readonly DemoLoad[]): number {
  const hours = new Map<string, Set<number>>();
  for (const load of loads)
    for (const { weekday, number } of load.slots) {
      const key = `${load.class}/${weekday}`;
      hours.set(key, (hours.get(key) ?? new Set()).add(number));
    }
  return [...hours.values()].reduce((sum, numbers) => sum + Math.max(...numbers) - numbers.size, 0);
}

// The first teachers lead the primary classes in turn, the others those above.
function leadersOf(groups: readonly Group[], staff: readonly string[]): Map<string, string> {
  const [young, old] = [staff.slice(0, primaryTeachers), staff.slice(primaryTeachers)];
  const led = new Map<string, string>();
  for (const primary of [true, false]) {
    const stage = groups.filter((group) => group.every(({ grade }) => grade <= 4 === primary));
    const teachers = primary ? young : old;
    for (const [at, group] of stage.entries()) {
      const teacher = teachers[at];
      if (teacher) for (const { id } of group) led.set(id, teacher);
    }
  }
  return led;
}

// In a class-set the older have whatever the younger have, for as many hours, and a little more.
function unitsOf(
  group: Group,
  leader: string | null,
  specialists: readonly string[],
  busy: Map<string, number>,
): Unit[] {
  const [youngest = 0, oldest = 0] = [group[0]?.grade, group.at(-1)?.grade];
  const hours = Object.entries(curriculum[oldest] ?? {}) as [SubjectCode, number][];
  return hours.map(([subject, count]) => {
    const isByLeader = oldest <= 4 && leader !== null && !notByClassTeacher.includes(subject);
    const halves = subject === 'foreign' && oldest >= halvesFrom ? [1, 2] : [null];
    const learning = group.filter(({ grade }) => curriculum[grade]?.[subject]);
    const chosen: string[] = [];
    const loads = halves.flatMap((subgroup) => {
      const teacher = isByLeader ? leader : freest(subject, count, specialists, busy, chosen);
      if (teacher) {
        busy.set(teacher, (busy.get(teacher) ?? 0) + count);
        chosen.push(teacher);
      }
      const load = { subject, subgroup, teacher, hours: count, home: youngest };
      return learning.map((one): DemoLoad => ({ ...load, class: one.id, slots: [] }));
    });
    return { group, subject, hours: count, left: count, loads };
  });
}

function freest(
  subject: SubjectCode,
  hours: number,
  specialists: readonly string[],
  busy: ReadonlyMap<string, number>,
  except: readonly string[],
) {
  const able = specialists.filter(
    (id, at) => specialities[at % specialities.length]?.includes(subject) && !except.includes(id),
  );
  const free = able.filter((id) => (busy.get(id) ?? 0) + hours <= mostHours);
  return free.sort((one, other) => (busy.get(one) ?? 0) - (busy.get(other) ?? 0))[0] ?? null;
}

type Slot = { weekday: number; number: number };

type Grid = { taken: Set<string>; busy: ReadonlyMap<string, number>; random: Random };

/**
 * Puts a lesson of a group into a slot while the day has room: of the busiest teacher first, no subject twice a day if it may
 * be. What only the older of a class-set learn is the last lesson of a day: the younger have gone home.
 */
function place(group: Group, units: readonly Unit[], slot: Slot, { taken, busy, random }: Grid) {
  const own = units.filter((unit) => unit.group === group);
  const total = own.reduce((sum, { hours }) => sum + hours, 0);
  const ofDay = own.flatMap(
    ({ loads: [first] }) => first?.slots.filter(({ weekday }) => weekday === slot.weekday) ?? [],
  );
  const room = Math.floor(total / 5) + (slot.weekday <= total % 5 ? 1 : 0);
  if (ofDay.length >= room) return;
  const today = ({ loads: [first] }: Unit) => first?.slots.some(({ weekday }) => weekday === slot.weekday) ?? false;
  const isForAll = ({ loads }: Unit) => group.every(({ id }) => loads.some((load) => load.class === id));
  const rank = (unit: Unit) => {
    const { loads, left, hours } = unit;
    const busiest = Math.max(...loads.map(({ teacher }) => (teacher ? (busy.get(teacher) ?? 0) : 0)));
    const late = isForAll(unit) ? 0 : 1_000;
    return { unit, again: Number(today(unit)), weight: late + busiest + (20 * left) / hours + 8 * random() };
  };
  const isFree = ({ loads }: Unit) => loads.every(({ teacher }) => !teacher || !taken.has(keyOf(teacher, group, slot)));
  const [best] = own
    .filter((unit) => unit.left > 0 && isFree(unit) && (isForAll(unit) || ofDay.length === room - 1))
    .map(rank)
    .sort((one, other) => one.again - other.again || other.weight - one.weight);
  if (!best) return;
  best.unit.left -= 1;
  for (const load of best.unit.loads) {
    load.slots.push(slot);
    if (load.teacher) taken.add(keyOf(load.teacher, group, slot));
  }
}

// The second shift begins when the first has ended: its lessons have numbers of their own.
const keyOf = (teacher: string, [first]: Group, { weekday, number }: Slot) =>
  `${teacher}/${first?.shift}/${weekday}/${number}`;

/** The last lessons of a day move into its free hours, where their teachers are free too. */
function closeGaps(group: Group, units: readonly Unit[], weekday: number, taken: Set<string>) {
  const own = units.filter((unit) => unit.group === group);
  const at = (number: number) =>
    own.find(({ loads: [first] }) => first?.slots.some((slot) => slot.weekday === weekday && slot.number === number));
  for (let number = 1; number < 7; number += 1) {
    if (at(number)) continue;
    for (let from = 7; from > number; from -= 1) {
      const unit = at(from);
      const teachers = unit?.loads.flatMap(({ teacher }) => teacher ?? []) ?? [];
      const isTaken = (teacher: string) => taken.has(keyOf(teacher, group, { weekday, number }));
      if (!unit || teachers.some(isTaken)) continue;
      for (const teacher of teachers) {
        taken.delete(keyOf(teacher, group, { weekday, number: from }));
        taken.add(keyOf(teacher, group, { weekday, number }));
      }
      for (const load of unit.loads)
        load.slots = load.slots.map((slot) =>
          slot.weekday === weekday && slot.number === from ? { weekday, number } : slot,
        );
      break;
    }
  }
}
