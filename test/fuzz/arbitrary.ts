import fc, { type Arbitrary } from 'fast-check';

type Schema = Record<string, unknown>;

/** Values that a JSON schema describes, as far as it says; ids come from the pool so that they meet rows. */
export function arbitraryOf(schema: Schema, pool: readonly string[]): Arbitrary<unknown> {
  const of = (inner: unknown) => arbitraryOf((inner ?? {}) as Schema, pool);
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]));
  const choices = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  if (choices?.length) return fc.oneof(...choices.map(of));
  const every = schema.allOf as Schema[] | undefined;
  if (every?.length) return fc.tuple(...every.map(of)).map((parts) => Object.assign({}, ...parts) as unknown);
  switch (schema.type) {
    case 'string':
      return stringOf(schema, pool);
    case 'integer':
    case 'number':
      return numberOf(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      // A tuple.
      if (Array.isArray(schema.prefixItems)) return fc.tuple(...schema.prefixItems.map(of));
      return fc.array(of(schema.items), { maxLength: Math.min(4, Number(schema.maxItems ?? 4)) });
    case 'object':
      return objectOf(schema, of);
    default:
      return fc.jsonValue();
  }
}

function objectOf(schema: Schema, of: (inner: unknown) => Arbitrary<unknown>): Arbitrary<unknown> {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
  const required = (schema.required ?? []) as string[];
  const arbitraries = Object.fromEntries(properties.map(([name, inner]) => [name, of(inner)]));
  return fc.record(arbitraries, { requiredKeys: required.filter((name) => name in arbitraries) as never[] });
}

function numberOf({ minimum = -1_000, maximum = 1_000_000, exclusiveMinimum, type }: Schema): Arbitrary<number> {
  const min = Math.ceil(Number(exclusiveMinimum ?? minimum));
  const max = Math.max(min, Math.min(Number(maximum), 2 ** 31 - 1));
  const small = fc.integer({ min: Math.max(min, -(2 ** 31)), max });
  return type === 'integer' ? small : fc.oneof(small, fc.double({ min, max, noNaN: true }));
}

const made = new Map<string, Arbitrary<string>>();

/** Texts of one kind, made once: making an arbitrary of texts takes longer than drawing from it. */
function texts(kind: string, make: () => Arbitrary<string>): Arbitrary<string> {
  const known = made.get(kind) ?? make();
  made.set(kind, known);
  return known;
}

const words = ['Иванов', 'школа', 'проверка', 'a', '2026', 'ё', 'ул. Примерная, 1', 'ege', 'organisations', 'csv'];

function stringOf(
  { format, pattern, minLength = 0, maxLength = 60 }: Schema,
  pool: readonly string[],
): Arbitrary<string> {
  if (format === 'uuid') return fc.oneof(fc.constantFrom(...pool), fc.uuid());
  const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
  const ends = fc.constantFrom('0000-01-01', '0001-01-01', '9999-12-31');
  if (format === 'date' || format === 'date-time') {
    const days = fc.oneof({ arbitrary: day, weight: 9 }, { arbitrary: ends.map((end) => new Date(end)), weight: 1 });
    return days.map((date) => (format === 'date' ? date.toISOString().slice(0, 10) : date.toISOString()));
  }
  if (format === 'email') return fc.emailAddress();
  if (typeof pattern === 'string')
    return texts(pattern, () => fc.stringMatching(new RegExp(pattern)).map((text) => text.slice(0, 200)));
  const [min, max] = [Number(minLength), Math.min(Number(maxLength), 200)];
  return fc.oneof(
    fc.constantFrom(...words).map((word) => word.padEnd(min, 'а').slice(0, Math.max(max, 1))),
    texts(`${min} to ${max}`, () => fc.string({ minLength: Math.min(min, max), maxLength: max, unit: 'grapheme' })),
    fc.constantFrom(...pool),
  );
}

/** A value as a part of an address, which cannot hold half a character. */
export const textOf = (value: unknown) =>
  (typeof value === 'string' ? value : JSON.stringify(value ?? null)).replace(/\p{Surrogate}/gu, '\ufffd');

const junkOf = new WeakMap<readonly string[], Arbitrary<unknown>>();

/** What nobody should send; made once for a pool. */
export function junk(pool: readonly string[]): Arbitrary<unknown> {
  const known = junkOf.get(pool) ?? makeJunk(pool);
  junkOf.set(pool, known);
  return known;
}

const makeJunk = (pool: readonly string[]): Arbitrary<unknown> =>
  fc.oneof(
    fc.constantFrom<unknown>(
      null,
      '',
      ' ',
      0,
      -1,
      1e308,
      2 ** 53,
      true,
      [],
      {},
      [[]],
      '\u0000',
      'a\u0000b',
      '\ud800',
      '\u202e',
      "'; DROP TABLE core.accounts; --",
      '%',
      '_',
      '\\',
      '../../../etc/passwd',
      '{{7*7}}',
      '=HYPERLINK("x")',
      '0000-00-00',
      '9999-99-99',
      '2026-02-30',
      '275760-09-13T00:00:00.000Z',
      'NaN',
      'Infinity',
      '1e999',
      '٣',
      'я'.repeat(20_000),
      Array.from({ length: 2_000 }, () => 1),
    ),
    fc.constantFrom(...pool),
    fc.jsonValue(),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue(), { maxKeys: 3 }),
    fc.constant(JSON.parse('{"__proto__": {"isAdmin": true}, "constructor": {"prototype": {}}}') as object),
  );
