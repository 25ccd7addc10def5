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

/** Who teaches what and when in a school: nobody is in two places at once; who has no time left leaves a vacancy. */
export function planSchool(classes: readonly DemoClass[], staff: readonly string[]) {
  const led = leadersOf(classes, staff);
  const busy = new Map<string, number>();
  const units = classes.flatMap((one) => unitsOf(one, led.get(one.id) ?? null, staff.slice(primaryTeachers), busy));
  const taken = new Set<string>();
  for (const weekday of days)
    for (let number = 1; number <= 7; number += 1)
      for (const one of classes) place(one, units, { weekday, number }, taken, busy);
  for (const one of classes) for (const weekday of days) closeGaps(one, units, weekday, taken);
  return { led, loads: units.flatMap(({ loads }) => loads) };
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

/** Puts a lesson of a class into a slot while the day has room: of the busiest teacher first, no subject twice a day if it may be. */
function place(
  of: DemoClass,
  units: readonly Unit[],
  slot: Slot,
  taken: Set<string>,
  busy: ReadonlyMap<string, number>,
) {
  const own = units.filter((unit) => unit.class === of);
  const total = own.reduce((sum, { hours }) => sum + hours, 0);
  const ofDay = own.flatMap(
    ({ loads: [first] }) => first?.slots.filter(({ weekday }) => weekday === slot.weekday) ?? [],
  );
  if (ofDay.length >= Math.floor(total / 5) + (slot.weekday <= total % 5 ? 1 : 0)) return;
  const key = (teacher: string) => keyOf(teacher, slot);
  const today = ({ loads: [first] }: Unit) => first?.slots.some(({ weekday }) => weekday === slot.weekday) ?? false;
  const weight = ({ loads, left, hours }: Unit) =>
    Math.max(...loads.map(({ teacher }) => (teacher ? (busy.get(teacher) ?? 0) : 0))) + (20 * left) / hours;
  const [best] = own
    .filter(({ left, loads }) => left > 0 && loads.every(({ teacher }) => !teacher || !taken.has(key(teacher))))
    .sort((one, other) => Number(today(one)) - Number(today(other)) || weight(other) - weight(one));
  if (!best) return;
  best.left -= 1;
  for (const load of best.loads) {
    load.slots.push(slot);
    if (load.teacher) taken.add(key(load.teacher));
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
