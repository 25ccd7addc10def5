import { installed } from '../server/installed';
import { today, workingCalendar, type WorkingCalendar } from './calendar';
import type { RegionPack } from './pack';
import { packOf } from './packs';

let home: { setting: string; pack: RegionPack; calendar: WorkingCalendar } | undefined;

function present() {
  const { region } = installed().config;
  if (home?.setting === region) return home;
  const pack = packOf(region);
  home = { setting: region, pack, calendar: workingCalendar(pack.calendar) };
  return home;
}

/** The pack of the region this installation works in (`REGISO_REGION`). */
export const homeRegion = (): RegionPack => present().pack;

/** Working days of the home region. */
export const homeCalendar = (): WorkingCalendar => present().calendar;

/** The calendar day it is now in the home region. */
export const todayHere = (now?: Date): string => today(homeRegion().timeZone, now);
