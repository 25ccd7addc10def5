import type { Card } from '../choices';

/** What stands in the fields of the form; an empty text means «not given». */
export type Values = {
  kind: string;
  status: string;
  shortName: string;
  fullName: string;
  number: string;
  schoolType: string;
  inn: string;
  kpp: string;
  ogrn: string;
  oktmo: string;
  municipalityId: string;
  settlement: string;
  settlementKind: string;
  address: string;
  lat: string;
  lon: string;
  phone: string;
  email: string;
  website: string;
  licenceNumber: string;
  licenceUnlimited: boolean;
  licenceExpires: string;
  accredited: string;
  parentId: string;
  hasPreschool: boolean;
};
export type FieldName = keyof Values;

export const emptyValues: Values = {
  kind: '',
  status: 'active',
  shortName: '',
  fullName: '',
  number: '',
  schoolType: '',
  inn: '',
  kpp: '',
  ogrn: '',
  oktmo: '',
  municipalityId: '',
  settlement: '',
  settlementKind: '',
  address: '',
  lat: '',
  lon: '',
  phone: '',
  email: '',
  website: '',
  licenceNumber: '',
  licenceUnlimited: false,
  licenceExpires: '',
  accredited: '',
  parentId: '',
  hasPreschool: false,
};

const preschool = 'preschool-groups';

/** A card as the fields show it. */
export function valuesOf(card: Card): Values {
  const texts = Object.fromEntries(
    Object.keys(emptyValues).map((name) => [name, (card as unknown as Record<string, unknown>)[name] ?? '']),
  ) as Values;
  return {
    ...texts,
    lat: numberText(card.lat),
    lon: numberText(card.lon),
    municipalityId: card.municipality?.id ?? '',
    parentId: card.parent?.id ?? '',
    accredited: card.accredited === null ? '' : card.accredited ? 'yes' : 'no',
    licenceUnlimited: card.licenceUnlimited === true,
    hasPreschool: card.features.includes(preschool),
  };
}

const numberText = (value: number | null) => (value === null ? '' : String(value).replace('.', ','));

/** A coordinate as people type it: `57,153`, `57.153`. NaN for what is no number, null for nothing. */
export function numberOf(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  if (!plain) return null;
  return /^[-−+]?\d+(\.\d+)?$/.test(plain) ? Number(plain.replace('−', '-')) : Number.NaN;
}

const textOf = (value: string) => value.trim() || null;

/** What the API is told of each field. */
function fieldsOf(values: Values, features: readonly string[]): Record<string, unknown> {
  const { lat, lon, accredited, licenceUnlimited, hasPreschool, ...texts } = values;
  const others = features.filter((feature) => feature !== preschool);
  return {
    ...Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, textOf(value)])),
    lat: numberOf(lat),
    lon: numberOf(lon),
    accredited: accredited ? accredited === 'yes' : null,
    licenceUnlimited: licenceUnlimited || null,
    features: hasPreschool ? [...others, preschool] : others,
  };
}

/** The body of a new organisation: what is given. */
export const creationOf = (values: Values) =>
  Object.fromEntries(Object.entries(fieldsOf(values, [])).filter(([, value]) => value !== null));

/** The body of a change: only what differs from the card, and both coordinates when one does. */
export function changeOf(values: Values, card: Card): Record<string, unknown> {
  const before = fieldsOf(valuesOf(card), card.features);
  const after = fieldsOf(values, card.features);
  const changed = new Set(
    Object.keys(after).filter((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name])),
  );
  if (changed.has('lat') || changed.has('lon')) for (const name of ['lat', 'lon']) changed.add(name);
  return Object.fromEntries([...changed].map((name) => [name, after[name]]));
}

/** Names of the fields in which two states differ. */
export const differing = (a: Values, b: Values): FieldName[] =>
  (Object.keys(emptyValues) as FieldName[]).filter((name) => a[name] !== b[name]);
