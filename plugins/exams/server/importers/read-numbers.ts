import type { MissingReason, ResultUnit } from '../../shared';
import { noCounts, type Counts, type Result } from '../services/save-results';
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

/** Turns cells into numbers. What is hidden or absent becomes null with the reason, never 0. */
export function readNumbers(cells: NumberCells, rules: Rules): ReadNumbers {
  const issues: Issue[] = [];
  const read = (column: keyof NumberCells) => {
    const cell = cells[column];
    if (cell === null || cell === undefined || typeof cell === 'number') return { value: cell ?? null };
    const reason = reasonOf(cell.code, rules);
    if (reason) return { value: null, reason };
    issues.push({
      column,
      message: `«${cell.code}» — не число и не известный знак пропуска: исправьте или допишите знак в настройку загрузки`,
    });
    return { value: null };
  };
  const counts = { ...noCounts };
  for (const name of Object.keys(noCounts) as (keyof Counts)[]) counts[name] = read(name).value;
  const participants = read('participants');
  const mean = read('mean');
  const numbers = complete({ ...counts, participants: participants.value, mean: mean.value }, rules.unit);
  if (issues.length) return { issues };
  const impossible = contradiction(numbers, rules);
  if (impossible) return { issues: [impossible] };
  const reason = mean.reason ?? (mean.value === null ? participants.reason : undefined);
  return {
    numbers: {
      ...numbers,
      meanMissingReason: numbers.mean === null ? (reason ?? emptyReason(numbers.participants, rules)) : null,
    },
  };
}

const reasonOf = (code: string, { codes }: Rules): MissingReason | undefined =>
  codes.get(codeKey(code)) ?? (/^(<|менее)\s*\d+$/i.test(code) ? 'suppressed' : undefined);

function emptyReason(participants: number | null, { suppressedBelow }: Rules): MissingReason {
  if (participants === null) return 'absent';
  if (participants === 0) return 'not-held';
  return participants < suppressedBelow ? 'suppressed' : 'absent';
}

type Partial = Counts & Pick<Result, 'participants' | 'mean'>;

// Where all marks are counted, participants and the mean mark follow from them.
function complete(numbers: Partial, unit: ResultUnit): Partial {
  const { mark2, mark3, mark4, mark5 } = numbers;
  if (unit !== 'mark' || mark2 === null || mark3 === null || mark4 === null || mark5 === null) return numbers;
  const marked = mark2 + mark3 + mark4 + mark5;
  const participants = numbers.participants ?? marked;
  const mean = marked > 0 && marked === participants ? (2 * mark2 + 3 * mark3 + 4 * mark4 + 5 * mark5) / marked : null;
  return { ...numbers, participants, mean: numbers.mean ?? mean };
}

function contradiction(numbers: Partial, { unit, maximum }: Rules): Issue | undefined {
  const { participants, mean } = numbers;
  const least = unit === 'mark' ? 2 : 0;
  if (mean !== null && (mean < least || mean > maximum))
    return { column: 'mean', message: `Средний балл ${mean} вне пределов от ${least} до ${maximum}` };
  if (mean !== null && participants === 0)
    return { column: 'mean', message: 'Средний балл указан, а участников 0: исправьте одно из двух' };
  if (participants === null) return undefined;
  const sum = (names: readonly (keyof Counts)[]) => names.reduce((total, name) => total + (numbers[name] ?? 0), 0);
  if (sum(['belowMinimum', 'high', 'hundred']) > participants)
    return { column: 'participants', message: 'Ниже минимума, 81–99 и 100 баллов вместе больше, чем участников' };
  if (sum(['mark2', 'mark3', 'mark4', 'mark5']) > participants)
    return { column: 'participants', message: 'Отметок вместе больше, чем участников' };
  return undefined;
}
