/** In which weeks a lesson of a timetable stands. */
export const weekKinds = ['every', 'odd', 'even'] as const;
export type Weeks = (typeof weekKinds)[number];

/** Whether lessons of these weeks are ever in one week. */
export const doWeeksMeet = (one: Weeks, other: Weeks) => one === 'every' || other === 'every' || one === other;

const dayMs = 86_400_000;
const mondayOf = (day: string) => {
  const at = Date.parse(`${day}T00:00:00Z`);
  return at - ((new Date(at).getUTCDay() + 6) % 7) * dayMs;
};

/**
 * The number of the week of a study year that a day is in. Week 1 is the one, from Monday, of the first day of the year; a year
 * that begins on a Sunday has it on the Monday after. Weeks are counted one after another through holidays, so that odd and even
 * ones follow the calendar and nobody need know how a break was counted. No act sets it: it is the rule of this system.
 */
export function weekOfYear(startsOn: string, day: string): number {
  const first = Date.parse(`${startsOn}T00:00:00Z`);
  const isSunday = new Date(first).getUTCDay() === 0;
  const start = isSunday ? first + dayMs : mondayOf(startsOn);
  return Math.floor((mondayOf(day) - start) / (7 * dayMs)) + 1;
}

/** Whether a week of this number is odd or even. */
export const kindOfWeek = (number: number): 'odd' | 'even' => (number % 2 === 0 ? 'even' : 'odd');
