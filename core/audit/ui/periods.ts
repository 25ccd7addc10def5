export const periods = ['today', 'week', 'month', 'last-month'] as const;
export type Period = (typeof periods)[number];
export type Days = { from: string; to: string };

const day = (date: Date) => date.toISOString().slice(0, 10);

/** The days of a usual period, both included; `today` is a day of the region. */
export function daysOf(period: Period, today: string): Days {
  const [year = 0, month = 0, date = 0] = today.split('-').map(Number);
  const at = (...parts: [number, number, number]) => day(new Date(Date.UTC(...parts)));
  if (period === 'week') return { from: at(year, month - 1, date - 6), to: today };
  if (period === 'month') return { from: at(year, month - 1, 1), to: today };
  if (period === 'last-month') return { from: at(year, month - 2, 1), to: at(year, month - 1, 0) };
  return { from: today, to: today };
}
