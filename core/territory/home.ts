import { installed } from '../server/installed';
import { today, workingCalendar, type KeptYear, type WorkingCalendar } from './calendar';
import type { RegionPack } from './pack';
import { packOf } from './packs';

let home: { setting: string; pack: RegionPack; calendar: WorkingCalendar } | undefined;
let keptYears: readonly KeptYear[] = [];

function present() {
  const { region } = installed().config;
  if (home?.setting === region) return home;
  const pack = packOf(region);
  home = { setting: region, pack, calendar: workingCalendar(pack.calendar, keptYears) };
  return home;
}

/** The pack of the region this installation works in (`REGISO_REGION`). */
export const homeRegion = (): RegionPack => present().pack;

/** Working days of the home region. */
export const homeCalendar = (): WorkingCalendar => present().calendar;

/** The calendar day it is now in the home region. */
export const todayHere = (now?: Date): string => today(homeRegion().timeZone, now);

/** The years that the operator keeps, in the place of what the region pack says of them. */
export function keepYears(years: readonly KeptYear[]) {
  keptYears = years;
  home = undefined;
}
