import { createHmac } from 'node:crypto';
import { plainNumber, secretFor, shortNameKey, sql } from '@regiso/core';
import type { Asked } from './look-up';

type Kind = 'document' | 'device' | 'name';
export type Try = { kind: Kind; hash: Buffer };

// How many look-ups in vain, within how many minutes. A school has one address and many pupils: addresses are not counted.
const limits: Readonly<Record<Kind, { most: number; minutes: number }>> = {
  document: { most: 5, minutes: 15 },
  device: { most: 30, minutes: 15 },
  name: { most: 30, minutes: 60 },
};
const registrationDigits = 12;

/** By what a look-up counts when it is in vain. Digits of a document can be guessed by who knows the name; a code of registration cannot. */
export function triesOf({ surname, name, number, device }: Asked): Try[] {
  const digits = plainNumber(number);
  const secret = secretFor('look-ups of results');
  const of = (kind: Kind, text: string): Try => ({
    kind,
    hash: createHmac('sha256', secret).update(`${kind}\0${text}`).digest(),
  });
  const own = [of('document', digits), of('device', device)];
  return digits.length === registrationDigits ? own : [...own, of('name', shortNameKey({ surname, name }))];
}

const columns = (tries: readonly Try[]) => ({
  kinds: tries.map(({ kind }) => kind),
  hashes: tries.map(({ hash }) => hash),
});

/** In one order for everybody, so that two pieces of work wait for each other and do not stop each other. */
export const lockTries = (tries: readonly Try[]) => sql`SELECT pg_advisory_xact_lock(k) FROM (
  SELECT DISTINCT hashtextextended(encode(h, 'hex'), 41) AS k FROM unnest(${columns(tries).hashes}::bytea[]) h ORDER BY 1) s`;

export const noteTries = (tries: readonly Try[]) => sql`INSERT INTO exams.look_up_tries (kind, hash)
  SELECT * FROM unnest(${columns(tries).kinds}::text[], ${columns(tries).hashes}::bytea[])`;

const nameOf = ({ kind, hash }: Try) => `${kind} ${hash.toString('base64')}`;

/** Counts tries of look-ups that are answered together: those noted before, and those added meanwhile. */
export async function tryCounter(tries: readonly Try[]) {
  const { kinds, hashes } = columns(tries);
  type Row = Try & { n: number; wait: number };
  const rows = await sql<Row>`SELECT g.kind, g.hash, t.n, t.wait
    FROM (SELECT DISTINCT * FROM unnest(${kinds}::text[], ${hashes}::bytea[],
        ${tries.map(({ kind }) => limits[kind].minutes)}::int[])) AS g(kind, hash, minutes)
      CROSS JOIN LATERAL (SELECT count(*)::int AS n,
          coalesce(ceil(extract(epoch FROM min(at) + make_interval(mins => g.minutes) - now()) / 60), g.minutes)::int AS wait
        FROM exams.look_up_tries WHERE kind = g.kind AND hash = g.hash AND at > now() - make_interval(mins => g.minutes)) t`;
  const counted = new Map(rows.map((row) => [nameOf(row), row]));
  return {
    /** Minutes until the next try may be made; 0 when it may be made now. */
    waitFor: (own: readonly Try[]): number =>
      Math.max(
        ...own.map((one) => {
          const { n = 0, wait = 0 } = counted.get(nameOf(one)) ?? {};
          return n >= limits[one.kind].most ? Math.max(1, wait) : 0;
        }),
      ),
    add: (own: readonly Try[]) => {
      for (const one of own) {
        const row = counted.get(nameOf(one));
        if (row) row.n += 1;
      }
    },
  };
}
