import { apiQuery, type useQueryClient } from '@regiso/core/ui';
import type { Act, documentKinds, FieldName, guardianKinds, roles, subsystems } from './words';

export type Fields = Record<Exclude<FieldName, 'surname' | 'name'>, string | null> & { surname: string; name: string };
export type Likeness =
  | 'same-snils'
  | 'snils-one-digit'
  | 'same-name-birth'
  | 'swapped-names'
  | 'birth-parts-swapped'
  | 'birth-one-digit'
  | 'same-document'
  | 'reported';

export type PersonLine = {
  id: string;
  surname: string;
  name: string;
  patronymic: string | null;
  birthDate: string | null;
  sex: string | null;
  snils: string | null;
  organisations: { name: string; role: (typeof roles)[number] }[];
  isDemo: boolean;
};

export type Guardian = {
  id: string;
  version: string;
  person: { id: string; name: string; phone: string | null; hasAccount: boolean };
  kind: (typeof guardianKinds)[number];
  startsOn: string;
  endsOn: string | null;
  inForce: boolean;
  limits: Act[];
  ground: string | null;
  limitGround: string | null;
};

export type Paper = {
  id: string;
  kind: (typeof documentKinds)[number];
  series: string | null;
  number: string;
  issuedBy: string | null;
  issuedOn: string | null;
  validTo: string | null;
  verifiedAt: string | null;
};

export type Consent = {
  id: string;
  purpose: string;
  title: string;
  titleEn: string;
  version: number;
  present: number;
  givenBy: string;
  givenOn: string;
  withdrawnOn: string | null;
};

export type Link = {
  id: string;
  organisation: { id: string; name: string };
  subsystem: (typeof subsystems)[number];
  role: (typeof roles)[number];
  startsOn: string;
  endsOn: string | null;
};

export type Card = Fields & {
  id: string;
  version: string;
  hasAccount: boolean;
  organisations: Link[];
  guardians: Guardian[];
  children: Guardian[];
  documents: Paper[];
  consents: Consent[];
  merges: { id: string; loser: { id: string; name: string }; mergedAt: string; undoneAt: string | null }[];
  may: { edit: boolean; documents: boolean; reportTwin: boolean; merge: boolean };
  isDemo: boolean;
  source: string;
  createdAt: string;
  changedAt: string;
};

export const personsAddress = '/people/persons';
export const cardAddress = (id: string) => `${personsAddress}/${id}`;
export const mergeAddress = (first: string, second: string) => `/people/merge/${first}/${second}`;

/** Reading a card is recorded: it is asked for once, not at every glance back at the window. */
export const cardQuery = (id: string) => ({
  ...apiQuery<Card>(cardAddress(id)),
  staleTime: 60_000,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
});

/** The answer of a write is the card itself: no second reading is recorded. */
export const keepCard = (queries: ReturnType<typeof useQueryClient>, card: Card) =>
  void queries.setQueryData(cardQuery(card.id).queryKey, card);

/** The present version of a text people agree to. */
export type ConsentForm = {
  purpose: string;
  version: number;
  title: string;
  titleEn: string;
  text: string;
  publishedAt: string;
};
