import type { CellView, Dictionary, MarkView } from '../../shared/journal';

type Code = Dictionary['codes'][number];
export type Draft = { cell: CellView } | { refused: 'range' } | { asks: 'late'; cell: CellView } | undefined;

// The same keys on a keyboard that writes Latin letters.
const cyrillic: Record<string, string> = { y: 'н', ',': 'б', g: 'п', j: 'о', c: 'с', d: 'в' };
const letterOf = (key: string) => cyrillic[key.toLowerCase()] ?? key.toLowerCase();

export const codeOf = ({ codes }: Dictionary, { attendance }: Pick<CellView, 'attendance'>): Code | undefined =>
  codes.find(({ code }) => code === attendance);

export const isAway = (dictionary: Dictionary, cell: CellView) => {
  const code = codeOf(dictionary, cell);
  return code !== undefined && code.countsAs !== 'present';
};

/** A key pressed on an attendance: its letter, or the letter that the one before begins («н», then «п», is «нп»). */
export function typeAttendance(dictionary: Dictionary, cell: CellView, key: string): Draft {
  const typed = letterOf(key);
  const longer = (codeOf(dictionary, cell)?.letter ?? '') + typed;
  const begins = (text: string) =>
    dictionary.codes.find(({ letter }) => letter === text || (text.length > 1 && letter.startsWith(text)));
  const code = begins(longer) ?? begins(typed);
  return code && { cell: withAttendance(cell, code.code) };
}

export const withAttendance = (cell: CellView, attendance: CellView['attendance']): CellView => ({
  ...cell,
  attendance,
  lateMinutes: attendance === 'late' ? cell.lateMinutes : null,
});

/** A digit pressed on a place of a cell: a mark, a refusal, or the question whether the work was handed in later. */
export function typeMark(dictionary: Dictionary, cell: CellView, place: number, key: string): Draft {
  if (!/^\d$/.test(key)) return undefined;
  const value = Number(key);
  if (value < 2 || value > 5) return { refused: 'range' };
  const isLate = isAway(dictionary, cell);
  const marked = withMark(cell, place, { value, isLate });
  return isLate && !markAt(cell, place)?.isLate ? { asks: 'late', cell: marked } : { cell: marked };
}

export const markAt = ({ marks }: CellView, place: number): MarkView | undefined =>
  marks.find((mark) => mark.place === place);

/** Changes a mark or gives a new one; the kind and the weight follow from the lesson. */
export function withMark(cell: CellView, place: number, change: Partial<MarkView>): CellView {
  const before = markAt(cell, place) ?? { place, value: 5, kind: 'answer', weight: 1, isLate: false, comment: null };
  const marks = [...cell.marks.filter((mark) => mark.place !== place), { ...before, ...change }];
  return { ...cell, marks: marks.sort((one, other) => one.place - other.place) };
}

export const withoutMark = (cell: CellView, place: number): CellView => ({
  ...cell,
  marks: cell.marks.filter((mark) => mark.place !== place),
});
