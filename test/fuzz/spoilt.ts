import { randomUUID } from 'node:crypto';
import fc, { type Arbitrary } from 'fast-check';
import type { Call } from '../authorization/call';
import { junk, textOf } from './arbitrary';

type Path = readonly (string | number)[];

/** Every place within a value, the value itself first. */
function placesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return [path];
  const inner = Array.isArray(value)
    ? value.slice(0, 3).map((one, at): [number, unknown] => [at, one])
    : Object.entries(value);
  return [path, ...inner.flatMap(([name, one]) => placesOf(one, [...path, name]))];
}

function replaced(value: unknown, [first, ...rest]: Path, by: (old: unknown) => unknown): unknown {
  if (first === undefined) return Buffer.isBuffer(value) ? torn(value, by) : by(value);
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>;
  const made = replaced(copy[first], rest, by);
  if (made === undefined && !Array.isArray(copy)) delete copy[first];
  else copy[first] = made;
  return copy;
}

/** A body that goes on with something else from its middle on, and then is itself again. */
function torn(body: Buffer, by: (old: unknown) => unknown) {
  const strange = Buffer.from(textOf(by(body.toString('latin1', 0, 20))));
  const at = (strange.length * 7_919) % (body.length + 1);
  return Buffer.concat([body.subarray(0, at), strange, body.subarray(Math.min(at + 3, body.length))]);
}

const ends = ['0000-01-01', '0001-01-01', '1900-02-28', '9999-12-31', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z'];
const numbers = [0, -1, 1, 0.5, 2 ** 31 - 1, 2 ** 31, 2 ** 53, 1e15];

/** What may stand where something sound stood: nothing, twice, its ends, what nobody should send. */
const otherThan = (pool: readonly string[]): Arbitrary<(old: unknown) => unknown> =>
  fc.oneof(
    fc.constant(() => undefined),
    fc.constant((old: unknown) => (Array.isArray(old) ? [...(old as unknown[]), ...(old as unknown[])] : [old])),
    fc.constant((old: unknown) => (typeof old === 'string' ? `${old} ё%_\\'` : old)),
    fc.constant(() => randomUUID()),
    fc.constantFrom(...ends, ...numbers, 'а'.repeat(190), true, null).map((value) => () => value),
    junk(pool).map((value) => () => value),
  );

const parts = ['params', 'query', 'payload'] as const;

/** Good requests with one place of them spoilt. */
export function spoiltOnes(
  call: Call,
  pool: readonly string[],
  { many, seed }: { many: number; seed: number },
): Call[] {
  const places = parts.flatMap((part) => (call[part] ? placesOf(call[part]).map((path) => ({ part, path })) : []));
  // An address is made of texts, and all of it must be there.
  const able = places.filter(({ part, path }) => part === 'payload' || path.length > 0);
  if (!able.length) return [];
  const spoilt = fc.tuple(fc.constantFrom(...able), otherThan(pool));
  return fc.sample(spoilt, { numRuns: many, seed }).map(([{ part, path }, by]) => {
    const changed = replaced(call[part], path, by);
    return { ...call, [part]: part === 'payload' ? changed : texts(changed as Record<string, unknown>) };
  });
}

const texts = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value).slice(0, 1_000)]));
