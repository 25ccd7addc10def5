import { sql } from '../server/sql';
import type { Importer } from '../server/importer';
import { signatureOf, suggestMapping, withSameWords, type Mapping } from './headings';

/**
 * The mapping a file begins with: what was used last for a file with the same headings, and for columns unknown then what
 * their titles suggest. `remembered` is true when it is not simply what the titles suggest. Each participant has its own.
 */
export async function startingMapping(importer: Importer, headings: readonly string[], participantId?: string) {
  const suggested = suggestMapping(importer, headings);
  const [row] = await sql<{ mapping: Mapping }>`SELECT mapping FROM core.import_mappings
    WHERE kind = ${importer.kind} AND signature = ${signatureOf(headings)}
      AND participant_id IS NOT DISTINCT FROM ${participantId ?? null}::uuid`;
  if (!row) return { mapping: suggested, remembered: false };
  const mapping = recalled(importer, headings, { ...suggested, ...row.mapping });
  return { mapping, remembered: !isSame(mapping, suggested) };
}

// An empty heading stands for a column that was left out on purpose.
const recalled = (importer: Importer, headings: readonly string[], remembered: Mapping): Mapping =>
  Object.fromEntries(
    Object.entries(remembered).flatMap(([field, heading]) => {
      const found = heading && importer.columns[field] ? withSameWords(headings, heading) : undefined;
      return found === undefined ? [] : [[field, found]];
    }),
  );

const isSame = (a: Mapping, b: Mapping) => {
  const fields = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...fields].every((field) => a[field] === b[field]);
};

/** Keeps a mapping for the next file with the same headings, what was left out included. */
export async function rememberMapping(
  importer: Importer,
  headings: readonly string[],
  mapping: Mapping,
  participantId?: string,
) {
  const leftOut = Object.keys(suggestMapping(importer, headings)).map((field) => [field, ''] as const);
  const kept = { ...Object.fromEntries(leftOut), ...mapping };
  await sql`INSERT INTO core.import_mappings (kind, participant_id, signature, mapping)
    VALUES (${importer.kind}, ${participantId ?? null}, ${signatureOf(headings)}, ${JSON.stringify(kept)}::jsonb)
    ON CONFLICT (kind, participant_id, signature) DO UPDATE SET mapping = excluded.mapping, used_at = now()`;
}
