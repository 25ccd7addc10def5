type Reason = 'illness' | 'family' | 'holiday' | 'quarantine' | 'unknown';

/** A child of the family who attends, with the absences told of from today on. */
export type AttendingChild = {
  childId: string;
  child: string;
  organisation: string;
  group: string;
  absences: { day: string; reason: Reason; mayWithdraw: boolean }[];
};

export type Span = { from: string; to: string; days: string[]; reason: Reason; mayWithdraw: boolean };

/** Reasons a family may give. */
export const reasons = ['illness', 'family', 'holiday'] as const;

const dayMs = 86_400_000;

/** Days of one reason that follow each other, over a week-end too, as one span. */
export function spansOf(absences: AttendingChild['absences']): Span[] {
  const spans: Span[] = [];
  for (const { day, reason, mayWithdraw } of absences) {
    const last = spans.at(-1);
    const isNext = last && Date.parse(day) - Date.parse(last.to) <= 3 * dayMs;
    if (last && isNext && last.reason === reason && last.mayWithdraw === mayWithdraw) {
      last.to = day;
      last.days.push(day);
    } else spans.push({ from: day, to: day, days: [day], reason, mayWithdraw });
  }
  return spans;
}
