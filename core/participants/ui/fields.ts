import type { Translate } from '@regiso/core/ui';
import type { wordTexts } from './word-texts';

type Word = keyof typeof wordTexts.ru;
type FieldName = Word extends infer K ? (K extends `field.${infer Name}` ? Name : never) : never;

const named: Readonly<Record<string, FieldName>> = {
  kind: 'kind',
  status: 'status',
  short_name: 'shortName',
  full_name: 'fullName',
  number: 'number',
  school_type: 'schoolType',
  inn: 'inn',
  kpp: 'kpp',
  ogrn: 'ogrn',
  oktmo: 'oktmo',
  municipality_id: 'municipality',
  settlement: 'settlement',
  settlement_kind: 'settlementKind',
  address: 'address',
  lat: 'point',
  lon: 'point',
  phone: 'phone',
  email: 'email',
  website: 'website',
  licence_number: 'licenceNumber',
  licence_expires: 'licenceExpires',
  licence_unlimited: 'licenceExpires',
  accredited: 'accredited',
  parent_id: 'parent',
  features: 'features',
};

/** The name of a column of the audit as people read it. */
export function fieldWord(column: string, words: Translate<Word>): string {
  const name = named[column];
  return name ? words(`field.${name}`).toLowerCase() : column;
}
