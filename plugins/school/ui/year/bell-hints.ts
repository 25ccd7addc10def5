import type { BellInput, YearView } from '../../shared/year';

export type BellHint = { kind: 'early' | 'late' | 'long' | 'break'; shift: number; number: number };

const minutes = (time: string) => {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return hours * 60 + rest;
};

/** `510` → `08:30`. */
export const clock = (of: number) =>
  `${String(Math.floor(of / 60)).padStart(2, '0')}:${String(of % 60).padStart(2, '0')}`;

/** What of the bells the norms of a school day advise against. */
export function bellHints(bells: readonly BellInput[], norms: YearView['norms']): BellHint[] {
  const ordered = [...bells].sort((one, other) => one.shift - other.shift || one.number - other.number);
  return ordered.flatMap((bell, at): BellHint[] => {
    const [from, to] = [minutes(bell.startsAt), minutes(bell.endsAt)];
    const before = ordered[at - 1];
    const rest = before?.shift === bell.shift ? from - minutes(before.endsAt) : Infinity;
    const { shift, number } = bell;
    return (
      [
        ['early', from < norms.startEarliest],
        ['late', shift === 2 && to > norms.secondShiftEnd],
        ['long', to - from > norms.lessonMost],
        ['break', rest < norms.breakLeast],
      ] as const
    ).flatMap(([kind, isSo]) => (isSo ? [{ kind, shift, number }] : []));
  });
}

/** The lesson that would come after the last of a shift: as long, after as short a break. */
export function nextBell(bells: readonly BellInput[], shift: 1 | 2, rest: number): BellInput {
  const own = bells.filter((bell) => bell.shift === shift).sort((one, other) => one.number - other.number);
  const last = own.at(-1);
  if (!last)
    return { shift, number: 1, startsAt: shift === 1 ? '08:30' : '14:00', endsAt: shift === 1 ? '09:15' : '14:45' };
  const from = minutes(last.endsAt) + rest;
  const length = minutes(last.endsAt) - minutes(last.startsAt);
  return { shift, number: last.number + 1, startsAt: clock(from % 1440), endsAt: clock((from + length) % 1440) };
}
