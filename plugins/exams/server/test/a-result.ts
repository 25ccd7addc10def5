import { sql } from '@regiso/core';

let made = 0;

type Given = {
  heldOn?: string;
  /** The region's day on which it was announced; null for one that nobody has approved. */
  publishedOn?: string | null;
  result?: number | null;
  primary?: number | null;
  subject?: string;
};

/** A result of a person in a batch of its own. Gives the id of the result. */
export async function aPersonResult(personId: string, given: Given = {}): Promise<string> {
  const { heldOn = '2026-04-20', publishedOn = '2026-05-07', result = 62, primary = null, subject = 'history' } = given;
  made += 1;
  const at = publishedOn && `${publishedOn}T09:00:00+05:00`;
  const [batch] = await sql<{
    id: string;
  }>`INSERT INTO exams.batches (kind, subject, held_on, number, unit, state, decided_at,
      protocol, visible_from, published_at)
    VALUES ('ege', ${subject}, ${heldOn}, ${1_000 + made}, 'score', ${at ? 'published' : 'rejected'}, now(), ${at ? '№ 12' : null},
      ${at}, ${at}) RETURNING id`;
  const [row] = await sql<{
    id: string;
  }>`INSERT INTO exams.person_results (batch_id, person_id, primary_points, result, status,
      published_at)
    VALUES (${batch?.id ?? ''}, ${personId}, ${primary}, ${result}, ${result === null ? 'annulled' : 'valid'}, ${at}) RETURNING id`;
  return row?.id ?? '';
}
