import { audit } from '../server/audit';
import { beyondReach } from '../server/database';
import { peopleWith, type DataOwner } from '../server/person';
import { sql } from '../server/sql';
import { cardsBeyond, type Card } from './card';
import { documentsShown } from './documents';
import { openOptional, placeOf } from './sealed';
import { whoLooked } from './seen';

/** The cards of the owner and of the children they may see, with what hangs on each; other guardians are not named. */
export async function ownData(owner: DataOwner): Promise<Record<string, unknown>> {
  const cards = await cardsBeyond(owner.people.map(({ id }) => id));
  for (const { id } of cards) if (id !== owner.personId) await audit('people.own-child-read', { type: 'person', id });
  const shown = [];
  for (const card of cards) shown.push(await cardOf(card, owner));
  const own = owner.personId;
  return {
    карточки: shown,
    представляю: own ? await wardsOf(own) : [],
    согласия_данные_мной: own ? await consentsGivenBy(own) : [],
  };
}

async function cardOf(card: Card, owner: DataOwner) {
  const seesContacts = peopleWith(owner, 'contacts').includes(card.id);
  const { items: looks } = await whoLooked(card.id, owner.accountId, { limit: 1_000 });
  return {
    чья: card.id === owner.personId ? 'моя' : 'ребёнка',
    фамилия: card.surname,
    имя: card.name,
    отчество: card.patronymic,
    дата_рождения: card.birthDate,
    пол: card.sex,
    гражданство: card.citizenship,
    снилс: card.snils,
    ...(seesContacts && { телефон: card.phone, почта: card.email, адрес: card.address }),
    откуда: card.source,
    создана: card.created_at,
    изменена: card.changed_at,
    документы: await documentsShown(card.id, seesContacts),
    ...(await recordsOf(card.id, owner)),
    кто_смотрел: looks.map(({ at, what, roles, who, post, organisation }) => ({
      at,
      what,
      roles,
      who,
      post,
      organisation,
    })),
  };
}

const recordsOf = (id: string, { personId }: DataOwner) =>
  beyondReach('what hangs on the card of the owner or of their child', async () => ({
    организации: await sql`SELECT o.short_name AS "организация", l.subsystem AS "подсистема", l.role AS "кем",
        l.starts_on AS "с", l.ends_on AS "по" FROM core.person_organisations l
      JOIN core.organisations o ON o.id = l.organisation_id WHERE l.person_id = ${id} ORDER BY l.id`,
    согласия: await sql`SELECT f.title AS "согласие", c.version AS "редакция", c.given_on AS "дано",
        c.withdrawn_on AS "отозвано", c.given_by IS NOT DISTINCT FROM ${personId}::uuid AS "дано_мной"
      FROM core.person_consents c JOIN core.consent_forms f ON f.purpose = c.purpose AND f.version = c.version
      WHERE c.person_id = ${id} ORDER BY c.id`,
    представители: await sql`SELECT kind AS "кто", starts_on AS "с", ends_on AS "по",
        guardian_id IS NOT DISTINCT FROM ${personId}::uuid AS "это_я" FROM core.guardianships WHERE child_id = ${id} ORDER BY id`,
    объединения: await sql`SELECT merged_at AS "объединена", undone_at AS "отменено" FROM core.person_merges
      WHERE survivor_id = ${id} OR loser_id = ${id} ORDER BY id`,
    прежние_карточки: await sql`SELECT surname AS "фамилия", name AS "имя", patronymic AS "отчество", source AS "откуда"
      FROM core.persons WHERE merged_into = ${id} ORDER BY id`,
  }));

const consentsGivenBy = (personId: string) =>
  beyondReach(
    'consents that the owner gave',
    () => sql`SELECT f.title AS "согласие", c.version AS "редакция", c.given_on AS "дано", c.withdrawn_on AS "отозвано"
      FROM core.person_consents c JOIN core.consent_forms f ON f.purpose = c.purpose AND f.version = c.version
      WHERE c.given_by = ${personId} ORDER BY c.id`,
  );

type Ward = { id: string; ground: Buffer | null; limit_ground: Buffer | null; end_ground: Buffer | null };

// With the acts by which the owner stands for each child, and those that bar something: they are about the owner.
const wardsOf = (guardianId: string) =>
  beyondReach('for whom the owner stands or stood', async () => {
    const rows =
      await sql<Ward>`SELECT g.id, g.kind AS "кем", g.starts_on AS "с", g.ends_on AS "по", g.limits AS "ограничено",
        concat_ws(' ', c.surname, c.name) AS "кого", g.ground, g.limit_ground, g.end_ground
      FROM core.guardianships g JOIN core.persons c ON c.id = g.child_id WHERE g.guardian_id = ${guardianId} ORDER BY g.id`;
    const opened = (id: string, column: string, value: Buffer | null) =>
      openOptional(value, placeOf('core.guardianships', column, id));
    return rows.map(({ id, ground, limit_ground: limit, end_ground: end, ...row }) => ({
      ...row,
      основание: opened(id, 'ground', ground),
      основание_ограничения: opened(id, 'limit_ground', limit),
      основание_окончания: opened(id, 'end_ground', end),
    }));
  });
