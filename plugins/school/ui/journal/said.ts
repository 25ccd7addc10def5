import type { CellView, Dictionary } from '../../shared/journal';
import { codeOf } from './typing';

type Held = Pick<CellView, 'attendance'> & { marks: readonly { value: number }[] };

/** What a cell holds as a teacher reads it: «н», «5/4», «н 5». */
export function saidOf(dictionary: Dictionary, cell: Held, nothing: string): string {
  const marks = cell.marks.map(({ value }) => value).join('/');
  return [codeOf(dictionary, cell)?.letter, marks].filter(Boolean).join(' ') || nothing;
}
