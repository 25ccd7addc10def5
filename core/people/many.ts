import { audit } from '../server/audit';
import { beyondReach } from '../server/database';
import { sql } from '../server/sql';
import { sealField, sealedFields } from './card';
import { notePairs, type Candidate } from './duplicates';
import { nameKey, plainName } from './normal';
import type { LinkInput, PersonInput } from './person-input';
import { nameBirthTerms, snilsTerms } from './person-keys';
import { keepReach } from './reach';
import { indexOf } from './sealed';

type Written = { source: string; isDemo?: boolean };

/** Cards with what they are found by, many in a statement: nobody is looked for among those that are there. */
export async function insertPersons(persons: readonly (PersonInput & { id: string })[], { source, isDemo }: Written) {
  const of = <T>(value: (person: PersonInput & { id: string }) => T) => persons.map(value);
  const [births, numbers, phones, emails, addresses] = sealedFields.map((field) =>
    of((person) => sealField(field, person[field], person.id)),
  );
  await sql`INSERT INTO core.persons (id, surname, name, patronymic, plain_name, name_key, sex, citizenship, birth_date, snils,
      phone, email, address, is_demo, source)
    SELECT g.*, ${isDemo ?? false}::boolean, ${source} FROM unnest(${of(({ id }) => id)}::uuid[], ${of(({ surname }) => surname)}::text[],
      ${of(({ name }) => name)}::text[], ${of(({ patronymic }) => patronymic ?? null)}::text[], ${of(plainName)}::text[],
      ${of(nameKey)}::text[], ${of(({ sex }) => sex ?? null)}::text[], ${of(({ citizenship }) => citizenship ?? null)}::text[],
      ${births}::bytea[], ${numbers}::bytea[], ${phones}::bytea[], ${emails}::bytea[], ${addresses}::bytea[]) g`;
  await writeKeys(
    persons.flatMap((person) =>
      [...(person.snils ? snilsTerms(person.snils) : []), ...nameBirthTerms(person)].map((term) => ({
        ...term,
        id: person.id,
        paper: null,
      })),
    ),
  );
}

type Key = ReturnType<typeof snilsTerms>[number] & { id: string; paper: string | null };

export const writeKeys = (keys: readonly Key[]) =>
  sql`INSERT INTO core.person_keys (person_id, kind, key, document_id)
    SELECT * FROM unnest(${keys.map(({ id }) => id)}::uuid[], ${keys.map(({ kind }) => kind)}::text[],
      ${keys.map(({ kind, text }) => indexOf(kind, text))}::bytea[], ${keys.map(({ paper }) => paper)}::uuid[])`;

// The audit names at most a thousand people in a row.
const atOnce = 500;

function* parts<T>(all: readonly T[]) {
  for (let at = 0; at < all.length; at += atOnce) yield all.slice(at, at + atOnce);
}

export type NewPerson = { given: PersonInput; candidates: readonly Candidate[] };

/** New cards of people who were looked for and are nobody who is there; gives their ids in order. Pairs that look alike are noted. */
export async function makePeople(people: readonly NewPerson[], source: string): Promise<string[]> {
  const ids = await newIds(people.length);
  for (const part of parts(people.map((one, at) => ({ ...one, id: ids[at] ?? '' })))) {
    await beyondReach('nobody sees a card before it is linked', () =>
      insertPersons(
        part.map(({ given, id }) => ({ ...given, id })),
        { source },
      ),
    );
    await audit('people.person-created', { type: 'person', personIds: part.map(({ id }) => id) });
    for (const { id, candidates } of part)
      if (candidates.length && (await notePairs(id, candidates)))
        await audit('people.duplicates-noted', { type: 'person', id }, { pairs: candidates.length });
  }
  return ids;
}

const newIds = async (count: number) =>
  (await sql<{ id: string }>`SELECT uuidv7() AS id FROM generate_series(1, ${count}::int)`).map(({ id }) => id);

/** Writes that people belong to an organisation from a day on, as `linkPerson` does for one. Safe to repeat. */
export async function linkPeople(personIds: readonly string[], link: Omit<LinkInput, 'endsOn'>, plugin: string) {
  const { organisationId, subsystem, role, startsOn } = link;
  for (const part of parts([...new Set(personIds)])) {
    const made = await beyondReach(
      'a card becomes visible at the organisation by this very row',
      () => sql<{ id: string }>`INSERT INTO core.person_organisations
          (person_id, organisation_id, subsystem, role, starts_on, plugin)
        SELECT g.id, ${organisationId}, ${subsystem}, ${role}, ${startsOn}::date, ${plugin}
        FROM unnest(${part}::uuid[]) AS g(id) WHERE NOT EXISTS (SELECT FROM core.person_organisations l
          WHERE l.person_id = g.id AND l.organisation_id = ${organisationId} AND l.subsystem = ${subsystem}
            AND l.role = ${role} AND l.starts_on = ${startsOn}::date) RETURNING person_id AS id`,
    );
    if (!made.length) continue;
    const ids = made.map(({ id }) => id);
    await keepReach(ids);
    await audit('people.linked', { type: 'person', personIds: ids, organisationId }, { role, subsystem });
  }
}
