import { beyondReach } from '../server/database';
import { notFound } from '../server/errors';
import { named, part, prepared, sql } from '../server/sql';
import { personInReach } from './reach';
import { openOptional, placeOf, sealOptional } from './sealed';

const table = 'core.persons';

/** Columns of a card that stand sealed, by the names that the API gives them. */
export const sealedColumns = {
  birthDate: 'birth_date',
  snils: 'snils',
  phone: 'phone',
  email: 'email',
  address: 'address',
} as const;
export type SealedField = keyof typeof sealedColumns;
export const sealedFields = Object.keys(sealedColumns) as SealedField[];

export type StoredPerson = {
  id: string;
  version: string;
  pseudonym: string;
  surname: string;
  name: string;
  patronymic: string | null;
  sex: 'male' | 'female' | null;
  citizenship: string | null;
  birth_date: Buffer | null;
  snils: Buffer | null;
  phone: Buffer | null;
  email: Buffer | null;
  address: Buffer | null;
  account_id: string | null;
  merged_into: string | null;
  is_demo: boolean;
  source: string;
  created_at: Date;
  changed_at: Date;
};

/** A card with its sealed values opened; it never leaves the process as it is. */
export type Card = Omit<StoredPerson, (typeof sealedColumns)[SealedField]> & Record<SealedField, string | null>;

export function openCard(row: StoredPerson): Card {
  const { birth_date: birthDate, snils, phone, email, address, ...rest } = row;
  return {
    ...rest,
    birthDate: openField('birthDate', birthDate, row.id),
    snils: openField('snils', snils, row.id),
    phone: openField('phone', phone, row.id),
    email: openField('email', email, row.id),
    address: openField('address', address, row.id),
  };
}

/** One sealed field alone, for who looks through many cards. */
export const openField = (field: SealedField, value: Buffer | null, id: string) =>
  openOptional(value, placeOf(table, sealedColumns[field], id));

export const birthDateOf = ({ id, birth_date: birthDate }: Pick<StoredPerson, 'id' | 'birth_date'>) =>
  openField('birthDate', birthDate, id);

export const sealField = (field: SealedField, value: string | null | undefined, id: string) =>
  sealOptional(value, placeOf(table, sealedColumns[field], id));

/** 404 for a card that is not there, or out of reach. */
export const nobody = () => notFound('Карточка не найдена');

/**
 * The id of the card that stands today for the card by this alias. Not `coalesce`: under row level security PostgreSQL takes
 * that for leaky, looks up nothing by an index with it, and reads all cards instead.
 */
export const standing = (alias: string) => {
  const [id, survivor] = [part`${named(`${alias}.id`)}`, part`${named(`${alias}.merged_into`)}`];
  return part`CASE WHEN ${survivor} IS NULL THEN ${id} ELSE ${survivor} END`;
};

/** The card that stands for this one today: itself, or the one it was merged into. */
export const survivorOf = (id: string): Promise<string> =>
  beyondReach('an old address leads to the card that took it over', async () => {
    const [row] = await prepared<{
      id: string;
    }>`SELECT coalesce(merged_into, id) AS id FROM core.persons WHERE id = ${id}`;
    return row?.id ?? id;
  });

/** A card in reach of the permission, locked when it is to be written. Throws 404 beyond reach as for what does not exist. */
export async function cardInReach(id: string, permission: string, lock = false): Promise<Card> {
  const [row] = lock
    ? await sql<StoredPerson>`SELECT p.*, p.xmin::text AS version FROM core.persons p
        WHERE p.id = ${id} AND p.merged_into IS NULL AND ${personInReach(permission)} FOR UPDATE`
    : await sql<StoredPerson>`SELECT p.*, p.xmin::text AS version FROM core.persons p
        WHERE p.id = ${id} AND p.merged_into IS NULL AND ${personInReach(permission)}`;
  if (!row) throw nobody();
  return openCard(row);
}

/** Cards by id whatever the reach; whoever asks has checked that they may be asked for. */
export const cardsBeyond = (ids: readonly string[]): Promise<Card[]> =>
  beyondReach('cards that hang on one which was in reach', async () => {
    const rows = await sql<StoredPerson>`SELECT p.*, p.xmin::text AS version FROM core.persons p
      WHERE p.id = ANY (${[...ids]}::uuid[])`;
    return rows.map(openCard);
  });
