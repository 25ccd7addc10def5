import { peopleBrief, sql } from '@regiso/core';

type Named = { surname: string; name: string; patronymic: string | null };

/** «Семёнова Анна Викторовна», for staff and documents. */
const fullName = ({ surname, name, patronymic }: Named) => [surname, name, patronymic].filter(Boolean).join(' ');

/** Names of teachers by their cards. */
export async function teacherNames(ids: readonly (string | null)[]): Promise<(id: string | null) => string | null> {
  const people = await peopleBrief([...new Set(ids.filter((id) => id !== null))], ['surname', 'name', 'patronymic']);
  return (id) => {
    const person = id === null ? undefined : people.get(id);
    return person ? fullName(person) : null;
  };
}

/** «Семёнов Фёдор», of pupils by their cards; whoever calls records the reading. */
export async function pupilNames(ids: readonly string[]): Promise<(id: string | null) => string | null> {
  const people = await peopleBrief(ids, ['surname', 'name']);
  return (id) => {
    const person = id === null ? undefined : people.get(id);
    return person ? `${person.surname} ${person.name}` : null;
  };
}

/** Cards of pupils, to record who was shown. */
export async function cardsOf(pupils: readonly { id: string }[]): Promise<string[]> {
  const ids = pupils.map(({ id }) => id);
  const rows = await sql<{ id: string }>`SELECT person_id AS id FROM school.pupils WHERE id = ANY (${ids}::uuid[])`;
  return rows.map(({ id }) => id);
}

const collator = new Intl.Collator('ru');

/** Adds the names of pupils («Семёнов Фёдор») in the order of the alphabet; whoever calls records the reading. */
export async function withNames<T extends { personId: string }>(rows: readonly T[]) {
  const nameOf = await pupilNames(rows.map(({ personId }) => personId));
  return rows
    .map(({ personId, ...row }) => ({ ...row, name: nameOf(personId) ?? '' }))
    .sort((one, other) => collator.compare(one.name, other.name));
}
