import type { MissingReason, ResultUnit } from '../../shared';
import type { Counts, Result } from '../services/save-results';
import type { Cell } from './cells';
import { codeKey, type CodeTable } from './options';

/** Cells of one result. `undefined`: the file has no such column; null: the cell is empty. */
export type NumberCells = { participants?: Cell | null; mean?: Cell | null } & {
  [K in keyof Counts]?: Cell | null;
};

export type Numbers = Counts & Pick<Result, 'participants' | 'mean' | 'meanMissingReason'>;
export type Issue = { column: string; message: string };
export type ReadNumbers = { numbers: Numbers } | { issues: Issue[] };

type Rules = { codes: CodeTable; suppressedBelow: number; unit: ResultUnit; maximum: number };
type Name = keyof NumberCells;

/** Turns cells into numbers. What is hidden or absent becomes null with the reason, never 0. */
export function readNumbers(cells: NumberCells, rules: Rules): ReadNumbers {
  const issues: Issue[] = [];
  const participants = read(cells, 'participants', rules, issues);
  const mean = read(cells, 'mean', rules, issues);
  const count = (name: keyof Counts) => known(read(cells, name, rules, issues));
  const numbers: Numbers = {
    participants: known(participants),
    mean: known(mean),
    meanMissingReason: null,
    belowMinimum: count('belowMinimum'),
    high: count('high'),
    hundred: count('hundred'),
    mark2: count('mark2'),
    mark3: count('mark3'),
    mark4: count('mark4'),
    mark5: count('mark5'),
  };
  if (issues.length) return { issues };
  if (rules.unit === 'mark') completeMarks(numbers);
  const impossible = contradiction(numbers, rules);
  if (impossible) return { issues: [impossible] };
  if (numbers.mean === null) numbers.meanMissingReason = reasonAmong(mean, participants) ?? emptyReason(numbers, rules);
  return { numbers };
}

/** The number of a cell; the reason why there is none where a sign says it; null for an empty cell. */
function read(cells: NumberCells, name: Name, rules: Rules, issues: Issue[]): number | MissingReason | null {
  const cell = cells[name];
  if (cell === null || cell === undefined) return null;
  // An installation may say that a number is a sign too: «999 = скрыто».
  if (typeof cell === 'number') return rules.codes.get(String(cell)) ?? cell;
  const reason = reasonOf(cell.code, rules);
  if (reason) return reason;
  issues.push({
    column: name,
    message: `«${cell.code}» — не число и не известный знак пропуска: исправьте или допишите знак в настройку загрузки`,
  });
  return null;
}

const known = (reading: number | string | null) => (typeof reading === 'number' ? reading : null);

const reasonOf = (code: string, { codes }: Rules): MissingReason | undefined =>
  codes.get(codeKey(code)) ?? (/^(<|менее)\s*\d+$/i.test(code) ? 'suppressed' : undefined);

// What stands instead of the mean says more than what stands instead of the participants.
const reasonAmong = (...readings: (number | MissingReason | null)[]) =>
  readings.find((reading): reading is MissingReason => typeof reading === 'string');

function emptyReason({ participants }: Numbers, { suppressedBelow }: Rules): MissingReason {
  if (participants === null) return 'absent';
  if (participants === 0) return 'not-held';
  return participants < suppressedBelow ? 'suppressed' : 'absent';
}

// Where all marks are counted, participants and the mean mark follow from them.
function completeMarks(numbers: Numbers) {
  const { mark2, mark3, mark4, mark5 } = numbers;
  if (mark2 === null || mark3 === null || mark4 === null || mark5 === null) return;
  const marked = mark2 + mark3 + mark4 + mark5;
  numbers.participants ??= marked;
  if (marked === 0 || marked !== numbers.participants) return;
  numbers.mean ??= (2 * mark2 + 3 * mark3 + 4 * mark4 + 5 * mark5) / marked;
}

function contradiction(numbers: Numbers, { unit, maximum }: Rules): Issue | undefined {
  const { participants, mean } = numbers;
  const least = unit === 'mark' ? 2 : 0;
  if (mean !== null && (mean < least || mean > maximum))
    return { column: 'mean', message: `Средний балл ${mean} вне пределов от ${least} до ${maximum}` };
  if (mean !== null && participants === 0)
    return { column: 'mean', message: 'Средний балл указан, а участников 0: исправьте одно из двух' };
  if (participants === null) return undefined;
  const { belowMinimum, high, hundred, mark2, mark3, mark4, mark5 } = numbers;
  if ((belowMinimum ?? 0) + (high ?? 0) + (hundred ?? 0) > participants)
    return { column: 'participants', message: 'Ниже минимума, 81–99 и 100 баллов вместе больше, чем участников' };
  if ((mark2 ?? 0) + (mark3 ?? 0) + (mark4 ?? 0) + (mark5 ?? 0) > participants)
    return { column: 'participants', message: 'Отметок вместе больше, чем участников' };
  return undefined;
}
