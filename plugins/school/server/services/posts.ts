import { audit, sql } from '@regiso/core';
import { daysAfter } from './clock';

type Place = { organisationId: string; participantId: string; town: string | null };
type Kept = {
  id: string;
  personId: string;
  title: string;
  subjects: string[];
  startsOn: string;
  endsOn: string | null;
};
/** As what somebody is to work in a school from a day on, and which subjects they teach. */
export type Post = { personId: string; title: string; subjects: string[]; from: string };
export type Saved = 'created' | 'updated' | 'unchanged' | 'later';

/**
 * Writes posts of people of a school, the earlier ones with their last day; gives what became of each. `later` is one that
 * would begin before the present post has: it is not written.
 */
export async function savePosts(posts: readonly Post[], place: Place): Promise<Saved[]> {
  const ids = posts.map(({ personId }) => personId);
  const kept = await sql<Kept>`SELECT id, person_id AS "personId", title, subjects, starts_on::text AS "startsOn",
      ends_on::text AS "endsOn" FROM school.posts
    WHERE organisation_id = ${place.organisationId} AND person_id = ANY (${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  const steps = posts.map((post) => stepOf(post, kept));
  await endPosts(steps.flatMap(({ ends }) => ends ?? []));
  await correctPosts(steps.flatMap(({ corrects }) => corrects ?? []));
  await addPosts(
    posts.filter((_, at) => steps[at]?.isAdded),
    place,
  );
  const personIds = ids.filter((_, at) => ['created', 'updated'].includes(steps[at]?.saved ?? ''));
  if (personIds.length) {
    const object = { type: 'organisation', id: place.organisationId, organisationId: place.organisationId, personIds };
    await audit('school.posts-saved', object, { people: personIds.length });
  }
  return steps.map(({ saved }) => saved);
}

type Written = { id: string; title: string; subjects: string[] };
type Step = { saved: Saved; isAdded?: true; ends?: { id: string; on: string }; corrects?: Written };

function stepOf({ personId, title, subjects, from }: Post, all: readonly Kept[]): Step {
  const own = all.filter((one) => one.personId === personId);
  const isSame = (one: Kept) => one.title === title && one.subjects.join() === subjects.join();
  const present = own.find(({ endsOn }) => endsOn === null);
  if (own.some((one) => isSame(one) && (one === present || one.startsOn === from))) return { saved: 'unchanged' };
  if (!present) return { saved: 'created', isAdded: true };
  if (from < present.startsOn) return { saved: 'later' };
  // The same post with other subjects, or another one from the same day, is a correction.
  if (from === present.startsOn || present.title === title)
    return { saved: 'updated', corrects: { id: present.id, title, subjects } };
  return { saved: 'updated', isAdded: true, ends: { id: present.id, on: daysAfter(from, -1) } };
}

const endPosts = (ends: readonly { id: string; on: string }[]) => sql`UPDATE school.posts p SET ends_on = g.on
  FROM jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) AS g(id uuid, "on" date) WHERE p.id = g.id`;

const correctPosts = (posts: readonly Written[]) => sql`UPDATE school.posts p SET title = g.title, subjects = g.subjects
  FROM jsonb_to_recordset(${JSON.stringify(posts)}::jsonb) AS g(id uuid, title text, subjects text[]) WHERE p.id = g.id`;

const addPosts = (posts: readonly Post[], { organisationId, participantId, town }: Place) => sql`
  INSERT INTO school.posts (person_id, organisation_id, participant_id, municipality_id, title, subjects, starts_on)
  SELECT g."personId", ${organisationId}, ${participantId}, ${town}, g.title, g.subjects, g."from"
  FROM jsonb_to_recordset(${JSON.stringify(posts)}::jsonb) AS g("personId" uuid, title text, subjects text[], "from" date)`;
