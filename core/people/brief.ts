import { beyondReach } from '../server/database';
import { sql } from '../server/sql';
import { openCard, type Card, type StoredPerson } from './card';

type BriefField = 'surname' | 'name' | 'patronymic' | 'birthDate' | 'sex' | 'phone' | 'email';
export type PersonBrief<F extends BriefField> = { id: string } & Pick<Card, F>;

/**
 * The named fields of people, and nothing else, for rows of a subsystem that were in reach themselves. By the ids that were
 * asked for; a merged card gives the values of the one that took it over, under its id.
 */
export const peopleBrief = <const F extends BriefField>(
  ids: readonly string[],
  wanted: readonly F[],
): Promise<Map<string, PersonBrief<F>>> =>
  beyondReach('rows of a subsystem that were in reach name their people', async () => {
    const rows = await sql<StoredPerson & { asked: string }>`SELECT p.*, p.xmin::text AS version, a.id AS asked
      FROM core.persons a JOIN core.persons p ON p.id = coalesce(a.merged_into, a.id) WHERE a.id = ANY (${[...ids]}::uuid[])`;
    return new Map(
      rows.map(({ asked, ...row }) => {
        const card = openCard(row);
        const chosen = Object.fromEntries(wanted.map((field) => [field, card[field]])) as Pick<Card, F>;
        return [asked, { id: card.id, ...chosen }];
      }),
    );
  });

/** Pseudonyms under which the warehouse knows people. */
export const pseudonymsOf = (ids: readonly string[]): Promise<Map<string, string>> =>
  beyondReach('a pseudonym says nothing about who it is', async () => {
    const rows = await sql<{ id: string; pseudonym: string }>`SELECT a.id, p.pseudonym FROM core.persons a
      JOIN core.persons p ON p.id = coalesce(a.merged_into, a.id) WHERE a.id = ANY (${[...ids]}::uuid[])`;
    return new Map(rows.map(({ id, pseudonym }) => [id, pseudonym]));
  });
