import type { CellView, Dictionary } from '../../shared/journal';
import { copied, pasted, type Target } from '../journal/block';
import { emptyCell, type CellKey } from '../journal/cell-store';
import { typeAttendance, typeMark } from '../journal/typing';

const code = (
  name: Dictionary['codes'][number]['code'],
  letter: string,
  countsAs: 'absent' | 'excused' | 'present',
) => ({
  ...{ code: name, letter, countsAs },
  ...{ title: name, titleEn: name },
});
const dictionary: Dictionary = {
  codes: [
    code('absent', 'н', 'absent'),
    code('ill', 'б', 'excused'),
    code('valid', 'п', 'excused'),
    code('unexcused', 'нп', 'absent'),
    code('late', 'о', 'present'),
    code('exempt', 'осв', 'present'),
  ],
  kinds: [],
};
const typed = (keys: string) =>
  [...keys].reduce<CellView>((cell, key) => {
    const draft = typeAttendance(dictionary, cell, key);
    return draft && 'cell' in draft ? draft.cell : cell;
  }, emptyCell).attendance;

test('letters are typed on either keyboard, longer ones letter after letter', () => {
  const said = ['н', 'Y', 'б', ',', 'п', 'нп', 'yg', 'о', 'осв', 'jcd', 'нб', 'ъ'].map(typed);
  expect(said).toEqual([
    ...['absent', 'absent', 'ill', 'ill', 'valid', 'unexcused', 'unexcused', 'late', 'exempt', 'exempt', 'ill', null],
  ]);
});

test('a digit from 2 to 5 is a mark; of who was absent it asks first', () => {
  expect(typeMark(dictionary, emptyCell, 1, '6')).toEqual({ refused: 'range' });
  expect(typeMark(dictionary, emptyCell, 2, '4')).toMatchObject({ cell: { marks: [{ place: 2, value: 4 }] } });
  const away = { ...emptyCell, attendance: 'ill' as const };
  expect(typeMark(dictionary, away, 1, '5')).toMatchObject({ asks: 'late', cell: { marks: [{ isLate: true }] } });
  const late = { ...emptyCell, attendance: 'late' as const };
  expect(typeMark(dictionary, late, 1, '5')).not.toHaveProperty('asks');
  expect(typeMark(dictionary, emptyCell, 1, 'x')).toBeUndefined();
});

describe('A block of a spreadsheet', () => {
  const cells: Record<CellKey, CellView> = {
    'two/a': { ...emptyCell, version: 3, attendance: 'ill' },
    'one/b': { ...emptyCell, marks: [{ place: 2, value: 3, kind: 'test', weight: 2, isLate: false, comment: 'сам' }] },
  };
  const cellAt = (key: CellKey) => cells[key] ?? emptyCell;
  /** Two pupils by two lessons; the second lesson of the second pupil is locked. */
  const at = (row: number, column: number): Target | undefined => {
    const [lesson, pupil] = [['one', 'two'][column], ['a', 'b'][row]];
    if (!lesson || !pupil) return undefined;
    return { key: `${lesson}/${pupil}`, where: `${pupil} ${lesson}`, isLocked: row + column === 2, isMarked: true };
  };
  const paste = (text: string, isLate = false, place = at, from = { top: 0, left: 0 }) =>
    pasted({ dictionary, text, from, at: place, isLate }, cellAt);
  const marksOf = ({ marks }: CellView) => marks.map(({ place, value, isLate }) => [place, value, isLate]);

  test('is laid from the corner on; empty values change nothing, what stands beside stays', () => {
    const { changes, problems } = paste('5;4\t\r\nО 4\t\r\n');
    expect(problems).toEqual([]);
    expect(changes.map(([key, cell]) => [key, cell.attendance, ...marksOf(cell)])).toEqual([
      ['one/a', null, [1, 5, false], [2, 4, false]],
      ['one/b', 'late', [1, 4, false], [2, 3, false]],
    ]);
    expect(changes[1]?.[1].marks[1]?.comment).toBe('сам');
  });

  test('with values that do not fit is refused with each of them, beyond the edge and in locked cells too', () => {
    expect(paste('6\t5/5/5\tн\nшум\t4\n5').problems).toEqual([
      { where: 'a one', text: '6', why: 'value' },
      { where: 'a two', text: '5/5/5', why: 'value' },
      { where: '1:3', text: 'н', why: 'outside' },
      { where: 'b one', text: 'шум', why: 'value' },
      { where: 'b two', text: '4', why: 'locked' },
      { where: '3:1', text: '5', why: 'outside' },
    ]);
    const noMarks = (row: number, column: number) => {
      const target = at(row, column);
      return target && { ...target, isMarked: false };
    };
    expect(paste('5', false, noMarks).problems).toMatchObject([{ why: 'unmarked' }]);
  });

  test('marks the absent only as handed in later, by letter or as they stand', () => {
    expect(paste('н 5\t4').problems.map(({ why }) => why)).toEqual(['late', 'late']);
    expect(paste('\n н').problems).toMatchObject([{ where: 'b one', why: 'late' }]);
    const { changes, problems } = paste('н 5\t4', true);
    expect([problems, ...changes.map(([, cell]) => marksOf(cell))]).toEqual([[], [[1, 5, true]], [[1, 4, true]]]);
  });

  test('fills columns of one lesson part by part and is copied as it was pasted', () => {
    const parts = (row: number, column: number): Target | undefined => {
      const target = at(row, 0);
      return target && column < 3 ? { ...target, part: column as 0 | 1 | 2 } : undefined;
    };
    const { changes } = paste('о\t5\t4', false, parts);
    expect(changes.map(([, cell]) => [cell.attendance, marksOf(cell)])).toEqual([
      [
        'late',
        [
          [1, 5, false],
          [2, 4, false],
        ],
      ],
    ]);
    expect(paste('5', false, parts).problems).toMatchObject([{ why: 'value' }]);
    const range = { top: 0, left: 0, bottom: 1, right: 2 };
    const kept = (key: CellKey) => changes.find(([changed]) => changed === key)?.[1] ?? cellAt(key);
    expect(copied(dictionary, range, parts, kept)).toBe('о\t5\t4\n\t\t3');
    expect(copied(dictionary, { ...range, right: 1 }, at, kept)).toBe('о 5/4\tб\n3\t');
  });
});
