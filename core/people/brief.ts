import { beyondReach } from '../server/database';
import { columnName } from '../server/model';
import { forIds, joined, named, part } from '../server/sql';
import { openField, sealedFields, standing, type Card, type SealedField } from './card';

type BriefField = 'surname' | 'name' | 'patronymic' | 'birthDate' | 'sex' | 'citizenship' | 'phone' | 'email';
export type PersonBrief<F extends BriefField> = { id: string } & Pick<Card, F>;

const isSealed = (field: BriefField): field is BriefField & SealedField =>
  (sealedFields as readonly string[]).includes(field);

/**
 * The named fields of people, and nothing else, for rows of a subsystem that were in reach themselves: only these are read
 * and opened, so that a city's birth dates take a second. By the ids that were asked for; a merged card gives the values of
 * the one that took it over, under its id.
 */
export const peopleBrief = <const F extends BriefField>(
  ids: readonly string[],
  wanted: readonly F[],
): Promise<Map<string, PersonBrief<F>>> =>
  beyondReach('rows of a subsystem that were in reach name their people', async () => {
    const columns = joined(
      wanted.map((field) => part`${named(`p.${columnName(field)}`)}`),
      ', ',
    );
    type Row = { asked: string; id: string } & Record<string, string | Buffer | null>;
    const asked = [...new Set(ids)];
    const rows = await forIds(asked)<Row>`SELECT a.id AS asked, p.id, ${columns}
      FROM core.persons a JOIN core.persons p ON p.id = ${standing('a')} WHERE a.id = ANY (${asked}::uuid[])`;
    return new Map(
      rows.map((row) => {
        const { asked, id } = row;
        const shown = wanted.map((field) => {
          const value = row[columnName(field)] ?? null;
          return [field, isSealed(field) ? openField(field, value as Buffer | null, id) : value];
        });
        return [asked, { id, ...(Object.fromEntries(shown) as Pick<Card, F>) }];
      }),
    );
  });

/** Pseudonyms under which the warehouse knows people. */
export const pseudonymsOf = (ids: readonly string[]): Promise<Map<string, string>> =>
  beyondReach('a pseudonym says nothing about who it is', async () => {
    const rows = await forIds(ids)<{ id: string; pseudonym: string }>`SELECT a.id, p.pseudonym FROM core.persons a
      JOIN core.persons p ON p.id = ${standing('a')} WHERE a.id = ANY (${[...ids]}::uuid[])`;
    return new Map(rows.map(({ id, pseudonym }) => [id, pseudonym]));
  });
