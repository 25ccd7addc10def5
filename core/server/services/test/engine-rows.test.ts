import fc from 'fast-check';
import { rowCutter } from '../engine-rows';

function cut(format: string, bytes: Buffer, pieceBytes: number, arrival: number) {
  const cutter = rowCutter(format, pieceBytes);
  if (!cutter) throw new Error(`${format} cannot be cut`);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += arrival) pieces.push(...cutter.push(bytes.subarray(at, at + arrival)));
  return [...pieces, cutter.end()].filter((piece) => piece.length > 0).map(String);
}

const field = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'ё', ' ', ';'), maxLength: 5 }),
  fc
    .string({ unit: fc.constantFrom('"', '\n', ',', 'я', 'b'), maxLength: 6 })
    .map((text) => `"${text.replace(/"/g, '""')}"`),
);
const csvRow = fc.array(field, { minLength: 1, maxLength: 4 }).map((fields) => `${fields.join(',')}\n`);

test('pieces of CSV are whole rows, whatever is quoted, and make the whole again', () => {
  fc.assert(
    fc.property(
      fc.array(csvRow, { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 60 }),
      fc.nat(20),
      (rows, size, step) => {
        const pieces = cut('CSV', Buffer.from(rows.join('')), size, step + 1);
        expect(pieces.join('')).toBe(rows.join(''));
        const ends = new Set<number>();
        rows.reduce((length, row) => (ends.add(length + row.length), length + row.length), 0);
        pieces.reduce((length, piece) => {
          expect(ends).toContain(length + piece.length);
          return length + piece.length;
        }, 0);
      },
    ),
  );
});

test('pieces depend on the bytes, not on how they arrive', () => {
  fc.assert(
    fc.property(fc.array(csvRow, { minLength: 1, maxLength: 30 }), fc.nat(20), fc.nat(20), (rows, one, other) => {
      const bytes = Buffer.from(rows.join(''));
      expect(cut('CSV', bytes, 16, one + 1)).toEqual(cut('CSV', bytes, 16, other + 1));
    }),
  );
});

test('every piece carries the header', () => {
  const pieces = cut('CSVWithNames', Buffer.from('a,b\n1,2\n3,4\n5,6\n'), 8, 3);
  expect(pieces).toEqual(['a,b\n1,2\n3,4\n', 'a,b\n5,6\n']);
  expect(cut('TabSeparatedWithNamesAndTypes', Buffer.from('a\nUInt8\n1\n2\n'), 2, 1)).toEqual([
    'a\nUInt8\n1\n',
    'a\nUInt8\n2\n',
  ]);
});

test('a last row without line end is kept, and a header alone makes no piece after others', () => {
  expect(cut('TabSeparated', Buffer.from('1\n2'), 2, 1)).toEqual(['1\n', '2']);
  expect(cut('JSONEachRow', Buffer.from('{"a":1}\n'), 8, 8)).toEqual(['{"a":1}\n']);
});

test('formats whose rows cannot be told apart are not cut', () => {
  expect(rowCutter('Parquet', 10)).toBeUndefined();
  expect(rowCutter('Values', 10)).toBeUndefined();
});
