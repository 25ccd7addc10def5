import { homeRegion } from '@regiso/core';

const dayMs = 86_400_000;

/** The day so many days later. */
export const daysAfter = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** What the clock shows in the region: `09:05`. */
export const timeHere = (now: Date) =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: homeRegion().timeZone }).format(now);
