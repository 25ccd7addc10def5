import fc from 'fast-check';
import { averageOf, howMany, suggestionOf } from '../../shared';

const marks = (...list: [value: number, weight: number][]) => list.map(([value, weight]) => ({ value, weight }));
const thresholds = { three: 2.5, four: 3.5, five: 4.5 };

test('the average is Σ(m·w) ÷ Σw, half up to hundredths', () => {
  expect(averageOf(marks([5, 3], [5, 1], [4, 5]))).toBe(4.44);
  expect(averageOf(marks([4, 1], [5, 1]))).toBe(4.5);
  // 803 ÷ 200 = 4.015, which floats would round down.
  expect(averageOf([...marks([5, 3]), ...Array.from({ length: 197 }, () => ({ value: 4, weight: 1 }))])).toBe(4.02);
  expect(averageOf([])).toBeNull();
});

test('a suggestion follows the thresholds exactly: 4.5 is a 5, a hair less is a 4', () => {
  expect(suggestionOf(marks([4, 1], [5, 1]), thresholds)).toBe(5);
  expect(suggestionOf(marks([4, 1000], [5, 999]), thresholds)).toBe(4);
  expect(suggestionOf(marks([2, 1]), thresholds)).toBe(2);
  expect(suggestionOf([], thresholds)).toBeNull();
  expect(suggestionOf(marks([4, 1], [5, 1]), { ...thresholds, five: 4.6 })).toBe(4);
});

test('what gives a mark is the fewest that reach it', () => {
  expect(howMany(marks([3, 1], [3, 1]), 3.5, { value: 5, weight: 1 })).toBe(1);
  expect(howMany(marks([3, 1], [3, 1]), 4.5, { value: 5, weight: 1 })).toBe(6);
  expect(howMany(marks([3, 1], [3, 1]), 4.5, { value: 5, weight: 3 })).toBe(2);
  expect(howMany(marks([5, 1]), 4.5, { value: 5, weight: 1 })).toBe(0);
  expect(howMany(marks([2, 10], [2, 10]), 4.5, { value: 5, weight: 1 })).toBeNull();
  const mark = fc.record({ value: fc.integer({ min: 2, max: 5 }), weight: fc.integer({ min: 1, max: 10 }) });
  fc.assert(
    fc.property(fc.array(mark, { minLength: 1, maxLength: 20 }), fc.constantFrom(3.5, 4.5), (list, threshold) => {
      const five = { value: 5, weight: 3 };
      const count = howMany(list, threshold, five);
      const reached = (more: number) => {
        const all = [...list, ...Array.from({ length: more }, () => five)];
        const weight = all.reduce((sum, one) => sum + one.weight, 0);
        return all.reduce((sum, one) => sum + one.value * one.weight, 0) * 2 >= threshold * 2 * weight;
      };
      if (count === null) return !reached(12);
      return reached(count) && (count === 0 || !reached(count - 1));
    }),
  );
});
