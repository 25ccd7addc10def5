import {
  audit,
  conflict,
  entriesOf,
  forbidden,
  giveEntryCode,
  guardiansOf,
  inTransaction,
  notFound,
  ownPersonId,
  part,
  renewEntryCode,
  sql,
  todayHere,
} from '@regiso/core';
import type { ClassEntry, CodesInput, EntryCode, LedClass } from '../../shared';
import { taught } from './lessons';
import { withNames } from './names';
import { within } from './reach';

const tables = part`school.classes c JOIN school.years y ON y.id = c.year_id JOIN core.organisations o ON o.id = c.organisation_id`;
/** Whether one leads a class `c` of a year `y`, this one or the next: whoever led it before does not. */
export const isLed = (own: string | undefined) =>
  part`(${taught(part`c.teacher_id`, own)} AND y.ends_on >= ${todayHere()}::date)`;

/** Classes that one leads. */
export async function ledClasses(): Promise<LedClass[]> {
  const own = await ownPersonId();
  return sql<LedClass>`SELECT c.id, c.grade || c.letter AS name, o.short_name AS organisation FROM ${tables}
    WHERE ${isLed(own)} AND ${within('school.teach', 'c')} ORDER BY y.starts_on, c.grade, c.letter LIMIT 20`;
}

const ofCodes = {
  event: 'school.codes-refused',
  message: 'Коды для входа выдаёт только классный руководитель',
} as const;
type Refusal = {
  event: `school.${'certificates' | 'codes' | 'excuses' | 'morning' | 'risks'}-refused`;
  message: string;
};

/** The organisation of a class `c` that one leads, or may see `also`. Throws 404 beyond the reach, and 403 with a record of it for another's class. */
export async function schoolOfLed(
  id: string,
  { event, message }: Refusal = ofCodes,
  also = part`false`,
): Promise<string> {
  const own = await ownPersonId();
  const [row] = await sql<{ organisationId: string; isLed: boolean }>`SELECT c.organisation_id AS "organisationId",
      ${isLed(own)} OR ${also} AS "isLed" FROM ${tables} WHERE c.id = ${id} AND ${within('school.teach', 'c')}`;
  if (!row) throw notFound('Класс не найден');
  const { organisationId } = row;
  if (row.isLed) return organisationId;
  // Apart, for the request itself leaves nothing behind.
  await inTransaction({}, () => audit(event, { type: 'class', id, organisationId }));
  throw forbidden(message);
}

/** Pupils of a class that one leads with those who stand for them, and how each enters; recorded. Throws 403 and 404. */
export async function classEntries(id: string): Promise<ClassEntry[]> {
  const { organisationId, people } = await familiesOf(id);
  const personIds = people.map(({ personId }) => personId);
  const entries = await entriesOf(personIds);
  await audit('school.entries-read', { type: 'class', id, organisationId, personIds }, { people: people.length });
  return people.map((one) => ({ ...one, state: entries.get(one.personId)?.state ?? 'none' }));
}

/** One-time codes for people of a class that one leads; each one's earlier code counts no more. Throws 403, 404 and 409. */
export async function giveCodes(id: string, { personIds }: CodesInput): Promise<EntryCode[]> {
  const { organisationId, people } = await familiesOf(id);
  const wanted = people.filter(({ personId }) => personIds.includes(personId));
  if (wanted.length < new Set(personIds).size) throw conflict('Этих людей в классе уже нет: обновите список');
  const given = new Map<string, Awaited<ReturnType<typeof giveEntryCode>>>();
  // Always in the order of ids, so that two who give at once wait for each other and do not stop each other.
  for (const personId of wanted.map((one) => one.personId).sort())
    given.set(personId, await giveEntryCode(personId, organisationId));
  return wanted.flatMap((one) => {
    const code = given.get(one.personId);
    return code ? [{ ...one, ...code }] : [];
  });
}

/** A new code for one person of the class that one leads who has forgotten the password. Throws 403, 404 and 409. */
export async function renewCode(id: string, personId: string): Promise<EntryCode> {
  const { organisationId, people } = await familiesOf(id);
  const member = people.find((one) => one.personId === personId);
  if (!member) throw conflict('Этих людей в классе уже нет: обновите список');
  return { ...member, ...(await renewEntryCode(personId, organisationId)) };
}

type Member = Omit<ClassEntry, 'state'>;

/** Each pupil by the alphabet and then who stands for them; nobody whom a court bars from seeing the child. */
async function familiesOf(id: string): Promise<{ organisationId: string; people: Member[] }> {
  const organisationId = await schoolOfLed(id);
  const members = await sql<{ id: string }>`SELECT DISTINCT person_id AS id FROM school.pupils
    WHERE class_id = ${id} AND (ends_on IS NULL OR ends_on >= ${todayHere()}::date) LIMIT 60`;
  const pupils = await named(members.map((member) => member.id));
  const guardians = new Map<string, string[]>();
  const people = new Map<string, Member>();
  for (const pupil of pupils) {
    people.set(pupil.id, { personId: pupil.id, name: pupil.name, of: [] });
    for (const { guardianId } of (await guardiansOf(pupil.id)).filter(({ may }) => may.includes('see'))) {
      guardians.set(guardianId, [...(guardians.get(guardianId) ?? []), pupil.name]);
      if (!people.has(guardianId)) people.set(guardianId, { personId: guardianId, name: '', of: [] });
    }
  }
  for (const { id: personId, name } of await named([...guardians.keys()]))
    people.set(personId, { personId, name, of: guardians.get(personId) ?? [] });
  return { organisationId, people: [...people.values()] };
}

const named = (ids: readonly string[]) => withNames(ids.map((id) => ({ id, personId: id })));
