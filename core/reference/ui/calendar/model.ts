export const kinds = ['free', 'short', 'worked'] as const;
export type Kind = (typeof kinds)[number];
export type Day = { day: string; kind: Kind; title: string };

export type Year = {
  year: number;
  origin: 'operator' | 'shipped' | 'holidays' | 'missing';
  version: number;
  act: string | null;
  verified: boolean;
  workingDays: number | null;
  days: (Day & { act: string | null })[];
  versions: { version: number; act: string; note: string | null; verified: boolean; createdAt: string }[];
};

export const calendarsAddress = '/reference/calendars';

/** The weeks of a month, Monday first; null where the week belongs to a neighbour. */
export function weeksOf(year: number, month: number): (string | null)[][] {
  const first = new Date(Date.UTC(year, month, 1));
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const before = (first.getUTCDay() + 6) % 7;
  const cells = Array.from({ length: Math.ceil((before + length) / 7) * 7 }, (_, at) => {
    const number = at - before + 1;
    return number < 1 || number > length ? null : dayOf(year, month, number);
  });
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

const dayOf = (year: number, month: number, number: number) =>
  `${year}-${String(month + 1).padStart(2, '0')}-${String(number).padStart(2, '0')}`;

export const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
