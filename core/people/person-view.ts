import { z } from 'zod';
import { beyondReach } from '../server/database';
import { sql } from '../server/sql';
import { todayHere } from '../territory/home';
import type { Card } from './card';
import { consentsShown, ConsentView } from './consents';
import { documentsShown, DocumentView } from './documents';
import { guardiansShown, GuardianView } from './guardians';
import { mayOn } from './reach';
import { maskedSnils, writtenSnils } from './shared/snils';
import { LinkRole, Subsystem } from './words';

const LinkView = z.object({
  id: z.string(),
  organisation: z.object({ id: z.string(), name: z.string() }),
  subsystem: Subsystem,
  role: LinkRole,
  startsOn: z.string(),
  endsOn: z.string().nullable(),
});
export type LinkView = z.infer<typeof LinkView>;

const MergeLine = z.object({
  id: z.string(),
  /** Whether this card took the other one over, or the other way round. */
  loser: z.object({ id: z.string(), name: z.string() }),
  mergedAt: z.string(),
  undoneAt: z.string().nullable(),
});

export const PersonView = z.object({
  id: z.string(),
  /** Changes with every write; a change of the card names the version it was made on. */
  version: z.string(),
  surname: z.string(),
  name: z.string(),
  patronymic: z.string().nullable(),
  birthDate: z.string().nullable(),
  sex: z.enum(['male', 'female']).nullable(),
  /** Only its last digits for who may not see documents. */
  snils: z.string().nullable(),
  citizenship: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  address: z.string().nullable(),
  hasAccount: z.boolean(),
  organisations: z.array(LinkView),
  guardians: z.array(GuardianView),
  children: z.array(GuardianView),
  documents: z.array(DocumentView),
  consents: z.array(ConsentView),
  merges: z.array(MergeLine),
  may: z.object({ edit: z.boolean(), documents: z.boolean(), reportTwin: z.boolean(), merge: z.boolean() }),
  isDemo: z.boolean(),
  source: z.string(),
  createdAt: z.string(),
  changedAt: z.string(),
});
export type PersonView = z.infer<typeof PersonView>;

/** The whole card as its reader may see it. The card itself was in reach. */
export async function personView(card: Card): Promise<PersonView> {
  const may = {
    edit: await mayOn(card.id, 'people.edit'),
    documents: await mayOn(card.id, 'people.documents'),
    reportTwin: await mayOn(card.id, 'people.report-twin'),
    merge: await mayOn(card.id, 'people.merge'),
  };
  return {
    ...ownFields(card, may.documents),
    organisations: await linksOf(card.id),
    guardians: await guardiansShown(card.id, 'guardians'),
    children: await guardiansShown(card.id, 'children'),
    documents: await documentsShown(card.id, may.documents),
    consents: await consentsShown(card.id),
    merges: await mergesOf(card.id),
    may,
  };
}

/** The fields of the card itself. */
export function ownFields(card: Card, isOpen: boolean) {
  const { id, version, surname, name, patronymic, birthDate, sex, citizenship, phone, email, address } = card;
  return {
    id,
    version,
    surname,
    name,
    patronymic,
    birthDate,
    sex,
    snils: card.snils && (isOpen ? writtenSnils(card.snils) : maskedSnils(card.snils)),
    citizenship,
    phone,
    email,
    address,
    hasAccount: card.account_id !== null,
    isDemo: card.is_demo,
    source: card.source,
    createdAt: card.created_at.toISOString(),
    changedAt: card.changed_at.toISOString(),
  };
}

/** Where a person belongs, the present first. */
const linksOf = (personId: string) =>
  beyondReach(
    'the card was in reach',
    () => sql<LinkView>`SELECT l.id, json_build_object('id', o.id, 'name', o.short_name) AS organisation, l.subsystem, l.role,
        l.starts_on::text AS "startsOn", l.ends_on::text AS "endsOn"
      FROM core.person_organisations l JOIN core.organisations o ON o.id = l.organisation_id
      WHERE l.person_id = ${personId} ORDER BY l.ends_on DESC NULLS FIRST, l.starts_on DESC, l.id LIMIT 100`,
  );

const mergesOf = (personId: string) =>
  beyondReach(
    'the card was in reach',
    () => sql<z.infer<typeof MergeLine>>`SELECT m.id, m.merged_at AS "mergedAt", m.undone_at AS "undoneAt",
        json_build_object('id', l.id, 'name', concat_ws(' ', l.surname, l.name, l.patronymic)) AS loser
      FROM core.person_merges m JOIN core.persons l ON l.id = m.loser_id WHERE m.survivor_id = ${personId}
      ORDER BY m.merged_at DESC LIMIT 50`,
  );

const PersonName = z.object({
  id: z.string(),
  surname: z.string(),
  name: z.string(),
  patronymic: z.string().nullable(),
});

/** One line about a person in a list. */
export const PersonLine = PersonName.extend({
  birthDate: z.string().nullable(),
  sex: z.enum(['male', 'female']).nullable(),
  snils: z.string().nullable(),
  organisations: z.array(z.object({ name: z.string(), role: LinkRole })),
  isDemo: z.boolean(),
});
export type PersonLine = z.infer<typeof PersonLine>;

/** Lines for cards that were in reach, in their order. */
export async function personLines(cards: readonly Card[]): Promise<PersonLine[]> {
  const links = await beyondReach(
    'the cards were in reach',
    () => sql<{ person_id: string; organisations: PersonLine['organisations'] }>`SELECT l.person_id,
        (json_agg(DISTINCT jsonb_build_object('name', o.short_name, 'role', l.role))) AS organisations
      FROM core.person_organisations l JOIN core.organisations o ON o.id = l.organisation_id
      WHERE l.person_id = ANY (${cards.map(({ id }) => id)}::uuid[]) AND (l.ends_on IS NULL OR l.ends_on >= ${todayHere()}::date)
      GROUP BY l.person_id`,
  );
  const places = new Map(links.map(({ person_id: id, organisations }) => [id, organisations]));
  return cards.map(({ id, surname, name, patronymic, birthDate, sex, snils, is_demo: isDemo }) => ({
    id,
    surname,
    name,
    patronymic,
    birthDate,
    sex,
    snils: snils && maskedSnils(snils),
    organisations: (places.get(id) ?? []).slice(0, 5),
    isDemo,
  }));
}
