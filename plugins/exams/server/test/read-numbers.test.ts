import { ExamImportOptions, readCodes } from '../importers/options';
import { countCell, meanCell, yearCell } from '../importers/cells';
import { readNumbers, type NumberCells } from '../importers/read-numbers';

const options = ExamImportOptions.parse({});
const codes = readCodes(options.missingCodes);
if ('problem' in codes) throw new Error(codes.problem);
const rules = { codes, suppressedBelow: 10, unit: 'score', maximum: 100 } as const;
const read = (cells: NumberCells, unit: 'score' | 'mark' = 'score') =>
  readNumbers(cells, { ...rules, unit, maximum: unit === 'mark' ? 5 : 100 });
const numbers = (cells: NumberCells, unit?: 'score' | 'mark') => {
  const found = read(cells, unit);
  if ('issues' in found) throw new Error(found.issues.map(({ message }) => message).join());
  return found.numbers;
};

describe('A cell with a number', () => {
  it.each([
    ['59,01724138', 59.01724138],
    ['59.5', 59.5],
    ['62 %', 62],
    ['1 204', 1204],
  ])('«%s» is %d', (text, value) => expect(meanCell.parse(text)).toBe(value));

  it.each(['*', '<5', 'н/д', '-3', '1e5', '5 из 7'])('«%s» is not taken for a number', (text) => {
    expect(meanCell.parse(text)).toEqual({ code: text });
    expect(countCell.parse(text)).toEqual({ code: text });
  });

  it('counts only whole people', () => {
    expect(countCell.parse('12,0')).toBe(12);
    expect(countCell.parse('12,5')).toEqual({ code: '12,5' });
  });

  it('gives the year of the exams', () => {
    expect(['2023', '2022/2023', '2022-2023 учебный год'].map((text) => yearCell.parse(text))).toEqual([
      2023, 2023, 2023,
    ]);
    expect(yearCell.safeParse('прошлый').success).toBe(false);
  });
});

describe('A mean that is not there', () => {
  it.each([
    [{ participants: 5, mean: null }, 'suppressed'],
    [{ participants: 25, mean: null }, 'absent'],
    [{ participants: 0, mean: null }, 'not-held'],
    [{ participants: null, mean: null }, 'absent'],
    [{ participants: 7, mean: { code: '*' } }, 'suppressed'],
    [{ participants: 7, mean: { code: 'С' } }, 'suppressed'],
    [{ participants: { code: '<5' }, mean: null }, 'suppressed'],
    [{ participants: { code: 'менее 5' }, mean: { code: 'Н/Д' } }, 'absent'],
    [{ participants: 30, mean: { code: 'не проводился' } }, 'not-held'],
  ] as const)('%j is missing because %s, and never 0', (cells, reason) => {
    expect(numbers(cells)).toMatchObject({ mean: null, meanMissingReason: reason });
  });

  it('leaves hidden participants unknown', () =>
    expect(numbers({ participants: { code: '<5' } }).participants).toBeNull());

  it('keeps a true 0 of participants', () => expect(numbers({ participants: 0 }).participants).toBe(0));
});

describe('Numbers that cannot be', () => {
  it.each([
    [{ participants: 5, mean: { code: 'abc' } }, 'score', /«abc» — не число/],
    [{ participants: 0, mean: 50 }, 'score', /участников 0/],
    [{ participants: 5, mean: 101 }, 'score', /вне пределов от 0 до 100/],
    [{ participants: 5, mean: 1 }, 'mark', /вне пределов от 2 до 5/],
    [{ participants: 5, mean: 50, belowMinimum: 3, high: 2, hundred: 1 }, 'score', /больше, чем участников/],
    [{ participants: 5, mark2: 1, mark3: 2, mark4: 2, mark5: 1 }, 'mark', /Отметок вместе больше/],
  ] as const)('%j are refused with a reason', (cells, unit, message) => {
    const found = read(cells, unit);
    expect('issues' in found && found.issues[0]?.message).toMatch(message);
  });
});

describe('Marks', () => {
  it('give participants and the mean mark when all are counted', () =>
    expect(numbers({ mark2: 1, mark3: 2, mark4: 3, mark5: 4 }, 'mark')).toMatchObject({ participants: 10, mean: 4 }));

  it('give no mean when some are not known', () =>
    expect(numbers({ participants: 12, mark2: 1, mark3: 2, mark4: 3, mark5: 4 }, 'mark')).toMatchObject({
      mean: null,
      meanMissingReason: 'absent',
    }));
});

describe('The table of codes', () => {
  it('takes own codes', () => {
    const own = readCodes('zz, 999 = скрыто; бн = не проводился');
    expect('problem' in own ? [] : [...own]).toEqual([
      ['zz', 'suppressed'],
      ['999', 'suppressed'],
      ['бн', 'not-held'],
    ]);
  });

  it('says what is wrong with it', () => {
    const parsed = ExamImportOptions.safeParse({ missingCodes: '* = тайна' });
    expect(parsed.error?.issues[0]?.message).toMatch(/«\* = тайна»: напишите так/);
  });

  it('is the same after it was kept as JSON', () => {
    const kept: unknown = JSON.parse(JSON.stringify(options));
    expect(ExamImportOptions.parse(kept)).toEqual(options);
  });
});
