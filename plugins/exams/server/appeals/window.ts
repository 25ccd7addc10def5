import { homeCalendar, valueOn } from '@regiso/core';
import type { AppealKind, AppealWindow } from '../../shared/appeals';
import { appealTerms } from './terms';

type Days = { heldOn: string; publishedOn: string };

/** The last day on which an appeal may be filed, and the row of the term: counted from the day that the order names. */
export async function fileBy(kind: AppealKind, days: Days): Promise<{ until: string; row: string }> {
  const from = kind === 'marks' ? days.publishedOn : days.heldOn;
  const { value, id } = await valueOn(appealTerms, `${kind}-file`, from);
  return { until: value === 0 ? from : homeCalendar().addWorkingDays(from, value), row: id };
}

/** The last day for the decision about an appeal that came on a day. */
export async function decideBy(kind: AppealKind, receivedOn: string): Promise<string> {
  const { value } = await valueOn(appealTerms, `${kind}-decide`, receivedOn);
  return homeCalendar().addWorkingDays(receivedOn, value);
}

// Whatever the term, longer than the longest holidays: who has a result of former years is not asked for their calendars.
const longAgoDays = 60;

/** Until when an appeal on marks may be filed, as seen on a day; null for a result published long ago. */
export async function marksWindow(days: Days, on: string): Promise<AppealWindow | null> {
  if (Date.parse(on) - Date.parse(days.publishedOn) > longAgoDays * 86_400_000) return null;
  const { until } = await fileBy('marks', days);
  const { value } = await valueOn(appealTerms, 'marks-decide', on);
  return {
    until,
    isOpen: on <= until,
    isProvisional: homeCalendar().isProvisional(days.publishedOn, until),
    decideDays: value,
  };
}
