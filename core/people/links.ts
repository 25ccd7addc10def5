import { audit } from '../server/audit';
import { context } from '../server/context';
import { beyondReach } from '../server/database';
import { invalidInput, notFound } from '../server/errors';
import { inReach } from '../server/reach';
import { part, sql } from '../server/sql';
import { survivorOf } from './card';
import type { LinkInput } from './person-input';
import { keepReach } from './reach';

/** Writes that a person belongs to an organisation from a day on; gives the id of the link. Safe to repeat. */
export async function linkPerson(personId: string, link: LinkInput): Promise<string> {
  const id = await survivorOf(personId);
  if (link.endsOn && link.endsOn < link.startsOn)
    throw invalidInput([{ path: ['payload', 'endsOn'], message: 'Последний день раньше первого' }]);
  const made = await beyondReach('a card becomes visible at the organisation by this very row', () =>
    insertLink(id, link),
  );
  if (!made.isNew) return made.id;
  await keepReach([id]);
  const { organisationId, role, subsystem } = link;
  await audit('people.linked', { type: 'person', id, organisationId }, { role, subsystem });
  return made.id;
}

async function insertLink(id: string, { organisationId, subsystem, role, startsOn, endsOn = null }: LinkInput) {
  const [known] = await sql`SELECT 1 AS one FROM core.organisations WHERE id = ${organisationId}`;
  if (!known) throw invalidInput([{ path: ['payload', 'organisationId'], message: 'Такой организации в реестре нет' }]);
  const [there] = await sql<{ id: string }>`SELECT id FROM core.person_organisations WHERE person_id = ${id}
    AND organisation_id = ${organisationId} AND subsystem = ${subsystem} AND role = ${role} AND starts_on = ${startsOn}`;
  if (there) return { id: there.id, isNew: false };
  const [row] = await sql<{ id: string }>`INSERT INTO core.person_organisations
      (person_id, organisation_id, subsystem, role, starts_on, ends_on, plugin)
    VALUES (${id}, ${organisationId}, ${subsystem}, ${role}, ${startsOn}, ${endsOn}, ${context().plugin ?? 'people'}) RETURNING id`;
  return { id: row?.id ?? '', isNew: true };
}

/** The last day of a person in an organisation. Throws 404 for an unknown link. */
export async function endLink(linkId: string, on: string): Promise<void> {
  const [row] = await beyondReach(
    'the subsystem that wrote the link ends it',
    () => sql<{ person_id: string; organisation_id: string; role: string }>`UPDATE core.person_organisations
      SET ends_on = greatest(starts_on, ${on}::date) WHERE id = ${linkId} RETURNING person_id, organisation_id, role`,
  );
  if (!row) throw notFound('Такой записи нет');
  await keepReach([row.person_id]);
  const object = { type: 'person', id: row.person_id, organisationId: row.organisation_id };
  await audit('people.link-ended', object, { role: row.role });
}

/** Takes the last day of a link back: the release was a mistake. Throws 404 for an unknown link. */
export async function reopenLink(linkId: string): Promise<void> {
  const [row] = await beyondReach(
    'the subsystem that ended the link takes that back',
    () => sql<{ person_id: string; organisation_id: string; role: string }>`UPDATE core.person_organisations
      SET ends_on = NULL WHERE id = ${linkId} RETURNING person_id, organisation_id, role`,
  );
  if (!row) throw notFound('Такой записи нет');
  await keepReach([row.person_id]);
  const object = { type: 'person', id: row.person_id, organisationId: row.organisation_id };
  await audit('people.link-reopened', object, { role: row.role });
}

const shown = 20;

/** Organisations at which the actor may write people, by a part of the name. */
export function placesToWrite(text: string) {
  const like = `%${text
    .replace(/[%_\\]/g, '\\$&')
    .toLowerCase()
    .replaceAll('ё', 'е')}%`;
  const reach = inReach('people.edit', { participant: part`x.id`, municipality: part`o.municipality_id` });
  return sql<{
    id: string;
    name: string;
    municipality: string | null;
  }>`SELECT o.id, o.short_name AS name, m.short_name AS municipality
    FROM core.organisations o LEFT JOIN core.participants x ON x.organisation_id = o.id
    LEFT JOIN core.municipalities m ON m.id = o.municipality_id
    WHERE o.plain_names LIKE ${like} AND o.status = 'active' AND ${reach} ORDER BY o.short_name, o.id LIMIT ${shown}`;
}
