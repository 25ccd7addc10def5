import type { AlertRule } from '../../shared/alerts';

/** A figure of one place in one period; hidden and unknown figures have no value. */
export type Reading = { value: number | null; isHidden: boolean };
export type Course = ReadonlyMap<string, Reading>;
export type Judged = { mark: 'holds' | 'gone' | 'unknown'; value: number | null; before: number | null };
type Condition = Pick<AlertRule, 'kind' | 'comparison' | 'value'>;

// Shares are quotients: 20 % must reach «at least 20» whatever their last binary digit.
const epsilon = 1e-9;
const unknown: Judged = { mark: 'unknown', value: null, before: null };
const markOf = (holds: boolean) => (holds ? 'holds' : 'gone');

/** Whether the condition holds for one place in each period of the axis. No data is no figure: it neither holds nor is gone, but in a rule on absence. */
export function judge(condition: Condition, axis: readonly string[], course: Course): Judged[] {
  if (condition.kind === 'absence') return absences(condition.value, axis, course);
  return axis.map((period, at) => {
    const value = course.get(period)?.value ?? null;
    if (value === null) return unknown;
    if (condition.kind === 'threshold') return { mark: markOf(crosses(condition, value)), value, before: null };
    const before = course.get(axis[at - 1] ?? '')?.value ?? null;
    const change = before === null ? null : changeOf(condition, value, before);
    return change === null
      ? { ...unknown, value }
      : { mark: markOf(change >= condition.value - epsilon), value, before };
  });
}

const crosses = ({ comparison, value: threshold }: Condition, value: number) =>
  comparison === 'at-least' ? value >= threshold - epsilon : value <= threshold + epsilon;

/** By how much it moved the way the rule watches; null when it cannot be said, such as in per cent of nothing. */
function changeOf({ comparison }: Condition, value: number, before: number): number | null {
  const change = comparison.startsWith('rises') ? value - before : before - value;
  if (!comparison.endsWith('percent')) return change;
  return before === 0 ? null : (change / Math.abs(before)) * 100;
}

// What a place has never sent is not missed: periods count from its first figure on.
function absences(most: number, axis: readonly string[], course: Course): Judged[] {
  const first = axis.findIndex((period) => isThere(course.get(period)));
  let missing = 0;
  return axis.map((period, at) => {
    if (first < 0 || at < first) return unknown;
    missing = isThere(course.get(period)) ? 0 : missing + 1;
    return { mark: markOf(missing >= most), value: missing, before: null };
  });
}

// A hidden figure is there, it is only not shown.
const isThere = (reading: Reading | undefined) => reading !== undefined && (reading.value !== null || reading.isHidden);

/** Where a rule would have fired: each time the condition begins to hold, again only after it was gone. Gives places on the axis. */
export function firingsOf(judged: readonly Judged[]): number[] {
  let holds = false;
  return judged.flatMap(({ mark }, at) => {
    if (mark === 'unknown') return [];
    const begins = mark === 'holds' && !holds;
    holds = mark === 'holds';
    return begins ? [at] : [];
  });
}
