import type { FoundOrganisation } from '../search';
import type { OrganisationView } from '../organisation-view';
import type { OrganisationKind, ProgrammeCode, statuses as statusWords } from '../words';

export type Card = OrganisationView;
export type Found = FoundOrganisation;
export type Building = Card['buildings'][number];
export type Status = keyof typeof statusWords;

// A list that misses a code of the server does not compile.
const all =
  <Code extends string>() =>
  <const List extends readonly Code[]>(list: [Code] extends [List[number]] ? List : never) =>
    list;

export const kinds = all<OrganisationKind>()([
  'kindergarten',
  'school',
  'college',
  'extracurricular',
  'authority',
  'other',
]);
export const statuses = all<Status>()(['active', 'suspended', 'reorganising', 'liquidated']);
export const programmes = all<ProgrammeCode>()([
  'preschool',
  'primary',
  'basic',
  'secondary',
  'vocational',
  'higher',
  'vocational-training',
  'additional-children',
  'additional-adults',
  'additional-professional',
  'other',
]);
export const needs = all<keyof Building['access']>()(['wheelchair', 'mobility', 'vision', 'hearing']);
export const settlementKinds = ['urban', 'rural'] as const;
export const origins = ['real', 'demo'] as const;
export const gaps = ['inn', 'municipality', 'address', 'point', 'licence', 'contacts'] as const;
