import type { CellView, Dictionary } from '../../shared/journal';
import { emptyCell, type CellKey } from './cell-store';
import { saidOf } from './said';
import { codeOf, isAway, markAt, withAttendance, withMark, withoutMark } from './typing';

/** Cells between two corners, both within. */
export type Range = { top: number; left: number; bottom: number; right: number };
export const isMany = ({ top, left, bottom, right }: Range) => top !== bottom || left !== right;

/** What a place of a grid is: a cell, or one part of it (0 the attendance, 1 or 2 a mark). `where` is what it is called. */
export type Target = { key: CellKey; where: string; part?: 0 | 1 | 2; isLocked: boolean; isMarked: boolean };
type TargetAt = (row: number, column: number) => Target | undefined;

/** Why a value is not taken. `late`: of who was absent, so only as handed in later. */
type Why = 'value' | 'unmarked' | 'locked' | 'outside' | 'late';
export type Problem = { where: string; text: string; why: Why };
type Reading = { cell: CellView } | { why: Why };

/** Cells of a text as a spreadsheet gives it: lines, and tabs within them; the last line may end. */
const rowsOf = (text: string) =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split('\t').map((cell) => cell.replace(/^"(.*)"$/, '$1').trim()));

/**
 * What cells become when a block is laid on a grid from a corner on. An empty value leaves its cell as it is. With any problem
 * nothing is to be written.
 */
export function pasted(
  { dictionary, text, from, at, isLate }: PasteOf,
  cellAt: (key: CellKey) => CellView,
): { changes: [CellKey, CellView][]; problems: Problem[] } {
  const cells = new Map<CellKey, CellView>();
  const problems: Problem[] = [];
  for (const [down, line] of rowsOf(text).entries())
    for (const [right, value] of line.entries()) {
      if (!value) continue;
      const target = at(from.top + down, from.left + right);
      const read = target
        ? readAt(dictionary, target, cells.get(target.key) ?? cellAt(target.key), value, isLate)
        : { why: 'outside' as const };
      if ('why' in read)
        problems.push({ where: target?.where ?? `${down + 1}:${right + 1}`, text: value, why: read.why });
      else if (target) cells.set(target.key, read.cell);
    }
  return { changes: [...cells], problems };
}

type PasteOf = {
  dictionary: Dictionary;
  text: string;
  from: Pick<Range, 'top' | 'left'>;
  at: TargetAt;
  /** Marks of who was absent were handed in later. */
  isLate: boolean;
};

function readAt(dictionary: Dictionary, target: Target, cell: CellView, text: string, isLate: boolean): Reading {
  const { part, isLocked, isMarked } = target;
  if (isLocked) return { why: 'locked' };
  // A spreadsheet makes a date of «5/4»: other signs stand between two marks too.
  const [, letter = '', digits = ''] =
    /^(\p{L}*)[\s]*((?:[2-5](?:[\s/;\\]+[2-5])?)?)$/u.exec(likeCyrillic(text.toLowerCase())) ?? [];
  const values = digits.split(/[\s/;\\]+/).filter(Boolean);
  const code = letter ? dictionary.codes.find((one) => one.letter === letter) : undefined;
  const fits = part === undefined || (part === 0 ? !values.length : !letter && values.length === 1);
  if ((letter && !code) || (!letter && !values.length) || !fits) return { why: 'value' };
  if (values.length && !isMarked) return { why: 'unmarked' };
  let after = code ? withAttendance(cell, code.code) : cell;
  for (const [nth, value] of values.entries()) {
    const place = part === 1 || part === 2 ? part : nth + 1;
    after = withMark(after, place, { value: Number(value), isLate: markAt(cell, place)?.isLate ?? false });
  }
  if (!isAway(dictionary, after) || after.marks.every((mark) => mark.isLate)) return { cell: after };
  return isLate ? { cell: { ...after, marks: after.marks.map((mark) => ({ ...mark, isLate })) } } : { why: 'late' };
}

// Letters that look the same on a Latin keyboard.
const alike: Record<string, string> = { h: 'н', o: 'о', c: 'с', b: 'в' };
const likeCyrillic = (text: string) => text.replace(/[hocb]/g, (letter) => alike[letter] ?? letter);

/** A range as a spreadsheet takes it. */
export function copied(
  dictionary: Dictionary,
  { top, left, bottom, right }: Range,
  at: TargetAt,
  cellAt: (key: CellKey) => CellView,
) {
  const said = ({ key, part }: Target) => {
    const cell = cellAt(key);
    if (part === undefined) return saidOf(dictionary, cell, '');
    return part === 0 ? (codeOf(dictionary, cell)?.letter ?? '') : String(markAt(cell, part)?.value ?? '');
  };
  const line = (row: number) =>
    Array.from({ length: right - left + 1 }, (_, nth) => at(row, left + nth)).map((target) =>
      target ? said(target) : '',
    );
  return Array.from({ length: bottom - top + 1 }, (_, nth) => line(top + nth).join('\t')).join('\n');
}

/** A cell without what stands in a part of it, or empty. */
export const cleared = (cell: CellView, part: Target['part']): CellView => {
  if (part === 0) return withAttendance(cell, null);
  return part ? withoutMark(cell, part) : { ...emptyCell, version: cell.version };
};

/** What the open cells of a range become when they are emptied. */
export function emptied(
  { top, left, bottom, right }: Range,
  at: TargetAt,
  cellAt: (key: CellKey) => CellView,
): [CellKey, CellView][] {
  const cells = new Map<CellKey, CellView>();
  for (let row = top; row <= bottom; row += 1)
    for (let column = left; column <= right; column += 1) {
      const target = at(row, column);
      if (!target || target.isLocked) continue;
      cells.set(target.key, cleared(cells.get(target.key) ?? cellAt(target.key), target.part));
    }
  return [...cells];
}
