import { randomOf, type Random } from '@regiso/core';
import type { SubjectCode } from '../subjects';
import { curriculum, halvesFrom, notByClassTeacher, primaryTeachers, specialities } from './curriculum';

export type DemoClass = { id: string; grade: number };
export type DemoLoad = {
  class: string;
  subject: SubjectCode;
  subgroup: number | null;
  teacher: string | null;
  hours: number;
  slots: { weekday: number; number: number }[];
};
type Unit = { class: DemoClass; subject: SubjectCode; hours: number; left: number; loads: DemoLoad[] };

const mostHours = 33;
const days = [1, 2, 3, 4, 5] as const;

type Plan = { led: Map<string, string>; loads: DemoLoad[] };

const attempts = 60;

/** Who teaches what and when in a school: nobody is in two places at once; the plan with the fewest free hours between lessons. */
export function planSchool(classes: readonly DemoClass[], staff: readonly string[]): Plan {
  let best: Plan | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < attempts && fewest > 0; attempt += 1) {
    const plan = tryPlan(classes, staff, randomOf(`timetable/${attempt}`));
    const free = gapsOf(plan.loads);
    if (free < fewest) [best, fewest] = [plan, free];
  }
  return best ?? { led: new Map(), loads: [] };
}

function tryPlan(classes: readonly DemoClass[], staff: readonly string[], random: Random): Plan {
  const led = leadersOf(classes, staff);
  const busy = new Map<string, number>();
  const units = classes.flatMap((one) => unitsOf(one, led.get(one.id) ?? null, staff.slice(primaryTeachers), busy));
  const grid = { taken: new Set<string>(), busy, random };
  for (const weekday of days)
    for (let number = 1; number <= 7; number += 1)
      for (const one of classes) place(one, units, { weekday, number }, grid);
  for (const one of classes) for (const weekday of days) closeGaps(one, units, weekday, grid.taken);
  return { led, loads: units.flatMap(({ loads }) => loads) };
}

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
function leadersOf(classes: readonly DemoClass[], staff: readonly string[]): Map<string, string> {
  const [young, old] = [staff.slice(0, primaryTeachers), staff.slice(primaryTeachers)];
  const led = new Map<string, string>();
  for (const primary of [true, false]) {
    const group = classes.filter(({ grade }) => grade <= 4 === primary);
    const teachers = primary ? young : old;
    for (const [at, { id }] of group.entries()) {
      const teacher = teachers[at];
      if (teacher) led.set(id, teacher);
    }
  }
  return led;
}

function unitsOf(
  of: DemoClass,
  leader: string | null,
  specialists: readonly string[],
  busy: Map<string, number>,
): Unit[] {
  const hours = Object.entries(curriculum[of.grade] ?? {}) as [SubjectCode, number][];
  return hours.map(([subject, count]) => {
    const isByLeader = of.grade <= 4 && leader !== null && !notByClassTeacher.includes(subject);
    const halves = subject === 'foreign' && of.grade >= halvesFrom ? [1, 2] : [null];
    const chosen: string[] = [];
    const loads = halves.map((subgroup): DemoLoad => {
      const teacher = isByLeader ? leader : freest(subject, count, specialists, busy, chosen);
      if (teacher) {
        busy.set(teacher, (busy.get(teacher) ?? 0) + count);
        chosen.push(teacher);
      }
      return { class: of.id, subject, subgroup, teacher, hours: count, slots: [] };
    });
    return { class: of, subject, hours: count, left: count, loads };
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

/** Puts a lesson of a class into a slot while the day has room: of the busiest teacher first, no subject twice a day if it may be. */
function place(of: DemoClass, units: readonly Unit[], slot: Slot, { taken, busy, random }: Grid) {
  const own = units.filter((unit) => unit.class === of);
  const total = own.reduce((sum, { hours }) => sum + hours, 0);
  const ofDay = own.flatMap(
    ({ loads: [first] }) => first?.slots.filter(({ weekday }) => weekday === slot.weekday) ?? [],
  );
  if (ofDay.length >= Math.floor(total / 5) + (slot.weekday <= total % 5 ? 1 : 0)) return;
  const today = ({ loads: [first] }: Unit) => first?.slots.some(({ weekday }) => weekday === slot.weekday) ?? false;
  const rank = (unit: Unit) => {
    const { loads, left, hours } = unit;
    const busiest = Math.max(...loads.map(({ teacher }) => (teacher ? (busy.get(teacher) ?? 0) : 0)));
    return { unit, again: Number(today(unit)), weight: busiest + (20 * left) / hours + 8 * random() };
  };
  const [best] = own
    .filter(({ left, loads }) => left > 0 && loads.every(({ teacher }) => !teacher || !taken.has(keyOf(teacher, slot))))
    .map(rank)
    .sort((one, other) => one.again - other.again || other.weight - one.weight);
  if (!best) return;
  best.unit.left -= 1;
  for (const load of best.unit.loads) {
    load.slots.push(slot);
    if (load.teacher) taken.add(keyOf(load.teacher, slot));
  }
}

const keyOf = (teacher: string, { weekday, number }: Slot) => `${teacher}/${weekday}/${number}`;

/** The last lessons of a day move into its free hours, where their teachers are free too. */
function closeGaps(of: DemoClass, units: readonly Unit[], weekday: number, taken: Set<string>) {
  const own = units.filter((unit) => unit.class === of);
  const at = (number: number) =>
    own.find(({ loads: [first] }) => first?.slots.some((slot) => slot.weekday === weekday && slot.number === number));
  for (let number = 1; number < 7; number += 1) {
    if (at(number)) continue;
    for (let from = 7; from > number; from -= 1) {
      const unit = at(from);
      const teachers = unit?.loads.flatMap(({ teacher }) => teacher ?? []) ?? [];
      if (!unit || teachers.some((teacher) => taken.has(keyOf(teacher, { weekday, number })))) continue;
      for (const teacher of teachers) {
        taken.delete(keyOf(teacher, { weekday, number: from }));
        taken.add(keyOf(teacher, { weekday, number }));
      }
      for (const load of unit.loads)
        load.slots = load.slots.map((slot) =>
          slot.weekday === weekday && slot.number === from ? { weekday, number } : slot,
        );
      break;
    }
  }
}
