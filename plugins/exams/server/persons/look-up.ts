import { createHmac } from 'node:crypto';
import { audit, beyondReach, namedNumberKeys, part, plainNumber, secretFor, shortNameKey, sql } from '@regiso/core';
import type { ResultLine } from '../../shared/persons';
import { shownResults, windowOf } from './own-results';

export type Asked = {
  surname: string;
  name: string;
  /** Of a document, with its series or without, or a code of registration. */
  number: string;
  /** What the browser is known by; it says nothing about who sits before it. */
  device: string;
};
/** A result, and the last day for an appeal on its marks while that may still be filed. */
type Shown = ResultLine & { appealUntil: string | null };
export type LookedUp = { results: readonly Shown[] } | { waitMinutes: number };

type Kind = 'document' | 'device' | 'name';
// How many look-ups in vain, within how many minutes. A school has one address and many pupils: addresses are not counted.
const limits: Readonly<Record<Kind, { most: number; minutes: number }>> = {
  document: { most: 5, minutes: 15 },
  device: { most: 30, minutes: 15 },
  name: { most: 30, minutes: 60 },
};
const registrationDigits = 12;

/**
 * Published results by surname, name and the number of a document, for whoever has not signed in; what is not published and
 * what does not exist are told alike, by the same statements. Recorded without anything of the question.
 */
export const lookUpResults = (asked: Asked): Promise<LookedUp> =>
  beyondReach('whoever knows name and document may see the result', async () => {
    const tries = triesOf(asked);
    await lock(tries);
    const waitMinutes = await waitFor(tries);
    if (waitMinutes) {
      await audit('exams.look-up-refused', { type: 'exam-result' });
      return { waitMinutes };
    }
    const keys = namedNumberKeys(asked, asked.number);
    const lines = await shownResults(
      part`r.id IN (SELECT k.result_id FROM exams.result_keys k WHERE k.key = ANY (${keys}::bytea[]))`,
    );
    const [line] = lines;
    if (!line) await note(tries);
    const object = line ? { type: 'person', id: line.personId } : { type: 'exam-result' };
    await audit('exams.result-looked-up', object, { results: lines.length });
    const results: Shown[] = [];
    for (const { personId: _, ...shown } of lines) {
      const window = shown.status === 'valid' ? await windowOf(shown) : null;
      results.push({ ...shown, appealUntil: window?.isOpen ? window.until : null });
    }
    return { results };
  });

type Try = { kind: Kind; hash: Buffer };

const hashOf = (kind: Kind, text: string): Buffer =>
  createHmac('sha256', secretFor('look-ups of results')).update(`${kind}\0${text}`).digest();

// Digits of a document can be guessed by who knows the name; a code of registration cannot.
function triesOf({ surname, name, number, device }: Asked): Try[] {
  const digits = plainNumber(number);
  return [
    { kind: 'document', hash: hashOf('document', digits) },
    { kind: 'device', hash: hashOf('device', device) },
    ...(digits.length === registrationDigits
      ? []
      : [{ kind: 'name' as const, hash: hashOf('name', shortNameKey({ surname, name })) }]),
  ];
}

// In one order for everybody, so that two look-ups wait for each other and do not stop each other.
const lock = (tries: readonly Try[]) => sql`SELECT pg_advisory_xact_lock(k) FROM (
  SELECT DISTINCT hashtextextended(encode(h, 'hex'), 41) AS k FROM unnest(${tries.map(({ hash }) => hash)}::bytea[]) h ORDER BY 1) s`;

/** Minutes until the next try may be made; 0 when it may be made now. */
async function waitFor(tries: readonly Try[]): Promise<number> {
  const rows = await sql<{ kind: Kind; n: number; wait: number }>`SELECT g.kind, count(t.at)::int AS n,
      coalesce(ceil(extract(epoch FROM min(t.at) + make_interval(mins => g.minutes) - now()) / 60), 0)::int AS wait
    FROM unnest(${tries.map(({ kind }) => kind)}::text[], ${tries.map(({ hash }) => hash)}::bytea[],
      ${tries.map(({ kind }) => limits[kind].minutes)}::int[]) AS g(kind, hash, minutes)
    LEFT JOIN exams.look_up_tries t ON t.kind = g.kind AND t.hash = g.hash AND t.at > now() - make_interval(mins => g.minutes)
    GROUP BY g.kind, g.minutes`;
  return Math.max(0, ...rows.map(({ kind, n, wait }) => (n >= limits[kind].most ? Math.max(1, wait) : 0)));
}

const note = (tries: readonly Try[]) => sql`INSERT INTO exams.look_up_tries (kind, hash)
  SELECT * FROM unnest(${tries.map(({ kind }) => kind)}::text[], ${tries.map(({ hash }) => hash)}::bytea[])`;
