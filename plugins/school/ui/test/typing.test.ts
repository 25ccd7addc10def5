import type { CellView, Dictionary } from '../../shared/journal';
import { emptyCell } from '../journal/cell-store';
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
