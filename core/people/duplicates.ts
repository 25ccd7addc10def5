import { beyondReach } from '../server/database';
import { sql } from '../server/sql';
import { openCard, type Card, type StoredPerson } from './card';
import { nameKey, plainName, shortNameKey } from './normal';
import { holdersOf, nameBirthTerms, snilsTerms } from './person-keys';

/** Why two cards may be one person. */
export const likenesses = [
  'same-snils',
  'snils-one-digit',
  'same-name-birth',
  'swapped-names',
  'birth-parts-swapped',
  'birth-one-digit',
  'same-document',
  'reported',
] as const;
export type Likeness = (typeof likenesses)[number];

export type Identity = {
  surname: string;
  name: string;
  patronymic?: string | null | undefined;
  birthDate?: string | null | undefined;
  snils?: string | null | undefined;
};
export type Candidate = {
  card: Card;
  likeness: Likeness[];
  /** The card itself and those merged into it that are like the given person. */
  witnesses: Card[];
};

const differing = (a: string, b: string) => [...a].filter((sign, at) => sign !== b[at]).length;

/** How two birth dates are alike, beside being equal: day and month changed places, or one digit is another. */
export function birthLikeness(a: string, b: string): Likeness | undefined {
  const [year, month, day] = a.split('-');
  if (`${year}-${day}-${month}` === b) return 'birth-parts-swapped';
  return differing(a, b) === 1 || isSwap(a, b) ? 'birth-one-digit' : undefined;
}

// 2015-03-12 and 2015-03-21: two neighbours typed in the wrong order.
function isSwap(a: string, b: string) {
  const at = [...a].findIndex((sign, place) => sign !== b[place]);
  return a.slice(0, at) + (a[at + 1] ?? '') + (a[at] ?? '') + a.slice(at + 2) === b;
}

/** Every way in which a card is like the given person; empty for two people. Same names alone are no likeness. */
export function likenessOf(given: Identity, card: Identity): Likeness[] {
  const found: Likeness[] = [];
  if (given.snils && card.snils) {
    if (given.snils === card.snils) found.push('same-snils');
    else if (differing(given.snils.slice(0, 9), card.snils.slice(0, 9)) === 1) found.push('snils-one-digit');
  }
  if (!given.birthDate || !card.birthDate || !areNamesakes(given, card)) return found;
  const birth = given.birthDate === card.birthDate ? 'same' : birthLikeness(given.birthDate, card.birthDate);
  if (!birth) return found;
  if (birth !== 'same') found.push(birth);
  else found.push(inOrder(given, card) ? 'same-name-birth' : 'swapped-names');
  return found;
}

const areNamesakes = (a: Identity, b: Identity) =>
  nameKey(a) === nameKey(b) || (!(a.patronymic && b.patronymic) && shortNameKey(a) === shortNameKey(b));
const shortOf = ({ surname, name }: Identity) => plainName({ surname, name });
const inOrder = (a: Identity, b: Identity) => plainName(a) === plainName(b) || shortOf(a) === shortOf(b);

const mostNamesakes = 300;

const namesakesOf = async (all: readonly Identity[]) => {
  const keys = all.map((given) => [nameKey(given), shortNameKey(given)]);
  const rows = await sql<{ holder: string; key: string }>`SELECT id AS holder, name_key AS key FROM core.persons
    WHERE name_key = ANY (${[...new Set(keys.flat())]}::text[]) LIMIT ${mostNamesakes * all.length}`;
  const byKey = new Map<string, string[]>();
  for (const { key, holder } of rows) byKey.set(key, [...(byKey.get(key) ?? []), holder]);
  return keys.map((own) => own.flatMap((key) => byKey.get(key) ?? []));
};

const cardsOf = async (ids: readonly string[]) => {
  const rows = await sql<StoredPerson>`SELECT p.*, p.xmin::text AS version FROM core.persons p
    WHERE p.id = ANY (${[...new Set(ids)]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, openCard(row)]));
};

/** Cards that may be of this person, the surest first, wherever they stand; what a merged card says counts for its survivor. */
export const candidatesFor = async (given: Identity, except: readonly string[] = []): Promise<Candidate[]> =>
  (await candidatesForAll([given], except))[0] ?? [];

/** The same for many people at once, in their order. */
export const candidatesForAll = (all: readonly Identity[], except: readonly string[] = []): Promise<Candidate[][]> =>
  beyondReach('a second card for one person is worse than a look at the first one', async () => {
    const named = await namesakesOf(all);
    const byTerm = await holdersOf(
      all.map((given) => [...(given.snils ? snilsTerms(given.snils) : []), ...nameBirthTerms(given)]),
    );
    const holders = all.map((_, at) => [...new Set([...(named[at] ?? []), ...(byTerm[at] ?? [])])]);
    const cards = await cardsOf(holders.flat());
    const witnesses = all.map((given, at) =>
      (holders[at] ?? []).flatMap((id) => cards.get(id) ?? []).filter((card) => likenessOf(given, card).length > 0),
    );
    const living = await cardsOf(witnesses.flat().map(survivor));
    return all.map((given, at) => {
      const own = witnesses[at] ?? [];
      return [...new Set(own.map(survivor))]
        .flatMap((id) => living.get(id) ?? [])
        .filter(({ id }) => !except.includes(id))
        .map((card) => candidateOf(given, card, own))
        .sort((a, b) => rank(a) - rank(b))
        .slice(0, 20);
    });
  });

const survivor = ({ id, merged_into: into }: Card) => into ?? id;

function candidateOf(given: Identity, card: Card, all: readonly Card[]): Candidate {
  const witnesses = all.filter((one) => survivor(one) === card.id);
  const likeness = [...new Set(witnesses.flatMap((witness) => likenessOf(given, witness)))];
  return { card, likeness, witnesses: [card, ...witnesses] };
}

/** In which ways cards look like this person, for a subsystem that may not see them: reasons, nothing of anybody. */
export const likenessTo = async (given: Identity): Promise<Likeness[][]> =>
  (await candidatesFor(given)).map(({ likeness }) => likeness);

const rank = ({ likeness }: Candidate) => Math.min(...likeness.map((one) => likenesses.indexOf(one)));

/** Notes pairs that look alike for who judges duplicates; a judgement already given stays. Gives how many are new. */
export const notePairs = (id: string, candidates: readonly Pick<Candidate, 'card' | 'likeness'>[]) =>
  beyondReach('a pair belongs to two cards', async () => {
    let noted = 0;
    for (const { card, likeness } of candidates) {
      const [first, second] = [id, card.id].sort();
      const added = await sql`INSERT INTO core.person_duplicates (first_id, second_id, reasons)
        VALUES (${first}, ${second}, ${likeness}::text[]) ON CONFLICT (first_id, second_id) DO NOTHING RETURNING 1`;
      noted += added.length;
    }
    return noted;
  });
