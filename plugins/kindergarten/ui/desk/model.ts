import { wantedOf, wishesOf, type Wanted } from '../own/model';

const person = { surname: '', name: '', patronymic: '', birthDate: '', snils: '' };

/** What the clerk types; empty is not known. */
export const emptyPaper = {
  ...Object.fromEntries(Object.keys(person).map((key) => [`child.${key}`, ''])),
  ...Object.fromEntries(Object.keys(person).map((key) => [`guardian.${key}`, ''])),
  'child.sex': '',
  'guardian.phone': '',
  'guardian.email': '',
  kind: 'parent',
  ground: '',
  category: '',
  document: '',
  validTo: '',
  origin: 'desk',
  filedAt: '',
  filingGround: '',
} as Record<string, string>;

export const kinds = ['parent', 'adopter', 'foster', 'trustee', 'guardian', 'representative'] as const;

const personOf = (values: Record<string, string>, who: 'child' | 'guardian') =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([key]) => key.startsWith(`${who}.`))
      .map(([key, value]): [string, string] => [key.slice(who.length + 1), value.trim()])
      .filter(([key, value]) => value || key === 'surname' || key === 'name'),
  );

/** As the server takes it. */
export function paperOf(values: Record<string, string>, wanted: Wanted, despite: boolean) {
  const { category, document, validTo, origin, filedAt, filingGround, kind, ground } = values;
  return {
    ...{ child: personOf(values, 'child'), guardian: personOf(values, 'guardian'), kind, ground, despite, origin },
    wishes: wishesOf(wanted),
    privileges: category ? [{ category, document, validTo: validTo || null }] : [],
    ...(origin === 'paper' && { filingGround, ...(filedAt && { filedAt: new Date(filedAt).toISOString() }) }),
  };
}

export const emptyWanted = () => wantedOf();
