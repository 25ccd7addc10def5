import { audit, conflict, sql } from '@regiso/core';
import { journalFor } from './journals';

type Topic = { title: string; givenOn: string | null };

/** The calendar plan of a journal, in the order of teaching. */
export async function planOfJournal(id: string): Promise<Topic[]> {
  await journalFor('read', id);
  return topicsOf(id);
}

const topicsOf = (id: string) => sql<Topic>`SELECT t.title, l.day::text AS "givenOn" FROM school.plan_topics t
    LEFT JOIN school.lessons l ON l.plan_topic_id = t.id WHERE t.load_id = ${id} ORDER BY t.number LIMIT 300`;

/** Puts these topics in the place of those that have not been given yet. Gives how many the plan has; throws 403, 404, 409. */
export async function savePlan(id: string, topics: readonly string[]): Promise<number> {
  const journal = await journalFor('write', id);
  await sql`SELECT id FROM school.loads WHERE id = ${id} FOR UPDATE`;
  await sql`DELETE FROM school.plan_topics t WHERE t.load_id = ${id}
    AND NOT EXISTS (SELECT FROM school.lessons l WHERE l.plan_topic_id = t.id)`;
  const [given] = await sql<{
    count: number;
    last: number;
  }>`SELECT count(*)::int AS count, coalesce(max(number), 0)::int AS last
    FROM school.plan_topics WHERE load_id = ${id}`;
  const { count, last } = given ?? { count: 0, last: 0 };
  if (count + topics.length > 250) throw conflict('В плане не больше 250 тем, вместе с уже данными');
  await sql`INSERT INTO school.plan_topics (load_id, organisation_id, participant_id, municipality_id, number, title)
    SELECT ${id}, ${journal.organisation_id}, ${journal.participant_id}, ${journal.municipality_id}, ${last} + t.n, t.title
    FROM unnest(${[...topics]}::text[]) WITH ORDINALITY AS t(title, n)`;
  const object = { type: 'journal', id, organisationId: journal.organisation_id };
  await audit('school.plan-saved', object, { topics: count + topics.length });
  return count + topics.length;
}
