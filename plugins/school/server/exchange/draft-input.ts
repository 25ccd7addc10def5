import { createHash } from 'node:crypto';
import { sql } from '@regiso/core';
import type { Slot } from '../../shared';
import { bellsOf, loadsOf, slotsOf, type Year } from '../services/draft';
import { teacherNames } from '../services/names';
import type { Input } from './activities';
import type { Fitted } from './fit';

/** What the draft of a year is made of, with the names and numbers by which files know it. */
export async function inputOf(year: Year): Promise<Input> {
  const loads = await loadsOf(year.id);
  const nameOf = await teacherNames(loads.map(({ teacherId }) => teacherId));
  const numbers = new Map(
    (
      await sql<{ id: string; number: number }>`SELECT j.id, j.exchange_number AS number FROM school.loads j
        JOIN school.classes c ON c.id = j.class_id WHERE c.year_id = ${year.id} LIMIT 3000`
    ).map(({ id, number }) => [id, number]),
  );
  return {
    organisation: year.organisation,
    firstYear: year.first_year,
    loads: loads.map((load) => ({
      ...load,
      teacher: nameOf(load.teacherId),
      exchangeNumber: numbers.get(load.id) ?? 0,
    })),
    slots: await slotsOf(year),
    bells: await bellsOf(year.id),
  };
}

const partsOf = ({ loadId, weekday, number, weeks, room, reason }: Slot) =>
  JSON.stringify([loadId, weekday, number, weeks, room, reason]);

const digest = (parts: readonly string[]) => createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);

/** One text for drafts that are the same, whatever the ids of their lessons. */
export const digestOf = (slots: readonly Slot[]) => digest(slots.map(partsOf).sort());

/** One text for all that a file is held against: what stands, the journals with their teachers and days, the bells. */
export const stateOf = ({ slots, loads, bells }: Input) => {
  // What a teacher is called shows in what a file does, where it matters.
  const told = [...loads.map((load) => ({ ...load, teacher: null })), ...bells]
    .map((one) => JSON.stringify(one))
    .sort();
  return digest([digestOf(slots), ...told]);
};

/** One text for what a file makes of a draft: what stands then, and which rows are left out and why. */
export const outcomeOf = ({ slots, problems }: Fitted) =>
  digest([digestOf(slots), ...problems.map(({ row, kind, load }) => JSON.stringify([row.line, kind, load?.id]))]);
