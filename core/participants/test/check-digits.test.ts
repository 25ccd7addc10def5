import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { innDigit, innProblem, kppProblem, ogrnDigit, ogrnProblem } from '../shared/check-digits';

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));
const notZeros = (text: string) => !/^0+$/.test(text);

const changeOne = fc.record({ at: fc.nat(), by: fc.integer({ min: 1, max: 9 }) });
const changed = (code: string, { at, by }: { at: number; by: number }) => {
  const place = at % code.length;
  return `${code.slice(0, place)}${(Number(code[place]) + by) % 10}${code.slice(place + 1)}`;
};

describe('Check digits', () => {
  it('accept every INN made with the right last digit', () => {
    fc.assert(fc.property(digits(9).filter(notZeros), (nine) => innProblem(nine + innDigit(nine)) === undefined));
  });

  it('notice any single changed digit of an INN, save where the residues are 10 and 0, which share the digit 0', () => {
    const residue = (code: string) =>
      [2, 4, 10, 3, 5, 9, 4, 6, 8].reduce((sum, weight, at) => sum + weight * Number(code[at]), 0) % 11;
    fc.assert(
      fc.property(digits(9).filter(notZeros), changeOne, (nine, change) => {
        const code = nine + innDigit(nine);
        const wrong = changed(code, change);
        if (innProblem(wrong)) return true;
        return [residue(code), residue(wrong)].sort((a, b) => a - b).join() === '0,10';
      }),
      { numRuns: 5_000 },
    );
  });

  it('notice any single changed digit of an OGRN, save where the residues share their last digit', () => {
    for (const length of [12, 14]) {
      fc.assert(
        fc.property(digits(length).filter(notZeros), changeOne, (head, change) => {
          const code = head + ogrnDigit(head);
          expect(ogrnProblem(code)).toBeUndefined();
          const wrong = changed(code, change);
          if (ogrnProblem(wrong)) return true;
          const residue = (text: string) => Number(BigInt(text.slice(0, length)) % BigInt(length - 1));
          return residue(wrong) >= 10 || residue(code) >= 10;
        }),
        { numRuns: 3_000 },
      );
    }
  });

  it('say in a sentence what is wrong', () => {
    expect(innProblem('123')).toBe('ИНН состоит из 10 или 12 цифр, здесь «123»');
    expect(innProblem('7734077089')).toMatch(/не сходится/);
    expect(innProblem('500100732259')).toBeUndefined();
    expect(innProblem('0000000000')).toMatch(/не сходится/);
    expect(kppProblem('773401001')).toBeUndefined();
    expect(kppProblem('7734AB001')).toBeUndefined();
    expect(kppProblem('77340100')).toMatch(/9 знаков/);
    expect(ogrnProblem('1037739525274')).toMatch(/не сходится/);
    expect(ogrnProblem('304500116000157')).toBeUndefined();
  });

  const registry = resolve(__dirname, '../../../../shared/data/organisations/moscow-registry-2023.csv');
  const there = existsSync(registry);
  if (!there) console.warn(`Real registry is absent, its test is skipped: ${registry}`);
  if (!there && process.env.CI === 'true') throw new Error(`CI needs ${registry}`);
  (there ? it : it.skip)('accept all 583 real INN, KPP and OGRN', () => {
    const rows = parse(readFileSync(registry), { columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(583);
    for (const { inn = '', kpp = '', ogrn = '' } of rows) {
      expect([innProblem(inn), kppProblem(kpp), ogrnProblem(ogrn)]).toEqual([undefined, undefined, undefined]);
    }
  });
});
